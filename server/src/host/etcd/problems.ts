/** What can keep us from reading an etcd, each with a sentence that says what to do. */

export type EtcdProblemKind =
  | "bad-endpoint"
  | "unreachable"
  | "refused"
  | "timeout"
  | "untrusted"
  | "wrong-scheme"
  | "client-certificate"
  | "unauthorised"
  | "not-etcd"
  | "v2-only"
  | "failed";

export interface EtcdProblem {
  readonly kind: EtcdProblemKind;
  /** One sentence for people. */
  readonly problem: string;
}

export function isProblem(value: object): value is EtcdProblem {
  return "problem" in value;
}

/** From an error of Node's network and TLS layers. `at` names the endpoint. */
export function problemOf(error: unknown, at: string): EtcdProblem {
  const { code = "", message = String(error), name = "" } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
  if (name === "TimeoutError" || name === "AbortError" || code === "ETIMEDOUT") {
    return { kind: "timeout", problem: `no answer from ${at} in time` };
  }
  const known = byCode(code, at);
  if (known) return known;
  if (/wrong version number|packet length too long|unknown protocol/i.test(message) || code === "EPROTO") {
    if (isAboutOurCertificate(message)) return needsCertificate(at);
    return { kind: "wrong-scheme", problem: `${at} does not speak TLS; try http:// instead of https://` };
  }
  if (isAboutOurCertificate(`${code} ${message}`)) return needsCertificate(at);
  if (code === "ECONNRESET") {
    // Servers may end the connection without a word when they do not like a certificate, miss one, or wait for TLS.
    return at.startsWith("https:")
      ? needsCertificate(at)
      : { kind: "wrong-scheme", problem: `${at} ended the connection without an answer; it may speak TLS: try https://` };
  }
  if (/certificate|self.signed|issuer/i.test(`${code} ${message}`)) {
    return {
      kind: "untrusted",
      problem: `the certificate of ${at} cannot be trusted: ${plain(message)}; --cacert names the authority that signed it`,
    };
  }
  return { kind: "failed", problem: `cannot read ${at}: ${plain(message)}` };
}

function byCode(code: string, at: string): EtcdProblem | undefined {
  switch (code) {
    case "ECONNREFUSED":
      return { kind: "refused", problem: `${at} refused the connection: nothing listens there` };
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return { kind: "unreachable", problem: `${at}: there is no host of this name` };
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return { kind: "unreachable", problem: `${at} cannot be reached from here` };
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return { kind: "untrusted", problem: `the certificate of ${at} is for other names; use a name that it has` };
    case "CERT_HAS_EXPIRED":
      return { kind: "untrusted", problem: `the certificate of ${at} has expired` };
    case "DEPTH_ZERO_SELF_SIGNED_CERT":
    case "SELF_SIGNED_CERT_IN_CHAIN":
    case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
    case "UNABLE_TO_GET_ISSUER_CERT":
    case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
      return {
        kind: "untrusted",
        problem: `the certificate of ${at} is signed by an unknown authority; --cacert names the authority's file`,
      };
    default:
      return undefined;
  }
}

/** The server ends the handshake, or the first read, when it wants a certificate of ours. */
function isAboutOurCertificate(text: string): boolean {
  return /alert.*(certificate|unknown ca)|(certificate|unknown_ca|unknown ca).*alert|CERTIFICATE_REQUIRED|ALERT_BAD_CERTIFICATE|UNKNOWN_CA/i.test(
    text,
  );
}

function needsCertificate(at: string): EtcdProblem {
  return { kind: "client-certificate", problem: `${at} takes only clients with a certificate that it trusts; --cert and --key name yours` };
}

function plain(message: string): string {
  return message.replace(/\s+/g, " ").trim().slice(0, 200);
}
