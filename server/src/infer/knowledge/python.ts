/** What Python's own library and its common packages do, as rows of the tables beside this file. Data only; positions count from 0, -1 is the receiver. */
import type { TextBuilder } from "./text";
import type { Runs, Unit } from "./triggers";
import type { Growth, Serializer, Sized } from "./values";

const json = (arg = 0): Serializer => ({ encoding: "json", arg, indentKeyword: "indent" });
const pickle: Serializer = { encoding: "pickle", arg: 0 };
const yaml: Serializer = { encoding: "yaml", arg: 0 };
const msgpack: Serializer = { encoding: "msgpack", arg: 0 };

export const pythonSerializers: Readonly<Record<string, Serializer>> = {
  "json#dumps": json(),
  "simplejson#dumps": json(),
  "ujson#dumps": json(),
  "orjson#dumps": json(),
  "rapidjson#dumps": json(),
  "flask.json#dumps": json(),
  "flask#json.dumps": json(),
  "oslo_serialization#jsonutils.dumps": json(),
  "oslo_serialization#jsonutils.dump_as_bytes": json(),
  "oslo_serialization.jsonutils#dumps": json(),
  "oslo_serialization.jsonutils#dump_as_bytes": json(),
  "google.protobuf#json_format.MessageToJson": json(),
  "google.protobuf.json_format#MessageToJson": json(),
  "pickle#dumps": pickle,
  "cPickle#dumps": pickle,
  "cloudpickle#dumps": pickle,
  "dill#dumps": pickle,
  "marshal#dumps": pickle,
  "yaml#dump": yaml,
  "yaml#safe_dump": yaml,
  "yaml#dump_all": yaml,
  "msgpack#packb": msgpack,
  "msgpack#dumps": msgpack,
  "umsgpack#packb": msgpack,
  "ormsgpack#packb": msgpack,
  "oslo_serialization#msgpackutils.dumps": msgpack,
  "tomli_w#dumps": { encoding: "toml", arg: 0 },
  "toml#dumps": { encoding: "toml", arg: 0 },
  "cbor2#dumps": { encoding: "cbor", arg: 0 },
};

/** Methods that serialize the object they are called on: pydantic, dataclasses-json, protobuf. */
export const pythonSerializerMethods: Readonly<Record<string, "json" | "proto">> = {
  model_dump_json: "json",
  json: "json",
  to_json: "json",
  SerializeToString: "proto",
  SerializePartialToString: "proto",
};

/** Functions whose result holds what one argument holds, in another container. */
export const pythonSameContent: Readonly<Record<string, number>> = {
  "dataclasses#asdict": 0,
  "dataclasses#astuple": 0,
  "attr#asdict": 0,
  "attrs#asdict": 0,
  "copy#copy": 0,
  "copy#deepcopy": 0,
  "#dict": 0,
  "#list": 0,
  "#tuple": 0,
  "#set": 0,
  "#sorted": 0,
  "#reversed": 0,
  "#vars": 0,
  "#model_dump": -1,
  "#items": -1,
  "#values": -1,
  "#to_dict": -1,
};

export const pythonGrowths: Readonly<Record<string, Growth>> = {
  "base64#b64encode": { name: "base64", arg: 0 },
  "base64#urlsafe_b64encode": { name: "base64", arg: 0 },
  "base64#standard_b64encode": { name: "base64", arg: 0 },
  "base64#encodebytes": { name: "base64", arg: 0 },
  "binascii#hexlify": { name: "hex", arg: 0 },
  "zlib#compress": { name: "zlib", arg: 0 },
  "gzip#compress": { name: "gzip", arg: 0 },
  "bz2#compress": { name: "zlib", arg: 0 },
  "lzma#compress": { name: "zlib", arg: 0 },
  "snappy#compress": { name: "snappy", arg: 0 },
  "lz4.frame#compress": { name: "lz4", arg: 0 },
  "zstandard#compress": { name: "zstd", arg: 0 },
};

export const pythonSized: Readonly<Record<string, Sized>> = {
  "os#urandom": { size: 0 },
  "secrets#token_bytes": { size: 0 },
  "random#randbytes": { size: 0 },
  "#bytes": { size: 0 },
  "#bytearray": { size: 0 },
};

/** Functions whose result has about the bytes of one argument. */
export const pythonSameSize: Readonly<Record<string, number>> = {
  "#str": 0,
  "#repr": 0,
  "#memoryview": 0,
  "oslo_utils#encodeutils.safe_encode": 0,
  "oslo_utils#encodeutils.to_utf8": 0,
  "six#ensure_binary": 0,
  "six#ensure_str": 0,
  "six#b": 0,
};

/** Makers of objects that read a file, and the methods that read all of it. */
export const pythonFileMakers: Readonly<Record<string, true>> = {
  "#open": true,
  "io#open": true,
  "codecs#open": true,
  "gzip#open": true,
  "aiofiles#open": true,
  "pathlib#Path": true,
  "#open_text": true,
};
export const pythonFileReaders: ReadonlySet<string> = new Set(["read", "read_text", "read_bytes", "readlines"]);

export const pythonTextBuilders: Readonly<Record<string, TextBuilder>> = {
  "os.path#join": { kind: "join", from: 0, separator: "/", clean: true },
  "os#path.join": { kind: "join", from: 0, separator: "/", clean: true },
  "posixpath#join": { kind: "join", from: 0, separator: "/", clean: true },
  "#str": { kind: "same", arg: 0 },
  "#rstrip": { kind: "same", arg: -1 },
  "#lstrip": { kind: "same", arg: -1 },
  "#strip": { kind: "same", arg: -1 },
  "#lower": { kind: "same", arg: -1 },
  "#upper": { kind: "same", arg: -1 },
  "urllib.parse#quote": { kind: "same", arg: 0 },
  "uuid#uuid4": { kind: "fresh", bytes: 36 },
  "uuid#uuid1": { kind: "fresh", bytes: 36 },
  "secrets#token_hex": { kind: "fresh", bytes: 64 },
  "time#time": { kind: "fresh", bytes: 18 },
  "time#time_ns": { kind: "fresh", bytes: 19 },
  "datetime#datetime.now": { kind: "fresh", bytes: 26 },
  "datetime#datetime.utcnow": { kind: "fresh", bytes: 26 },
  "#isoformat": { kind: "fresh", bytes: 26 },
  "#strftime": { kind: "fresh", bytes: 19 },
  "os#getenv": { kind: "setting", fallback: 1 },
  "os#environ.get": { kind: "setting", fallback: 1 },
  "os#environ.__getitem__": { kind: "setting" },
  "socket#gethostname": { kind: "setting" },
  "socket#getfqdn": { kind: "setting" },
  "platform#node": { kind: "setting" },
  "os#getpid": { kind: "number" },
};

const now = (callback: number, keyword?: string): Runs => ({ kind: "now", callback, ...(keyword === undefined ? {} : { keyword }) });
const route = (callback: number, keyword?: string): Runs => ({ kind: "handler", callback, ...(keyword === undefined ? {} : { keyword }) });

export const pythonRuns: Readonly<Record<string, Runs>> = {
  "threading#Thread": now(1, "target"),
  "multiprocessing#Process": now(1, "target"),
  "threading#Timer": { kind: "timer", callback: 1, keyword: "function", delay: 0, unit: "s" },
  "#submit": now(0),
  "asyncio#to_thread": now(0),
  "#run_in_executor": now(1),
  "#call_soon": now(0),
  "#call_soon_threadsafe": now(0),
  "#call_later": { kind: "timer", callback: 1, delay: 0, unit: "s" },
  "gevent#spawn": now(0),
  "eventlet#spawn": now(0),
  "eventlet#spawn_n": now(0),
  "_thread#start_new_thread": now(0),
  // https://apscheduler.readthedocs.io/en/3.x/modules/schedulers/base.html#apscheduler.schedulers.base.BaseScheduler.add_job
  "#add_job": { kind: "interval", callback: 0, keyword: "func" },
  // https://www.tornadoweb.org/en/stable/ioloop.html#tornado.ioloop.PeriodicCallback
  "tornado.ioloop#PeriodicCallback": { kind: "ticker", callback: 0, period: 1, unit: "ms" },
  "tornado#ioloop.PeriodicCallback": { kind: "ticker", callback: 0, period: 1, unit: "ms" },
  "django.urls#path": route(1, "view"),
  "django.urls#re_path": route(1, "view"),
  "django.conf.urls#url": route(1, "view"),
  "#add_url_rule": route(2, "view_func"),
  "#add_get": route(1),
  "#add_post": route(1),
  "#add_put": route(1),
  "#add_delete": route(1),
  "#add_api_route": route(1),
  "#add_route": route(1),
  "atexit#register": { kind: "once", callback: 0 },
  "signal#signal": { kind: "once", callback: 1 },
};

export const pythonDelays: Readonly<Record<string, { readonly delay: number; readonly unit: Unit }>> = {
  "time#sleep": { delay: 0, unit: "s" },
  "asyncio#sleep": { delay: 0, unit: "s" },
  "gevent#sleep": { delay: 0, unit: "s" },
  "eventlet#sleep": { delay: 0, unit: "s" },
  "eventlet.greenthread#sleep": { delay: 0, unit: "s" },
  "trio#sleep": { delay: 0, unit: "s" },
  "anyio#sleep": { delay: 0, unit: "s" },
  "tornado.gen#sleep": { delay: 0, unit: "s" },
  "tornado#gen.sleep": { delay: 0, unit: "s" },
};

/** Packages of web frameworks: a function of a file that imports one and takes a `request` first is a handler. */
export const webPackages: readonly string[] = [
  "django",
  "rest_framework",
  "aiohttp",
  "sanic",
  "starlette",
  "fastapi",
  "flask",
  "tornado",
  "falcon",
  "bottle",
  "pyramid",
];

/** Base classes whose methods with the names below answer requests. */
export const handlerBases: ReadonlySet<string> = new Set([
  "View",
  "APIView",
  "MethodView",
  "RequestHandler",
  "Resource",
  "ViewSet",
  "GenericViewSet",
  "ModelViewSet",
  "GenericAPIView",
  "HTTPEndpoint",
  "HTTPMethodView",
  "BaseHTTPRequestHandler",
  "SimpleHTTPRequestHandler",
]);
export const handlerMethods: ReadonlySet<string> = new Set(
  "get post put delete patch head options list create retrieve update partial_update destroy on_get on_post on_put on_delete do_GET do_POST do_PUT do_DELETE".split(
    " ",
  ),
);

/** Decorators in small letters: `path` for those that only count with a path as their first argument. */
export const pythonDecorators: Readonly<
  Record<string, { readonly kind: "handler" | "schedule" | "interval" | "event" | "once"; readonly arg: number; readonly path?: true }>
> = {
  route: { kind: "handler", arg: 0, path: true },
  get: { kind: "handler", arg: 0, path: true },
  post: { kind: "handler", arg: 0, path: true },
  put: { kind: "handler", arg: 0, path: true },
  delete: { kind: "handler", arg: 0, path: true },
  patch: { kind: "handler", arg: 0, path: true },
  websocket: { kind: "handler", arg: 0, path: true },
  api_view: { kind: "handler", arg: 0 },
  login_required: { kind: "handler", arg: 0 },
  csrf_exempt: { kind: "handler", arg: 0 },
  require_http_methods: { kind: "handler", arg: 0 },
  before_request: { kind: "handler", arg: 0 },
  after_request: { kind: "handler", arg: 0 },
  middleware: { kind: "handler", arg: 0 },
  // Celery, dramatiq, rq, huey: one run for each message.
  task: { kind: "event", arg: 0 },
  shared_task: { kind: "event", arg: 0 },
  actor: { kind: "event", arg: 0 },
  // APScheduler, fastapi-utils, Celery before 4, discord.py.
  scheduled_job: { kind: "interval", arg: 0 },
  repeat_every: { kind: "interval", arg: 0 },
  periodic_task: { kind: "interval", arg: 0 },
  loop: { kind: "interval", arg: 0 },
  on_event: { kind: "once", arg: 0 },
  command: { kind: "once", arg: 0 },
};

/** Keyword arguments that state a period, with seconds for each unit. */
export const pythonPeriodKeywords: Readonly<Record<string, number>> = {
  seconds: 1,
  minutes: 60,
  hours: 3600,
  days: 86_400,
  weeks: 604_800,
  interval: 1,
};

export const pythonTestPackages: readonly string[] = [
  "unittest",
  "unittest.mock",
  "mock",
  "pytest",
  "testtools",
  "fixtures",
  "oslotest",
  "oslotest.base",
  "nose",
  "hypothesis",
];
