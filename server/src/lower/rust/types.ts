/** Written types to type references. What only says who owns a value (references, boxes, locks) is left out. */
import type { TypeRef } from "../../ir/types";
import type { Ctx } from "./context";
import { childNamed, type N, named, span, textOf } from "./node";
import { pathParts, segmentsOf } from "./paths";

export const unknownType: TypeRef = { kind: "unknown" };
const basic = (name: Extract<TypeRef, { kind: "basic" }>["name"]): TypeRef => ({ kind: "basic", name });
const bytes = basic("bytes");
export const voidType = basic("void");

const basics: Readonly<Record<string, TypeRef>> = {
  ...Object.fromEntries(
    "i8 i16 i32 i64 i128 isize u16 u32 u64 u128 usize AtomicU64 AtomicI64 AtomicUsize".split(" ").map((name) => [name, basic("int")]),
  ),
  u8: basic("byte"),
  f32: basic("float"),
  f64: basic("float"),
  bool: basic("bool"),
  AtomicBool: basic("bool"),
  char: basic("string"),
  str: basic("string"),
  String: basic("string"),
  PathBuf: basic("string"),
  Bytes: bytes,
  BytesMut: bytes,
  Duration: basic("duration"),
  Instant: basic("time"),
  SystemTime: basic("time"),
  DateTime: basic("time"),
  NaiveDateTime: basic("time"),
  Any: basic("any"),
};

const lists: ReadonlySet<string> = new Set(
  "Vec VecDeque LinkedList HashSet BTreeSet BinaryHeap SmallVec IndexSet DashSet Iterator IntoIterator".split(" "),
);
const maps: ReadonlySet<string> = new Set("HashMap BTreeMap DashMap IndexMap FxHashMap AHashMap".split(" "));
/** Types around one other that its methods are reached through, and extractors that hand it to a request handler. */
const through: ReadonlySet<string> = new Set(
  "Arc Rc Box Mutex RwLock RefCell Cell Weak Pin Cow OnceCell OnceLock LazyLock Lazy ArcSwap Ref RefMut MutexGuard RwLockReadGuard RwLockWriteGuard OwnedMutexGuard Result State Extension Data PhantomData".split(
    " ",
  ),
);
const channels: ReadonlySet<string> = new Set("Receiver UnboundedReceiver".split(" "));
const promises: ReadonlySet<string> = new Set("BoxFuture LocalBoxFuture JoinHandle".split(" "));
/** Bounds of type parameters that say what kind of text or bytes may be given. */
const textBounds: ReadonlySet<string> = new Set(["Into", "AsRef", "ToString", "Borrow", "ToOwned"]);

/** A type by its path and arguments. */
function byName(ctx: Ctx, text: string, args: readonly TypeRef[], at: N): TypeRef {
  const segments = segmentsOf(text);
  const last = segments[segments.length - 1] ?? "";
  const first = args[0] ?? unknownType;
  for (const scope of ctx.generics.toReversed()) {
    const stands = segments.length === 1 ? scope.get(last) : undefined;
    if (stands) return stands;
  }
  if (Object.hasOwn(basics, last)) return basics[last] ?? unknownType;
  if (lists.has(last)) return isByte(first) ? bytes : { kind: "list", element: first };
  if (maps.has(last)) return { kind: "map", key: first, value: args[1] ?? unknownType };
  if (last === "Option") return first.kind === "optional" || first.kind === "unknown" ? first : { kind: "optional", element: first };
  if (through.has(last) && args.length > 0) return first;
  if (channels.has(last)) return { kind: "channel", element: first };
  if (promises.has(last)) return { kind: "promise", element: first };
  if (textBounds.has(last)) return args.length > 0 ? first : basic("string");
  const { name } = pathParts(ctx, text, span(at));
  return { kind: "named", name, args, span: span(at) };
}

const isByte = (type: TypeRef): boolean => type.kind === "basic" && type.name === "byte";

export function typeOfNode(ctx: Ctx, node: N): TypeRef {
  switch (node.type) {
    case "primitive_type":
    case "type_identifier":
    case "identifier":
    case "scoped_type_identifier":
    case "scoped_identifier":
      return byName(ctx, textOf(ctx, node), [], node);
    case "generic_type":
    case "generic_type_with_turbofish": {
      const name = childNamed(node, "type");
      const list = childNamed(node, "type_arguments");
      const args = list
        ? named(list)
            .filter((child) => child.type !== "lifetime")
            .map((child) => argumentType(ctx, child))
        : [];
      return name ? byName(ctx, textOf(ctx, name), args, node) : unknownType;
    }
    case "reference_type":
    case "pointer_type": {
      const inner = childNamed(node, "type");
      return inner ? typeOfNode(ctx, inner) : unknownType;
    }
    case "array_type": {
      const inner = childNamed(node, "element");
      const element = inner ? typeOfNode(ctx, inner) : unknownType;
      return isByte(element) ? bytes : { kind: "list", element };
    }
    case "tuple_type": {
      const fields = named(node).map((child, index) => ({
        name: String(index),
        type: typeOfNode(ctx, child),
        span: span(child),
        optional: false,
      }));
      return { kind: "struct", fields, embeds: [], methods: [] };
    }
    case "unit_type":
    case "never_type":
      return voidType;
    case "abstract_type":
    case "dynamic_type": {
      const inner = childNamed(node, "trait");
      return inner ? boundType(ctx, inner) : unknownType;
    }
    case "bounded_type": {
      const inner = named(node).find((child) => child.type !== "lifetime");
      return inner ? typeOfNode(ctx, inner) : unknownType;
    }
    case "function_type":
      return { kind: "function", params: [], results: [] };
    default:
      return unknownType;
  }
}

function argumentType(ctx: Ctx, node: N): TypeRef {
  if (node.type !== "type_binding") return typeOfNode(ctx, node);
  const inner = childNamed(node, "type");
  return inner ? typeOfNode(ctx, inner) : unknownType;
}

/** `impl Future<Output = T>` is a promise, `impl Fn(…)` a function. */
function boundType(ctx: Ctx, node: N): TypeRef {
  if (node.type === "function_type") return { kind: "function", params: [], results: [] };
  const name = segmentsOf(textOf(ctx, node)).at(-1) ?? "";
  if (name === "Future") {
    const type = typeOfNode(ctx, node);
    return { kind: "promise", element: type.kind === "named" ? (type.args[0] ?? unknownType) : unknownType };
  }
  return typeOfNode(ctx, node);
}

/** What type parameters stand for: a trait they are bound by, or nothing known. */
export function genericsOf(ctx: Ctx, node: N): ReadonlyMap<string, TypeRef> {
  const found = new Map<string, TypeRef>();
  const note = (name: N | undefined, bounds: N | undefined): void => {
    if (!name) return;
    const text = textOf(ctx, name);
    if (!/^\w+$/.test(text)) return;
    const types = (bounds ? named(bounds) : [])
      .filter((bound) => bound.type !== "lifetime" && bound.type !== "removed_trait_bound" && bound.type !== "higher_ranked_trait_bound")
      .map((bound) => boundType(ctx, bound));
    const best = types.find((type) => type.kind !== "named" || !markers.has(type.name)) ?? found.get(text) ?? unknownType;
    found.set(text, best);
  };
  ctx.generics.push(found);
  const params = childNamed(node, "type_parameters");
  for (const param of params ? named(params) : []) {
    if (param.type === "type_identifier") note(param, undefined);
    if (param.type === "type_parameter") note(childNamed(param, "name"), childNamed(param, "bounds"));
  }
  const where = node.children.find((child) => child.type === "where_clause");
  for (const predicate of where ? named(where) : []) note(childNamed(predicate, "left"), childNamed(predicate, "bounds"));
  ctx.generics.pop();
  return found;
}

/** Traits that say nothing of what a value is. */
const markers: ReadonlySet<string> = new Set(
  "Send Sync Clone Copy Debug Display Default Sized Unpin Eq PartialEq Hash Ord PartialOrd Serialize Deserialize DeserializeOwned serde::Serialize Message Error".split(
    " ",
  ),
);
