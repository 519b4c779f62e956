/** Every flag of the etcd server, by which a command line, an environment or a file is told to be etcd's. Sources: as in parameters.ts. */
import { environmentName, parameters } from "./parameters";

const others =
  "advertise-client-urls auth-token auth-token-ttl auto-tls bcrypt-cost ca-file cert-file cipher-suites client-cert-allowed-hostname client-cert-auth client-cert-file client-crl-file client-key-file compact-hash-check-enabled compact-hash-check-time config-file corrupt-check-time cors data-dir debug discovery discovery-cacert discovery-cert discovery-dial-timeout discovery-endpoints discovery-fallback discovery-insecure-skip-tls-verify discovery-insecure-transport discovery-keepalive-time discovery-keepalive-timeout discovery-key discovery-password discovery-proxy discovery-request-timeout discovery-srv discovery-srv-name discovery-token discovery-user distributed-tracing-address distributed-tracing-instance-id distributed-tracing-sampling-rate distributed-tracing-service-name downgrade-check-time election-timeout enable-distributed-tracing enable-grpc-gateway enable-log-rotation enable-pprof experimental-compact-hash-check-enabled experimental-compact-hash-check-time experimental-corrupt-check-time experimental-distributed-tracing-address experimental-distributed-tracing-instance-id experimental-distributed-tracing-sampling-rate experimental-distributed-tracing-service-name experimental-downgrade-check-time experimental-enable-distributed-tracing experimental-enable-lease-checkpoint experimental-enable-lease-checkpoint-persist experimental-initial-corrupt-check experimental-max-learners experimental-peer-skip-client-san-verification experimental-stop-grpc-service-on-defrag experimental-txn-mode-write-with-shared-buffer experimental-warning-apply-duration experimental-warning-unary-request-duration feature-gates force-new-cluster grpc-keepalive-interval grpc-keepalive-min-time grpc-keepalive-timeout heartbeat-interval host-whitelist initial-advertise-peer-urls initial-cluster initial-cluster-state initial-cluster-token initial-election-tick-advance key-file listen-client-http-urls listen-client-urls listen-metrics-urls listen-peer-urls log-format log-level log-output log-outputs log-package-levels log-rotation-config-json logger max-learners metrics name peer-auto-tls peer-ca-file peer-cert-allowed-cn peer-cert-allowed-hostname peer-cert-file peer-client-cert-auth peer-client-cert-file peer-client-key-file peer-crl-file peer-key-file peer-skip-client-san-verification peer-trusted-ca-file pre-vote proxy proxy-dial-timeout proxy-failure-wait proxy-read-timeout proxy-refresh-interval proxy-write-timeout raft-read-timeout raft-write-timeout self-signed-cert-validity socket-reuse-address socket-reuse-port strict-reconfig-check tls-max-version tls-min-version trusted-ca-file unsafe-no-fsync v2-deprecation version wal-dir warning-apply-duration warning-unary-request-duration";

const flags: ReadonlySet<string> = new Set([
  ...others.split(" "),
  ...parameters.flatMap(({ names }) => names.flatMap(({ flag, key }) => (key === undefined ? [flag] : [flag, key]))),
]);

const environment: ReadonlySet<string> = new Set([...flags].map(environmentName));

/** Booleans take no following word: `--pre-vote false` is `--pre-vote` and a stray word. */
const booleans: ReadonlySet<string> = new Set(
  "auto-tls client-cert-auth debug discovery-insecure-skip-tls-verify discovery-insecure-transport enable-distributed-tracing enable-grpc-gateway enable-log-rotation enable-pprof enable-v2 experimental-compact-hash-check-enabled experimental-enable-distributed-tracing experimental-enable-lease-checkpoint experimental-enable-lease-checkpoint-persist experimental-initial-corrupt-check experimental-memory-mlock experimental-peer-skip-client-san-verification experimental-stop-grpc-service-on-defrag experimental-txn-mode-write-with-shared-buffer force-new-cluster initial-election-tick-advance memory-mlock peer-auto-tls peer-client-cert-auth peer-skip-client-san-verification pre-vote socket-reuse-address socket-reuse-port strict-reconfig-check unsafe-no-fsync version".split(
    " ",
  ),
);

/** A flag of the etcd server, without dashes. */
export function isServerFlag(name: string): boolean {
  return flags.has(name);
}

export function isServerVariable(name: string): boolean {
  return environment.has(name);
}

export function isBooleanFlag(name: string): boolean {
  return booleans.has(name);
}

/** Flags that hardly any other program has: one of them says that a file is a configuration of etcd. */
const telling: ReadonlySet<string> = new Set(
  "initial-cluster initial-cluster-token initial-cluster-state initial-advertise-peer-urls advertise-client-urls listen-peer-urls listen-client-urls quota-backend-bytes auto-compaction-retention auto-compaction-mode max-txn-ops strict-reconfig-check snapshot-catchup-entries".split(
    " ",
  ),
);

/** How many of the keys are telling ones. */
export function tellingKeys(names: Iterable<string>): number {
  let count = 0;
  for (const name of names) if (telling.has(name)) count += 1;
  return count;
}
