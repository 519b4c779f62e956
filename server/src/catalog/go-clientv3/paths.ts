/**
 * Where the Go v3 client lives: the same package has had five import paths.
 * `client/v3` since 3.5, `clientv3` in 3.4, coreos up to 3.3, and `v3/clientv3` on the main branch in 2020.
 */
const ROOTS = [
  "go.etcd.io/etcd/client/v3",
  "go.etcd.io/etcd/clientv3",
  "github.com/coreos/etcd/clientv3",
  "github.com/etcd-io/etcd/clientv3",
  "go.etcd.io/etcd/v3/clientv3",
];

/** All import paths of a package under the client, or of the client itself. */
export function clientPaths(sub?: string): readonly string[] {
  return sub === undefined ? ROOTS : ROOTS.map((root) => `${root}/${sub}`);
}
