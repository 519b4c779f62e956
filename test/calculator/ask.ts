/** Asks the calculator as the command line does. */
import { type Calculation, calculate, operations } from "../../server/src/calculator";
import type { ComponentEstimate, ComponentId } from "../../server/src/model";

type Texts = Readonly<Record<string, string>>;

function answer(name: string, texts: Texts) {
  const operation = operations.find((one) => one.name === name);
  if (operation === undefined) throw new Error(`no operation ${name}`);
  return calculate(operation, texts);
}

export function ask(name: string, texts: Texts): Calculation {
  const result = answer(name, texts);
  if ("problem" in result) throw new Error(result.problem);
  return result;
}

export function problemOf(name: string, texts: Texts): string | undefined {
  const result = answer(name, texts);
  return "problem" in result ? result.problem : undefined;
}

export function part({ prediction }: Calculation, component: ComponentId): ComponentEstimate {
  const found = prediction.components.find((one) => one.component === component);
  if (found === undefined) throw new Error(`no ${component}`);
  return found;
}
