/** What an operation of the calculator is: its options, and how their values become what a member holds. */
import type { Scenario } from "../model";
import type { Option } from "./options";

/** What one member holds and serves, without the version, which every operation takes. */
export type Load = Omit<Scenario, "etcd">;

type Options = Readonly<Record<string, Option<unknown>>>;

type Value<O> =
  O extends Option<infer V> ? (O extends { readonly required: true } | { readonly fallback: string } ? V : V | undefined) : never;

export type ValuesOf<O extends Options> = { readonly [K in keyof O]: Value<O[K]> };

interface Spec<O extends Options> {
  readonly name: string;
  readonly summary: string;
  readonly options: O;
  /** What makes the values nonsense together; undefined when they make sense. */
  refuse?(values: ValuesOf<O>): string | undefined;
  /** One line in words: what is counted. */
  title(values: ValuesOf<O>): string;
  /** The load after so many hours of it; the end when left out. */
  load(values: ValuesOf<O>, hours?: number): Load;
  /** How long it grows; undefined for what does not. */
  hours?(values: ValuesOf<O>): number | undefined;
  /** What etcd would refuse, or what else a person should know. */
  notes?(values: ValuesOf<O>): readonly string[];
}

/** An operation whose values were read: everything that the calculation needs. */
export interface Asked {
  readonly title: string;
  readonly hours?: number;
  readonly notes: readonly string[];
  load(hours?: number): Load;
}

export interface Operation {
  readonly name: string;
  readonly summary: string;
  readonly options: Options;
  /** From values that the options have read. */
  ask(values: Readonly<Record<string, unknown>>): Asked | { readonly problem: string };
}

/** An operation without the types of its own values, so that all stand in one list. */
export function operation<const O extends Options>(spec: Spec<O>): Operation {
  return {
    name: spec.name,
    summary: spec.summary,
    options: spec.options,
    ask(read) {
      // The reader took each value from the option of the same name.
      const values = read as ValuesOf<O>;
      const problem = spec.refuse?.(values);
      if (problem !== undefined) return { problem };
      const hours = spec.hours?.(values);
      return {
        title: spec.title(values),
        ...(hours === undefined ? {} : { hours }),
        notes: spec.notes?.(values) ?? [],
        load: (at) => spec.load(values, at),
      };
    },
  };
}
