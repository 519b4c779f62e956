/** Commands about the tool and its settings: a bundle of their own, so that linting does not carry them. */
export { completionsCommand } from "./completions";
export { doctorCommand } from "./doctor";
export { initCommand } from "./init";
export { printConfigCommand, rulesCommand, verifyCommand } from "./settings-commands";
