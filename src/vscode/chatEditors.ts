import * as vscode from "vscode";
import type { ChatPanel } from "../chat/chatPanel";
import { ChatSurface } from "./chatSurface";
import type { ChatSurfaceOptions } from "./chatSurface";

/** An open tab. */
interface ChatTab {
  readonly tab: vscode.WebviewPanel;
  readonly surface: ChatSurface;
}

/** The chat in editor tabs, which survive a reload of the window. */
export class ChatEditors implements vscode.Disposable {
  /** Also the name by which keybindings know the tabs (`activeWebviewPanelId`). */
  static readonly viewType = "midfill.chatEditor";
  readonly #options: ChatSurfaceOptions;
  readonly #importConversation: () => Promise<void>;
  readonly #tabs = new Set<ChatTab>();
  readonly #stopListening: () => void;
  #focused: ChatTab | undefined;

  constructor(options: ChatSurfaceOptions, importConversation: () => Promise<void>) {
    this.#options = options;
    this.#importConversation = importConversation;
    this.#stopListening = options.sessions.listen({
      onChange: () => undefined,
      onReset: () => this.#retitle(),
      onPanel: () => this.#retitle(),
      onDeleted: () => this.#retitle(),
      isShowing: () => false,
    });
  }

  dispose(): void {
    this.#stopListening();
    for (const { tab, surface } of this.#tabs) {
      surface.dispose();
      tab.dispose();
    }
  }

  /** The panel of the tab that the user was in last, while it is to be seen. */
  get focused(): ChatPanel | undefined {
    return this.#focused?.tab.visible === true ? this.#focused.surface.panel : undefined;
  }

  /** The user is elsewhere in the chat. */
  forgetFocus(): void {
    this.#focused = undefined;
  }

  /** Brings the tab of `focused` to the front; false without one. */
  reveal(): boolean {
    if (this.focused === undefined) return false;
    this.#focused?.tab.reveal();
    return true;
  }

  /** Opens a tab with a conversation, or shows the tab that has it. */
  async open(conversationId: string): Promise<void> {
    const known = [...this.#tabs].find(({ surface }) => surface.panel.conversationId === conversationId);
    if (known !== undefined) {
      known.tab.reveal();
      known.surface.panel.focusComposer();
      return;
    }
    const column = vscode.ViewColumn.Active;
    await this.take(
      vscode.window.createWebviewPanel(ChatEditors.viewType, "Chat", column, { enableScripts: true }),
      conversationId,
    );
  }

  /** Makes a tab show a conversation; where that is not there any more, an empty one. */
  async take(tab: vscode.WebviewPanel, conversationId: string | undefined): Promise<void> {
    const { extensionUri } = this.#options;
    const icon = (name: string) => vscode.Uri.joinPath(extensionUri, "media", name);
    tab.iconPath = { light: icon("chat-light.svg"), dark: icon("chat-dark.svg") };
    const surface = new ChatSurface(this.#options, {
      // The side bar's own memory: a tab has its state.
      lastConversation: { write: async () => this.#retitle() },
      importConversation: this.#importConversation,
      openInEditor: (id) => this.open(id),
      focused: () => {
        this.#focused = chatTab;
      },
    });
    const chatTab: ChatTab = { tab, surface };
    this.#tabs.add(chatTab);
    this.#focused = chatTab;
    tab.onDidChangeViewState(() => surface.panel.setVisible(tab.visible));
    tab.onDidDispose(() => {
      this.#tabs.delete(chatTab);
      if (this.#focused === chatTab) this.#focused = undefined;
      surface.dispose();
    });
    if (conversationId !== undefined) await surface.panel.restore(conversationId);
    surface.show(tab.webview, "editor");
    this.#retitle();
  }

  #retitle(): void {
    for (const { tab, surface } of this.#tabs) {
      const { title } = surface.panel;
      if (tab.title !== title) tab.title = title;
    }
  }
}
