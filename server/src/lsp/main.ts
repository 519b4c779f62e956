/** Entry of the language server: `node dist/server.cjs --stdio`, or started by the extension over Node IPC. */
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { createEnvironment } from "./node-environment";
import { startServer } from "./server";

const connection = createConnection(ProposedFeatures.all);
// The protocol runs on stdout: a stray console.log would end it.
console.log = (...words: readonly unknown[]) => connection.console.log(words.map(String).join(" "));
process.on("uncaughtException", (error) => connection.console.error(`uncaught: ${error.stack ?? error.message}`));
process.on("unhandledRejection", (reason) =>
  connection.console.error(`unhandled: ${reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)}`),
);

startServer(connection, createEnvironment());
connection.listen();
