import * as vscode from "vscode";
import type { PrivacyGate } from "../privacy/privacyGate";
import { registerActionCommands } from "./actions/actionCommands";
import type { ActionDependencies } from "./actions/actionDependencies";
import type { ActionWork } from "./actions/actionWork";
import { registerCodeActions } from "./actions/codeActions";
import { registerExplainTerminal } from "./actions/explainTerminal";
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
  let made: Promise<ActionWork> | undefined;
  const work = (): Promise<ActionWork> =>
    (made ??= import("./actions/actionWork").then(({ createActionWork }) => createActionWork(dependencies)));
  const command = (id: string, run: (work: ActionWork, place: unknown) => Promise<void> | void) =>
    vscode.commands.registerCommand(id, async (place: unknown) => run(await work(), place));
  return vscode.Disposable.from(
    registerActionCommands({
      catalog: chat.catalog,
      memory,
      run: async (action, options) => (await work()).run(action, options),
    }),
    registerCodeActions({
      privacy,
      isOn: () => settings.current.actions.hasCodeActions,
      explain: async (document, place) => (await work()).explainProblem(document, place),
    }),
    vscode.commands.registerCommand("midfill.suggestNames", async () => {
      const editor = vscode.window.activeTextEditor;
      await (await work()).suggestNames(editor);
    }),
    command("midfill.writeCommitMessage", ({ commitMessages }, place) => commitMessages.write(place)),
    command("midfill.stopCommitMessage", ({ commitMessages }, place) => commitMessages.stop(place)),
    command("midfill.undoCommitMessage", ({ commitMessages }, place) => commitMessages.undo(place)),
    registerExplainTerminal({
      terminals: chat.terminals,
      ask: (text, attachment) => chat.ask(text, [attachment]),
    }),
    { dispose: () => void made?.then((each) => each.dispose()) },
  );
}
