/** What Java's own library and its common packages do, as rows of the tables beside this file. Data only; positions count from 0, -1 is the receiver. */
import type { TextBuilder } from "./text";
import type { Runs, Unit } from "./triggers";
import type { Growth, Serializer, Sized } from "./values";

const json = (arg = 0): Serializer => ({ encoding: "json", arg });

/** Each of these under each of the names that the same thing goes by. */
function all<T>(names: readonly string[], value: T): Readonly<Record<string, T>> {
  return Object.fromEntries(names.map((name) => [name, value]));
}

const jackson = "com.fasterxml.jackson.databind#ObjectMapper";

export const javaSerializers: Readonly<Record<string, Serializer>> = {
  ...all([`${jackson}.writeValueAsString`, `${jackson}.writeValueAsBytes`, "#writeValueAsString", "#writeValueAsBytes"], json()),
  ...all(["com.google.gson#Gson.toJson", "#toJson", "#toJSONString", "#toJSONBytes"], json()),
  ...all(
    ["com.alibaba.fastjson", "com.alibaba.fastjson2"].flatMap((name) => [`${name}#JSON.toJSONString`, `${name}#JSON.toJSONBytes`]),
    json(),
  ),
  "org.apache.commons.lang3#SerializationUtils.serialize": { encoding: "pickle", arg: 0 },
  "org.springframework.util#SerializationUtils.serialize": { encoding: "pickle", arg: 0 },
};

/** Methods that serialize the object they are called on: protobuf's messages. */
export const javaSerializerMethods: Readonly<Record<string, "json" | "proto">> = {
  toByteArray: "proto",
  toByteString: "proto",
  toJson: "json",
};

const http = (names: string): readonly string[] => names.split(" ");

export const javaSameContent: Readonly<Record<string, number>> = {
  "java.util#List.copyOf": 0,
  "java.util#Collections.unmodifiableList": 0,
  "java.util#Collections.unmodifiableMap": 0,
  "#ArrayList": 0,
  "java.util#ArrayList": 0,
  "java.util#HashMap": 0,
};

export const javaGrowths: Readonly<Record<string, Growth>> = {
  "java.util#Base64.getEncoder.encode": { name: "base64", arg: 0 },
  "#encodeToString": { name: "base64", arg: 0 },
};

export const javaSized: Readonly<Record<string, Sized>> = {
  // `new byte[n]`.
  "#byte[]": { size: 0 },
  "java.nio#ByteBuffer.allocate": { size: 0 },
};

/** Functions whose result has about the bytes of one argument. */
export const javaSameSize: Readonly<Record<string, number>> = {
  "#getBytes": -1,
  "#toByteArray": -1,
  "#String.valueOf": 0,
  "#ByteSequence.from": 0,
  "io.etcd.jetcd#ByteSequence.from": 0,
  "com.coreos.jetcd.data#ByteSequence.fromString": 0,
  "com.coreos.jetcd.data#ByteSequence.fromBytes": 0,
  "com.google.protobuf#ByteString.copyFromUtf8": 0,
  "com.google.protobuf#ByteString.copyFrom": 0,
  "com.google.protobuf#UnsafeByteOperations.unsafeWrap": 0,
  "com.ibm.etcd.client#KeyUtils.bs": 0,
  "#ByteBuffer.wrap": 0,
  "java.nio#ByteBuffer.wrap": 0,
};

export const javaContents: Readonly<Record<string, "file" | "stream" | "request-body">> = {
  "java.nio.file#Files.readAllBytes": "file",
  "java.nio.file#Files.readString": "file",
  "java.nio.file#Files.readAllLines": "file",
  "org.apache.commons.io#FileUtils.readFileToByteArray": "file",
  "org.apache.commons.io#FileUtils.readFileToString": "file",
  "org.apache.commons.io#IOUtils.toByteArray": "stream",
  "org.apache.commons.io#IOUtils.toString": "stream",
  "com.google.common.io#ByteStreams.toByteArray": "stream",
  "#readAllBytes": "stream",
};

const same = (arg = 0): TextBuilder => ({ kind: "same", arg });

export const javaTextBuilders: Readonly<Record<string, TextBuilder>> = {
  "#String.format": { kind: "format", arg: 0 },
  "#formatted": { kind: "format", arg: -1 },
  "#String.valueOf": same(),
  "#String.join": { kind: "concat" },
  "#getBytes": same(-1),
  "#intern": same(-1),
  // Imported with its whole package.
  "#ByteSequence.from": same(),
  "#KeyUtils.bs": same(),
  "io.etcd.jetcd#ByteSequence.from": same(),
  "com.coreos.jetcd.data#ByteSequence.fromString": same(),
  "com.coreos.jetcd.data#ByteSequence.fromBytes": same(),
  "com.google.protobuf#ByteString.copyFromUtf8": same(),
  "com.google.protobuf#ByteString.copyFrom": same(),
  "com.ibm.etcd.client#KeyUtils.bs": same(),
  "java.util#UUID.randomUUID": { kind: "fresh", bytes: 36 },
  "#System.currentTimeMillis": { kind: "fresh", bytes: 13 },
  "#System.nanoTime": { kind: "fresh", bytes: 18 },
  "java.time#Instant.now": { kind: "fresh", bytes: 27 },
  "java.time#LocalDateTime.now": { kind: "fresh", bytes: 26 },
  "#System.getenv": { kind: "setting" },
  "#System.getProperty": { kind: "setting", fallback: 1 },
  "#Integer.toString": { kind: "number" },
  "#Long.toString": { kind: "number" },
};

const now: Runs = { kind: "now", callback: 0 };
const fixed: Runs = { kind: "ticker", callback: 0, period: 2, unit: "ms" };
const concurrent = "java.util.concurrent#";

export const javaRuns: Readonly<Record<string, Runs>> = {
  // Numbers before a TimeUnit come as milliseconds.
  ...all(
    ["#", `${concurrent}ScheduledExecutorService.`, `${concurrent}ScheduledThreadPoolExecutor.`, "java.util#Timer."].flatMap((holder) => [
      `${holder}scheduleAtFixedRate`,
      `${holder}scheduleWithFixedDelay`,
    ]),
    fixed,
  ),
  "java.util#Timer.schedule": fixed,
  [`${concurrent}ScheduledExecutorService.schedule`]: { kind: "timer", callback: 0, delay: 1, unit: "ms" },
  [`${concurrent}ScheduledThreadPoolExecutor.schedule`]: { kind: "timer", callback: 0, delay: 1, unit: "ms" },
  "#setPeriodic": { kind: "ticker", callback: 1, period: 0, unit: "ms" },
  ...all(
    http("Executor ExecutorService ThreadPoolExecutor ScheduledExecutorService ForkJoinPool").flatMap((name) => [
      `${concurrent}${name}.execute`,
      `${concurrent}${name}.submit`,
    ]),
    now,
  ),
  "#execute": now,
  [`${concurrent}CompletableFuture.runAsync`]: now,
  [`${concurrent}CompletableFuture.supplyAsync`]: now,
  "#Thread": now,
  "#Thread.ofVirtual.start": now,
  "#Thread.startVirtualThread": now,
  ...all(http("#thenApply #thenAccept #thenCompose #thenRun #whenComplete #handle #exceptionally #ifPresent #orElseGet"), now),
  "#computeIfAbsent": { kind: "once", callback: 1 },
  "#anyMatch": { kind: "each", callback: 0, over: -1 },
  "#allMatch": { kind: "each", callback: 0, over: -1 },
};

export const javaDelays: Readonly<Record<string, { readonly delay: number; readonly unit: Unit }>> = {
  "#Thread.sleep": { delay: 0, unit: "ms" },
  [`${concurrent}TimeUnit.MILLISECONDS.sleep`]: { delay: 0, unit: "ms" },
  [`${concurrent}TimeUnit.SECONDS.sleep`]: { delay: 0, unit: "s" },
};

export const javaDurationMakers: Readonly<Record<string, { readonly arg: number; readonly seconds: number }>> = {
  "java.time#Duration.ofMillis": { arg: 0, seconds: 1e-3 },
  "java.time#Duration.ofSeconds": { arg: 0, seconds: 1 },
  "java.time#Duration.ofMinutes": { arg: 0, seconds: 60 },
  "java.time#Duration.ofHours": { arg: 0, seconds: 3600 },
  "java.time#Duration.ofDays": { arg: 0, seconds: 86_400 },
};

/** Parameter types that only request handlers have. */
export const javaHandlerParams: Readonly<Record<string, true>> = all(
  [
    "javax.servlet.http#HttpServletRequest",
    "jakarta.servlet.http#HttpServletRequest",
    "javax.ws.rs.core#UriInfo",
    "jakarta.ws.rs.core#UriInfo",
    "io.grpc.stub#StreamObserver",
    "io.vertx.ext.web#RoutingContext",
    "org.springframework.web.reactive.function.server#ServerRequest",
    "io.javalin.http#Context",
    "com.sun.net.httpserver#HttpExchange",
  ],
  true,
);

/** Parameter types of functions that run for each event. */
export const javaEventParams: Readonly<Record<string, true>> = all(
  ["org.apache.kafka.clients.consumer#ConsumerRecord", "org.springframework.amqp.core#Message"],
  true,
);

type DecoratorKind = { readonly kind: "handler" | "schedule" | "interval" | "event" | "once"; readonly arg: number };

/** Annotations: Spring, JAX-RS, Micronaut and Quarkus; what the container calls at start. */
export const javaDecorators: Readonly<Record<string, DecoratorKind>> = {
  ...all(http("GetMapping PostMapping PutMapping DeleteMapping PatchMapping RequestMapping GET POST PUT DELETE PATCH HEAD"), {
    kind: "handler",
    arg: 0,
  }),
  Scheduled: { kind: "interval", arg: 0 },
  ...all(http("EventListener KafkaListener RabbitListener JmsListener StreamListener SqsListener Incoming"), { kind: "event", arg: 0 }),
  ...all(http("PostConstruct PreDestroy Bean Produces Startup"), { kind: "once", arg: 0 }),
};

/** Elements of annotations that state a period, with seconds for each unit: Spring counts milliseconds. */
export const javaPeriodKeywords: Readonly<Record<string, number>> = { fixedRate: 1e-3, fixedDelay: 1e-3 };

export const javaTestPackages: readonly string[] = [
  "org.junit",
  "org.junit.jupiter.api",
  "org.junit.jupiter.params",
  "org.mockito",
  "org.testng",
  "org.testng.annotations",
  "org.assertj.core.api",
  "org.springframework.boot.test.context",
];
