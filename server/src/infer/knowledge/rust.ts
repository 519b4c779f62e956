/** What Rust's standard library and the common crates do, as rows of the tables beside this file. Data only; positions count from 0, -1 is the receiver. */

import type { TextBuilder } from "./text";
import type { Runs, Unit } from "./triggers";
import type { ForeignSize } from "./types";
import type { Growth, Serializer, Sized } from "./values";

const json = (arg = 0): Serializer => ({ encoding: "json", arg });
const binary: Serializer = { encoding: "proto", arg: 0 };

export const rustSerializers: Readonly<Record<string, Serializer>> = {
  "serde_json#to_vec": json(),
  "serde_json#to_string": json(),
  "serde_json#to_value": json(),
  "serde_json#to_vec_pretty": { encoding: "json", arg: 0, indented: true },
  "serde_json#to_string_pretty": { encoding: "json", arg: 0, indented: true },
  "simd_json#to_vec": json(),
  "simd_json#to_string": json(),
  "sonic_rs#to_vec": json(),
  "sonic_rs#to_string": json(),
  "serde_yaml#to_string": { encoding: "yaml", arg: 0 },
  "serde_yml#to_string": { encoding: "yaml", arg: 0 },
  "toml#to_string": { encoding: "toml", arg: 0 },
  "toml#to_string_pretty": { encoding: "toml", arg: 0 },
  "rmp_serde#to_vec": { encoding: "msgpack", arg: 0 },
  "rmp_serde#to_vec_named": { encoding: "msgpack", arg: 0 },
  "serde_cbor#to_vec": { encoding: "cbor", arg: 0 },
  // Compact binary forms: as large as protobuf but for the field tags.
  "bincode#serialize": binary,
  "bincode#encode_to_vec": binary,
  "bincode/serde#encode_to_vec": binary,
  "postcard#to_allocvec": binary,
  "postcard#to_stdvec": binary,
  "borsh#to_vec": binary,
  "rkyv#to_bytes": binary,
};

/** Methods that serialize the object they are called on: prost, rust-protobuf. */
export const rustSerializerMethods: Readonly<Record<string, "json" | "proto">> = {
  encode_to_vec: "proto",
  encode_length_delimited_to_vec: "proto",
  write_to_bytes: "proto",
};

export const rustSameContent: Readonly<Record<string, number>> = { "#collect": -1, "#collect_vec": -1 };

export const rustGrowths: Readonly<Record<string, Growth>> = {
  "base64#encode": { name: "base64", arg: 0 },
  "hex#encode": { name: "hex", arg: 0 },
  "zstd#encode_all": { name: "zstd", arg: 0 },
  "zstd/bulk#compress": { name: "zstd", arg: 0 },
  "lz4_flex#compress_prepend_size": { name: "lz4", arg: 0 },
};

/** `vec![0u8; n]`, as lowering writes it. */
export const rustSized: Readonly<Record<string, Sized>> = { "#vec": { size: 0 } };

export const rustContents: Readonly<Record<string, "file" | "stream" | "request-body">> = {
  "std/fs#read": "file",
  "std/fs#read_to_string": "file",
  "tokio/fs#read": "file",
  "tokio/fs#read_to_string": "file",
};

export const rustTextBuilders: Readonly<Record<string, TextBuilder>> = {
  "uuid#Uuid.new_v4": { kind: "fresh", bytes: 36 },
  "uuid#Uuid.now_v7": { kind: "fresh", bytes: 36 },
  "std/env#var": { kind: "setting" },
  "gethostname#gethostname": { kind: "setting" },
  "hostname#get": { kind: "setting" },
  "#trim_end_matches": { kind: "same", arg: -1 },
  "#trim_start_matches": { kind: "same", arg: -1 },
  "#to_lowercase": { kind: "same", arg: -1 },
  "#to_uppercase": { kind: "same", arg: -1 },
};

const each = (callback = 0): Runs => ({ kind: "each", callback, over: -1 });
const route: Runs = { kind: "handler", callback: 0 };
const methods = "get post put delete patch any head options".split(" ");

export const rustRuns: Readonly<Record<string, Runs>> = {
  ...Object.fromEntries(methods.map((name) => [`axum/routing#${name}`, route])),
  ...Object.fromEntries(methods.map((name) => [`axum/routing/method_routing#${name}`, route])),
  "#for_each": each(),
  "#filter_map": each(),
  "#for_each_concurrent": each(1),
  "#flat_map": each(),
  "#try_for_each": each(),
};

const seconds = { delay: 0, unit: "s" } as const;

export const rustDelays: Readonly<Record<string, { readonly delay: number; readonly unit: Unit }>> = {
  "tokio/time#sleep": seconds,
  "tokio#time.sleep": seconds,
  "std/thread#sleep": seconds,
  "async_std/task#sleep": seconds,
  "smol/Timer#after": seconds,
  "futures_timer#Delay.new": seconds,
};

export const rustTickers: Readonly<Record<string, { readonly period: number; readonly unit: Unit }>> = {
  "tokio/time#interval": { period: 0, unit: "s" },
  "tokio/time#interval_at": { period: 1, unit: "s" },
  "async_std/stream#interval": { period: 0, unit: "s" },
  "actix_rt/time#interval": { period: 0, unit: "s" },
};

/** https://doc.rust-lang.org/std/time/struct.Duration.html and what tokio and chrono call the same. */
const units: Readonly<Record<string, number>> = {
  from_secs: 1,
  from_secs_f64: 1,
  from_secs_f32: 1,
  from_millis: 1e-3,
  from_micros: 1e-6,
  from_nanos: 1e-9,
  from_mins: 60,
  from_hours: 3600,
  seconds: 1,
  milliseconds: 1e-3,
  minutes: 60,
  hours: 3600,
  days: 86_400,
};

export const rustDurationMakers: Readonly<Record<string, { readonly arg: number; readonly seconds: number }>> = Object.fromEntries(
  ["std/time", "core/time", "tokio/time", "chrono", "time"].flatMap((module) =>
    Object.entries(units).map(([name, factor]) => [`${module}#Duration.${name}`, { arg: 0, seconds: factor }]),
  ),
);

/** Extractors and requests: only handlers have them. */
export const rustHandlerParams: Readonly<Record<string, true>> = {
  "axum#Json": true,
  "axum/extract#Path": true,
  "axum/extract#Query": true,
  "axum/extract#Request": true,
  "axum/http#Request": true,
  "axum/http#HeaderMap": true,
  "actix_web#HttpRequest": true,
  "actix_web/web#Json": true,
  "actix_web/web#Path": true,
  "actix_web/web#Query": true,
  "tonic#Request": true,
  "hyper#Request": true,
};

export const rustTestPackages: readonly string[] = ["tokio_test", "mockall", "rstest", "proptest", "wiremock", "serial_test"];

export const rustForeignSizes: Readonly<Record<string, ForeignSize>> = {
  "uuid#Uuid": { text: { low: 38, likely: 38, high: 38 }, binary: { low: 16, likely: 17, high: 24 } },
};
