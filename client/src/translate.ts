/** Texts in the user's language, in the shape of `vscode.l10n.t`: `{0}`, `{1}` stand for the values. */
export type Translate = (message: string, ...values: (string | number)[]) => string;
