/** The small part of the shell language that says which commands run, how often, and with which words. */
import type { Span } from "../../text/span";
import type { Word } from "./words";

export type ShellNode =
  | SimpleCommand
  | {
      readonly kind: "loop";
      readonly loop: "for" | "while";
      readonly variable?: string;
      readonly over?: readonly Word[];
      readonly condition: readonly ShellNode[];
      readonly body: readonly ShellNode[];
      readonly span: Span;
    }
  | {
      readonly kind: "branch";
      readonly condition: readonly ShellNode[];
      readonly bodies: readonly (readonly ShellNode[])[];
      readonly span: Span;
    }
  | { readonly kind: "function"; readonly name: string; readonly nameSpan: Span; readonly body: readonly ShellNode[]; readonly span: Span }
  | { readonly kind: "group"; readonly body: readonly ShellNode[]; readonly span: Span };

export interface SimpleCommand {
  readonly kind: "command";
  /** `NAME=value` before the command, or alone. */
  readonly assignments: readonly { readonly name: string; readonly value: Word; readonly span: Span }[];
  readonly words: readonly Word[];
  /** Commands in `$(...)` and backticks of its words. */
  readonly inner: readonly ShellNode[];
  readonly heredocs: readonly Heredoc[];
  readonly background: boolean;
  readonly span: Span;
}

export interface Heredoc {
  /** The body in the file. */
  readonly span: Span;
}
