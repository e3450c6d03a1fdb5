import * as vscode from "vscode";
import { createCompletionEngine } from "../completion/createCompletionEngine";
import type { CompletionEngine } from "../completion/engine";
import type { PrivacyGate } from "../privacy/privacyGate";
import { systemClock } from "../provider/clock";
import type { CompletionPauses } from "./completionPauses";
import { completionSettings } from "./completionSettings";
import type { Connections } from "./connections";
import type { CompletionContext } from "./context/startContext";
import { ACCEPTED_COMMAND, InlineCompletionProvider } from "./inlineCompletionProvider";
import type { Log } from "./log";
import type { SettingsReader } from "./settingsReader";
import type { InBackground } from "./inBackground";
import type { Status } from "./status";
import { TabSafety } from "./tabSafety";
import { TypingListener } from "./typingListener";
import type { UsageTracking } from "./usageTracking";

/** Offers completions in every editor. What it makes is disposed with `subscriptions`. */
export function startCompletions(
  parts: {
    readonly settings: SettingsReader;
    readonly connections: Connections;
    readonly status: Status;
    readonly usage: UsageTracking;
    readonly privacy: PrivacyGate;
    readonly pauses: Pick<CompletionPauses, "pausedBy">;
    readonly inBackground: InBackground;
    readonly log: Log;
    /** Context from elsewhere. */
    readonly context: CompletionContext;
  },
  subscriptions: vscode.Disposable[],
): CompletionEngine {
  const { settings, connections, status, usage, privacy, pauses, inBackground, log, context } = parts;
  const tabSafety = new TabSafety(
    systemClock,
    () => settings.current.completions.isTabSafe,
    (age) =>
      inBackground(
        "Telling Tab about the suggestion",
        Promise.resolve(vscode.commands.executeCommand("setContext", "midfill.suggestion", age)),
      ),
  );
  const engine = createCompletionEngine({
    complete: (request, signal) => usage.client("completion").complete(request, signal),
    settings: () => completionSettings(settings.current, connections.model("completion"), pauses.pausedBy),
    privacy,
    clock: systemClock,
    onHealth: (health) => status.setHealth(health),
    pace: () => usage.pace(),
    onEvent: (event) => usage.onEvent(event),
    log,
    snippets: (request) => context.snippetsFor(request),
  });
  subscriptions.push(
    engine,
    tabSafety,
    new TypingListener(engine, isTrusted),
    vscode.languages.registerInlineCompletionItemProvider(
      { pattern: "**" },
      new InlineCompletionProvider(engine, isTrusted, tabSafety, () => usage.invoked()),
    ),
    vscode.commands.registerCommand(ACCEPTED_COMMAND, (shown) => {
      tabSafety.accepted();
      engine.accepted(shown, shown.text.length);
    }),
  );
  return engine;
}

function isTrusted(): boolean {
  return vscode.workspace.isTrusted;
}
