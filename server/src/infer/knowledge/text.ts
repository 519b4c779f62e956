/** Functions outside the project that build text, for folding keys and patterns. Data only; -1 is the receiver. */

import { javaTextBuilders } from "./java";
import { pythonTextBuilders } from "./python";
import { rustTextBuilders } from "./rust";

export type TextBuilder =
  /** A printf format at this position; the rest are its arguments. */
  | { readonly kind: "format"; readonly arg: number }
  /** All arguments from a position on, with a separator; `clean` drops empty parts and a trailing separator. */
  | { readonly kind: "join"; readonly from: number; readonly separator: string; readonly clean: boolean }
  /** A list argument, and the separator argument. */
  | { readonly kind: "join-list"; readonly list: number; readonly separator: number }
  /** The text of one argument unchanged, or changed in a way that keeps its literal pieces. */
  | { readonly kind: "same"; readonly arg: number }
  | { readonly kind: "concat" }
  /** A number as text. */
  | { readonly kind: "number" }
  /** Text that differs each time: identifiers, clocks. `bytes` of it. */
  | { readonly kind: "fresh"; readonly bytes: number }
  /** From outside the program: fixed while it runs, maybe empty. `fallback`: position of a default. */
  | { readonly kind: "setting"; readonly fallback?: number };

const cleanJoin: TextBuilder = { kind: "join", from: 0, separator: "/", clean: true };
const same = (arg = 0): TextBuilder => ({ kind: "same", arg });
const number: TextBuilder = { kind: "number" };
const uuid: TextBuilder = { kind: "fresh", bytes: 36 };
const clock: TextBuilder = { kind: "fresh", bytes: 24 };
const setting: TextBuilder = { kind: "setting" };

export const textBuilders: Readonly<Record<string, TextBuilder>> = {
  "fmt#Sprintf": { kind: "format", arg: 0 },
  "fmt#Sprint": { kind: "concat" },
  "util#format": { kind: "format", arg: 0 },
  "node:util#format": { kind: "format", arg: 0 },
  "path#Join": cleanJoin,
  "path#join": cleanJoin,
  "path#posix.join": cleanJoin,
  "node:path#join": cleanJoin,
  "node:path#posix.join": cleanJoin,
  "path/filepath#Join": cleanJoin,
  "strings#Join": { kind: "join-list", list: 0, separator: 1 },
  "#join": { kind: "join-list", list: -1, separator: 0 },
  "#concat": { kind: "concat" },
  "strings#ToLower": same(),
  "strings#TrimSpace": same(),
  "strings#TrimSuffix": same(),
  "strings#TrimRight": same(),
  "path#Clean": same(),
  "#string": same(),
  "#String": same(),
  "#toString": same(-1),
  "#trim": same(-1),
  "#toLowerCase": same(-1),
  "#Buffer.from": same(),
  "#encodeURIComponent": same(),
  "net/url#PathEscape": same(),
  "strconv#Itoa": number,
  "strconv#FormatInt": number,
  "strconv#FormatUint": number,
  "#toFixed": number,
  "github.com/google/uuid#NewString": uuid,
  "github.com/google/uuid#New": uuid,
  "github.com/google/uuid#New.String": uuid,
  "github.com/satori/go.uuid#NewV4": uuid,
  "github.com/gofrs/uuid#NewV4": uuid,
  "github.com/rs/xid#New": { kind: "fresh", bytes: 20 },
  "uuid#v4": uuid,
  "uuid#v1": uuid,
  "uuid#v7": uuid,
  "crypto#randomUUID": uuid,
  "node:crypto#randomUUID": uuid,
  "#crypto.randomUUID": uuid,
  "nanoid#nanoid": { kind: "fresh", bytes: 21 },
  "#Date.now": { kind: "fresh", bytes: 13 },
  "#toISOString": clock,
  "#Math.random": { kind: "fresh", bytes: 18 },
  "time#Now": clock,
  "#UnixNano": { kind: "fresh", bytes: 19 },
  "#UnixMilli": { kind: "fresh", bytes: 13 },
  "#Unix": { kind: "fresh", bytes: 10 },
  "#Format": clock,
  "math/rand#Int": { kind: "fresh", bytes: 18 },
  "math/rand#Intn": { kind: "fresh", bytes: 6 },
  "os#Getenv": setting,
  "os#LookupEnv": setting,
  "os#Hostname": setting,
  "os#hostname": setting,
  "flag#String": { kind: "setting", fallback: 1 },
  "github.com/spf13/viper#GetString": setting,
  "config#get": setting,
  ...pythonTextBuilders,
  ...rustTextBuilders,
  ...javaTextBuilders,
};

/** Members that hold settings from outside the program: `process.env.X`. */
export const settingRoots: readonly string[] = ["process.env", "import.meta.env", "Deno.env", "os.environ"];
