/** The command that compares the model with a running etcd. The endpoint is asked for; what it takes to get in lies in the editor's secret storage. */
import { basename } from "node:path";
import {
  commands,
  type Disposable,
  EventEmitter,
  type ExtensionContext,
  Position,
  ProgressLocation,
  Range,
  type TextDocumentContentProvider,
  Uri,
  WorkspaceEdit,
  type WorkspaceFolder,
  window,
  workspace,
} from "vscode";
import { type CalibrateAnswer, type CalibrateParams, calibrateRequest } from "../../server/src/lsp/protocol";
import { converse, type Person, type Secrets } from "./calibration-flow";
import type { Client } from "./client";

const scheme = "etcd-lint-calibration";
const endpointKey = "calibrate.endpoint";
/** Endpoints that have something in the secret storage; that storage does not list its keys. */
const endpointsKey = "calibrate.endpoints";

type Settings = Extract<CalibrateAnswer, { readonly text: string }>["settings"];

export function registerCalibration(context: ExtensionContext, client: Client): readonly Disposable[] {
  const texts = new Texts();
  return [
    texts,
    workspace.registerTextDocumentContentProvider(scheme, texts),
    commands.registerCommand("etcd-lint.calibrate", (endpoint?: unknown) =>
      calibrate(context, client, texts, typeof endpoint === "string" ? endpoint : undefined),
    ),
    commands.registerCommand("etcd-lint.forgetCredentials", () => forget(context)),
  ];
}

async function calibrate(context: ExtensionContext, client: Client, texts: Texts, given: string | undefined): Promise<void> {
  const folder = await chosenFolder();
  if (!folder) return;
  const endpoint = given ?? (await askedEndpoint(context));
  if (!endpoint) return;
  const outcome = await converse({
    known: await knownSecrets(context, endpoint),
    person,
    ask: (secrets) => request(client, { folder: folder.uri.fsPath, endpoint, settings: openSettings(), ...secrets }),
  });
  if (!outcome) return;
  const { answer, secrets } = outcome;
  if ("problem" in answer) {
    void window.showErrorMessage(`etcd-lint: ${answer.problem}`);
    return;
  }
  await context.workspaceState.update(endpointKey, endpoint);
  await keep(context, endpoint, secrets);
  await window.showTextDocument(texts.show("calibration.txt", answer.text), { preview: true });
  if (answer.settings.before !== answer.settings.after) await offer(answer.settings, texts);
}

async function chosenFolder(): Promise<WorkspaceFolder | undefined> {
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file");
  if (folders.length === 0) void window.showErrorMessage("etcd-lint: open the folder whose code uses this etcd first");
  return folders.length < 2 ? folders[0] : window.showWorkspaceFolderPick({ placeHolder: "Whose code uses this etcd?" });
}

function askedEndpoint(context: ExtensionContext): Thenable<string | undefined> {
  return window.showInputBox({
    title: "Calibrate from a Running etcd",
    prompt: "Client address of one member. It is only read.",
    placeHolder: "https://127.0.0.1:2379",
    value: context.workspaceState.get<string>(endpointKey) ?? "",
    ignoreFocusOut: true,
    validateInput: (text) => (/^https?:\/\/[^\s/@]+\/?$/i.test(text.trim()) ? undefined : "As in https://127.0.0.1:2379"),
  });
}

function request(client: Client, params: CalibrateParams): Thenable<CalibrateAnswer> & Promise<CalibrateAnswer> {
  const options = { location: ProgressLocation.Notification, title: `etcd-lint: reading ${params.endpoint}` };
  return Promise.resolve(window.withProgress(options, () => client.request<CalibrateAnswer>(calibrateRequest, params)));
}

/** Unsaved settings count, as they do for findings. */
function openSettings(): Readonly<Record<string, string>> {
  const open = workspace.textDocuments.filter(
    ({ uri, isDirty }) => uri.scheme === "file" && isDirty && /^\.?etcd-lint\.json$/.test(basename(uri.fsPath)),
  );
  return Object.fromEntries(open.map((document) => [document.uri.fsPath, document.getText()]));
}

const person: Person = {
  async credentials(why) {
    const user = await window.showInputBox({ title: "etcd user", prompt: why, ignoreFocusOut: true });
    if (!user) return undefined;
    const password = await window.showInputBox({
      title: `Password of ${user}`,
      prompt: "Kept in VS Code's secret storage.",
      password: true,
      ignoreFocusOut: true,
    });
    return password === undefined ? undefined : { user, password };
  },
  authority: (why) => pickedFile("Authority that signed the server's certificate (PEM)", why),
  async certificate(why) {
    const certificate = await pickedFile("Our certificate (PEM)", why);
    const key = certificate === undefined ? undefined : await pickedFile("Its key (PEM)", why);
    return certificate === undefined || key === undefined ? undefined : { certificate, key };
  },
};

async function pickedFile(title: string, why: string): Promise<string | undefined> {
  const choice = await window.showWarningMessage(`etcd-lint: ${why}`, { modal: true }, "Choose File");
  if (choice === undefined) return undefined;
  const [file] = (await window.showOpenDialog({ title, openLabel: "Use", canSelectMany: false })) ?? [];
  return file && Buffer.from(await workspace.fs.readFile(file)).toString("utf8");
}

async function offer({ file, before, after }: Settings, texts: Texts): Promise<void> {
  const uri = Uri.file(file);
  const name = basename(file);
  const question = `${name} ${before === "" ? "would be new" : "would change"}: the profile of this etcd.`;
  let choice = await window.showInformationMessage(question, "Show Changes", "Apply");
  if (choice === "Show Changes") {
    const [left, right] = [texts.show(`before/${name}`, before), texts.show(`after/${name}`, after)];
    await commands.executeCommand("vscode.diff", left, right, `${name}: calibration`);
    choice = await window.showInformationMessage(question, "Apply");
  }
  if (choice !== "Apply") return;
  const edit = new WorkspaceEdit();
  if (before === "") {
    edit.createFile(uri, { ignoreIfExists: true });
    edit.insert(uri, new Position(0, 0), after);
  } else {
    const document = await workspace.openTextDocument(uri);
    if (document.getText() !== before) {
      void window.showErrorMessage(`etcd-lint: ${name} was changed meanwhile; calibrate again`);
      return;
    }
    edit.replace(uri, new Range(new Position(0, 0), document.positionAt(before.length)), after);
  }
  if (await workspace.applyEdit(edit)) await window.showTextDocument(uri);
}

async function knownSecrets(context: ExtensionContext, endpoint: string): Promise<Secrets> {
  const text = await context.secrets.get(secretKey(endpoint));
  try {
    return text === undefined ? {} : (JSON.parse(text) as Secrets);
  } catch {
    // Written by another version: asked for anew.
    return {};
  }
}

async function keep(context: ExtensionContext, endpoint: string, secrets: Secrets): Promise<void> {
  if (Object.keys(secrets).length === 0) return;
  await context.secrets.store(secretKey(endpoint), JSON.stringify(secrets));
  const known = context.globalState.get<readonly string[]>(endpointsKey) ?? [];
  if (!known.includes(endpoint)) await context.globalState.update(endpointsKey, [...known, endpoint]);
}

async function forget(context: ExtensionContext): Promise<void> {
  const endpoints = context.globalState.get<readonly string[]>(endpointsKey) ?? [];
  for (const endpoint of endpoints) await context.secrets.delete(secretKey(endpoint));
  await context.globalState.update(endpointsKey, undefined);
  void window.showInformationMessage(
    endpoints.length === 0 ? "etcd-lint: nothing is kept" : `etcd-lint: forgotten for ${endpoints.join(", ")}`,
  );
}

function secretKey(endpoint: string): string {
  return `etcd-lint.calibrate ${endpoint}`;
}

/** Read-only documents that are made here. */
class Texts implements TextDocumentContentProvider, Disposable {
  private readonly contents = new Map<string, string>();
  private readonly changed = new EventEmitter<Uri>();
  readonly onDidChange = this.changed.event;

  show(name: string, text: string): Uri {
    const uri = Uri.from({ scheme, path: `/${name}` });
    this.contents.set(uri.path, text);
    this.changed.fire(uri);
    return uri;
  }

  provideTextDocumentContent(uri: Uri): string {
    return this.contents.get(uri.path) ?? "";
  }

  dispose(): void {
    this.changed.dispose();
  }
}
