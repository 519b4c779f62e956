/** The load client (`load/`), a process of its own that does one command at a time. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** The commands of `load/main.go`. */
export interface Command {
  readonly op: "open" | "put" | "delete" | "compact" | "defrag" | "connect" | "watch" | "lease" | "keepalive" | "range" | "close" | "v2";
  readonly endpoints?: readonly string[];
  readonly tls?: boolean;
  readonly prefix?: string;
  readonly start?: number;
  readonly count?: number;
  readonly keyBytes?: number;
  readonly valueBytes?: number;
  readonly random?: boolean;
  readonly perTxn?: number;
  readonly workers?: number;
  readonly oneKey?: boolean;
  readonly lease?: boolean;
  readonly leases?: number;
  readonly keysPerLease?: number;
  readonly connections?: number;
  readonly streams?: number;
  readonly watchers?: number;
  readonly watched?: "same" | "distinct" | "prefix" | "all";
  readonly revision?: number;
  readonly stopped?: boolean;
  readonly mode?: "full" | "keys-only" | "count-only" | "sorted" | "streamed";
  readonly limit?: number;
  readonly concurrent?: number;
  readonly url?: string;
}

export interface Load {
  do(command: Command): Promise<unknown>;
  end(): void;
}

export function startLoad(program: string): Load {
  const child = spawn(program, { stdio: ["pipe", "pipe", "inherit"] });
  const stop = () => child.kill("SIGKILL");
  process.on("exit", stop);
  const waiting: ((line: string | undefined) => void)[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => waiting.shift()?.(line));
  child.on("exit", () => {
    for (const take of waiting.splice(0)) take(undefined);
  });
  return {
    do: async (command) => {
      const line = await new Promise<string | undefined>((resolve) => {
        waiting.push(resolve);
        child.stdin.write(`${JSON.stringify(command)}\n`);
      });
      if (line === undefined) throw new Error(`the load client stopped during ${command.op}`);
      const answer: unknown = JSON.parse(line);
      if (typeof answer === "object" && answer !== null && "error" in answer) throw new Error(`${command.op}: ${String(answer.error)}`);
      return typeof answer === "object" && answer !== null && "result" in answer ? answer.result : undefined;
    },
    end: () => {
      process.off("exit", stop);
      stop();
    },
  };
}
