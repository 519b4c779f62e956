import { javaDecorators, javaDelays, javaDurationMakers, javaEventParams, javaHandlerParams, javaPeriodKeywords, javaRuns } from "./java";
import { pythonDecorators, pythonDelays, pythonPeriodKeywords, pythonRuns } from "./python";
import { rustDelays, rustDurationMakers, rustHandlerParams, rustRuns, rustTickers } from "./rust";

export { handlerBases, handlerMethods, webPackages } from "./python";

/** Functions outside the project that make code run: timers, schedules, servers, guards, iterators. Data only; -1 is the receiver. */

export type Runs = Meaning & {
  /** The function may be given by this keyword instead. */
  readonly keyword?: string;
};

type Meaning =
  /** Again and again, `period` apart. */
  | { readonly kind: "ticker"; readonly callback: number; readonly period: number; readonly unit: Unit }
  /** Once, later. */
  | { readonly kind: "timer"; readonly callback: number; readonly delay: number; readonly unit: Unit }
  /** Again and again, as far apart as its keyword arguments say (`minutes=5`). */
  | { readonly kind: "interval"; readonly callback: number }
  /** By a cron-like text. */
  | { readonly kind: "schedule"; readonly callback: number; readonly spec: number }
  /** For each request. All arguments from `callback` on may be handlers. */
  | { readonly kind: "handler"; readonly callback: number }
  /** At most once in the life of the program. */
  | { readonly kind: "once"; readonly callback: number }
  /** Here and now, for each entry of a collection; `together`: all at the same time. */
  | { readonly kind: "each"; readonly callback: number; readonly over: number }
  /** Here and now, once. */
  | { readonly kind: "now"; readonly callback: number }
  /** For each event of something. */
  | { readonly kind: "event"; readonly callback: number };

/** Unit of a bare number; durations carry their own. */
export type Unit = "ns" | "ms" | "s";

const wait = (callback: number, period: number): Runs => ({ kind: "ticker", callback, period, unit: "ns" });
const route = (callback: number): Runs => ({ kind: "handler", callback });
const cron = (spec: number, callback: number): Runs => ({ kind: "schedule", spec, callback });
const each = (over = -1, callback = 0): Runs => ({ kind: "each", callback, over });

export const runs: Readonly<Record<string, Runs>> = {
  "time#AfterFunc": { kind: "timer", callback: 1, delay: 0, unit: "ns" },
  "#setInterval": { kind: "ticker", callback: 0, period: 1, unit: "ms" },
  "#setTimeout": { kind: "timer", callback: 0, delay: 1, unit: "ms" },
  "#setImmediate": { kind: "now", callback: 0 },
  "#queueMicrotask": { kind: "now", callback: 0 },
  "#process.nextTick": { kind: "now", callback: 0 },
  // k8s.io/apimachinery/pkg/util/wait/backoff.go and poll.go
  "k8s.io/apimachinery/pkg/util/wait#Until": wait(0, 1),
  "k8s.io/apimachinery/pkg/util/wait#NonSlidingUntil": wait(0, 1),
  "k8s.io/apimachinery/pkg/util/wait#JitterUntil": wait(0, 1),
  "k8s.io/apimachinery/pkg/util/wait#UntilWithContext": wait(1, 2),
  "k8s.io/apimachinery/pkg/util/wait#JitterUntilWithContext": wait(1, 2),
  "k8s.io/apimachinery/pkg/util/wait#Forever": wait(0, 1),
  "k8s.io/apimachinery/pkg/util/wait#PollUntil": wait(1, 0),
  "k8s.io/apimachinery/pkg/util/wait#PollInfinite": wait(1, 0),
  "github.com/robfig/cron#Cron.AddFunc": cron(0, 1),
  "github.com/robfig/cron/v3#Cron.AddFunc": cron(0, 1),
  "#AddFunc": cron(0, 1),
  "node-cron#schedule": cron(0, 1),
  "cron#CronJob": cron(0, 1),
  "cron#CronJob.from": cron(0, 1),
  "node-schedule#scheduleJob": cron(0, 1),
  "sync#Once.Do": { kind: "once", callback: 0 },
  "sync#OnceFunc": { kind: "once", callback: 0 },
  "sync#OnceValue": { kind: "once", callback: 0 },
  "#Do": { kind: "once", callback: 0 },
  "lodash#once": { kind: "once", callback: 0 },
  "net/http#HandleFunc": route(1),
  "net/http#HandlerFunc": route(0),
  "net/http#ServeMux.HandleFunc": route(1),
  "#HandleFunc": route(1),
  "#HandlerFunc": route(0),
  "express#get": route(1),
  "#forEach": each(),
  "#map": each(),
  "#flatMap": each(),
  "#filter": each(),
  "#some": each(),
  "#every": each(),
  "#find": each(),
  "#reduce": each(),
  "#Array.from": each(0, 1),
  "lodash#forEach": each(0, 1),
  "lodash#each": each(0, 1),
  "lodash#map": each(0, 1),
  "async#each": each(0, 1),
  "async#eachSeries": each(0, 1),
  "async#eachLimit": each(0, 2),
  "async#map": each(0, 1),
  "p-map#default": each(0, 1),
  "p-map#=": each(0, 1),
  "#then": { kind: "now", callback: 0 },
  "#catch": { kind: "now", callback: 0 },
  "#finally": { kind: "now", callback: 0 },
  "#Go": { kind: "now", callback: 0 },
  "golang.org/x/sync/errgroup#Group.Go": { kind: "now", callback: 0 },
  "golang.org/x/sync/errgroup#Group.TryGo": { kind: "now", callback: 0 },
  "#Promise": { kind: "now", callback: 0 },
  ...pythonRuns,
  ...rustRuns,
  ...javaRuns,
};

/**
 * Route methods of web frameworks: method name to where handlers may start, when the first argument is a path (a text that starts with `/`, or
 * anything where the receiver's type is one of the routers).
 */
export const routeMethods: Readonly<Record<string, number>> = {
  get: 1,
  post: 1,
  put: 1,
  patch: 1,
  delete: 1,
  del: 1,
  all: 1,
  route: 1,
  Get: 1,
  Post: 1,
  Put: 1,
  Patch: 1,
  Delete: 1,
  GET: 1,
  POST: 1,
  PUT: 1,
  PATCH: 1,
  DELETE: 1,
  Any: 1,
  Handle: 1,
  Handler: 1,
};

/** Event registration: `emitter.on("data", fn)`. */
export const eventMethods: Readonly<Record<string, number>> = { on: 1, addListener: 1, addEventListener: 1, subscribe: 0, once: 1 };

/** Parameter types that only request handlers have. */
export const handlerParams: Readonly<Record<string, true>> = {
  "net/http#ResponseWriter": true,
  "github.com/gin-gonic/gin#Context": true,
  "github.com/labstack/echo#Context": true,
  "github.com/labstack/echo/v4#Context": true,
  "github.com/gofiber/fiber/v2#Ctx": true,
  "github.com/gofiber/fiber/v3#Ctx": true,
  "github.com/valyala/fasthttp#RequestCtx": true,
  "github.com/kataras/iris/v12#Context": true,
  "github.com/emicklei/go-restful#Request": true,
  "github.com/emicklei/go-restful/v3#Request": true,
  "github.com/julienschmidt/httprouter#Params": true,
  "github.com/miekg/dns#ResponseWriter": true,
  "github.com/coredns/coredns/request#Request": true,
  "express#Request": true,
  "express#Response": true,
  "fastify#FastifyRequest": true,
  "koa#Context": true,
  "http#IncomingMessage": true,
  "node:http#IncomingMessage": true,
  "next#NextApiRequest": true,
  "next/server#NextRequest": true,
  ...rustHandlerParams,
  "@nestjs/common#ExecutionContext": true,
  ...javaHandlerParams,
};

/** Parameter types of functions that run for each event: reconcilers, consumers. */
export const eventParams: Readonly<Record<string, true>> = {
  "sigs.k8s.io/controller-runtime#Request": true,
  "sigs.k8s.io/controller-runtime/pkg/reconcile#Request": true,
  "github.com/nats-io/nats.go#Msg": true,
  "github.com/IBM/sarama#ConsumerMessage": true,
  "github.com/segmentio/kafka-go#Message": true,
  "github.com/rabbitmq/amqp091-go#Delivery": true,
  ...javaEventParams,
};

/** Parameter types of functions that a command line runs once. */
export const commandParams: Readonly<Record<string, true>> = {
  "github.com/spf13/cobra#Command": true,
  "github.com/urfave/cli#Context": true,
  "github.com/urfave/cli/v2#Context": true,
  "github.com/urfave/cli/v3#Command": true,
};

/** Decorators that make a method run. */
export const decorators: Readonly<
  Record<
    string,
    {
      readonly kind: "handler" | "schedule" | "ticker" | "timer" | "interval" | "event" | "once";
      readonly arg: number;
      /** Counts only when that argument is a path. */
      readonly path?: true;
    }
  >
> = {
  Get: { kind: "handler", arg: 0 },
  Post: { kind: "handler", arg: 0 },
  Put: { kind: "handler", arg: 0 },
  Patch: { kind: "handler", arg: 0 },
  Delete: { kind: "handler", arg: 0 },
  All: { kind: "handler", arg: 0 },
  MessagePattern: { kind: "handler", arg: 0 },
  EventPattern: { kind: "handler", arg: 0 },
  GrpcMethod: { kind: "handler", arg: 0 },
  Query: { kind: "handler", arg: 0 },
  Mutation: { kind: "handler", arg: 0 },
  Cron: { kind: "schedule", arg: 0 },
  Interval: { kind: "ticker", arg: -1 },
  Timeout: { kind: "timer", arg: -1 },
  ...pythonDecorators,
  ...javaDecorators,
};

/** Makers of channels or iterators that give a value each period: position of the period and unit of bare numbers. */
export const tickers: Readonly<Record<string, { readonly period: number; readonly unit: Unit }>> = {
  "time#NewTicker": { period: 0, unit: "ns" },
  "time#Tick": { period: 0, unit: "ns" },
  "timers/promises#setInterval": { period: 0, unit: "ms" },
  "node:timers/promises#setInterval": { period: 0, unit: "ms" },
  ...rustTickers,
};

/** Makers of channels or promises that give a value once, after a delay; in a loop they set its pace. */
export const delays: Readonly<Record<string, { readonly delay: number; readonly unit: Unit }>> = {
  "time#Sleep": { delay: 0, unit: "ns" },
  "time#After": { delay: 0, unit: "ns" },
  "time#NewTimer": { delay: 0, unit: "ns" },
  "timers/promises#setTimeout": { delay: 0, unit: "ms" },
  "node:timers/promises#setTimeout": { delay: 0, unit: "ms" },
  "delay#default": { delay: 0, unit: "ms" },
  ...pythonDelays,
  ...rustDelays,
  ...javaDelays,
};

/** The same of clocks that programs bring themselves (k8s.io/utils/clock, benbjohnson/clock ...), by method name. */
export const tickerMethods: Readonly<Record<string, { readonly period: number; readonly unit: Unit }>> = {
  NewTicker: { period: 0, unit: "ns" },
  Ticker: { period: 0, unit: "ns" },
  Tick: { period: 0, unit: "ns" },
};
export const delayMethods: Readonly<Record<string, { readonly delay: number; readonly unit: Unit }>> = {
  After: { delay: 0, unit: "ns" },
  Sleep: { delay: 0, unit: "ns" },
  NewTimer: { delay: 0, unit: "ns" },
};

/** Names of the project's own helpers that sleep, when their one argument is a number of milliseconds: `await sleep(5000)`. */
export const sleepNames: ReadonlySet<string> = new Set(["sleep", "delay", "wait", "timeout", "pause"]);

/** Functions that start a program, by name, where files of a directory form a package. */
export const programStarts: ReadonlySet<string> = new Set(["main", "init"]);

/** Keyword arguments that state a period, with seconds for each unit. */
export const periodKeywords: Readonly<Record<string, number>> = { ...pythonPeriodKeywords, ...javaPeriodKeywords };

/** Duration constants, in seconds. */
export const durations: Readonly<Record<string, number>> = {
  "time#Nanosecond": 1e-9,
  "time#Microsecond": 1e-6,
  "time#Millisecond": 1e-3,
  "time#Second": 1,
  "time#Minute": 60,
  "time#Hour": 3600,
};

/** Functions that give a duration from a number: argument position and seconds per unit; `parse` reads text such as `1m30s`. */
export const durationMakers: Readonly<
  Record<string, { readonly arg: number; readonly seconds?: number; readonly parse?: true; readonly identity?: true }>
> = {
  "time#Duration": { arg: 0, identity: true },
  "time#ParseDuration": { arg: 0, parse: true },
  "ms#default": { arg: 0, parse: true },
  ...rustDurationMakers,
  ...javaDurationMakers,
};
