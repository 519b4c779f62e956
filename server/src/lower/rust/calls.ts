/** Calls: which of them only hand their receiver or argument on, and which start work. */
import type { Arg, Expr, FunctionDecl, Stmt } from "../../ir/types";
import type { Span } from "../../text/span";
import { type Ctx, giveBack } from "./context";
import type { N } from "./node";
import { segmentsOf } from "./paths";

export const nothing = (at: Span): Expr => ({ kind: "unknown", parts: [], span: { start: at.start, end: at.end } });

/** Methods of the standard library that give the same value: another reference, another owner, or what is inside. */
const sameValue: ReadonlySet<string> = new Set(
  `clone cloned copied unwrap unwrap_or_default expect ok err as_ref as_mut as_deref as_deref_mut as_str as_bytes as_slice to_string to_owned
  to_vec into_bytes into_boxed_str into_string into into_inner try_into iter iter_mut into_iter into_values boxed boxed_local fuse by_ref deref
  deref_mut map_err context with_context ok_or ok_or_else inspect_err borrow borrow_mut as_path to_path_buf into_future instrument
  in_current_span unwrap_unchecked wrap_err wrap_err_with drain peekable to_string_lossy freeze pin shared await_ready`.split(/\s+/),
);
/** The same, unless the file has methods of these names: locks and cells. */
const lockers: ReadonlySet<string> = new Set([
  "lock",
  "read",
  "write",
  "load",
  "load_full",
  "get_mut",
  "blocking_lock",
  "upgrade",
  "get_ref",
]);

/** Functions that put one value in a box, lock, variant or text of its own. */
const wrappers: ReadonlySet<string> = new Set(
  `Some Ok Box::new Box::pin Box::from Arc::new Arc::clone Arc::from Rc::new Rc::clone Mutex::new RwLock::new RefCell::new Cell::new Pin::new
  Cow::from Cow::Borrowed Cow::Owned String::from Vec::from Bytes::from Bytes::copy_from_slice String::from_utf8 String::from_utf8_lossy
  str::from_utf8 ArcSwap::new ArcSwap::from_pointee Option::Some Some::from OnceCell::new_with Lazy::new LazyLock::new OnceCell::from Data::new
  Extension State IntoIterator::into_iter Into::into`.split(/\s+/),
);

/** Collections that start empty. */
const empty = /(?:^|::)(Vec|VecDeque|HashSet|BTreeSet|HashMap|BTreeMap|String)::(new|with_capacity|default)$/;

const last = (text: string, count: number): string => segmentsOf(text).slice(-count).join("::");

/** The one value that a call of this function hands on. */
export function wrapsArgument(callee: string, args: number): boolean {
  return args === 1 && (wrappers.has(last(callee, 2)) || (segmentsOf(callee).length === 1 && wrappers.has(callee)));
}

export function emptyCollection(callee: string, at: Span): Expr | undefined {
  const found = empty.exec(segmentsOf(callee).join("::"));
  if (!found) return undefined;
  if (found[1] === "String") return { kind: "literal", type: "string", value: "", span: at };
  return { kind: "composite", shape: /Map/.test(found[1] ?? "") ? "map" : "list", entries: [], span: at };
}

/** A method call that gives its receiver. */
export function givesReceiver(ctx: Ctx, name: string, args: number): boolean {
  if (sameValue.has(name)) return !ctx.methods.has(name);
  return lockers.has(name) && args === 0 && !ctx.methods.has(name);
}

/** `tokio::spawn`, `thread::spawn`, `runtime.spawn_blocking` and helpers of a project that are called like them. */
export const startsWork = (callee: string): boolean => /^spawn(_\w+)?$/.test(last(callee, 1));

/** A function that the source does not write as one: an `async` block. */
export function closureOf(ctx: Ctx, block: N, at: Span, params: FunctionDecl["params"] = [], isAsync = true): FunctionDecl {
  const outer = ctx.pre;
  ctx.pre = [];
  const inner: readonly Stmt[] = ctx.block(block, giveBack);
  ctx.pre = outer;
  return closure(inner, at, params, isAsync);
}

export function closure(body: readonly Stmt[], at: Span, params: FunctionDecl["params"], isAsync: boolean): FunctionDecl {
  return {
    name: "",
    kind: "closure",
    params,
    results: [],
    typeParams: [],
    body,
    span: { start: at.start, end: at.end },
    nameSpan: { start: at.start, end: at.start },
    async: isAsync,
    static: false,
    exported: false,
    decorators: [],
  };
}

export function callOf(callee: Expr, args: readonly Arg[], at: Span, argsSpan: Span): Expr {
  return { kind: "call", callee, args, typeArgs: [], construct: false, span: at, argsSpan };
}

/** The call that concurrent work starts with: a closure runs, a call is made. */
export function startedCall(work: Expr): Expr | undefined {
  if (work.kind === "call") return work;
  if (work.kind !== "function") return undefined;
  const end = { start: work.span.end, end: work.span.end };
  return callOf(work, [], work.span, end);
}
