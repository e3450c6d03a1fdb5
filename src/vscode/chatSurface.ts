import * as vscode from "vscode";
import type { ChatDependencies } from "../chat/chatDependencies";
import { ChatPanel } from "../chat/chatPanel";
import type { PanelHost } from "../chat/chatPanel";
import type { CurrentFile } from "../chat/currentFile";
import type { ContextHost } from "../chat/panelContext";
import type { CostSetting } from "../chat/protocol";
import type { ChatSessions } from "../chat/sessions";
import type { RemedyId } from "../provider/remedies";
import { openAttachment } from "./chatContext";
import type { ChatContext } from "./chatContext";
import { chatHtml } from "./chatHtml";
import { applyCode } from "./codeBlocks/applyCode";
import { insertAtCursor, replaceSelection } from "./codeBlocks/insertCode";
import { openAsNewFile } from "./codeBlocks/newFile";
import { openReferencedFile } from "./codeBlocks/openReferencedFile";
import { WorkspaceFiles } from "./codeBlocks/workspaceFiles";
import { exportConversation } from "./conversationFiles";
import type { EditReview } from "./review/editReview";

/** What every place of the chat needs beside VS Code. */
export interface ChatSurfaceOptions {
  readonly sessions: ChatSessions;
  readonly context: ChatContext;
  /** Shows what an answer's code would change. */
  readonly review: EditReview;
  readonly clock: ChatDependencies["clock"];
  readonly log: ChatDependencies["log"];
  /** The extension's folder; the webview may read `dist` in it and nothing else. */
  readonly extensionUri: vscode.Uri;
  /** The rest of what a message can carry. */
  readonly contextHost: ContextHost;
  /** What becomes of the active editor's file. */
  readonly currentFile: CurrentFile;
  /** Lets the user choose a model from the live list, and keeps the choice. */
  readonly pickModel: PanelHost["pickModel"];
  readonly showRequest: PanelHost["showRequest"];
  /** The command for each remedy; `retry` is the chat's own. */
  readonly remedyCommands: Readonly<Record<Exclude<RemedyId, "retry">, string>>;
}

/** What a place asks of the others. */
export interface ChatPlace {
  readonly lastConversation: { readonly write: (conversationId: string) => Promise<void> };
  readonly importConversation: () => Promise<void>;
  readonly openInEditor: (conversationId: string) => Promise<void>;
  /** The user is here now. */
  readonly focused: () => void;
}

/**
 * One place where the chat is shown: a panel, and the webview that shows it. The webview may be thrown away at any
 * time; the panel behind it and the conversations stay.
 */
export class ChatSurface implements vscode.Disposable {
  readonly panel: ChatPanel;
  readonly #options: ChatSurfaceOptions;
  readonly #contextSubscription: vscode.Disposable;
  #webview: vscode.Webview | undefined;
  #webviewSubscription: vscode.Disposable | undefined;

  constructor(options: ChatSurfaceOptions, place: ChatPlace) {
    const { sessions, clock, log, context, currentFile } = options;
    this.#options = options;
    const { lastConversation } = place;
    this.panel = new ChatPanel({
      sessions,
      clock,
      log,
      lastConversation,
      currentFile,
      host: this.#host(place),
    });
    this.#contextSubscription = context.onDidChange(() => this.panel.attachableChanged());
  }

  dispose(): void {
    this.#contextSubscription.dispose();
    this.#webviewSubscription?.dispose();
    this.panel.dispose();
  }

  /** Shows the panel in a webview, in the place of the one before. */
  show(webview: vscode.Webview, place: "view" | "editor"): void {
    this.#webviewSubscription?.dispose();
    this.#webview = webview;
    const directory = vscode.Uri.joinPath(this.#options.extensionUri, "dist");
    webview.options = { enableScripts: true, enableForms: false, localResourceRoots: [directory] };
    this.#webviewSubscription = webview.onDidReceiveMessage((message: unknown) =>
      this.panel.receive(message),
    );
    webview.html = chatHtml({
      cspSource: webview.cspSource,
      nonce: crypto.randomUUID().replaceAll("-", ""),
      scriptUri: webview.asWebviewUri(vscode.Uri.joinPath(directory, "chat.js")).toString(),
      styleUri: webview.asWebviewUri(vscode.Uri.joinPath(directory, "chat.css")).toString(),
      place,
    });
  }

  /** The webview is gone; nothing when another has taken its place. */
  hide(webview: vscode.Webview): void {
    if (this.#webview !== webview) return;
    this.#webviewSubscription?.dispose();
    this.#webview = undefined;
    this.panel.setVisible(false);
  }

  #host({ importConversation, openInEditor, focused }: ChatPlace): PanelHost {
    const { context, contextHost, review, pickModel, showRequest, remedyCommands, sessions } = this.#options;
    const files = new WorkspaceFiles();
    return {
      context: contextHost,
      // A Webview is no Window: there is no origin to name.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      post: async (message) => (await this.#webview?.postMessage(message)) ?? false,
      readActive: () => context.readActive(),
      attachableLabel: () => context.attachableLabel(),
      openAttachment,
      insertCode: (code) => insertAtCursor(context.lastEditor(), code),
      replaceSelection: (code) => replaceSelection(context.lastEditor(), code),
      newFile: openAsNewFile,
      applyCode: (block) => applyCode(block, files, review),
      findFiles: (paths) => files.existing(paths),
      openFile: (file) => openReferencedFile(file, files),
      copy: async (text) => {
        await vscode.env.clipboard.writeText(text);
      },
      openLink,
      refuseLink: async (reason) => {
        await vscode.window.showWarningMessage(`The link was not opened. ${reason}`);
      },
      pickModel,
      showRequest,
      exportUsage: async () => vscode.commands.executeCommand("midfill.exportUsage"),
      openCostSetting: async (setting) =>
        vscode.commands.executeCommand("workbench.action.openSettings", `@id:${costSettings[setting]}`),
      exportConversation: (conversationId) => exportConversation(sessions, conversationId),
      importConversation,
      openInEditor,
      focused,
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
