/** What makes calls run and how often, from source text to rates and fan-outs. */
import { describe, expect, it } from "vitest";
import { presets } from "../../server/src/config/defaults";
import type { CallFacts } from "../../server/src/infer/types";
import { goFile, inferOne, shown, tsFile } from "./facts";

const medium = presets.medium;
const go = (body: string, imports: readonly string[] = []): Promise<CallFacts> => inferOne(goFile(body, imports), "put");
const ts = (body: string): Promise<CallFacts> => inferOne(tsFile(body), "put");
const PUT = `c.Put(ctx, "/k", "v")`;
const PUTS = `await client.put("/k").value("v");`;
const fn = (body: string): string => `func run(ctx context.Context, c *clientv3.Client) {\n${body}\n}`;

describe("tickers, timers, schedules", () => {
  it("reads a ticker that is ranged over", async () => {
    const facts = await go(fn(`t := time.NewTicker(5 * time.Second)\nfor range t.C {\n${PUT}\n}`), ["time"]);
    expect(facts.trigger.kind).toBe("ticker");
    expect(shown(facts.trigger.perSecond)).toBe("0.2..0.2..0.2 known");
    expect(shown(facts.fanOut)).toBe("1..1..1 known");
  });
  it("reads the ticker of the select arm that the call is in", async () => {
    const loop = (arm: string): string =>
      fn(
        `fast := time.NewTicker(time.Second)\nslow := time.NewTicker(time.Minute)\nfor {\nselect {\ncase <-ctx.Done():\nreturn\ncase <-fast.C:\n${arm === "fast" ? PUT : ""}\ncase <-slow.C:\n${arm === "slow" ? PUT : ""}\n}\n}`,
      );
    expect((await go(loop("fast"), ["time"])).trigger.perSecond.likely).toBe(1);
    expect((await go(loop("slow"), ["time"])).trigger.perSecond.likely).toBeCloseTo(1 / 60, 10);
  });
  it("reads constants and fields of other files of the package", async () => {
    const facts = await inferOne(
      {
        ...goFile(fn(`for range time.Tick(period) {\n${PUT}\n}`), ["time"]),
        "svc/const.go": `package svc\n\nimport "time"\n\nconst period = 10 * time.Second\n`,
      },
      "put",
    );
    expect(facts.trigger.perSecond.likely).toBe(0.1);
  });
  it("says that a period is not shown", async () => {
    const facts = await go(
      `type S struct{ every time.Duration }\nfunc (s *S) run(ctx context.Context, c *clientv3.Client) {\nt := time.NewTicker(s.every)\nfor range t.C {\n${PUT}\n}\n}`,
      ["time"],
    );
    expect(facts.trigger.kind).toBe("ticker");
    expect(facts.trigger.perSecond.basis).toBe("assumed");
    expect(facts.trigger.perSecond.likely).toBeGreaterThan(0);
  });
  it("reads sleeps", async () => {
    const facts = await go(fn(`for {\n${PUT}\ntime.Sleep(500 * time.Millisecond)\n}`), ["time"]);
    expect(facts.trigger.kind).toBe("sleep-loop");
    expect(facts.trigger.perSecond.likely).toBe(2);
    const script = await ts(`export async function run() { while (true) { ${PUTS} await new Promise(r => setTimeout(r, 2000)); } }`);
    expect(script.trigger.kind).toBe("sleep-loop");
    expect(script.trigger.perSecond.likely).toBe(0.5);
    const helper = await ts(
      `const sleep = (ms: number) => new Promise(r => setTimeout(r, ms));\nexport async function run() { for (;;) { ${PUTS} await sleep(4000); } }`,
    );
    expect(helper.trigger.perSecond.likely).toBe(0.25);
  });
  it("reads setInterval with closures, names and methods", async () => {
    expect(shown((await ts(`setInterval(async () => { ${PUTS} }, 5000);`)).trigger.perSecond)).toBe("0.2..0.2..0.2 known");
    expect((await ts(`async function tick() { ${PUTS} }\nsetInterval(tick, 1000);`)).trigger.perSecond.likely).toBe(1);
    const method = await ts(
      `class Beat { start() { setInterval(this.tick.bind(this), 2_000); }\nasync tick() { ${PUTS} } }\nnew Beat().start();`,
    );
    expect(method.trigger.kind).toBe("ticker");
    expect(method.trigger.perSecond.likely).toBe(0.5);
  });
  it("reads a timer that arms itself again", async () => {
    const facts = await ts(`async function tick() { ${PUTS} setTimeout(tick, 5000); }\ntick();`);
    expect(facts.trigger.kind).toBe("sleep-loop");
    expect(facts.trigger.perSecond.likely).toBe(0.2);
  });
  it("takes a plain timer as once", async () => {
    expect((await ts(`setTimeout(async () => { ${PUTS} }, 5000);`)).trigger.kind).toBe("once");
  });
  it("reads cron texts", async () => {
    expect(
      (await ts(`import cron from "node-cron";\ncron.schedule("*/5 * * * * *", async () => { ${PUTS} });`)).trigger.perSecond.likely,
    ).toBeCloseTo(0.2);
    const facts = await go(fn(`cr := cron.New()\ncr.AddFunc("@every 30s", func() {\n${PUT}\n})`), ["github.com/robfig/cron/v3"]);
    expect(facts.trigger.kind).toBe("schedule");
    expect(facts.trigger.perSecond.likely).toBeCloseTo(1 / 30);
  });
  it("reads wait.Until", async () => {
    const facts = await go(fn(`wait.Until(func() {\n${PUT}\n}, 3*time.Second, ctx.Done())`), ["time", "k8s.io/apimachinery/pkg/util/wait"]);
    expect(facts.trigger.kind).toBe("ticker");
    expect(facts.trigger.perSecond.likely).toBeCloseTo(1 / 3);
  });
});

describe("requests and events", () => {
  it("knows handlers by their parameters, routes and registration", async () => {
    const handler = await go(`var c *clientv3.Client\nfunc save(w http.ResponseWriter, r *http.Request) {\nctx := r.Context()\n${PUT}\n}`, [
      "net/http",
    ]);
    expect(handler.trigger.kind).toBe("handler");
    expect(handler.trigger.perSecond.basis).toBe("assumed");
    expect(handler.trigger.perSecond.likely).toBe(medium.requestsPerSecond);
    expect(handler.concurrent.likely).toBe(medium.concurrentRequests);
    const route = await ts(`import express from "express";\nconst app = express();\napp.get("/x", async () => { ${PUTS} });`);
    expect(route.trigger.kind).toBe("handler");
    const nest = await ts(`class Api { @Post("x") async save() { ${PUTS} } }`);
    expect(nest.trigger.kind).toBe("handler");
    const rpc = await go(
      `type Server struct{ c *clientv3.Client }\nfunc (s *Server) Save(ctx context.Context, in *pb.SaveRequest) (*pb.SaveResponse, error) {\nc := s.c\n${PUT}\nreturn nil, nil\n}`,
      ["example.com/pb"],
    );
    expect(rpc.trigger.kind).toBe("handler");
  });
  it("goes up from helpers to handlers", async () => {
    const facts = await go(
      `var c *clientv3.Client\nfunc save(ctx context.Context) {\n${PUT}\n}\nfunc middle(ctx context.Context) { save(ctx) }\nfunc handle(w http.ResponseWriter, r *http.Request) { middle(r.Context()) }`,
      ["net/http"],
    );
    expect(facts.trigger.kind).toBe("handler");
  });
  it("knows events of channels and emitters", async () => {
    const facts = await go(
      `func run(ctx context.Context, c *clientv3.Client, jobs chan string) {\nfor j := range jobs {\nc.Put(ctx, "/k", j)\n}\n}`,
    );
    expect(facts.trigger.kind).toBe("event");
    expect(
      (await ts(`import { EventEmitter } from "events";\nconst bus = new EventEmitter();\nbus.on("data", async () => { ${PUTS} });`))
        .trigger.kind,
    ).toBe("event");
  });
});

describe("parameters that give the trigger away", () => {
  it("are those of reconcilers and commands", async () => {
    const reconciler = await go(
      `type R struct{ c *clientv3.Client }\nfunc (r *R) Reconcile(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {\nc := r.c\n${PUT}\nreturn reconcile.Result{}, nil\n}`,
      ["sigs.k8s.io/controller-runtime/pkg/reconcile"],
    );
    expect(reconciler.trigger.kind).toBe("event");
    const command = await go(`var c *clientv3.Client\nfunc run(cmd *cobra.Command, args []string) {\nctx := cmd.Context()\n${PUT}\n}`, [
      "github.com/spf13/cobra",
    ]);
    expect(command.trigger.kind).toBe("once");
  });
});

describe("once", () => {
  it("is what main, init, top level and once guards do", async () => {
    const main = await inferOne(
      {
        "cmd/main.go":
          goFile(`func main() {\nctx := context.Background()\nc, _ := clientv3.New(clientv3.Config{})\n${PUT}\n}`)["svc/main.go"]?.replace(
            "package svc",
            "package main",
          ) ?? "",
      },
      "put",
    );
    expect(main.trigger.kind).toBe("once");
    expect(shown(main.trigger.perSecond)).toBe("0..0..0 known");
    expect((await ts(PUTS)).trigger.kind).toBe("once");
    const guarded = await go(
      `var once sync.Once\nfunc handle(w http.ResponseWriter, r *http.Request) {\nctx := r.Context()\nvar c *clientv3.Client\nonce.Do(func() {\n${PUT}\n})\n}`,
      ["net/http", "sync"],
    );
    expect(guarded.trigger.kind).toBe("once");
  });
  it("is unknown when nothing calls the function", async () => {
    const facts = await go(fn(PUT));
    expect(facts.trigger.kind).toBe("unknown");
    expect(facts.trigger.perSecond.basis).toBe("assumed");
    expect(facts.trigger.perSecond.likely).toBeGreaterThan(0);
  });
});

describe("loops", () => {
  it("multiplies by literal counts and listed entries", async () => {
    expect(shown((await go(fn(`for i := 0; i < 1000; i++ {\n${PUT}\n}`))).fanOut)).toBe("1000..1000..1000 known");
    expect(shown((await go(fn(`for i := range 7 {\n_ = i\n${PUT}\n}`))).fanOut)).toBe("7..7..7 known");
    expect(shown((await go(fn(`for _, k := range []string{"a", "b", "c"} {\n_ = k\n${PUT}\n}`))).fanOut)).toBe("3..3..3 known");
    expect(shown((await ts(`export async function run() { for (const k of ["a", "b"]) { ${PUTS} } }`)).fanOut)).toBe("2..2..2 known");
    const nested = await go(fn(`for i := 0; i < 10; i++ {\nfor j := 0; j <= 4; j++ {\n${PUT}\n}\n}`));
    expect(shown(nested.fanOut)).toBe("50..50..50 known");
    expect(nested.fanOutUnbounded).toBe(false);
  });
  it("takes collections as unbounded", async () => {
    const facts = await go(
      `func run(ctx context.Context, c *clientv3.Client, keys []string) {\nfor _, k := range keys {\nc.Put(ctx, k, "v")\n}\n}`,
    );
    expect(facts.fanOutUnbounded).toBe(true);
    expect(facts.fanOut.likely).toBe(medium.collectionEntries);
    expect(facts.fanOut.high).toBe(Number.POSITIVE_INFINITY);
    expect(facts.loopPlace?.file).toBe("svc/main.go");
  });
  it("knows forEach and map as loops, and that map with async runs all at once", async () => {
    const facts = await ts(
      `export async function run(keys: string[]) { await Promise.all(keys.map(async (k) => { await client.put(k).value("v"); })); }`,
    );
    expect(facts.fanOutUnbounded).toBe(true);
    expect(facts.concurrent.likely).toBe(medium.collectionEntries);
  });
  it("counts goroutines of a loop as concurrent", async () => {
    const facts = await go(fn(`for i := 0; i < 50; i++ {\ngo func() {\n${PUT}\n}()\n}`));
    expect(shown(facts.fanOut)).toBe("50..50..50 known");
    expect(facts.concurrent.likely).toBe(50);
  });
  it("takes in the loops around the callers", async () => {
    const facts = await go(
      `func save(ctx context.Context, c *clientv3.Client, k string) { c.Put(ctx, k, "v") }\nfunc all(ctx context.Context, c *clientv3.Client, keys []string) {\nfor _, k := range keys {\nsave(ctx, c, k)\n}\n}`,
    );
    expect(facts.fanOutUnbounded).toBe(true);
  });
  it("does not multiply by retries", async () => {
    const retry = await go(fn(`for i := 0; i < 5; i++ {\nif _, err := ${PUT}; err == nil {\nbreak\n}\n}`));
    expect(retry.fanOut.likely).toBe(1);
    const again = await go(fn(`for {\n_, err := ${PUT}\nif err != nil {\ntime.Sleep(time.Second)\ncontinue\n}\nreturn\n}`), ["time"]);
    expect(again.fanOut.likely).toBe(1);
    expect(again.trigger.kind).toBe("unknown");
    const caught = await ts(`export async function run() { for (let i = 0; i < 3; i++) { try { ${PUTS} return; } catch (e) { } } }`);
    expect(caught.fanOut.likely).toBe(1);
  });
  it("multiplies by loops that return on failure", async () => {
    const facts = await go(fn(`for i := 0; i < 5; i++ {\nif _, err := ${PUT}; err != nil {\nreturn\n}\n}`));
    expect(shown(facts.fanOut)).toBe("5..5..5 known");
  });
  it("keeps the ticker of the caller and the loop of the callee", async () => {
    const facts = await go(
      `func beat(ctx context.Context, c *clientv3.Client) {\nfor i := 0; i < 10; i++ {\n${PUT}\n}\n}\nfunc run(ctx context.Context, c *clientv3.Client) {\nfor range time.Tick(time.Second) {\nbeat(ctx, c)\n}\n}`,
      ["time"],
    );
    expect(facts.trigger.kind).toBe("ticker");
    expect(facts.trigger.perSecond.likely).toBe(1);
    expect(shown(facts.fanOut)).toBe("10..10..10 known");
  });
  it("ends with functions that call each other", async () => {
    const facts = await go(
      `func a(ctx context.Context, c *clientv3.Client) {\n${PUT}\nb(ctx, c)\n}\nfunc b(ctx context.Context, c *clientv3.Client) { a(ctx, c) }`,
    );
    expect(facts.trigger.kind).toBe("unknown");
  });
});
