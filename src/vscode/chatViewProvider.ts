import * as vscode from "vscode";
import type { ChatPanel } from "../chat/chatPanel";
import type { AnswerChoice } from "../chat/conversationOptions";
import type { PendingAttachment } from "../chat/attachment";
import type { ChatDependencies } from "../chat/chatDependencies";
import { readId } from "../chat/jsonObject";
import { ChatEditors } from "./chatEditors";
import { ChatSurface } from "./chatSurface";
import type { ChatSurfaceOptions } from "./chatSurface";
import { exportConversation, importConversation } from "./conversationFiles";

/** What the view needs beside what every place of the chat does. */
export interface ChatViewOptions extends ChatSurfaceOptions {
  readonly lastConversation: ChatDependencies["lastConversation"];
}

/**
 * The chat: in the side bar (view `midfill.chat`) and in as many editor tabs as the user opens, each with a
 * conversation of its own choice, all on the same conversations. Commands act where the user was last, if that is
 * still to be seen, else in the side bar.
 */
export class ChatViewProvider implements vscode.WebviewViewProvider, vscode.Disposable {
  static readonly viewId = "midfill.chat";
  private readonly options: ChatViewOptions;
  private readonly surface: ChatSurface;
  private readonly editors: ChatEditors;
  private view: vscode.WebviewView | undefined;
  /** The conversations have been read. */
  private readonly started: Promise<void>;
  private tellStarted: () => void = () => undefined;

  constructor(options: ChatViewOptions) {
    this.options = options;
    this.started = new Promise((resolve) => {
      this.tellStarted = resolve;
    });
    const importConversation = () => this.importConversation();
    this.surface = new ChatSurface(options, {
      lastConversation: options.lastConversation,
      importConversation,
      openInEditor: (conversationId) => this.openInEditor(conversationId),
      focused: () => this.editors.forgetFocus(),
    });
    this.editors = new ChatEditors(options, importConversation);
  }

  /** Shows the conversation of the last time; to be called when `ChatSessions.start` has resolved. */
  async start(): Promise<void> {
    this.tellStarted();
    await this.surface.panel.start();
  }

  dispose(): void {
    this.editors.dispose();
    this.surface.dispose();
  }

  /** VS Code calls it again when the view was moved or closed and opened; the old view's end may come later. */
  resolveWebviewView(view: vscode.WebviewView): void {
    this.view = view;
    const { webview } = view;
    this.surface.show(webview, "view");
    const subscription = view.onDidChangeVisibility(() => {
      if (this.view === view) this.surface.panel.setVisible(view.visible);
    });
    view.onDidDispose(() => {
      subscription.dispose();
      this.surface.hide(webview);
      if (this.view === view) this.view = undefined;
    });
    this.surface.panel.setVisible(view.visible);
  }

  /** VS Code calls it for each tab that was open when the window was closed. */
  async restoreEditor(tab: vscode.WebviewPanel, state: unknown): Promise<void> {
    await this.started;
    const saved =
      typeof state === "object" && state !== null ? Reflect.get(state, "conversationId") : undefined;
    // The editor may have kept the tab's name and not its newest state: a window that was closed at once.
    const sameTitle = this.options.sessions.summaries().find(({ title }) => title === tab.title);
    await this.editors.take(tab, readId(saved) ?? sameTitle?.id);
  }

  /** Opens the view and puts the focus into the composer, with text added to the draft where given. */
  async focus(text?: string): Promise<void> {
    await vscode.commands.executeCommand(`${ChatViewProvider.viewId}.focus`);
    this.surface.panel.focusComposer(text);
  }

  /** Shows an empty conversation where the user was last. */
  async newChat(): Promise<void> {
    const panel = await this.shown();
    await panel.startNew();
  }

  /** Opens a tab with this conversation, or the tab that has it. */
  async openInEditor(conversationId = this.current().conversationId): Promise<void> {
    await this.editors.open(conversationId);
  }

  /** Attaches the active editor's selection or file where the user was last. */
  async attachActive(): Promise<void> {
    const panel = await this.shown();
    await panel.attachActive();
    panel.focusComposer();
  }

  /** Asks in a new conversation where the user was last; resolves when the answer has ended. */
  async ask(
    text: string,
    attachments: readonly PendingAttachment[],
    choice: AnswerChoice = {},
  ): Promise<void> {
    const panel = await this.shown();
    await panel.ask(text, attachments, choice);
  }

  /** Exports the conversation that the user was in last. */
  async exportConversation(): Promise<void> {
    await exportConversation(this.options.sessions, this.current().conversationId);
  }

  /** Imports a conversation and shows it where the user was last. */
  async importConversation(): Promise<void> {
    const conversationId = await importConversation(this.options.sessions);
    if (conversationId === undefined) return;
    const panel = await this.shown();
    await panel.show(conversationId);
  }

  private current(): ChatPanel {
    return this.editors.focused ?? this.surface.panel;
  }

  /** The panel that the user was in last, brought to the front. */
  private async shown(): Promise<ChatPanel> {
    if (this.editors.reveal()) return this.current();
    await this.focus();
    return this.surface.panel;
  }

  /** Opens the sheet with the options of the conversation that the user was in last. */
  async openOptions(): Promise<void> {
    const panel = await this.shown();
    await panel.openOptions();
  }

  /** What sending would ask now in the conversation that the user was in last. */
  preview(): ReturnType<ChatPanel["preview"]> {
    return this.current().preview();
  }
}
