import * as vscode from "vscode";
import type { ChatSessions } from "./chat/sessions";
import { createPrivacyGate } from "./privacy/privacyGate";
import { systemClock } from "./provider/clock";
import { createFetchTransport } from "./provider/fetchTransport";
import { redact } from "./provider/redact";
import { createUndiciTransport } from "./provider/undiciTransport";
import { ApiKeys } from "./vscode/apiKeys";
import { ChatFallback } from "./vscode/chatFallback";
import { ChatSettingsSource } from "./vscode/chatSettings";
import { registerCommands } from "./vscode/commands";
import { CompletionPauses } from "./vscode/completionPauses";
import { Connections } from "./vscode/connections";
import { startContext } from "./vscode/context/startContext";
import { IgnoreFiles } from "./vscode/ignoreFiles";
import type { InBackground } from "./vscode/inBackground";
import { createLog } from "./vscode/log";
import { readNetworkSettings } from "./vscode/network";
import { createRealPaths } from "./vscode/realPaths";
import { ReportDocuments } from "./vscode/reportDocuments";
import { seedApiKey } from "./vscode/seedApiKey";
import { EditReview } from "./vscode/review/editReview";
import { SettingsReader } from "./vscode/settingsReader";
import { startActions } from "./vscode/startActions";
import { startChat } from "./vscode/startChat";
import { startCompletions } from "./vscode/startCompletions";
import { Status } from "./vscode/status";
import { tellRetiredModels } from "./vscode/tellRetiredModels";
import { UsageTracking } from "./vscode/usageTracking";

/** The first request finds undici loaded (28 ms), and the start of the editor is over by then. */
const prepareAfterMs = 2_000;

let sessions: ChatSessions | undefined;
let usage: UsageTracking | undefined;

/** Builds everything, registers it, and gives the roots to `context.subscriptions`. Sends nothing. */
export function activate(context: vscode.ExtensionContext): void {
  const startedMs = performance.now();
  const own = <T extends vscode.Disposable>(part: T): T => {
    context.subscriptions.push(part);
    return part;
  };

  // What all share.
  const channel = own(vscode.window.createOutputChannel("Midfill", { log: true }));
  const keys = new ApiKeys(context.secrets);
  let knownKeys: readonly string[] = [];
  const log = createLog(channel, (line) => redact(line, knownKeys));
  const inBackground: InBackground = (name, work) => {
    work.catch((error: unknown) =>
      log("warn", `${name} failed: ${error instanceof Error ? error.message : "unknown"}`),
    );
  };
  const settings = own(new SettingsReader(context.extension.packageJSON));
  const realPathOf = createRealPaths(systemClock);
  const ignoreFiles = own(new IgnoreFiles(() => settings.current.respectsGitignore, realPathOf));
  const privacy = createPrivacyGate(
    () => settings.current.secretFiles,
    realPathOf,
    (path) => ignoreFiles.reasonFor(path),
  );
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
  usage = own(
    new UsageTracking({
      settings,
      connections,
      clock: systemClock,
      state: context.globalState,
      log,
      onBudgetChange: () => status.redraw(),
    }),
  );
  const pauses = own(
    new CompletionPauses(systemClock, settings, context.workspaceState, inBackground, () => status.redraw()),
  );
  const status = own(new Status(settings, connections, usage, systemClock, pauses));
  const chatSettings = own(new ChatSettingsSource(settings, connections));

  // What the user sees.
  const completionContext = own(startContext({ settings, privacy, ignoreFiles, clock: systemClock, log }));
  const engine = startCompletions(
    { settings, connections, status, usage, privacy, pauses, inBackground, log, context: completionContext },
    context.subscriptions,
  );
  const fallback = new ChatFallback({ settings, connections, chatSettings, log });
  const review = own(new EditReview());
  const chat = startChat(
    { fallback, usage, settings, connections, chatSettings, privacy, review, realPathOf, log, inBackground },
    context,
  );
  ({ sessions } = chat);
  own(
    startActions({
      chat,
      usage,
      settings,
      chatSettings,
      privacy,
      review,
      memory: context.globalState,
      log,
    }),
  );
  const reports = own(new ReportDocuments());
  own(
    registerCommands({
      connections,
      chatSettings,
      keys,
      settings,
      status,
      snooze: pauses.snooze,
      engine,
      channel,
      reports,
      usage,
      privacy,
    }),
  );

  // What changes.
  /** Keys, settings or trust changed: what was in the way may be gone, or new. */
  const refresh = async () => {
    knownKeys = await keys.all();
    await Promise.all([status.refresh(), chatSettings.refresh()]);
    engine.resume();
  };
  const readSettings = () => {
    for (const problem of settings.current.problems) log("warn", problem);
    inBackground("Telling retired models", tellRetiredModels(connections, context.globalState));
  };
  own(keys.onDidChange(() => inBackground("Reading keys", refresh())));
  own(vscode.workspace.onDidGrantWorkspaceTrust(() => inBackground("Refreshing", refresh())));
  own(
    settings.onDidChange(() => {
      readSettings();
      usage?.budgetMayHaveChanged();
      inBackground("Refreshing", refresh());
    }),
  );
  own(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("http") || event.affectsConfiguration("midfill.network"))
        inBackground("Reconnecting", connections.resetTransport());
    }),
  );

  // Reading all settings takes the editor longer than all the rest of this; who needs them earlier reads them then.
  own(new vscode.Disposable(systemClock.setTimer(readSettings, 0)));
  const isInstalled = context.extensionMode === vscode.ExtensionMode.Production;
  const seeded = isInstalled ? Promise.resolve() : seedApiKey(keys, process.env);
  inBackground("Reading keys", seeded.then(refresh));
  const cancelPreparing = systemClock.setTimer(
    () => inBackground("Preparing connections", connections.prepare()),
    prepareAfterMs,
  );
  own(new vscode.Disposable(cancelPreparing));
  log("info", `Activated in ${(performance.now() - startedMs).toFixed(1)} ms.`);
}

/** Ends running answers as interrupted and writes what is left, statistics too; the editor waits 5 s at most. */
export async function deactivate(): Promise<void> {
  await Promise.all([sessions?.dispose(), usage?.save()]);
}
