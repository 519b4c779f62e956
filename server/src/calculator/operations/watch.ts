import { formatBytes, formatCount } from "../../text/format";
import { operation, type ValuesOf } from "../operation";
import { assumed, choice, count, flag, required, size } from "../options";

const options = {
  connections: required(count({ least: 1, description: "client connections" })),
  streams: count({ least: 1, description: "watch streams in all (one a connection by default)" }),
  watchers: count({ least: 1, description: "watchers in all (one a stream by default)" }),
  tls: flag("clients connect with TLS"),
  on: assumed(
    choice(["same", "distinct", "prefix"], { description: "watchers share a key, or have a key or a prefix of their own" }),
    "distinct",
  ),
  key: assumed(size({ least: 1, description: "length of a watched key" }), "64"),
  slow: count({ least: 1, description: "streams whose client does not read" }),
  value: size({ least: 0, description: "size of a value in an event; with --slow" }),
  prevKv: flag("watches ask for the previous value; with --slow"),
  history: count({ least: 1, description: "events between the revision that a slow watch starts from and now; with --slow" }),
} as const;

type Values = ValuesOf<typeof options>;

const streamsOf = ({ connections, streams }: Values): number => streams ?? connections;
const watchersOf = (values: Values): number => values.watchers ?? streamsOf(values);

export const watch = operation({
  name: "watch",
  summary: "watchers, their streams and connections",
  options,
  refuse(values) {
    const { connections, slow, value, prevKv, history } = values;
    const streams = streamsOf(values);
    if (streams < connections)
      return `--streams ${streams} is less than --connections ${connections}: each connection that watches has a stream`;
    if (watchersOf(values) < streams)
      return `--watchers ${watchersOf(values)} is less than --streams ${streams}: a stream without a watcher ends`;
    if (slow === undefined)
      return value === undefined && !prevKv && history === undefined ? undefined : "--value, --prev-kv and --history need --slow";
    if (slow > streams) return `--slow ${slow} is more than --streams ${streams}`;
    return value === undefined ? "--slow needs --value: what waits is events with their values" : undefined;
  },
  title(values) {
    const words = [
      `${formatCount(watchersOf(values))} watchers on ${formatCount(streamsOf(values))} streams of ${formatCount(values.connections)} connections`,
      values.tls ? " with TLS" : " without TLS",
      values.slow === undefined ? "" : `, ${formatCount(values.slow)} streams not read, events of ${formatBytes(values.value ?? 0)}`,
    ];
    return words.join("");
  },
  load(values) {
    const { connections, tls, on, key, slow, value = 0, prevKv, history } = values;
    const streams = streamsOf(values);
    const perStream = watchersOf(values) / streams;
    return {
      connections: { count: connections, tls },
      streams: { count: streams, tls },
      watchers: { count: watchersOf(values), keyKind: on, keyBytes: key },
      ...(slow === undefined
        ? {}
        : {
            watchBacklog: {
              streams: slow,
              watchers: Math.round(slow * perStream),
              keyBytes: key,
              valueBytes: value,
              prevKv,
              ...(history === undefined ? {} : { historyEvents: history }),
            },
          }),
    };
  },
});
