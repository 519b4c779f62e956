/** Calibration in the editor: the request of the server, and the conversation of the client. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Conversation, converse, type Person, type Secrets } from "../../client/src/calibration-flow";
import { createEnvironment } from "../../server/src/lsp/node-environment";
import { type CalibrateAnswer, type CalibrateParams, calibrateRequest } from "../../server/src/lsp/protocol";
import { fakeEtcd } from "../calibrate/fake-etcd";
import { makeTree } from "../support/tree";
import { startInProcess } from "./support/client";

const go = `package store

import (
	"context"

	clientv3 "go.etcd.io/etcd/client/v3"
)

func Save(ctx context.Context, kv clientv3.KV, id, job string) {
	kv.Put(ctx, "/jobs/"+id, job)
}
`;

async function asked(folder: string, params: Omit<CalibrateParams, "folder">): Promise<CalibrateAnswer> {
  const client = await startInProcess(createEnvironment(), { folders: [] });
  onTestFinished(() => client.stop());
  return client.request<CalibrateAnswer>(calibrateRequest, { folder, ...params });
}

describe("the request", () => {
  const keys = [{ key: "/jobs/1", value: "x".repeat(300) }];

  it("gives the account and the settings, and writes nothing", async () => {
    const { url } = await fakeEtcd({ keys });
    const folder = makeTree({ "store.go": go, "etcd-lint.json": "{}" });
    const answer = await asked(folder, { endpoint: url });
    if ("problem" in answer) throw new Error(answer.problem);
    expect(answer.text).toContain('store.go:10 put "/jobs/{}"');
    expect(answer.settings).toMatchObject({ file: path.join(folder, "etcd-lint.json"), before: "{}" });
    expect(answer.settings.after).toContain('"valueBytes": 300');
    expect(readFileSync(path.join(folder, "etcd-lint.json"), "utf8")).toBe("{}");
  });

  it("takes the text of an open settings file", async () => {
    const { url } = await fakeEtcd({ keys });
    const folder = makeTree({ "store.go": go, "etcd-lint.json": "{}" });
    const before = '{ "tests": "off" }';
    const answer = await asked(folder, { endpoint: url, settings: { [path.join(folder, "etcd-lint.json")]: before } });
    if ("problem" in answer) throw new Error(answer.problem);
    expect(answer.settings.before).toBe(before);
    expect(answer.settings.after).toContain('"tests": "off"');
  });

  it("says what a server wants", async () => {
    const { url } = await fakeEtcd({ keys, user: ["root", "right"] });
    const folder = makeTree({ "store.go": go });
    expect(await asked(folder, { endpoint: url })).toMatchObject({ kind: "unauthorised" });
    expect(await asked(folder, { endpoint: url, credentials: { user: "root", password: "right" } })).toHaveProperty("text");
    expect(await asked(path.join(folder, "gone"), { endpoint: url })).toMatchObject({
      kind: "failed",
      problem: expect.stringContaining("does not exist"),
    });
  });
});

describe("the conversation", () => {
  const good: CalibrateAnswer = { text: "good", settings: { file: "", before: "", after: "" } };
  const refused = (kind: string): CalibrateAnswer => ({ kind, problem: `${kind}!` });
  const credentials = { user: "u", password: "p" };
  const helpful: Person = {
    credentials: async () => credentials,
    authority: async () => "ca",
    certificate: async () => ({ certificate: "c", key: "k" }),
  };
  const nobody: Person = { credentials: async () => undefined, authority: async () => undefined, certificate: async () => undefined };

  /** A server that wants one thing after the other. */
  function server(...wants: readonly string[]): { readonly ask: Conversation["ask"]; readonly shown: Secrets[] } {
    const shown: Secrets[] = [];
    return {
      shown,
      ask: async (secrets) => {
        shown.push(secrets);
        const want = wants[shown.length - 1];
        return want === undefined ? good : refused(want);
      },
    };
  }

  it("asks nobody when the server asks for nothing", async () => {
    expect(await converse({ ask: server().ask, person: nobody, known: {} })).toEqual({ answer: good, secrets: {} });
  });

  it("asks for what the server wants, keeps what it has, and gives back what worked", async () => {
    const { ask, shown } = server("untrusted", "client-certificate", "unauthorised");
    const outcome = await converse({ ask, person: helpful, known: {} });
    const certificates = { authority: "ca", certificate: "c", key: "k" };
    expect(outcome).toEqual({ answer: good, secrets: { certificates, credentials } });
    expect(shown).toEqual([{}, { certificates: { authority: "ca" } }, { certificates }, { certificates, credentials }]);
  });

  it("uses what is known first", async () => {
    const { ask, shown } = server();
    await converse({ ask, person: nobody, known: { credentials } });
    expect(shown).toEqual([{ credentials }]);
  });

  it("ends when the person leaves", async () => {
    for (const want of ["unauthorised", "untrusted", "client-certificate"]) {
      expect(await converse({ ask: server(want).ask, person: nobody, known: {} })).toBeUndefined();
    }
  });

  it("asks nobody about what nobody can help with", async () => {
    expect(await converse({ ask: server("refused").ask, person: nobody, known: {} })).toMatchObject({ answer: { kind: "refused" } });
  });

  it("does not ask for ever", async () => {
    const { ask, shown } = server(...Array.from({ length: 100 }, () => "unauthorised"));
    expect(await converse({ ask, person: helpful, known: {} })).toMatchObject({ answer: { kind: "unauthorised" } });
    expect(shown.length).toBeLessThan(10);
  });
});
