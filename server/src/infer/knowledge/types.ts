/** Bytes of types outside the project when written as text or in binary. Data only. Sizes are of the value alone, quotes included for JSON. */
import type { Quantity } from "../../model/types";
import { rustForeignSizes } from "./rust";

export interface ForeignSize {
  readonly text: Quantity;
  readonly binary: Quantity;
}

const time: ForeignSize = { text: { low: 22, likely: 32, high: 37 }, binary: { low: 8, likely: 12, high: 17 } };
const duration: ForeignSize = { text: { low: 1, likely: 10, high: 19 }, binary: { low: 1, likely: 6, high: 10 } };
const uuid: ForeignSize = { text: { low: 38, likely: 38, high: 38 }, binary: { low: 16, likely: 18, high: 38 } };

/** `time.Time` as RFC 3339 with up to nanoseconds and offset: https://pkg.go.dev/time#Time.MarshalJSON; Date#toJSON has 24 characters. */
export const foreignSizes: Readonly<Record<string, ForeignSize>> = {
  "time#Time": time,
  "time#Duration": duration,
  "time#Month": duration,
  "time#Weekday": duration,
  "google.golang.org/protobuf/types/known/timestamppb#Timestamp": time,
  "google.golang.org/protobuf/types/known/durationpb#Duration": duration,
  "k8s.io/apimachinery/pkg/apis/meta/v1#Time": time,
  "k8s.io/apimachinery/pkg/apis/meta/v1#Duration": duration,
  "github.com/google/uuid#UUID": uuid,
  "github.com/satori/go.uuid#UUID": uuid,
  "k8s.io/apimachinery/pkg/types#UID": uuid,
  "net#IP": { text: { low: 9, likely: 15, high: 41 }, binary: { low: 4, likely: 5, high: 17 } },
  "encoding/json#Number": duration,
  "sync#Mutex": { text: { low: 2, likely: 2, high: 2 }, binary: { low: 0, likely: 0, high: 0 } },
  "sync#RWMutex": { text: { low: 2, likely: 2, high: 2 }, binary: { low: 0, likely: 0, high: 0 } },
  ...rustForeignSizes,
  "#Date": { text: { low: 26, likely: 26, high: 29 }, binary: { low: 9, likely: 10, high: 15 } },
};

/** Structural types that grow with what is put in: their serialized form is a collection. */
export const openForeign: Readonly<Record<string, true>> = {
  "encoding/json#RawMessage": true,
  "k8s.io/apimachinery/pkg/runtime#RawExtension": true,
  "google.golang.org/protobuf/types/known/structpb#Struct": true,
};

/** Names of types of the language's own library: element position of what they hold. */
export const builtinCollections: Readonly<Record<string, "list" | "map">> = {
  Array: "list",
  ReadonlyArray: "list",
  Set: "list",
  ReadonlySet: "list",
  Map: "map",
  ReadonlyMap: "map",
  Record: "map",
};
