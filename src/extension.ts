import * as vscode from "vscode";
import { createFileStore } from "./chat/history/fileStore";
import { ChatSessions } from "./chat/sessions";
import { createCompletionEngine } from "./completion/createCompletionEngine";
import { createPrivacyGate } from "./privacy/privacyGate";
import { systemClock } from "./provider/clock";
import { createFetchTransport } from "./provider/fetchTransport";
import { redact } from "./provider/redact";
import { createUndiciTransport } from "./provider/undiciTransport";
import { costLabel } from "./usage/cost";
import { registerActionCommands } from "./vscode/actionCommands";
import { ApiKeys } from "./vscode/apiKeys";
import { ChatContext } from "./vscode/chatContext";
import { ChatSettingsSource } from "./vscode/chatSettings";
import { ChatViewProvider } from "./vscode/chatViewProvider";
import { registerCommands } from "./vscode/commands";
import { completionSettings } from "./vscode/completionSettings";
import { Connections } from "./vscode/connections";
import { ACCEPTED_COMMAND, InlineCompletionProvider } from "./vscode/inlineCompletionProvider";
import { EditReview } from "./vscode/editReview";
import { createLog } from "./vscode/log";
import { readNetworkSettings } from "./vscode/network";
import { remedyCommands } from "./vscode/remedyCommands";
import { createRealPaths } from "./vscode/realPaths";
import { ReportDocuments } from "./vscode/reportDocuments";
import { seedApiKey } from "./vscode/seedApiKey";
import { selectModel } from "./vscode/selectModel";
import { SettingsReader } from "./vscode/settingsReader";
import { Status } from "./vscode/status";
import { tellRetiredModels } from "./vscode/tellRetiredModels";

/** The first request finds undici loaded (28 ms), and the start of the editor is over by then. */
const prepareAfterMs = 2_000;

let sessions: ChatSessions | undefined;

/** Builds everything, registers it, and gives the roots to `context.subscriptions`. Sends nothing. */
export function activate(context: vscode.ExtensionContext): void {
  const startedMs = performance.now();
  const own = <T extends vscode.Disposable>(part: T): T => {
    context.subscriptions.push(part);
    return part;
  };

  const channel = own(vscode.window.createOutputChannel("Midfill", { log: true }));
  const keys = new ApiKeys(context.secrets);
  let knownKeys: readonly string[] = [];
  const log = createLog(channel, (line) => redact(line, knownKeys));
  const settings = own(new SettingsReader(context.extension.packageJSON));
  const privacy = createPrivacyGate(() => settings.current.secretFiles, createRealPaths(systemClock));
  const connections = own(
    new Connections({
      settings: () => settings.current,
      keys,
      createTransport: () =>
        settings.current.transport === "editor"
          ? createFetchTransport(globalThis.fetch)
          : createUndiciTransport(readNetworkSettings()),
      clock: systemClock,
      log,
      onModelFallback: () => status.redraw(),
    }),
  );

  const status = own(new Status(settings, connections, systemClock));
  const engine = own(
    createCompletionEngine({
      complete: (request, signal) => connections.client("completion").complete(request, signal),
      settings: () => completionSettings(settings.current, connections.model("completion")),
      privacy,
      clock: systemClock,
      onHealth: (health) => status.setHealth(health),
      log,
    }),
  );
  own(
    vscode.languages.registerInlineCompletionItemProvider(
      { pattern: "**" },
      new InlineCompletionProvider(engine, () => vscode.workspace.isTrusted),
    ),
  );
  own(
    vscode.commands.registerCommand(ACCEPTED_COMMAND, (shown) => engine.accepted(shown, shown.text.length)),
  );
  own(
    registerCommands({
      connections,
      keys,
      settings,
      status,
      engine,
      channel,
      reports: own(new ReportDocuments()),
    }),
  );

  const chatSettings = own(new ChatSettingsSource(settings, connections));
  const lastConversation = {
    read: () => context.workspaceState.get<string>("midfill.lastConversation"),
    write: async (id: string) => context.workspaceState.update("midfill.lastConversation", id),
  };
  sessions = new ChatSessions({
    client: () => connections.client("chat"),
    settings: () => chatSettings.current,
    store: createFileStore({
      directory: vscode.Uri.joinPath(context.storageUri ?? context.globalStorageUri, "conversations").fsPath,
      clock: systemClock,
      log,
    }),
    clock: systemClock,
    privacy,
    log,
    costLabel: (query) => costLabel({ ...query, providerId: connections.providerId("chat") }),
    selectModel: (model) => chatSettings.selectModel(model),
    setThinking: (thinking, effort) => chatSettings.setThinking(thinking, effort),
    lastConversation,
    createId: () => crypto.randomUUID(),
  });
  const chatContext = own(new ChatContext(privacy));
  const chat = own(
    new ChatViewProvider({
      sessions,
      context: chatContext,
      clock: systemClock,
      log,
      lastConversation,
      extensionUri: context.extensionUri,
      pickModel: () => selectModel(connections, "chat"),
      remedyCommands,
    }),
  );
  own(vscode.window.registerWebviewViewProvider(ChatViewProvider.viewId, chat));
  own(vscode.commands.registerCommand("midfill.openChat", () => chat.focus()));
  own(vscode.commands.registerCommand("midfill.newConversation", () => chat.newChat()));

  own(
    registerActionCommands(
      {
        client: () => connections.client("chat"),
        settings: () => chatSettings.current,
        privacy,
        askInChat: async ({ text, attachment: { document, range } }) => {
          await chat.focus();
          inBackground("Asking in the chat", chat.ask(text, [chatContext.read(document, range)]));
        },
        memory: context.globalState,
        log,
      },
      own(new EditReview()),
    ),
  );

  /** Runs work that nobody waits for; a failure goes to the log. */
  const inBackground = (name: string, work: Promise<unknown>) => {
    work.catch((error: unknown) =>
      log("warn", `${name} failed: ${error instanceof Error ? error.message : "unknown"}`),
    );
  };
  /** Keys, settings or trust changed: what was in the way may be gone, or new. */
  const refresh = async () => {
    knownKeys = await keys.all();
    await Promise.all([status.refresh(), chatSettings.refresh()]);
    engine.resume();
  };
  own(chatSettings.onDidChange(() => sessions?.settingsChanged()));
  own(keys.onDidChange(() => inBackground("Reading keys", refresh())));
  own(vscode.workspace.onDidGrantWorkspaceTrust(() => inBackground("Refreshing", refresh())));
  own(
    settings.onDidChange(() => {
      for (const problem of settings.current.problems) log("warn", problem);
      inBackground("Refreshing", refresh());
      inBackground("Telling retired models", tellRetiredModels(connections, context.globalState));
    }),
  );
  own(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("http") || event.affectsConfiguration("midfill.network"))
        inBackground("Reconnecting", connections.resetTransport());
    }),
  );

  const seeded =
    context.extensionMode === vscode.ExtensionMode.Production
      ? Promise.resolve()
      : seedApiKey(keys, process.env);
  inBackground("Reading keys", seeded.then(refresh));
  inBackground(
    "Reading conversations",
    sessions.start().then(() => chat.start()),
  );
  inBackground("Telling retired models", tellRetiredModels(connections, context.globalState));
  const cancelPreparing = systemClock.setTimer(
    () => inBackground("Preparing connections", connections.prepare()),
    prepareAfterMs,
  );
  own(new vscode.Disposable(cancelPreparing));
  for (const problem of settings.current.problems) log("warn", problem);
  log("info", `Activated in ${(performance.now() - startedMs).toFixed(1)} ms.`);
}

/** Ends running answers as interrupted and writes what is left; the editor waits 5 s at most. */
export async function deactivate(): Promise<void> {
  await sessions?.dispose();
}
