/**
 * What functions outside the project make of their arguments, by import path and name; globals and methods on values of unknown type go
 * by `#name`. Data only. An argument position of -1 is the receiver.
 */

import { javaContents, javaGrowths, javaSameContent, javaSameSize, javaSerializerMethods, javaSerializers, javaSized } from "./java";
import {
  pythonFileMakers,
  pythonFileReaders,
  pythonGrowths,
  pythonSameContent,
  pythonSameSize,
  pythonSerializerMethods,
  pythonSerializers,
  pythonSized,
} from "./python";
import { rustContents, rustGrowths, rustSameContent, rustSerializerMethods, rustSerializers, rustSized } from "./rust";

export type Encoding = "json" | "yaml" | "proto" | "gob" | "pickle" | "msgpack" | "toml" | "xml" | "cbor" | "text";

export interface Serializer {
  readonly encoding: Encoding;
  readonly arg: number;
  /** Written over several lines: more bytes. */
  readonly indented?: true;
  /** Position of an argument that asks for indentation. */
  readonly indentArg?: number;
  /** Keyword argument that does. */
  readonly indentKeyword?: string;
}

const json = (arg = 0): Serializer => ({ encoding: "json", arg });
const yaml = (arg = 0): Serializer => ({ encoding: "yaml", arg });
const proto = (arg = 0): Serializer => ({ encoding: "proto", arg });
const msgpack = (arg = 0): Serializer => ({ encoding: "msgpack", arg });

export const serializers: Readonly<Record<string, Serializer>> = {
  "encoding/json#Marshal": json(),
  "encoding/json#MarshalIndent": { encoding: "json", arg: 0, indented: true },
  "github.com/json-iterator/go#Marshal": json(),
  "github.com/json-iterator/go#MarshalToString": json(),
  "github.com/json-iterator/go#ConfigCompatibleWithStandardLibrary.Marshal": json(),
  "github.com/goccy/go-json#Marshal": json(),
  "github.com/bytedance/sonic#Marshal": json(),
  "github.com/bytedance/sonic#MarshalString": json(),
  "github.com/segmentio/encoding/json#Marshal": json(),
  "github.com/mailru/easyjson#Marshal": json(),
  "k8s.io/apimachinery/pkg/util/json#Marshal": json(),
  "google.golang.org/protobuf/encoding/protojson#Marshal": json(),
  "#JSON.stringify": { encoding: "json", arg: 0, indentArg: 2 },
  "fast-safe-stringify#default": json(),
  "safe-stable-stringify#default": json(),
  "gopkg.in/yaml.v2#Marshal": yaml(),
  "gopkg.in/yaml.v3#Marshal": yaml(),
  "go.yaml.in/yaml/v2#Marshal": yaml(),
  "go.yaml.in/yaml/v3#Marshal": yaml(),
  "github.com/goccy/go-yaml#Marshal": yaml(),
  "sigs.k8s.io/yaml#Marshal": yaml(),
  "github.com/ghodss/yaml#Marshal": yaml(),
  "js-yaml#dump": yaml(),
  "js-yaml#safeDump": yaml(),
  "yaml#stringify": yaml(),
  "google.golang.org/protobuf/proto#Marshal": proto(),
  "github.com/golang/protobuf/proto#Marshal": proto(),
  "github.com/gogo/protobuf/proto#Marshal": proto(),
  "google.golang.org/protobuf/proto#MarshalOptions.Marshal": proto(),
  "github.com/vmihailenco/msgpack#Marshal": msgpack(),
  "github.com/vmihailenco/msgpack/v4#Marshal": msgpack(),
  "github.com/vmihailenco/msgpack/v5#Marshal": msgpack(),
  "@msgpack/msgpack#encode": msgpack(),
  "msgpackr#pack": msgpack(),
  "msgpackr#encode": msgpack(),
  "msgpack-lite#encode": msgpack(),
  "notepack.io#encode": msgpack(),
  "github.com/BurntSushi/toml#Marshal": { encoding: "toml", arg: 0 },
  "github.com/pelletier/go-toml/v2#Marshal": { encoding: "toml", arg: 0 },
  "encoding/xml#Marshal": { encoding: "xml", arg: 0 },
  "github.com/fxamacker/cbor/v2#Marshal": { encoding: "cbor", arg: 0 },
  "cbor#encode": { encoding: "cbor", arg: 0 },
  ...pythonSerializers,
  ...rustSerializers,
  ...javaSerializers,
};

/** Methods that serialize the object of the project that they are called on. */
export const serializerMethods: Readonly<Record<string, "json" | "proto" | "yaml">> = {
  MarshalJSON: "json",
  toJSON: "json",
  Marshal: "proto",
  MarshalYAML: "yaml",
  ...pythonSerializerMethods,
  ...rustSerializerMethods,
  ...javaSerializerMethods,
};

/** Functions whose result holds what one argument holds, in another container. */
export const sameContent: Readonly<Record<string, number>> = { ...pythonSameContent, ...javaSameContent, ...rustSameContent };

/** Makers of objects that read a file, and the methods that read all of it. */
export const fileMakers: Readonly<Record<string, true>> = { "os#Open": true, "os#OpenFile": true, ...pythonFileMakers };
export const fileReaders: ReadonlySet<string> = pythonFileReaders;

/** Constructors of encoders that write into a buffer, and the method that does it: `gob.NewEncoder(&buf).Encode(v)`. */
export const streamEncoders: Readonly<Record<string, Encoding>> = {
  "encoding/gob#NewEncoder": "gob",
  "encoding/json#NewEncoder": "json",
  "gopkg.in/yaml.v2#NewEncoder": "yaml",
  "gopkg.in/yaml.v3#NewEncoder": "yaml",
  "github.com/vmihailenco/msgpack/v5#NewEncoder": "msgpack",
};

export interface Growth {
  readonly name: "base64" | "hex" | "gzip" | "zlib" | "snappy" | "zstd" | "lz4" | "brotli" | "deflate";
  readonly arg: number;
}

/** Encodings of bytes as text, and compression. */
export const growths: Readonly<Record<string, Growth>> = {
  "encoding/base64#StdEncoding.EncodeToString": { name: "base64", arg: 0 },
  "encoding/base64#URLEncoding.EncodeToString": { name: "base64", arg: 0 },
  "encoding/base64#RawStdEncoding.EncodeToString": { name: "base64", arg: 0 },
  "encoding/base64#RawURLEncoding.EncodeToString": { name: "base64", arg: 0 },
  "encoding/hex#EncodeToString": { name: "hex", arg: 0 },
  "#btoa": { name: "base64", arg: 0 },
  "github.com/golang/snappy#Encode": { name: "snappy", arg: 1 },
  "github.com/klauspost/compress/s2#Encode": { name: "snappy", arg: 1 },
  "zlib#gzipSync": { name: "gzip", arg: 0 },
  "zlib#deflateSync": { name: "deflate", arg: 0 },
  "zlib#brotliCompressSync": { name: "brotli", arg: 0 },
  "node:zlib#gzipSync": { name: "gzip", arg: 0 },
  "node:zlib#deflateSync": { name: "deflate", arg: 0 },
  "node:zlib#brotliCompressSync": { name: "brotli", arg: 0 },
  ...pythonGrowths,
  ...rustGrowths,
  ...javaGrowths,
};

/** Encoding names that methods such as `buffer.toString("base64")` take as their first argument. */
export const textEncodings: Readonly<Record<string, Growth["name"]>> = { base64: "base64", base64url: "base64", hex: "hex" };

/** Content of files and of request bodies. */
export const contents: Readonly<Record<string, "file" | "stream" | "request-body">> = {
  "os#ReadFile": "file",
  "io/ioutil#ReadFile": "file",
  "io/fs#ReadFile": "file",
  "embed#FS.ReadFile": "file",
  "io#ReadAll": "stream",
  "io/ioutil#ReadAll": "stream",
  "fs#readFileSync": "file",
  "fs#readFile": "file",
  "fs#promises.readFile": "file",
  "fs/promises#readFile": "file",
  "node:fs#readFileSync": "file",
  "node:fs#readFile": "file",
  "node:fs#promises.readFile": "file",
  "node:fs/promises#readFile": "file",
  "fs-extra#readFile": "file",
  "fs-extra#readFileSync": "file",
  "github.com/gin-gonic/gin#Context.GetRawData": "request-body",
  "github.com/gofiber/fiber/v2#Ctx.Body": "request-body",
  "github.com/labstack/echo/v4#Context.Request": "request-body",
  ...rustContents,
  ...javaContents,
};

/** Something as large as a number says, or a text so many times over. */
export interface Sized {
  readonly size?: number;
  readonly text?: number;
  readonly times?: number;
}
export const sized: Readonly<Record<string, Sized>> = {
  "bytes#Repeat": { text: 0, times: 1 },
  "strings#Repeat": { text: 0, times: 1 },
  "#repeat": { text: -1, times: 0 },
  "#Buffer.alloc": { size: 0 },
  "#Buffer.allocUnsafe": { size: 0 },
  "#Uint8Array": { size: 0 },
  "crypto#randomBytes": { size: 0 },
  "node:crypto#randomBytes": { size: 0 },
  "#padEnd": { size: 0 },
  "#padStart": { size: 0 },
  ...pythonSized,
  ...javaSized,
  ...rustSized,
};

/** Functions whose result has about the bytes of one argument (-1: of the receiver). */
export const sameSize: Readonly<Record<string, number>> = {
  "#string": 0,
  "#String": 0,
  "#Buffer.from": 0,
  "#toString": -1,
  "#String.raw": 0,
  "#trim": -1,
  "#toUpperCase": -1,
  "#toLowerCase": -1,
  "#encodeURIComponent": 0,
  "#decodeURIComponent": 0,
  "#slice": -1,
  "#substring": -1,
  "#replace": -1,
  "#replaceAll": -1,
  "strings#TrimSpace": 0,
  "strings#TrimRight": 0,
  "strings#TrimLeft": 0,
  "strings#TrimSuffix": 0,
  "strings#TrimPrefix": 0,
  "strings#Trim": 0,
  "strings#ToLower": 0,
  "strings#ToUpper": 0,
  "strings#ReplaceAll": 0,
  "strings#Replace": 0,
  "bytes#TrimSpace": 0,
  "bytes#NewReader": 0,
  "bytes#NewBuffer": 0,
  "bytes#NewBufferString": 0,
  "strings#NewReader": 0,
  "net/url#PathEscape": 0,
  "net/url#QueryEscape": 0,
  "#structuredClone": 0,
  "google.golang.org/protobuf/proto#String": 0,
  "#Bytes": -1,
  ...pythonSameSize,
  ...javaSameSize,
};

/** Methods that add their first argument to a buffer or builder. */
export const writeMethods: ReadonlySet<string> = new Set(["Write", "WriteString", "WriteByte", "WriteRune", "write"]);

/** Functions that print their arguments, from the second on, into the first. */
export const formatWriters: Readonly<Record<string, true>> = {
  "fmt#Fprintf": true,
  "fmt#Fprint": true,
  "fmt#Fprintln": true,
  "io#WriteString": true,
};
