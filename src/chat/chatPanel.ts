import type { RemedyId } from "../provider/remedies";
import type { Clock } from "../provider/clock";
import type { Attachment, PendingAttachment } from "./attachment";
import { codeBlockOf } from "./codeBlock";
import type { CodeBlock } from "./codeBlock";
import { FileLinks } from "./fileLinks";
import type { FindFiles } from "./fileLinks";
import type { FileReference } from "./fileReference";
import type { AnswerChoice, ConversationOptions } from "./conversationOptions";
import { errorName } from "./errorName";
import { judgeLink } from "./links";
import { isCodeOfMessage } from "./messageCode";
import { noticeForFailedAction } from "./notices";
import { messageViews } from "./reducer";
import type { CurrentFile } from "./currentFile";
import { PanelContext } from "./panelContext";
import type { ContextHost } from "./panelContext";
import type { Message } from "./reducer";
import type { CostSetting, FromWebviewMessage, PanelView, ToWebviewMessage } from "./protocol";
import { protocolVersion } from "./protocol";
import { readSearchQuery } from "./history/searchQuery";
import { readFromWebview } from "./readFromWebview";
import type { ChatSessions, RequestPreview, SessionsListener } from "./sessions";
import { OptionsSheet } from "./sheet/optionsSheet";
import { ViewFeed } from "./viewFeed";
import type { ViewContent } from "./viewFeed";

/** What a panel asks of the editor around it. Each tells the user itself when it cannot. */
export interface PanelHost {
  /** Resolves to false when the webview did not take the message. */
  readonly post: (message: ToWebviewMessage) => Promise<boolean>;
  /** The active editor's selection or file, or undefined without one. */
  readonly readActive: () => PendingAttachment | undefined;
  /** What `readActive` would attach. */
  readonly attachableLabel: () => string | undefined;
  readonly openAttachment: (attachment: Attachment) => Promise<void>;
  readonly insertCode: (code: string) => Promise<void>;
  readonly replaceSelection: (code: string) => Promise<void>;
  readonly newFile: (block: CodeBlock) => Promise<void>;
  readonly applyCode: (block: CodeBlock) => Promise<void>;
  readonly findFiles: FindFiles;
  readonly openFile: (file: FileReference) => Promise<void>;
  readonly copy: (text: string) => Promise<void>;
  readonly openLink: (url: string, mustAsk: boolean) => Promise<void>;
  /** Tells why a link is not opened. */
  readonly refuseLink: (reason: string) => Promise<void>;
  /**
   * Lets the user pick a provider's model for a conversation with these options.
   *
   * @param providerId undefined: the provider is picked first
   */
  readonly pickModel: (
    options: ConversationOptions,
    providerId: string | undefined,
  ) => Promise<AnswerChoice | undefined>;
  /** Shows what would be sent; undefined: there is nothing to send. */
  readonly showRequest: (preview: RequestPreview | undefined) => Promise<void>;
  readonly exportUsage: () => Promise<void>;
  readonly openCostSetting: (setting: CostSetting) => Promise<void>;
  readonly exportConversation: (conversationId: string) => Promise<void>;
  readonly importConversation: () => Promise<void>;
  readonly openInEditor: (conversationId: string) => Promise<void>;
  /** The user is in this panel now. */
  readonly focused: () => void;
  readonly runRemedy: (remedy: RemedyId) => Promise<void>;
  readonly context: ContextHost;
}

/** As many conversations are listed, and as many more each time that more are wanted. */
const listedAtOnce = 300;

/** One view onto the conversations: which of them it shows, what it has been told, and what its user does. */
export class ChatPanel implements SessionsListener {
  private readonly sessions: ChatSessions;
  private readonly host: PanelHost;
  private readonly log: (level: "debug" | "info" | "warn", line: string) => void;
  private readonly lastConversation: { readonly write: (conversationId: string) => Promise<void> };
  private readonly feed: ViewFeed;
  private readonly context: PanelContext;
  private readonly fileLinks: FileLinks;
  private readonly sheet: OptionsSheet;
  private readonly stopListening: () => void;
  private activeId: string;
  private rememberedId: string | undefined;
  /** How often something was to be shown. */
  private wishes = 0;
  private isVisible = true;
  private maxListed = listedAtOnce;
  private endSearch: (() => void) | undefined;

  constructor(options: {
    sessions: ChatSessions;
    host: PanelHost;
    clock: Clock;
    log: (level: "debug" | "info" | "warn", line: string) => void;
    lastConversation: { readonly write: (conversationId: string) => Promise<void> };
    currentFile: CurrentFile;
  }) {
    this.sessions = options.sessions;
    this.host = options.host;
    this.log = options.log;
    this.lastConversation = options.lastConversation;
    this.feed = new ViewFeed({
      clock: options.clock,
      content: () => this.content(),
      panel: () => this.panelView(),
      post: (message) => this.host.post(message),
    });
    this.context = new PanelContext({
      sessions: this.sessions,
      host: this.host.context,
      currentFile: options.currentFile,
      post: (message) => this.post(message),
      changed: () => this.feed.panelChanged(),
    });
    this.fileLinks = new FileLinks((paths) => this.host.findFiles(paths));
    this.sheet = new OptionsSheet(this.sessions, (message) => this.post(message));
    this.activeId = this.sessions.create();
    this.stopListening = this.sessions.listen(this);
  }

  /** Shows the conversation of the last time. To be called once the sessions have started. */
  async start(): Promise<void> {
    const first = await this.sessions.firstConversationId();
    if (first === undefined) return;
    await this.sessions.load(first);
    const { sessions, activeId } = this;
    const shown = sessions.conversation(activeId);
    // Reading takes a while: the user may have begun with something.
    const isTouched = shown?.messages.length !== 0 || shown.draft !== "";
    if (!isTouched && sessions.pendingAttachments(activeId).length === 0) await this.show(first);
  }

  /** The title of the conversation that is shown. */
  get title(): string {
    return this.sessions.conversation(this.activeId)?.title ?? "";
  }

  /** The conversation that is shown. */
  get conversationId(): string {
    return this.activeId;
  }

  /** Ends the panel; the conversations go on. */
  dispose(): void {
    this.endSearch?.();
    this.feed.pause();
    this.stopListening();
  }

  /** A hidden webview is not written to; a shown one starts from a snapshot. */
  setVisible(isVisible: boolean): void {
    if (isVisible === this.isVisible) return;
    this.isVisible = isVisible;
    if (isVisible) this.feed.snapshot();
    else this.feed.pause();
  }

  /** The active editor or its selection changed. */
  attachableChanged(): void {
    this.feed.panelChanged();
  }

  /** Puts the focus into the composer, with text added to the draft where given. */
  focusComposer(text?: string): void {
    this.post(text === undefined ? { type: "focus-composer" } : { type: "focus-composer", text });
  }

  /** Shows the conversation that a tab had before the window was reloaded; what is gone leaves the empty one. */
  async restore(conversationId: string): Promise<void> {
    if (await this.sessions.isKept(conversationId)) await this.show(conversationId);
  }

  /** Shows a conversation, reading it if needed; the last one that was wanted wins, however long each takes to read. */
  async show(conversationId: string): Promise<void> {
    if (!this.sessions.has(conversationId)) return;
    const wish = ++this.wishes;
    await this.sessions.load(conversationId);
    // It may have been deleted while it was read.
    if (wish !== this.wishes || !this.sessions.has(conversationId)) return;
    if (conversationId !== this.activeId) this.sheet.close();
    this.activeId = conversationId;
    this.refresh();
    await this.remember();
  }

  /** Shows an empty conversation: the one shown, else one with something typed that no list has, else a new one. */
  async startNew(): Promise<void> {
    if (this.sessions.conversation(this.activeId)?.messages.length === 0) {
      this.focusComposer();
      return;
    }
    await this.show(this.sessions.unsent() ?? this.sessions.create());
    this.focusComposer();
  }

  /**
   * Asks a question with attachments in a conversation of its own, which `choice` is for; resolves when the answer has
   * ended.
   */
  async ask(
    text: string,
    attachments: readonly PendingAttachment[],
    choice: AnswerChoice = {},
  ): Promise<void> {
    const id = this.sessions.create();
    if (Object.keys(choice).length > 0) await this.sessions.setOptions(id, choice);
    await this.show(id);
    for (const attachment of attachments) await this.sessions.attach(id, attachment);
    await this.sessions.send(id, text);
  }

  /** Attaches the active editor's selection or file to the next message. */
  async attachActive(): Promise<void> {
    const attachment = this.host.readActive();
    if (attachment !== undefined) await this.sessions.attach(this.activeId, attachment);
  }

  /** Opens the sheet with the options of the conversation that is shown. */
  async openOptions(): Promise<void> {
    await this.sheet.open(this.activeId);
  }

  /**
   * What sending would ask now in a conversation, the current file included where it goes along.
   *
   * @param text what stands in the composer; missing: what is known of it, up to 0.3 s old
   */
  async preview(
    conversationId = this.activeId,
    text = this.sessions.conversation(conversationId)?.draft ?? "",
  ): Promise<RequestPreview | undefined> {
    return this.sessions.preview(conversationId, text, await this.context.goingAlong(conversationId));
  }

  /** Takes what the webview posted; whatever is not a message of the protocol is logged and has no effect. */
  receive(value: unknown): void {
    const message = readFromWebview(value);
    if (message === undefined) {
      this.log("warn", "The chat's webview posted something that is not a message; ignored.");
      return;
    }
    this.handle(message).catch((error: unknown) => {
      this.log("warn", `Chat "${message.type}" failed: ${errorName(error)}`);
      this.sessions.notify("action-failed", noticeForFailedAction);
    });
  }

  onChange(conversationId: string, change: Parameters<SessionsListener["onChange"]>[1]): void {
    if (conversationId === this.activeId) this.feed.change(change);
  }

  onReset(conversationId: string): void {
    if (conversationId === this.activeId) this.refresh();
  }

  onPanel(): void {
    this.feed.panelChanged();
    this.sheet.update().catch(() => this.log("warn", "The chat's options could not be shown."));
  }

  onDeleted(conversationId: string): void {
    if (conversationId !== this.activeId) return;
    const next = this.sessions.summaries()[0]?.id ?? this.sessions.create();
    this.show(next).catch(() => this.log("warn", "The next conversation could not be shown."));
  }

  isShowing(conversationId: string): boolean {
    return conversationId === this.activeId;
  }

  private async handle(message: FromWebviewMessage): Promise<void> {
    const { sessions, host } = this;
    switch (message.type) {
      case "ready":
        if (message.version !== protocolVersion)
          this.log("warn", `The chat's webview speaks version ${message.version} of the protocol.`);
        this.feed.snapshot();
        return;
      case "send":
        if (sessions.has(message.conversationId)) await this.send(message.conversationId, message.text);
        // Deleted elsewhere at this moment.
        else await sessions.giveBack(this.activeId, message.text);
        return;
      case "stop":
        sessions.stop(message.conversationId);
        return;
      case "retry":
        if (sessions.has(message.conversationId))
          await sessions.retry(message.conversationId, message.messageId, message.choice);
        return;
      case "continue":
        if (sessions.has(message.conversationId)) await sessions.continueAnswer(message.conversationId);
        return;
      case "resend":
        if (sessions.has(message.conversationId))
          await sessions.resend(message.conversationId, message.messageId, message.text);
        return;
      case "select-branch":
        if (sessions.has(message.conversationId))
          await sessions.selectBranch(message.conversationId, message.messageId);
        return;
      case "send-queued":
        if (sessions.has(message.conversationId)) await sessions.sendQueued(message.conversationId);
        return;
      case "remove-queued":
        sessions.removeQueued(message.conversationId, message.messageId);
        return;
      case "rename-conversation":
        await sessions.rename(message.conversationId, message.title);
        return;
      case "pin-conversation":
        await sessions.pin(message.conversationId, message.isPinned);
        return;
      case "set-options":
        if (sessions.has(message.conversationId))
          await sessions.setOptions(message.conversationId, message.options);
        return;
      case "open-sheet":
      case "close-sheet":
      case "set-sheet-value":
      case "reset-sheet":
        await this.sheet.handle(message);
        return;
      case "show-request":
        if (sessions.has(message.conversationId))
          await host.showRequest(await this.preview(message.conversationId, message.text));
        return;
      case "draft":
        sessions.setDraft(message.conversationId, message.text);
        if (message.conversationId === this.activeId) await this.remember();
        return;
      case "new-conversation":
        await this.startNew();
        return;
      case "open-conversation":
        if (message.messageId !== undefined && sessions.has(message.conversationId))
          await sessions.showMessage(message.conversationId, message.messageId);
        await this.show(message.conversationId);
        return;
      case "delete-conversation":
        await sessions.delete(message.conversationId);
        return;
      case "undo-deletion":
        if (sessions.undoDeletion(message.conversationId)) await this.show(message.conversationId);
        return;
      case "search-conversations":
        await this.search(message.searchId, message.query);
        return;
      case "list-more-conversations":
        this.maxListed += listedAtOnce;
        this.feed.panelChanged();
        return;
      case "export-conversation":
        if (sessions.has(message.conversationId)) await host.exportConversation(message.conversationId);
        return;
      case "import-conversation":
        await host.importConversation();
        return;
      case "open-in-editor":
        if (sessions.has(message.conversationId)) await host.openInEditor(message.conversationId);
        return;
      case "focused":
        host.focused();
        return;
      case "pick-model": {
        if (!sessions.has(message.conversationId)) return;
        const choice = await host.pickModel(
          sessions.conversation(message.conversationId)?.options ?? {},
          message.providerId,
        );
        if (choice === undefined || !sessions.has(message.conversationId)) return;
        const { options } = await sessions.load(message.conversationId);
        await sessions.setOptions(message.conversationId, { ...options, ...choice });
        return;
      }
      case "use-for-new-chats":
        await sessions.useForNewChats(message.conversationId, message.part);
        return;
      case "attach-active":
        await this.attachActive();
        return;
      case "remove-attachment":
        sessions.removeAttachment(this.activeId, message.attachmentId);
        return;
      case "search-attachables":
      case "attach-item":
      case "attach-dropped":
      case "attach-image":
      case "set-current-file":
      case "list-commands":
      case "run-command":
        await this.context.handle(message, this.activeId);
        return;
      case "open-attachment": {
        const attachment = sessions.attachment(this.activeId, message.attachmentId, message.messageId);
        if (attachment !== undefined) await host.openAttachment(attachment);
        return;
      }
      case "insert-code":
      case "copy-code":
      case "replace-selection":
      case "new-file":
      case "apply-code": {
        const text = this.messageText(message.messageId);
        if (text === undefined || !isCodeOfMessage(message.code, text)) {
          this.log("warn", `Chat "${message.type}": the code is not part of the message; ignored.`);
          return;
        }
        await this.useCode(message.type, message.code, text);
        return;
      }
      case "find-files": {
        const text = this.messageText(message.messageId);
        if (text === undefined) return;
        const files = await this.fileLinks.resolve(message.candidates, text);
        if (files.length > 0 && this.isVisible) {
          this.post({ type: "found-files", messageId: message.messageId, files });
        }
        return;
      }
      case "open-file": {
        const file = this.fileLinks.file(message.fileId);
        if (file !== undefined) await host.openFile(file);
        return;
      }
      case "copy-message": {
        const text = this.messageText(message.messageId);
        if (text !== undefined) await host.copy(text);
        return;
      }
      case "open-link": {
        const shown = this.message(message.messageId);
        if (shown === undefined) return;
        const decision = judgeLink(message.href, `${shown.text}\n${shown.reasoning}`);
        await (decision.isAllowed
          ? host.openLink(decision.url, decision.mustAsk)
          : host.refuseLink(decision.reason));
        return;
      }
      case "remedy":
        if (message.remedy === "retry") await sessions.retry(this.activeId);
        else await host.runRemedy(message.remedy);
        return;
      case "dismiss-notice":
        sessions.dismissNotice(message.noticeId);
        return;
      case "send-anyway":
        if (sessions.has(message.conversationId))
          await sessions.spending?.goAnyway(message.conversationId, message.text);
        return;
      case "close-budget-warning":
        sessions.spending?.closeWarning();
        return;
      case "show-balance":
        if (sessions.has(message.conversationId)) await sessions.showBalance(message.conversationId);
        return;
      case "export-usage":
        await host.exportUsage();
        return;
      case "open-cost-setting":
        await host.openCostSetting(message.setting);
        return;
    }
  }

  private async send(conversationId: string, text: string): Promise<void> {
    try {
      await this.context.beforeSend(conversationId);
    } catch (error) {
      await this.sessions.giveBack(conversationId, text);
      throw error;
    }
    await this.sessions.send(conversationId, text);
  }

  /** The next window begins with what is shown now. */
  private async remember(): Promise<void> {
    if (this.rememberedId === this.activeId) return;
    this.rememberedId = this.activeId;
    await this.lastConversation.write(this.activeId);
  }

  /** The newest search ends the one before. */
  private async search(searchId: number, text: string): Promise<void> {
    this.endSearch?.();
    const query = readSearchQuery(text);
    if (query === undefined) return;
    const controller = new AbortController();
    this.endSearch = () => controller.abort();
    await this.sessions.search(query, controller.signal, (results, isComplete) =>
      this.post({ type: "search-results", searchId, results, isComplete }),
    );
  }

  /** Does what a code block's button says; the code is part of the message. */
  private async useCode(
    action: "insert-code" | "copy-code" | "replace-selection" | "new-file" | "apply-code",
    code: string,
    messageText: string,
  ): Promise<void> {
    const { host } = this;
    switch (action) {
      case "copy-code":
        return host.copy(code);
      case "insert-code":
        return host.insertCode(code);
      case "replace-selection":
        return host.replaceSelection(code);
      case "new-file":
        return host.newFile(codeBlockOf(code, messageText));
      case "apply-code":
        return host.applyCode(codeBlockOf(code, messageText));
    }
  }

  private message(messageId: string): Message | undefined {
    return this.sessions.conversation(this.activeId)?.messages.find((message) => message.id === messageId);
  }

  private messageText(messageId: string): string | undefined {
    return this.message(messageId)?.text;
  }

  private content(): ViewContent {
    const conversation = this.sessions.conversation(this.activeId);
    return {
      panel: this.panelView(),
      messages: conversation === undefined ? [] : messageViews(conversation),
      draft: conversation?.draft ?? "",
    };
  }

  private panelView(): PanelView {
    const { sessions } = this;
    const attachableLabel = this.host.attachableLabel();
    const undoableDeletion = sessions.undoableDeletion();
    const conversation = sessions.conversation(this.activeId);
    const { currentFile } = this.context;
    const all = sessions.summaries();
    const conversations = all.filter(({ isPinned }, index) => isPinned || index < this.maxListed);
    return {
      conversations,
      ...(conversations.length < all.length ? { hasMoreConversations: true } : {}),
      activeConversationId: this.activeId,
      title: conversation?.title ?? "",
      isRunning: sessions.isRunning(this.activeId),
      provider: sessions.providerView(this.activeId),
      options: conversation?.options ?? {},
      instructions: (conversation?.system?.sources ?? []).map(({ label, tokens }) => ({ label, tokens })),
      queue: sessions.queued(this.activeId),
      attachments: sessions.pendingAttachments(this.activeId),
      ...(attachableLabel === undefined ? {} : { attachableLabel }),
      ...sessions.spendingParts(this.activeId),
      ...(currentFile === undefined ? {} : { currentFile }),
      ...(undoableDeletion === undefined ? {} : { undoableDeletion }),
      notices: sessions.openNotices(),
    };
  }

  private refresh(): void {
    if (this.isVisible) this.feed.snapshot();
  }

  private post(message: ToWebviewMessage): void {
    this.host.post(message).catch(() => this.log("debug", "The chat's webview is gone."));
  }
}
