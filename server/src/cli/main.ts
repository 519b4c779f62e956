/** Entry of the command line. It loads nothing but what the arguments need: `--version` is answered before anything else is read. */
import { installedVersion } from "../host/installation";
import type { Io } from "./io";

/** A reader that goes away (`| head`) is no error. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit();
  throw error;
});

/** `NO_COLOR` (https://no-color.org) and `FORCE_COLOR` decide over the terminal. */
function wantsColours(): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  return FORCE_COLOR ? FORCE_COLOR !== "0" && FORCE_COLOR !== "false" : process.stdout.isTTY === true && TERM !== "dumb";
}

/** Aborted by the first interrupt; the second one ends the process as it would have ended without us. */
function onInterrupt(): AbortSignal {
  const controller = new AbortController();
  process.once("SIGINT", () => {
    process.stderr.write("etcd-lint: interrupted; reporting what was analysed so far, interrupt again to stop at once\n");
    controller.abort();
  });
  return controller.signal;
}

async function input(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString("utf8");
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

async function main(args: readonly string[]): Promise<void> {
  if (args.length === 1 && (args[0] === "--version" || args[0] === "-V")) {
    process.stdout.write(`${installedVersion()}\n`);
    return;
  }
  const io: Io = {
    cwd: process.cwd(),
    colours: wantsColours(),
    ...(process.stdout.isTTY ? { width: process.stdout.columns } : {}),
    watched: process.stderr.isTTY === true && !process.env.CI && process.env.TERM !== "dumb",
    interrupt: onInterrupt,
    input,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
  };
  const { run } = await import("./program");
  process.exitCode = await run(args, io, installedVersion());
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`etcd-lint: this is a bug: ${text}\n`);
  process.exitCode = 2;
});
