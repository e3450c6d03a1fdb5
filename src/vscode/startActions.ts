import * as vscode from "vscode";
import type { PrivacyGate } from "../privacy/privacyGate";
import { registerActionCommands } from "./actions/actionCommands";
import type { ActionDependencies } from "./actions/actionDependencies";
import { registerCodeActions } from "./actions/codeActions";
import { registerCommitMessage } from "./actions/commitMessage";
import { gatherDefinitions } from "./actions/definitionsInvolved";
import { docFormGatherer } from "./actions/docForm";
import { registerExplainTerminal } from "./actions/explainTerminal";
import { gatherDiagnostics } from "./actions/fixDiagnostics";
import { registerRenameSymbol } from "./actions/renameSymbol";
import { testSetupGatherer } from "./actions/testSetup";
import type { ChatSettingsSource } from "./chatSettings";
import type { Log } from "./log";
import type { EditReview } from "./review/editReview";
import type { SettingsReader } from "./settingsReader";
import type { StartedChat } from "./startChat";
import type { UsageTracking } from "./usageTracking";

/** Offers the actions on a selection, which the chat's provider serves. Disposing ends what they write. */
export function startActions(parts: {
  readonly chat: Pick<StartedChat, "ask" | "attach" | "catalog" | "terminals">;
  readonly usage: UsageTracking;
  readonly settings: SettingsReader;
  readonly chatSettings: ChatSettingsSource;
  readonly privacy: PrivacyGate;
  readonly review: EditReview;
  /** Keeps what was asked for, and which actions were used. */
  readonly memory: vscode.Memento;
  readonly log: Log;
}): vscode.Disposable {
  const { chat, usage, settings, chatSettings, privacy, review, memory, log } = parts;
  const dependencies: ActionDependencies = {
    catalog: chat.catalog,
    client: () => usage.client("action"),
    settings: (choice) => chatSettings.for(choice),
    privacy,
    askInChat: ({ text, attachment, choice }) => {
      const attached = attachment === undefined ? [] : [chat.attach(attachment.document, attachment.range)];
      chat.ask(text, attached, choice);
    },
    mayAct: () => usage.mayAct(),
    review,
    memory,
    log,
  };
  return vscode.Disposable.from(
    registerActionCommands(dependencies, {
      diagnostics: (target, signal) => gatherDiagnostics(target, privacy, signal),
      definitions: (target, signal) => gatherDefinitions(target, privacy, signal),
      "test-setup": testSetupGatherer(privacy),
      "docstring-form": docFormGatherer(privacy),
    }),
    registerCodeActions(dependencies, () => settings.current.actions.hasCodeActions),
    registerCommitMessage(dependencies),
    registerRenameSymbol(dependencies),
    registerExplainTerminal({
      terminals: chat.terminals,
      ask: (text, attachment) => chat.ask(text, [attachment]),
    }),
  );
}
