/** The conversation of a calibration: ask the server, and what it is refused for ask the person. Knows nothing of the editor's windows. */
import type { CalibrateAnswer } from "../../server/src/lsp/protocol";

/** What is kept for an endpoint, in the editor's secret storage. */
export interface Secrets {
  readonly credentials?: { readonly user: string; readonly password: string };
  readonly certificates?: { readonly authority?: string; readonly certificate?: string; readonly key?: string };
}

/** The person. Each question is answered with undefined when they leave it. */
export interface Person {
  credentials(why: string): Promise<Secrets["credentials"]>;
  /** Texts of PEM files. */
  authority(why: string): Promise<string | undefined>;
  certificate(why: string): Promise<{ readonly certificate: string; readonly key: string } | undefined>;
}

export interface Conversation {
  readonly ask: (secrets: Secrets) => Promise<CalibrateAnswer>;
  readonly person: Person;
  /** What is known of the endpoint from the last time. */
  readonly known: Secrets;
}

/** `secrets` are those that worked, to be kept; undefined when the person left. */
export interface Outcome {
  readonly answer: CalibrateAnswer;
  readonly secrets: Secrets;
}

/** Questions to the person before it gives up: one for each thing that a server may want, and one more try for each. */
const maxQuestions = 6;

export async function converse({ ask, person, known }: Conversation): Promise<Outcome | undefined> {
  let secrets = known;
  for (let question = 0; ; question += 1) {
    const answer = await ask(secrets);
    if (!("problem" in answer) || question === maxQuestions) return { answer, secrets };
    const better = await improved(answer.kind, answer.problem, secrets, person);
    if (better === "nothing to ask") return { answer, secrets };
    if (better === undefined) return undefined;
    secrets = better;
  }
}

async function improved(kind: string, why: string, secrets: Secrets, person: Person): Promise<Secrets | "nothing to ask" | undefined> {
  switch (kind) {
    case "unauthorised": {
      const credentials = await person.credentials(why);
      return credentials && { ...secrets, credentials };
    }
    case "untrusted": {
      const authority = await person.authority(why);
      return authority === undefined ? undefined : { ...secrets, certificates: { ...secrets.certificates, authority } };
    }
    case "client-certificate": {
      const own = await person.certificate(why);
      return own && { ...secrets, certificates: { ...secrets.certificates, ...own } };
    }
    default:
      return "nothing to ask";
  }
}
