import type { Constant } from "../types";

/** Id, value, unit, source. */
export type Row = readonly [string, number, Constant["unit"], string];

export const MEASURED_34 = "measured on etcd 3.4.23 (Go 1.19, linux/amd64)";
/** The same programs measured on one server of each line. */
export const MEASURED = "measured on etcd 3.4.23 (Go 1.19), 3.5.33, 3.6.14 and 3.7.1 (Go 1.26), linux/amd64";
export const MEASURED_NEW = "measured on etcd 3.5.33, 3.6.14 and 3.7.1 (Go 1.26, grpc-go 1.82), linux/amd64";
