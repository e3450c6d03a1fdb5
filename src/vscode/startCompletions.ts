import * as vscode from "vscode";
import { createCompletionEngine } from "../completion/createCompletionEngine";
import type { CompletionEngine } from "../completion/engine";
import type { PrivacyGate } from "../privacy/privacyGate";
import { systemClock } from "../provider/clock";
import { completionSettings } from "./completionSettings";
import type { Connections } from "./connections";
import { ACCEPTED_COMMAND, InlineCompletionProvider } from "./inlineCompletionProvider";
import type { Log } from "./log";
import type { SettingsReader } from "./settingsReader";
import type { Status } from "./status";
import { TypingListener } from "./typingListener";

/** Offers completions in every editor. What it makes is disposed with `subscriptions`. */
export function startCompletions(
  parts: {
    readonly settings: SettingsReader;
    readonly connections: Connections;
    readonly status: Status;
    readonly privacy: PrivacyGate;
    readonly log: Log;
  },
  subscriptions: vscode.Disposable[],
): CompletionEngine {
  const { settings, connections, status, privacy, log } = parts;
  const engine = createCompletionEngine({
    complete: (request, signal) => connections.client("completion").complete(request, signal),
    settings: () => completionSettings(settings.current, connections.model("completion")),
    privacy,
    clock: systemClock,
    onHealth: (health) => status.setHealth(health),
    log,
  });
  subscriptions.push(
    engine,
    new TypingListener(engine, isTrusted),
    vscode.languages.registerInlineCompletionItemProvider(
      { pattern: "**" },
      new InlineCompletionProvider(engine, isTrusted),
    ),
    vscode.commands.registerCommand(ACCEPTED_COMMAND, (shown) => engine.accepted(shown, shown.text.length)),
  );
  return engine;
}

function isTrusted(): boolean {
  return vscode.workspace.isTrusted;
}
