import * as vscode from "vscode";
import { AttachableCatalogue } from "../../chat/attachables/catalogue";
import type { ChatDependencies, ChatPrivacy } from "../../chat/chatDependencies";
import type { ContextHost } from "../../chat/panelContext";
import type { RealPathOf } from "../../privacy/privacyGate";
import { systemClock } from "../../provider/clock";
import type { Action } from "../../actions/action";
import { readPromptFiles, type WorkspacePrompt } from "../actions/promptFiles";
import { ChatContext } from "../chatContext";
import type { Log } from "../log";
import type { Settings } from "../settings";
import { AttachedContents } from "./attachedContents";
import { AttachmentReader } from "./attachmentReader";
import { readDropped } from "./dropped";
import { EditorSource } from "./editorSource";
import { FileSource } from "./fileSource";
import { GitSource } from "./gitSource";
import { readInstructions } from "./instructionFiles";
import { ProblemSource } from "./problemSource";
import { SlashCommands } from "./slashCommands";
import { SymbolSource } from "./symbolSource";
import { TerminalSource } from "./terminalSource";
import { WorkspaceFiles } from "./workspaceFiles";

/** The editor's side of a message's context. */
export interface Attachments extends vscode.Disposable {
  readonly context: ChatContext;
  readonly host: ContextHost;
  /** The last commands of the terminals. */
  readonly terminals: Pick<TerminalSource, "lastCommand">;
  /** What the workspace's instruction files say now. */
  readonly instructions: NonNullable<ChatDependencies["instructions"]>;
  /** The workspace's prompt files as they are now. */
  readonly promptFiles: () => Promise<readonly WorkspacePrompt[]>;
}

/** Opens the sources of the `@` picker. Nothing is read or listed before the user asks for it. */
export function startAttachments(options: {
  readonly privacy: ChatPrivacy;
  readonly realPathOf: RealPathOf;
  readonly settings: () => Settings["chat"];
  /** The actions that `/` offers beside the workspace's. */
  readonly actions: () => readonly Action[];
  readonly log: Log;
}): Attachments {
  const { privacy, realPathOf, settings, actions, log } = options;
  const contents = new AttachedContents();
  const reader = new AttachmentReader({ privacy, contents });
  const context = new ChatContext(reader);
  const workspaceFiles = new WorkspaceFiles();
  const files = new FileSource(workspaceFiles, reader);
  const terminals = new TerminalSource(reader);
  const catalogue = new AttachableCatalogue({
    sources: [
      new EditorSource(context, reader),
      files,
      new SymbolSource(context, reader),
      new ProblemSource(context, reader),
      new GitSource(reader),
      terminals,
    ],
    clock: systemClock,
    log,
  });
  const promptFiles = () => readPromptFiles(reader, realPathOf);
  const commands = new SlashCommands({
    context,
    reader,
    actions,
    promptFiles,
    userPrompts: () => settings().prompts,
  });
  return {
    context,
    terminals,
    host: {
      search: async (query, kind, signal, onItems) => {
        if (vscode.workspace.isTrusted) await catalogue.search(query.trim(), kind, signal, onItems);
        else onItems([]);
      },
      attach: (itemId) => catalogue.attach(itemId),
      readDropped: (uris) => readDropped(uris, { reader, folders: files, realPathOf }),
      describeImage: (name, image) => reader.ofPastedImage(name, image),
      readCurrentFile: () => context.readCurrentFile(),
      currentFile: () => context.currentFile(),
      commands: () => commands.list(),
      runCommand: (commandId, args) => commands.run(commandId, args),
    },
    instructions: () =>
      readInstructions({
        reader,
        privacy,
        realPathOf,
        isWanted: () => settings().usesInstructionFiles,
        activeDocument: () => context.lastEditor()?.document.uri,
      }),
    promptFiles,
    dispose: () => vscode.Disposable.from(context, files, terminals, workspaceFiles, contents).dispose(),
  };
}
