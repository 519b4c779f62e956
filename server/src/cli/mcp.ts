/** `etcd-lint mcp`: a server of the Model Context Protocol on the standard streams, so that coding assistants ask before they write. */
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";
import { installedVersion } from "../host/installation";
import { absolute } from "../host/paths";
import { type ExitCode, exitCodes, type Io } from "./io";
import { explainTool, lintTool, modelHelp, modelTool, operationNames, type ToolResult, whyTool } from "./mcp-tools";

const instructions =
  "etcd-lint finds calls that make an etcd server eat memory and says how much. Ask `model` before you design keys, values, watches or leases; run `lint` on files that you changed; ask `why` for a line and `explain` for a rule. Nothing is written and nothing is run.";

const readOnly = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false };

/** Serves until the client closes the input. Paths that a client names must lie in `folder`. */
export async function mcpCommand(folder: string, io: Io): Promise<ExitCode> {
  const root = absolute(folder, io.cwd);
  const server = new McpServer({ name: "etcd-lint", version: installedVersion() }, { instructions });
  server.registerTool(
    "lint",
    {
      title: "Find costly etcd calls",
      description:
        "Lints files and folders: each finding with its cost in bytes, the arithmetic, what was assumed, and what to do about it.",
      inputSchema: {
        paths: z.array(z.string()).default(["."]).describe("files and folders, relative to the project"),
        format: z.enum(["agent", "json"]).default("agent").describe("agent: short text; json: the whole report, version 1"),
        since: z.string().optional().describe("only what is new since the branch left this git revision"),
        etcdVersion: z.string().optional().describe("version of the etcd server, as in 3.5"),
      },
      annotations: readOnly,
    },
    async (input) => content(await lintTool(input, root)),
  );
  server.registerTool(
    "explain",
    {
      title: "Explain a rule",
      description: "The page of a rule: what is wrong, what it costs, how to mend it. Without a rule, the list of all rules.",
      inputSchema: { rule: z.string().optional().describe("as in large-value") },
      annotations: readOnly,
    },
    ({ rule }) => content(explainTool(rule, root)),
  );
  server.registerTool(
    "model",
    {
      title: "What will this cost?",
      description: `Calculates the memory that an etcd server needs for an operation, without any code. ${modelHelp()}`,
      inputSchema: {
        operation: z.enum(operationNames()),
        options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
        format: z.enum(["text", "json"]).default("text"),
      },
      annotations: readOnly,
    },
    (input) => content(modelTool(input)),
  );
  server.registerTool(
    "why",
    {
      title: "Where the numbers of a line come from",
      description: "Unfolds the estimate of a line with an etcd call: n x each, and for each input the chain of facts in the code.",
      inputSchema: { file: z.string(), line: z.number().int().min(1) },
      annotations: readOnly,
    },
    async (input) => content(await whyTool(input, root)),
  );
  await server.connect(new StdioServerTransport());
  await new Promise<void>((resolve) => {
    server.server.onclose = resolve;
    process.stdin.once("end", () => void server.close());
    process.stdin.once("close", () => void server.close());
  });
  return exitCodes.clean;
}

function content({ text, failed }: ToolResult) {
  return { content: [{ type: "text" as const, text }], ...(failed ? { isError: true } : {}) };
}
