/** Related places that lead from what is costly to where a person would act, written by hand for each way that code gets there. */
import { expect, it } from "vitest";
import { analyse } from "./analyse";

interface Told {
  readonly rule: string;
  readonly at: string;
  readonly related: readonly string[];
}

async function told(files: Readonly<Record<string, string>>): Promise<readonly Told[]> {
  const texts = Object.entries(files).map(([path, text]) => ({ path, text }));
  const findings = await analyse(texts);
  return findings.map(({ rule, file, line, related }) => ({
    rule,
    at: `${file}:${line}`,
    related: related.map((one) => `${one.file}:${one.line} ${one.message}`),
  }));
}

const made = "the object that it goes through is made here";

const feedGo = `package feed

import (
	"context"

	clientv3 "go.etcd.io/etcd/client/v3"
)

type Feed struct{ client *clientv3.Client }

func Open(client *clientv3.Client) *Feed { return &Feed{client: client} }

func (f *Feed) Run(ctx context.Context, key string, on func(*clientv3.Event)) {
	watcher := clientv3.NewWatcher(f.client)
	defer watcher.Close()
	for resp := range watcher.Watch(ctx, key) {
		for _, event := range resp.Events {
			on(event)
		}
	}
}
`;

const usersGo = `package feed

import (
	"context"

	clientv3 "go.etcd.io/etcd/client/v3"
)

func Jobs(ctx context.Context, client *clientv3.Client, on func(*clientv3.Event)) {
	jobs := Open(client)
	jobs.Run(ctx, "/jobs", on)
}

type Nodes struct{ feed *Feed }

func (n *Nodes) Watch(ctx context.Context, on func(*clientv3.Event)) {
	n.feed.Run(ctx, "/nodes", on)
}
`;

it("tells where a caller makes the object that opens a stream, and nothing of the kind for an object that is kept", async () => {
  const all = await told({ "feed/feed.go": feedGo, "feed/users.go": usersGo });
  const stream = all.find(({ rule }) => rule === "watch-stream-per-call");
  expect(stream?.at).toBe("feed/feed.go:14");
  // The first watch through it is told as that, the others as callers.
  expect(stream?.related).toContain("feed/users.go:11 it is watched here");
  expect(stream?.related).toContain(`feed/users.go:10 ${made}`);
  expect(stream?.related).toContain("feed/users.go:17 this leads here");
  expect(stream?.related.filter((one) => one.endsWith(made))).toHaveLength(1);
});

const stmGo = `package data

import (
	clientv3 "go.etcd.io/etcd/client/v3"
	"go.etcd.io/etcd/client/v3/concurrency"
)

type Store struct{ client *clientv3.Client }

func (s *Store) stm(apply func(concurrency.STM) error) error {
	_, err := concurrency.NewSTM(s.client, apply)
	return err
}

func (s *Store) SaveAll(records map[string]string) error {
	return s.stm(func(stm concurrency.STM) error {
		for key, record := range records {
			stm.Put("/records/"+key, record)
		}
		return nil
	})
}

func (s *Store) SaveOne(key, record string) error {
	return s.stm(func(stm concurrency.STM) error {
		stm.Put("/records/"+key, record)
		return nil
	})
}
`;

const importGo = `package data

import (
	"encoding/json"
	"net/http"
)

func (s *Store) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var records map[string]string
	if err := json.NewDecoder(r.Body).Decode(&records); err != nil {
		return
	}
	s.SaveAll(records)
	s.SaveOne("last", "x")
}
`;

it("tells a transaction that grows with what callers pass in the loop that adds to it, with the callers", async () => {
  const all = await told({ "data/store.go": stmGo, "data/import.go": importGo });
  const txns = all.filter(({ rule }) => rule === "large-txn");
  expect(txns.map(({ at }) => at)).toEqual(["data/store.go:18"]);
  expect(txns[0]?.related.some((one) => one.startsWith("data/import.go:13"))).toBe(true);
});

const listTs = `import { Etcd3 } from "etcd3";

export class Backend {
  private readonly client = new Etcd3();
  readNewest(prefix: string, count: number) {
    return this.client.getAll().prefix(prefix).sort("Mod", "Descend").limit(count).strings();
  }
  take(prefix: string, count: number) {
    return this.client.getAll().prefix(prefix).sort("Mod", "Descend").limit(count).strings();
  }
}
`;

const untypedJs = `class Board {
  constructor(options) {
    this.backend = options.backend;
  }
  show(prefix) {
    return this.backend.readNewest(prefix, 10);
  }
  steal(prefix) {
    return this.backend.take(prefix, 10);
  }
}
module.exports = Board;
`;

it("takes a call on an object of unknown type for a caller only where the name is telling", async () => {
  const all = await told({ "backend.ts": listTs, "board.js": untypedJs });
  const at = (line: number) => all.find((one) => one.rule === "sort-limit" && one.at === `backend.ts:${line}`);
  expect(at(6)?.related).toContain("board.js:6 this leads here");
  expect(at(9)).toBeDefined();
  expect(at(9)?.related.some((one) => one.startsWith("board.js"))).toBe(false);
});
