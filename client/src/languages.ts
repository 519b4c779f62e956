/** Languages of the server as VS Code names them. A test compares them with the server's list. */
export const languageIds: readonly string[] = ["go", "typescript", "typescriptreact", "javascript", "javascriptreact", "python"];
