/** The JSON of the calculator, version 1. Its schema is `schema/model.schema.json`. */
import type { Calculation } from "../calculator";
import { type ComponentEstimate, constantById, type Quantity } from "../model";
import { becauseText } from "./because";
import { amount, print, whole } from "./numbers";

const version = 1;

/** JSON of a calculation. Bytes are integers; null stands for a number without a bound. */
export function modelJson({ operation, title, inputs, prediction, members, cluster, growth, notes }: Calculation): string {
  const { profile, components, estimate, live, resident, file } = prediction;
  const { perHour, ceiling } = estimate;
  return print({
    version,
    operation,
    title,
    etcd: { version: profile.version, line: profile.line, builds: profile.builds.map((build) => `${build.line}.${build.fromPatch}`) },
    inputs: inputs.map(({ name, value, unit, given }) => ({ name, value, unit, given })),
    member: {
      kind: estimate.kind,
      ...bytesJson(estimate),
      live: spreadJson(live),
      resident: spreadJson(resident),
      file: spreadJson(file),
      ...(perHour === undefined ? {} : { perHour: whole(perHour) }),
      ...(ceiling === undefined ? {} : { ceiling: whole(ceiling) }),
      components: components.map(componentJson),
    },
    members,
    cluster: bytesJson(cluster),
    ...(growth === undefined ? {} : { growth: growth.map((point) => ({ hours: amount(point.hours), ...bytesJson(point) })) }),
    constants: constantsOf(components),
    notes,
  });
}

function componentJson(part: ComponentEstimate) {
  const { component, kind, formula, observedFormula, count, bytesEach, live, file, because, perHour, ceiling, constants } = part;
  return {
    component,
    kind,
    formula,
    ...(observedFormula === undefined ? {} : { observedFormula }),
    count: amount(count.likely),
    bytesEach: amount(bytesEach.likely),
    ...bytesJson(part),
    live: spreadJson(live),
    file: spreadJson(file),
    ...(perHour === undefined ? {} : { perHour: whole(perHour) }),
    ...(ceiling === undefined ? {} : { ceiling: whole(ceiling) }),
    ...(because === undefined ? {} : { because: becauseText(because) }),
    constants,
  };
}

function constantsOf(components: readonly ComponentEstimate[]) {
  const ids = [...new Set(components.flatMap(({ constants }) => constants))];
  return ids.flatMap((id) => constantById(id) ?? []).map(({ id, value, unit, source }) => ({ id, value, unit, source }));
}

function bytesJson({ document, low, likely, high }: { readonly document: number } & Quantity) {
  return { document: whole(document), ...spreadJson({ low, likely, high }) };
}

function spreadJson({ low, likely, high }: Quantity) {
  return { low: whole(low), likely: whole(likely), high: whole(high) };
}
