/** What an edit of a helper does to the files that call it, open and closed, with the real engine and disk. */
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { URI } from "vscode-uri";
import { createSession } from "../../server/src/engine/session";
import { createEnvironment } from "../../server/src/lsp/node-environment";
import { parser } from "../support/parser";
import { makeTree } from "../support/tree";
import { type Client, startInProcess } from "./support/client";

let client: Client | undefined;
afterEach(async () => {
  await client?.stop();
  client = undefined;
});

const limited = `package store

import (
	"context"

	clientv3 "go.etcd.io/etcd/client/v3"
)

type Store struct{ client *clientv3.Client }

func (s *Store) List(ctx context.Context, prefix string) (*clientv3.GetResponse, error) {
	return s.client.Get(ctx, prefix, clientv3.WithPrefix(), clientv3.WithLimit(100))
}
`;
const unlimited = limited.replace(", clientv3.WithLimit(100)", "");

const caller = (name: string) => `package web

import (
	"net/http"

	"example.com/shop/store"
)

func ${name}(s *store.Store) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.List(r.Context(), "/${name}/")
	}
}
`;

async function start(files: Record<string, string>): Promise<{ readonly editor: Client; readonly root: string }> {
  const root = makeTree({ "go.mod": "module example.com/shop\n", ...files });
  client = await startInProcess(
    { ...createEnvironment(), createSession: () => createSession(parser) },
    { folders: [root], initializationOptions: { settings: { delay: 10 } } },
  );
  return { editor: client, root };
}

const rulesAt = (editor: Client, uri: string) => editor.diagnostics(uri).map(({ code, range }) => `${code} ${range.start.line + 1}`);

test("when a helper loses its limit, its callers are told, whether they are open or not", async () => {
  const files = { "store/store.go": limited, "web/open.go": caller("open"), "web/closed.go": caller("closed") };
  const { editor, root } = await start(files);
  const uri = (file: string) => URI.file(path.join(root, file)).toString();
  const store = await editor.open(path.join(root, "store/store.go"), limited);
  await editor.open(path.join(root, "web/open.go"), files["web/open.go"]);
  await editor.idle();
  expect(rulesAt(editor, uri("web/open.go"))).toEqual([]);
  await editor.change(store, { text: unlimited });
  await editor.until("the open caller's problem", () => rulesAt(editor, uri("web/open.go")).includes("unbounded-range 11"));
  await editor.until("the closed caller's problem", () => rulesAt(editor, uri("web/closed.go")).includes("unbounded-range 11"));
  await editor.change(store, { text: limited });
  await editor.until("no problem in the open caller", () => rulesAt(editor, uri("web/open.go")).length === 0);
  await editor.until("no problem in the closed caller", () => rulesAt(editor, uri("web/closed.go")).length === 0);
});

test("a call that is typed into a file that never names etcd is seen", async () => {
  const empty = "package web\n";
  const { editor, root } = await start({ "store/store.go": unlimited, "web/new.go": empty });
  await editor.until("the scan", () => (editor.statuses.at(-1)?.files ?? 0) > 0);
  const uri = await editor.open(path.join(root, "web/new.go"), empty);
  await editor.idle();
  await editor.change(uri, { text: caller("typed") });
  await editor.until("its problem", () => rulesAt(editor, uri).includes("unbounded-range 11"));
});
