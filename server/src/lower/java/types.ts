/** Types as written to type references. */
import type { TypeRef } from "../../ir/types";
import type { Ctx } from "./context";
import { bindNested, bindQualified } from "./imports";
import { childNamed, firstNamed, type N, named, span, textOf } from "./node";

export const unknownType: TypeRef = { kind: "unknown" };
const basic = (name: Extract<TypeRef, { kind: "basic" }>["name"]): TypeRef => ({ kind: "basic", name });

const basics: Readonly<Record<string, TypeRef>> = {
  String: basic("string"),
  CharSequence: basic("string"),
  StringBuilder: basic("string"),
  Character: basic("string"),
  UUID: basic("string"),
  URI: basic("string"),
  Byte: basic("byte"),
  Boolean: basic("bool"),
  AtomicBoolean: basic("bool"),
  Short: basic("int"),
  Integer: basic("int"),
  Long: basic("int"),
  BigInteger: basic("int"),
  AtomicInteger: basic("int"),
  AtomicLong: basic("int"),
  Number: basic("float"),
  Float: basic("float"),
  Double: basic("float"),
  BigDecimal: basic("float"),
  Object: basic("any"),
  Void: basic("void"),
  Duration: basic("duration"),
  Date: basic("time"),
  Instant: basic("time"),
  LocalDate: basic("time"),
  LocalDateTime: basic("time"),
  ZonedDateTime: basic("time"),
  OffsetDateTime: basic("time"),
  Timestamp: basic("time"),
  ByteBuffer: basic("bytes"),
  Exception: basic("error"),
  Throwable: basic("error"),
  RuntimeException: basic("error"),
};

const primitives: Readonly<Record<string, TypeRef>> = {
  byte: basic("byte"),
  short: basic("int"),
  int: basic("int"),
  long: basic("int"),
  char: basic("string"),
  float: basic("float"),
  double: basic("float"),
  boolean: basic("bool"),
};

const lists: ReadonlySet<string> = new Set(
  "List ArrayList LinkedList CopyOnWriteArrayList ImmutableList Set HashSet LinkedHashSet TreeSet SortedSet ImmutableSet CopyOnWriteArraySet Collection Iterable Iterator Queue Deque ArrayDeque BlockingQueue LinkedBlockingQueue ConcurrentLinkedQueue PriorityQueue Stream Vector Stack Flux".split(
    " ",
  ),
);
const maps: ReadonlySet<string> = new Set(
  "Map HashMap LinkedHashMap TreeMap SortedMap NavigableMap ConcurrentMap ConcurrentHashMap ConcurrentSkipListMap ImmutableMap WeakHashMap EnumMap Hashtable Multimap".split(
    " ",
  ),
);
const promises: ReadonlySet<string> = new Set(
  "CompletableFuture Future ListenableFuture CompletionStage ScheduledFuture Mono Uni SettableFuture".split(" "),
);
/** Holders of one value: what is taken out of them has the type of what was put in. */
const holders: ReadonlySet<string> = new Set(
  "Optional AtomicReference ThreadLocal WeakReference SoftReference Lazy ObjectProvider Provider".split(" "),
);
const makers: ReadonlySet<string> = new Set(["Supplier", "Callable"]);

/** A type node to a reference. `var` and wildcards are unknown. */
export function typeOfNode(ctx: Ctx, node: N): TypeRef {
  switch (node.type) {
    case "integral_type":
    case "floating_point_type":
    case "boolean_type":
      return primitives[textOf(ctx, node)] ?? unknownType;
    case "void_type":
      return basic("void");
    case "type_identifier":
    case "identifier":
      return typeByName(ctx, textOf(ctx, node), [], node);
    case "scoped_type_identifier":
    case "scoped_identifier":
      return scoped(ctx, node, []);
    case "generic_type": {
      const name = firstNamed(node);
      const list = node.children.find((child) => child.type === "type_arguments");
      const args = list ? named(list).map((child) => typeOfNode(ctx, child)) : [];
      if (!name) return unknownType;
      return name.type === "scoped_type_identifier" ? scoped(ctx, name, args) : typeByName(ctx, textOf(ctx, name), args, node);
    }
    case "array_type": {
      const element = childNamed(node, "element");
      const dimensions = childNamed(node, "dimensions");
      const depth = dimensions ? textOf(ctx, dimensions).split("[").length - 1 : 1;
      return arrayOf(element ? typeOfNode(ctx, element) : unknownType, depth);
    }
    case "annotated_type": {
      const inner = named(node).at(-1);
      return inner ? typeOfNode(ctx, inner) : unknownType;
    }
    case "wildcard": {
      const bound = named(node).at(-1);
      return bound && /type/.test(bound.type) ? typeOfNode(ctx, bound) : unknownType;
    }
    default:
      return unknownType;
  }
}

export function arrayOf(element: TypeRef, depth: number): TypeRef {
  let type = element;
  for (let i = 0; i < depth; i++) type = type.kind === "basic" && type.name === "byte" ? basic("bytes") : { kind: "list", element: type };
  return type;
}

function scoped(ctx: Ctx, node: N, args: readonly TypeRef[]): TypeRef {
  const text = textOf(ctx, node).replaceAll(/\s|@\w+/g, "");
  // `java.util.List` is the list; `Watch.Watcher` a class inside a class.
  if (!/^[a-z]/.test(text)) return typeByName(ctx, text, args, node);
  const last = text.slice(text.lastIndexOf(".") + 1);
  const known = /^javax?\./.test(text) ? typeByName(ctx, last, args, node) : undefined;
  if (known && known.kind !== "named") return known;
  return { kind: "named", name: bindQualified(ctx, text, node), args, span: span(node) };
}

function typeByName(ctx: Ctx, name: string, args: readonly TypeRef[], at: N): TypeRef {
  const first = args[0] ?? unknownType;
  if (name === "var") return unknownType;
  const full = fullName(ctx, name);
  if (full === name && !isOwn(ctx, name)) {
    const known = Object.hasOwn(basics, name) ? basics[name] : undefined;
    if (known) return known;
    if (lists.has(name)) return { kind: "list", element: first };
    if (maps.has(name)) return { kind: "map", key: first, value: args[1] ?? unknownType };
    if (promises.has(name)) return { kind: "promise", element: first };
    if (holders.has(name) && args.length > 0) return first.kind === "unknown" ? first : { kind: "optional", element: first };
    if (makers.has(name)) return { kind: "function", params: [], results: [first] };
  }
  if (name.includes(".")) bindNested(ctx, full, at);
  return { kind: "named", name: full, args, span: span(at) };
}

const isOwn = (ctx: Ctx, name: string): boolean => ctx.declared.has(name);

/** The full name of a class that the file declares, as seen from here: `Inner` in `Outer` is `Outer.Inner`. Others stay as written. */
export function fullName(ctx: Ctx, name: string): string {
  for (let at = ctx.classes.length - 1; at >= 0; at--) {
    const around = ctx.classes[at]?.name ?? "";
    const inner = `${around}.${name}`;
    if (ctx.declared.has(inner)) return inner;
  }
  return name;
}

/** `<T, V extends X>`. */
export function typeParamsOf(ctx: Ctx, node: N): readonly string[] {
  const list = childNamed(node, "type_parameters");
  return list
    ? named(list)
        .flatMap((param) => firstNamed(param) ?? [])
        .map((name) => textOf(ctx, name))
    : [];
}
