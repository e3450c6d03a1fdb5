import * as vscode from "vscode";
import type { PendingAttachment } from "../chat/attachment";
import type { ChatDependencies } from "../chat/chatDependencies";
import { ChatPanel } from "../chat/chatPanel";
import type { PanelHost } from "../chat/chatPanel";
import type { CostSetting } from "../chat/protocol";
import type { CurrentFile } from "../chat/currentFile";
import type { ContextHost } from "../chat/panelContext";
import type { ChatSessions } from "../chat/sessions";
import type { RemedyId } from "../provider/remedies";
import { openAttachment } from "./chatContext";
import type { ChatContext } from "./chatContext";
import { chatHtml } from "./chatHtml";

/** What the view needs beside VS Code. */
export interface ChatViewOptions {
  readonly sessions: ChatSessions;
  readonly context: ChatContext;
  readonly clock: ChatDependencies["clock"];
  readonly log: ChatDependencies["log"];
  readonly lastConversation: ChatDependencies["lastConversation"];
  /** The extension's folder; the webview may read `dist` in it and nothing else. */
  readonly extensionUri: vscode.Uri;
  /** The rest of what a message can carry. */
  readonly contextHost: ContextHost;
  /** What becomes of the active editor's file. */
  readonly currentFile: CurrentFile;
  /** Lets the user choose a model from the live list, and keeps the choice. */
  readonly pickModel: () => Promise<void>;
  /** The command for each remedy; `retry` is the chat's own. */
  readonly remedyCommands: Readonly<Record<Exclude<RemedyId, "retry">, string>>;
}

/**
 * The chat in the side bar (view `midfill.chat`). The webview may be thrown away at any time; the panel behind it
 * and the conversations stay.
 */
export class ChatViewProvider implements vscode.WebviewViewProvider, vscode.Disposable {
  static readonly viewId = "midfill.chat";
  private readonly options: ChatViewOptions;
  private readonly panel: ChatPanel;
  private readonly subscription: vscode.Disposable;
  private view: vscode.WebviewView | undefined;

  constructor(options: ChatViewOptions) {
    const { sessions, clock, log, lastConversation, context, currentFile } = options;
    this.options = options;
    this.panel = new ChatPanel({ sessions, clock, log, lastConversation, currentFile, host: this.host() });
    this.subscription = context.onDidChange(() => this.panel.attachableChanged());
  }

  /** Shows the conversation of the last time; to be called when `ChatSessions.start` has resolved. */
  start(): Promise<void> {
    return this.panel.start();
  }

  dispose(): void {
    this.subscription.dispose();
    this.panel.dispose();
  }

  /** VS Code calls it again when the view was moved or closed and opened; the old view's end may come later. */
  resolveWebviewView(view: vscode.WebviewView): void {
    this.view = view;
    const { webview } = view;
    const directory = vscode.Uri.joinPath(this.options.extensionUri, "dist");
    webview.options = { enableScripts: true, enableForms: false, localResourceRoots: [directory] };
    const subscriptions = [
      webview.onDidReceiveMessage((message: unknown) => {
        if (this.view === view) this.panel.receive(message);
      }),
      view.onDidChangeVisibility(() => {
        if (this.view === view) this.panel.setVisible(view.visible);
      }),
    ];
    view.onDidDispose(() => {
      for (const subscription of subscriptions) subscription.dispose();
      if (this.view !== view) return;
      this.view = undefined;
      this.panel.setVisible(false);
    });
    webview.html = chatHtml({
      cspSource: webview.cspSource,
      nonce: crypto.randomUUID().replaceAll("-", ""),
      scriptUri: webview.asWebviewUri(vscode.Uri.joinPath(directory, "chat.js")).toString(),
      styleUri: webview.asWebviewUri(vscode.Uri.joinPath(directory, "chat.css")).toString(),
    });
    this.panel.setVisible(view.visible);
  }

  /** Opens the view and puts the focus into the composer, with text added to the draft where given. */
  async focus(text?: string): Promise<void> {
    await vscode.commands.executeCommand(`${ChatViewProvider.viewId}.focus`);
    this.panel.focusComposer(text);
  }

  /** Opens the view with an empty conversation. */
  async newChat(): Promise<void> {
    await this.focus();
    await this.panel.startNew();
  }

  /** Attaches the active editor's selection or file and opens the view. */
  async attachActive(): Promise<void> {
    await this.panel.attachActive();
    await this.focus();
  }

  /** Opens the view and asks in a new conversation; resolves when the answer has ended. */
  async ask(text: string, attachments: readonly PendingAttachment[]): Promise<void> {
    await this.focus();
    await this.panel.ask(text, attachments);
  }

  private host(): PanelHost {
    const { context, contextHost, pickModel, remedyCommands } = this.options;
    return {
      context: contextHost,
      // A Webview is no Window: there is no origin to name.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      post: async (message) => (await this.view?.webview.postMessage(message)) ?? false,
      readActive: () => context.readActive(),
      attachableLabel: () => context.attachableLabel(),
      openAttachment,
      insertCode: (code) => insertAtCursor(context.lastEditor(), code),
      copy: async (text) => {
        await vscode.env.clipboard.writeText(text);
      },
      openLink,
      refuseLink: async (reason) => {
        await vscode.window.showWarningMessage(`The link was not opened. ${reason}`);
      },
      pickModel,
      exportUsage: async () => vscode.commands.executeCommand("midfill.exportUsage"),
      openCostSetting: async (setting) =>
        vscode.commands.executeCommand("workbench.action.openSettings", `@id:${costSettings[setting]}`),
      runRemedy: async (remedy) => {
        if (remedy !== "retry") await vscode.commands.executeCommand(remedyCommands[remedy]);
      },
    };
  }
}

const costSettings: Readonly<Record<CostSetting, string>> = {
  "daily-budget": "midfill.budget.dailyUsd",
  "monthly-budget": "midfill.budget.monthlyUsd",
  prices: "midfill.prices",
};

/** Puts code in the place of the selection, or at the cursor, of an editor: one undo step, or a message why not. */
async function insertAtCursor(editor: vscode.TextEditor | undefined, code: string): Promise<void> {
  if (editor === undefined) {
    await vscode.window.showWarningMessage("Open a file and put the cursor where the code should go.");
    return;
  }
  const { document, selection } = editor;
  const name = document.uri.path.split("/").at(-1) ?? "The document";
  if (vscode.workspace.fs.isWritableFileSystem(document.uri.scheme) === false) {
    await vscode.window.showWarningMessage(`${name} is read-only, so nothing was inserted.`);
    return;
  }
  const text = code.replaceAll(/\r\n|\r|\n/gu, document.eol === vscode.EndOfLine.CRLF ? "\r\n" : "\n");
  const isInserted = await editor.edit((edit) => edit.replace(selection, text), {
    undoStopBefore: true,
    undoStopAfter: true,
  });
  if (!isInserted) {
    await vscode.window.showWarningMessage(
      `${name} did not take the code: it is read-only or was just changed.`,
    );
    return;
  }
  await vscode.window.showTextDocument(document, { viewColumn: editor.viewColumn, preserveFocus: false });
}

/** Opens a judged link in the browser, where needed after the user has seen all of it. */
async function openLink(url: string, mustAsk: boolean): Promise<void> {
  if (mustAsk) {
    const open = "Open";
    const answer = await vscode.window.showWarningMessage(
      "Open this link from the chat?",
      { modal: true, detail: url },
      open,
    );
    if (answer !== open) return;
  }
  await vscode.env.openExternal(vscode.Uri.parse(url, true));
}
