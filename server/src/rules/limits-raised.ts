import type { EtcdCall, OptionUse } from "../resolve/types";
import { numberOf } from "../settings/effective";
import { findingAt } from "./drafts";
import { type Largest, largestWrite } from "./largest-write";
import { callPlace } from "./places";
import { placeRelated } from "./related";
import { type KnownServer, serversOf } from "./servers";
import { constantOf } from "./settings";
import type { MessageData, Rule, RuleContext } from "./types";

const mebibyte = 1024 * 1024;

/** Limits that a raise says something about, with the value from which it does. Sources: embed/config.go defaults, website "system limits". */
const serverLimits: Readonly<Record<string, { readonly over: number; readonly unit: "bytes" | "count" }>> = {
  // Default 1.5 MiB; up to 2 MiB is the same order.
  "max-request-bytes": { over: 2 * mebibyte, unit: "bytes" },
  "max-txn-ops": { over: 128, unit: "count" },
  // 8 GiB is the suggested maximum: etcd warns above it.
  "quota-backend-bytes": { over: 8 * 1024 * mebibyte, unit: "bytes" },
};

/** A raised limit is a brake taken off: somebody met it, and the cost of what passes it now is in the other rules. */
export const limitsRaised: Rule = {
  id: "limits-raised",
  summary: "Request, message or quota limits raised: somebody met this before",
  messages: {
    raised: "{setting} is raised to {value} (default {default}); the server now takes what it used to refuse",
    "no-quota": "A negative {setting} takes the limit off the database, which is mapped into memory",
    declared: "the value is declared here",
    receive:
      "The client takes answers of up to {value} (default {default}); the server builds them whole in memory before the client can refuse",
    largest: "the largest value that this project is seen to write, {size}",
    "receive-all": "The client takes answers of any size; the server builds them whole in memory before the client can refuse",
  },
  check(context) {
    const largest = largestWrite(context);
    for (const server of serversOf(context)) checkServer(context, server, largest);
    for (const call of context.calls) if (call.operation === "connect") checkClient(context, call);
  },
};

const defaults: Readonly<Record<string, MessageData[string]>> = {
  "max-request-bytes": { bytes: 1.5 * mebibyte },
  "max-txn-ops": { count: 128 },
  "quota-backend-bytes": { bytes: 2 * 1024 * mebibyte },
};

function checkServer(context: RuleContext, server: KnownServer, largest: Largest | undefined): void {
  for (const setting of server.effective.settings.values()) {
    const limit = serverLimits[setting.parameter];
    const value = limit && numberOf(server.effective, setting.parameter);
    if (!limit || value === undefined) continue;
    const unlimited = setting.parameter === "quota-backend-bytes" && value < 0;
    if (!unlimited && value <= limit.over) continue;
    const shown: MessageData = {
      setting: setting.parameter,
      value: limit.unit === "bytes" ? { bytes: value } : { count: value },
      default: defaults[setting.parameter] ?? "",
    };
    context.report({
      messageId: unlimited ? "no-quota" : "raised",
      data: shown,
      at: setting.place,
      ...(server.call ? { call: server.call } : {}),
      inputs: [],
      related: [
        ...placeRelated("declared", setting.declared),
        ...(largest && setting.parameter === "max-request-bytes"
          ? placeRelated("largest", callPlace(largest.call), { size: { bytes: largest.value.likely } })
          : []),
      ],
      fixes: [],
      confidence: "certain",
    });
  }
}

/** Only where the client has a limit of its own to raise: some refuse nothing by default. */
function checkClient(context: RuleContext, call: EtcdCall): void {
  const use = call.options["max-receive-bytes"];
  const byDefault = call.library.defaultReceiveLimit;
  if (!use || byDefault === undefined) return;
  const value = receiveLimit(context, use, call);
  if (value === undefined || (value >= 0 && value <= byDefault)) return;
  const unlimited = value < 0 || !Number.isFinite(value) || value >= 2 ** 31 - 1;
  context.report(
    findingAt(call, {
      messageId: unlimited ? "receive-all" : "receive",
      data: { value: { bytes: value }, default: { bytes: byDefault } },
      ...(use.span ? { at: { file: use.file ?? call.module.path, span: use.span } } : {}),
      confidence: "certain",
    }),
  );
}

function receiveLimit(context: RuleContext, use: OptionUse, call: EtcdCall): number | undefined {
  const value = use.constant ?? (use.value ? constantOf(context.project, use.value, use.scope ?? call.scope) : undefined);
  return typeof value === "number" ? value : undefined;
}
