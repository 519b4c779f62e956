/** The engine and its parser: a bundle of its own for the command line, loaded when a file matters. */
export { createSession } from "../engine/session";
export { createParser } from "../syntax/parser";
