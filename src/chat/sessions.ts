import type { RequestImage } from "../provider/chatRequest";
import type { ChatRequest } from "../provider/chatRequest";
import { whyIgnored } from "../provider/parameterStates";
import { requestFor, requestHead, runTurn } from "./answerTurn";
import { attachmentView, judgedAgain, withoutText } from "./attachment";
import type { Attachment, PendingAttachment } from "./attachment";
import type { ChatDependencies, ChatSettings } from "./chatDependencies";
import { canContinue } from "./continuation/canContinue";
import type { ConversationEvent, StoredEvent, UserMessageFacts } from "./conversationEvent";
import type { AnswerChoice, ConversationOptions } from "./conversationOptions";
import { ChatSpending } from "./cost/chatSpending";
import { errorName } from "./errorName";
import type { HistoryDamage, ListChanges, StoredSummary } from "./history/historyStore";
import type { SearchProgress } from "./history/historySearch";
import type { SearchQuery } from "./history/searchQuery";
import { pathTo } from "./messageTree";
import { interruptedNotice, noticeForDamage, noticeForUnsaved } from "./notices";
import { OpenConversation } from "./openConversation";
import type { Run } from "./openConversation";
import type {
  AttachmentView,
  ChatNotice,
  ConversationChange,
  ConversationSummary,
  ProviderView,
  QueuedView,
  SearchResult,
} from "./protocol";
import { renderQuestion } from "./question";
import { readConversationFile } from "./readConversationFile";
import type { ReadConversation } from "./readConversationFile";
import { emptyConversation, isFinal, messageView, reduceConversation } from "./reducer";
import type { Conversation, Message } from "./reducer";
import { systemTextOf } from "./systemText";
import type { SystemText } from "./systemText";
import { TitleMaker } from "./titleMaker";

/** Who shows conversations and wants to know what changes. */
export interface SessionsListener {
  /** One message of a conversation changed. */
  onChange(conversationId: string, change: ConversationChange): void;
  /** The conversation has to be shown anew: messages were replaced, or a draft was set by the host. */
  onReset(conversationId: string): void;
  /** The list, notices, attachments or the provider's part may look different. */
  onPanel(): void;
  /** The conversation is gone; show another one. */
  onDeleted(conversationId: string): void;
  /** Whether it is shown just now: then it stays in memory. */
  isShowing(conversationId: string): boolean;
}

/** What would be asked, see `ChatSessions.preview`. */
export interface RequestPreview {
  readonly settings: ChatSettings;
  readonly request: ChatRequest;
  /** False: nothing is written, so this is the last question again. */
  readonly isNew: boolean;
  /** An answer runs, or messages wait: what comes of them will stand before this question. */
  readonly hasToWait: boolean;
}

const undoMs = 30_000;
const followMs = 2_000;
/** Attachments of one message, where the model's context is not known: about 80,000 tokens of code. */
const defaultAttachmentChars = 200_000;
const maxTitleChars = 200;
/** As many conversations stay in memory, and all that were used in the last minute. */
const maxIdle = 12;
const idleMs = 60_000;
const doubleClickMs = 1_000;
const unsavedNoticeId = "unsaved";

/**
 * All conversations of this window, whoever shows them: their truth, their running answers, their drafts. Several
 * may run at once. Every change goes through the reducer, to the history, and to the listeners, in this order.
 */
export class ChatSessions {
  private readonly dependencies: ChatDependencies;
  private readonly open = new Map<string, OpenConversation>();
  private readonly opening = new Map<string, Promise<OpenConversation>>();
  private readonly listed = new Map<string, Omit<StoredSummary, "id" | "createdMs">>();
  private readonly listeners = new Set<SessionsListener>();
  private readonly notices = new Map<string, ChatNotice>();
  /** Undefined where nobody counts. */
  readonly spending: ChatSpending | undefined;
  private deletion: { conversationId: string; title: string; cancelTimer: () => void } | undefined;
  private readonly titleMaker: TitleMaker | undefined;
  private isDisposed = false;

  constructor(dependencies: ChatDependencies) {
    this.dependencies = dependencies;
    const { spending, clock } = dependencies;
    this.spending =
      spending &&
      new ChatSpending(
        spending,
        () => clock.wallMs(),
        () => this.tellPanels(),
      );
    const { titles } = dependencies;
    this.titleMaker = titles && new TitleMaker({ ...dependencies, titles });
    dependencies.store.watchSaving((failure) => {
      if (failure === undefined) this.notices.delete(unsavedNoticeId);
      else this.notices.set(unsavedNoticeId, noticeForUnsaved(failure));
      this.tellPanels();
    });
  }

  /** Reads the list of saved conversations. The panel works before, and if this fails. */
  async start(): Promise<void> {
    try {
      const { conversations, damage } = await this.dependencies.store.list();
      for (const { id, title, updatedMs, isPinned } of conversations) {
        if (!this.open.has(id)) this.listed.set(id, { title, updatedMs, isPinned });
      }
      this.noteDamage(damage);
    } catch (error) {
      this.dependencies.log("warn", `The list of conversations could not be read: ${errorName(error)}`);
    }
    if (!this.isDisposed) this.dependencies.store.watchOthers((changes) => this.othersChanged(changes));
    this.tellPanels();
  }

  /** Returns a function that ends the listening. */
  listen(listener: SessionsListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Makes a conversation; history knows it from its first message on. */
  create(): string {
    const id = this.dependencies.createId();
    this.open.set(id, this.newOpen(emptyConversation(id)));
    this.forgetIdle();
    return id;
  }

  /** Whether there is such a conversation, and it is not deleted. */
  has(conversationId: string): boolean {
    const open = this.open.get(conversationId);
    return open === undefined ? this.listed.has(conversationId) : !open.state.isDeleted;
  }

  /** Whether there is such a conversation, perhaps one that history has nothing of but a draft. */
  async isKept(conversationId: string): Promise<boolean> {
    if (this.open.has(conversationId) || this.listed.has(conversationId)) return this.has(conversationId);
    const { state } = await this.opened(conversationId);
    const isKept = !state.isDeleted && (state.messages.length > 0 || state.draft !== "");
    if (!isKept) this.open.delete(conversationId);
    return isKept;
  }

  /** The id of the conversation to begin with: the one shown last, else the newest, else undefined. */
  async firstConversationId(): Promise<string | undefined> {
    const last = this.dependencies.lastConversation.read();
    if (last !== undefined && (await this.isKept(last))) return last;
    return this.summaries()[0]?.id;
  }

  /** A conversation in which something was typed or attached and nothing sent, and that nobody shows: no list has it. */
  unsent(): string | undefined {
    return [...this.open.values()].findLast((open) => isUnsent(open) && !this.isShown(open.state.id))?.state
      .id;
  }

  /** Reads a conversation into memory. An unknown id gives an empty one. */
  async load(conversationId: string): Promise<Conversation> {
    return (await this.opened(conversationId)).state;
  }

  /** A conversation that is in memory. */
  conversation(conversationId: string): Conversation | undefined {
    return this.open.get(conversationId)?.state;
  }

  /** Whether this window answers in a conversation. */
  isRunning(conversationId: string): boolean {
    return this.open.get(conversationId)?.run !== undefined;
  }

  /** What the next message of a conversation will carry. */
  pendingAttachments(conversationId: string): readonly AttachmentView[] {
    return (this.open.get(conversationId)?.attachments ?? []).map(attachmentView);
  }

  /** An attachment by its id: of a message, or of those that wait. */
  attachment(
    conversationId: string,
    attachmentId: string,
    messageId: string | undefined,
  ): Attachment | undefined {
    const open = this.open.get(conversationId);
    const attachments: readonly Attachment[] | undefined =
      messageId === undefined
        ? open?.attachments
        : open?.state.all.find((message) => message.id === messageId)?.attachments;
    return attachments?.find((attachment) => attachment.id === attachmentId);
  }

  /** Conversations with messages, newest first. */
  summaries(): readonly ConversationSummary[] {
    const all: ConversationSummary[] = [];
    for (const [id, summary] of this.listed) {
      if (!this.open.has(id)) all.push({ id, ...summary, isRunning: false });
    }
    for (const { state, run } of this.open.values()) {
      if (state.isDeleted || state.messages.length === 0) continue;
      all.push({
        id: state.id,
        title: state.title,
        updatedMs: state.updatedMs,
        isRunning: run !== undefined,
        isPinned: state.isPinned,
      });
    }
    return all.toSorted((a, b) => b.updatedMs - a.updatedMs);
  }

  /**
   * Looks for words in all conversations until `signal` aborts, and tells what is found as it is found. Resolves when
   * that is all, or it was called off. @throws what the file system threw
   */
  async search(
    query: SearchQuery,
    signal: AbortSignal,
    onResults: (results: readonly SearchResult[], isComplete: boolean) => void,
  ): Promise<void> {
    const listed = new Map(this.summaries().map((summary) => [summary.id, summary]));
    const onProgress = ({ hits, isComplete }: SearchProgress): void => {
      if (signal.aborted) return;
      const results = hits.flatMap(({ conversationId, messageId, snippet }) => {
        const summary = listed.get(conversationId);
        if (summary === undefined) return [];
        return [
          {
            ...summary,
            ...(messageId === undefined ? {} : { messageId }),
            ...(snippet === undefined ? {} : { snippet }),
          },
        ];
      });
      onResults(results, isComplete);
    };
    try {
      await this.dependencies.store.search(query, { signal, onProgress });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  /** The provider's part of the panel, for one conversation. */
  providerView(conversationId: string): ProviderView {
    const { dependencies } = this;
    const own = dependencies.settings(this.open.get(conversationId)?.state.options ?? {});
    const { providerId, providerLabel, model, thinking, effort, canSwitchThinking, takesImages, obstacle } =
      own;
    const models = model === "" || own.models.includes(model) ? own.models : [model, ...own.models];
    const option = { id: providerId, label: providerLabel, models };
    const providers = dependencies.providers?.() ?? [];
    const thinkingNote = whyIgnored(providerId, "thinking");
    const effortNote = whyIgnored(providerId, "reasoningEffort");
    return {
      id: providerId,
      label: providerLabel,
      providers: providers.some(({ id }) => id === providerId)
        ? providers.map((each) => (each.id === providerId ? option : each))
        : [option, ...providers],
      newChats: differences(own, dependencies.settings({})),
      ...(thinkingNote === undefined ? {} : { thinkingNote }),
      ...(effortNote === undefined ? {} : { effortNote }),
      model,
      models,
      thinking,
      effort,
      canSwitchThinking,
      takesImages,
      ...(obstacle === undefined ? {} : { obstacle }),
    };
  }

  /** What a conversation without options of its own is asked with. */
  get newChatSettings(): ChatSettings {
    return this.dependencies.settings({});
  }

  /** What a panel that shows this conversation tells about money. */
  spendingParts(conversationId: string): ReturnType<ChatSpending["parts"]> | undefined {
    const state = this.open.get(conversationId)?.state;
    return state && this.spending?.parts(state, this.dependencies.settings(state.options));
  }

  /** Asks the conversation's provider for the balance; never rejects. */
  async showBalance(conversationId: string): Promise<void> {
    const options = this.open.get(conversationId)?.state.options ?? {};
    const { providerId, obstacle } = this.dependencies.settings(options);
    // Without trust not even this is asked.
    if (obstacle === undefined) await this.spending?.showBalance(providerId);
    else this.notify("not-asked", obstacle);
  }

  /** What has to be told once, oldest first. */
  openNotices(): readonly { readonly id: string; readonly notice: ChatNotice }[] {
    return [...this.notices].map(([id, notice]) => ({ id, notice }));
  }

  /** The deletion that can still be undone. */
  undoableDeletion(): { readonly conversationId: string; readonly title: string } | undefined {
    if (this.deletion === undefined) return undefined;
    const { conversationId, title } = this.deletion;
    return { conversationId, title };
  }

  /** Tells something in every panel until it is dismissed; the same id is told once. */
  notify(id: string, notice: ChatNotice): void {
    this.notices.set(id, notice);
    this.tellPanels();
  }

  /** The user has read it. */
  dismissNotice(id: string): void {
    if (this.notices.delete(id)) this.tellPanels();
  }

  /** The settings, a key or the trust of the workspace changed: the panels look again. */
  settingsChanged(): void {
    this.tellPanels();
  }

  /** Keeps in the settings what a conversation is answered with; a failure is told. */
  async useForNewChats(conversationId: string, part: "model" | "thinking"): Promise<void> {
    const state = this.open.get(conversationId)?.state;
    if (state === undefined) return;
    const { providerId, model, thinking, effort } = this.dependencies.settings(state.options);
    await this.saveChoice(() =>
      part === "model"
        ? this.dependencies.selectModel(providerId, model)
        : this.dependencies.setThinking(thinking, effort),
    );
  }

  /** Adds to what the next message carries; the same piece of the same document takes the place of the older one. */
  async attach(conversationId: string, attachment: PendingAttachment): Promise<void> {
    const open = await this.opened(conversationId);
    open.attachments = withAttachment(open.attachments, attachment);
    this.tellPanels();
  }

  /** Takes one away again. */
  removeAttachment(conversationId: string, attachmentId: string): void {
    const open = this.open.get(conversationId);
    if (open === undefined) return;
    open.attachments = open.attachments.filter((attachment) => attachment.id !== attachmentId);
    this.tellPanels();
  }

  /** Remembers what is typed and not sent; history has it a second after the last key. */
  setDraft(conversationId: string, text: string): void {
    this.open.get(conversationId)?.setDraft(text);
  }

  /** Gives a text back that could not be sent: it becomes the draft, behind what is there. */
  async giveBack(conversationId: string, text: string): Promise<void> {
    this.returnDraft(await this.opened(conversationId), text);
  }

  /** Messages that wait for the running answer's end. */
  queued(conversationId: string): readonly QueuedView[] {
    return (this.open.get(conversationId)?.state.queue ?? []).map(({ messageId, text, attachments }) => ({
      id: messageId,
      text,
      attachments: attachments.map(attachmentView),
    }));
  }

  /**
   * Sends the user's message and starts the answer; resolves when the answer has ended. The message is on disk before
   * it is sent; when the disk refuses it, the panel has said so. While an answer runs, the message waits for its end.
   * When something stands in the way (no key), the text becomes the draft again and nothing is sent.
   */
  async send(conversationId: string, text: string): Promise<void> {
    const open = this.open.get(conversationId) ?? (await this.opened(conversationId));
    const settings = this.dependencies.settings(open.state.options);
    if (settings.obstacle !== undefined || open.state.isDeleted || this.isDisposed) {
      this.refuse(open, text);
      return;
    }
    if (this.isDoubleClick(open, text)) return;
    const hasToWait = open.run !== undefined || open.state.queue.length > 0;
    const run = (newest: string) => this.send(conversationId, newest);
    if (!hasToWait && this.spending?.admits(conversationId, { kind: "message", run }) === false) {
      this.refuse(open, text);
      return;
    }
    let facts: UserMessageFacts | undefined;
    try {
      facts = this.questionFacts(open.attachments, settings, text);
    } catch (error) {
      this.refuse(open, text);
      throw error;
    }
    if (facts === undefined) return;
    const { attachments } = open;
    open.attachments = [];
    open.forgetDraft();
    if (hasToWait) {
      open.queuedAttachments.set(facts.messageId, attachments);
      await open.record({ type: "queued-message", ...facts });
      this.tellPanels();
      // What waited for the user's word goes now, and this message behind it.
      if (open.run === undefined) await this.sendQueued(conversationId);
      return;
    }
    await this.ask(open, facts, open.state.messages.at(-1)?.id ?? null);
  }

  /**
   * What sending this text would ask now, with what is attached and `more`; where there is nothing to send, what the
   * last question would ask again; undefined without one. Sends and changes nothing.
   */
  async preview(
    conversationId: string,
    text: string,
    more: readonly PendingAttachment[] = [],
  ): Promise<RequestPreview | undefined> {
    const open = await this.opened(conversationId);
    const { options } = open.state;
    const settings = this.dependencies.settings(options);
    const attachments = more.reduce(withAttachment, open.attachments);
    const facts = this.questionFacts(attachments, settings, text);
    const questionId =
      facts?.messageId ?? open.state.messages.findLast((message) => message.role === "user")?.id;
    if (questionId === undefined) return undefined;
    const atMs = open.state.lastEventMs + 1;
    let { state } = open;
    if (facts !== undefined) {
      const parentId = state.messages.at(-1)?.id ?? null;
      state = reduceConversation(state, { type: "user-message", atMs, parentId, ...facts });
    }
    if (state.system === undefined) {
      const system = this.systemText(options, await this.instructions());
      state = reduceConversation(state, { type: "system-change", atMs, ...system });
    }
    return {
      settings,
      request: requestFor(
        {
          ...requestHead(this.dependencies.tools, state, options),
          all: state.all,
          mayCallTools: true,
        },
        settings,
        questionId,
      ),
      isNew: facts !== undefined,
      hasToWait: open.run !== undefined || open.state.queue.length > 0,
    };
  }

  /**
   * Sends the messages that wait, one after the other, each when the answer before it is complete. After a stop or
   * a failure the rest waits until the user sends again. Nothing while an answer runs.
   */
  async sendQueued(conversationId: string): Promise<void> {
    const open = await this.opened(conversationId);
    for (;;) {
      const [next] = open.state.queue;
      const { obstacle } = this.dependencies.settings(open.state.options);
      if (next === undefined || open.run !== undefined || obstacle !== undefined) return;
      if (open.state.isDeleted || this.isDisposed) return;
      const run = () => this.sendQueued(conversationId);
      if (this.spending?.admits(conversationId, { kind: "other", run }) === false) return;
      const { atMs: _, ...facts } = next;
      open.queuedAttachments.delete(facts.messageId);
      await this.ask(open, facts, open.state.messages.at(-1)?.id ?? null);
      if (!isAnswered(open.state)) return;
    }
  }

  /**
   * Takes a waiting message out of the queue; its text becomes the draft again, and its attachments wait again where
   * this window has them.
   */
  removeQueued(conversationId: string, messageId: string): void {
    const open = this.open.get(conversationId);
    const queued = open?.state.queue.find((each) => each.messageId === messageId);
    if (open === undefined || queued === undefined) return;
    void open.record({ type: "queue-removal", messageId });
    open.attachments = [...(open.queuedAttachments.get(messageId) ?? []), ...open.attachments];
    open.queuedAttachments.delete(messageId);
    this.returnDraft(open, queued.text);
    this.tellPanels();
  }

  /**
   * Asks a question again, with another choice of model for this time where given; the new answer stands beside the
   * old one, which stays reachable. Nothing while an answer runs.
   *
   * @param messageId an answer, or a question; undefined: the last question
   */
  async retry(conversationId: string, messageId?: string, choice: AnswerChoice = {}): Promise<void> {
    const open = this.open.get(conversationId) ?? (await this.opened(conversationId));
    if (open.run !== undefined || open.state.isDeleted || this.isDisposed) return;
    const { all, messages, options } = open.state;
    const wanted = messageId === undefined ? undefined : all.find((message) => message.id === messageId);
    if (messageId !== undefined && wanted === undefined) return;
    const questionId =
      wanted === undefined
        ? messages.findLast((message) => message.role === "user")?.id
        : (wanted.questionId ?? wanted.id);
    const question = all.find((message) => message.id === questionId && message.role === "user");
    if (question === undefined) return;
    // Another window may be answering it.
    if (all.some((message) => message.questionId === question.id && !isFinal(message.status))) return;
    const run = () => this.retry(conversationId, messageId, choice);
    if (this.spending?.admits(conversationId, { kind: "other", run }) === false) return;
    await this.answer(open, question.id, { ...options, ...choice }, []);
  }

  /**
   * Goes on with the last answer from where it broke off. Nothing while an answer runs, nor where it did not break off.
   * An answer that another provider gave goes on there.
   */
  async continueAnswer(conversationId: string): Promise<void> {
    const open = this.open.get(conversationId) ?? (await this.opened(conversationId));
    if (open.run !== undefined || open.state.isDeleted || this.isDisposed) return;
    const answer = open.state.messages.at(-1);
    if (answer?.questionId === undefined || !canContinue(answer)) return;
    const run = () => this.continueAnswer(conversationId);
    if (this.spending?.admits(conversationId, { kind: "other", run }) === false) return;
    const { options } = open.state;
    const chosen =
      answer.fallback === undefined || answer.providerId === undefined
        ? options
        : { ...options, providerId: answer.providerId, model: answer.model ?? "" };
    // That its window died is a conclusion that history may not have.
    const ends =
      answer.status === "interrupted"
        ? [
            open.apply({
              type: "answer-end",
              messageId: answer.id,
              status: "interrupted",
              notice: interruptedNotice,
            }),
          ]
        : [];
    await this.answer(open, answer.questionId, chosen, ends, answer);
  }

  /**
   * Asks another question in the place of an earlier one, with its attachments as they were sent; the earlier one
   * and all that follows it stay reachable. Nothing while an answer runs; with an obstacle the text becomes the draft.
   */
  async resend(conversationId: string, messageId: string, text: string): Promise<void> {
    const open = this.open.get(conversationId) ?? (await this.opened(conversationId));
    const old = open.state.all.find((message) => message.id === messageId && message.role === "user");
    if (old === undefined) return;
    const { obstacle } = this.dependencies.settings(open.state.options);
    if (open.run !== undefined || obstacle !== undefined || open.state.isDeleted || this.isDisposed) {
      this.returnDraft(open, text);
      return;
    }
    const run = (newest: string) => this.resend(conversationId, messageId, newest);
    if (this.spending?.admits(conversationId, { kind: "message", run }) === false) {
      this.returnDraft(open, text);
      return;
    }
    const context = old.requestText.slice(0, old.contextLength).trimEnd();
    const facts = this.factsOf(text, context, old.attachments, old.images ?? []);
    if (facts === undefined) return;
    const { draft } = open.state;
    const asked = this.ask(open, facts, old.parentId ?? null);
    // A question ends the draft; this one took nothing from what is being typed.
    open.forgetDraft();
    open.setDraft(draft);
    await asked;
  }

  /** Shows another message in the place of its sibling. Nothing while an answer runs. */
  async selectBranch(conversationId: string, messageId: string): Promise<void> {
    const open = await this.opened(conversationId);
    if (open.run !== undefined || !open.state.all.some((message) => message.id === messageId)) return;
    await open.record({ type: "branch-select", messageId });
  }

  /** Shows the branch on which a message stands. Nothing while an answer runs. */
  async showMessage(conversationId: string, messageId: string): Promise<void> {
    const { state } = await this.opened(conversationId);
    const shown = new Set(state.messages.map(({ id }) => id));
    for (const { id } of pathTo(state.all, messageId))
      if (!shown.has(id)) await this.selectBranch(conversationId, id);
  }

  /** Gives a conversation the user's own title; an empty one is none. */
  async rename(conversationId: string, title: string): Promise<void> {
    const text = title
      .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ")
      .trim()
      .slice(0, maxTitleChars);
    if (text === "" || !this.has(conversationId)) return;
    const open = await this.opened(conversationId);
    await open.record({ type: "title-change", title: text, by: "user" });
    this.tellPanels();
  }

  /** Keeps a conversation at the top of the list, or no more. */
  async pin(conversationId: string, isPinned: boolean): Promise<void> {
    if (!this.has(conversationId)) return;
    const open = await this.opened(conversationId);
    await open.record({ type: "pin", isPinned });
    this.tellPanels();
  }

  /**
   * Takes a conversation that was exported into the history, beside all others; a text that is none gives the reason
   * why. Resolves when it is on the disk, or the panel has said that it is not.
   */
  async importFile(text: string): Promise<ReadConversation> {
    const { createId, clock, privacy, store } = this.dependencies;
    const mask = (each: string) => privacy.mask(each).text;
    const read = readConversationFile(text, { createId, nowMs: clock.wallMs(), mask });
    if (!read.isRead) return read;
    const { conversationId, events } = read;
    let state = emptyConversation(conversationId);
    for (const event of events) state = reduceConversation(state, event);
    this.open.set(conversationId, this.newOpen(state));
    this.tellPanels();
    await store.append(conversationId, events, { isDurable: true });
    return read;
  }

  /** Takes the place of all options that this conversation has of its own. */
  async setOptions(conversationId: string, options: ConversationOptions): Promise<void> {
    const open = await this.opened(conversationId);
    const before = open.state.options;
    await open.record({ type: "options-change", options });
    const isSystemTheSame =
      before.systemPrompt === options.systemPrompt &&
      before.jsonMode === options.jsonMode &&
      before.usesInstructions === options.usesInstructions;
    // Anything else leaves what requests begin with as it is, also where the files say something new by now.
    if (open.state.system !== undefined && !isSystemTheSame) await this.renewSystemText(open);
    this.tellPanels();
  }

  /** Ends the running answer at once; what has come stays. Nothing when none runs. */
  stop(conversationId: string): void {
    this.open.get(conversationId)?.run?.controller.abort();
  }

  /** Takes a conversation out of the list; its answer stops. It can be undone for 30 s; the files stay. */
  async delete(conversationId: string): Promise<void> {
    if (!this.has(conversationId)) return;
    const open = await this.opened(conversationId);
    while (open.run !== undefined) {
      open.run.controller.abort();
      // oxlint-disable-next-line no-await-in-loop -- a message that waited may have been sent at that moment
      await open.run.ended;
    }
    if (open.state.isDeleted) return;
    const hasMessages = open.state.messages.length > 0;
    const isInHistory = hasMessages || open.hasSavedDraft;
    open.forgetDraft();
    const event = open.apply({ type: "deletion" });
    this.listed.delete(conversationId);
    if (isInHistory) void open.write([event], { isDurable: true });
    if (hasMessages) {
      this.deletion?.cancelTimer();
      const cancelTimer = this.dependencies.clock.setTimer(() => this.forgetDeletion(), undoMs);
      this.deletion = { conversationId, title: open.state.title, cancelTimer };
    }
    for (const listener of this.listeners) listener.onDeleted(conversationId);
    this.tellPanels();
  }

  /** Brings back the conversation that was deleted last; false when it is too late. */
  undoDeletion(conversationId: string): boolean {
    const open = this.open.get(conversationId);
    if (this.deletion?.conversationId !== conversationId || open === undefined) return false;
    void open.record({ type: "restoration" });
    this.forgetDeletion();
    return true;
  }

  /** Ends all answers as interrupted, saves what is not saved yet, and closes the history. */
  async dispose(): Promise<void> {
    if (this.isDisposed) return;
    this.isDisposed = true;
    const ends: Promise<void>[] = [];
    for (const open of this.open.values()) {
      open.run?.controller.abort();
      if (open.run !== undefined) ends.push(open.run.ended);
      open.cancelFollowTimer?.();
      open.saveDraft();
    }
    this.deletion?.cancelTimer();
    this.titleMaker?.dispose();
    this.listeners.clear();
    await Promise.all(ends);
    await this.dependencies.store.close();
  }

  /** Puts a question behind a message (null: it is a first one) and answers it. */
  private ask(open: OpenConversation, facts: UserMessageFacts, parentId: string | null): Promise<void> {
    const before: StoredEvent[] = [];
    if (open.state.all.length === 0)
      before.push(open.apply({ type: "conversation-start", conversationId: open.state.id }));
    before.push(open.apply({ type: "user-message", parentId, ...facts }));
    return this.answer(open, facts.messageId, open.state.options, before);
  }

  /** `before` are events of the question that history does not have yet. */
  private answer(
    open: OpenConversation,
    questionId: string,
    options: ConversationOptions,
    before: readonly StoredEvent[],
    resumed?: Message,
  ): Promise<void> {
    const settings = this.dependencies.settings(options);
    if (settings.obstacle !== undefined) {
      // It may be about another provider than the one the panel tells of.
      this.notify("not-asked", settings.obstacle);
      return Promise.resolve();
    }
    this.notices.delete("not-asked");
    // The run is there before anything is waited for, so that a second click finds it.
    const run: Run = { controller: new AbortController(), ended: Promise.resolve() };
    open.run = run;
    this.tellPanels();
    const { signal } = run.controller;
    const isClosing = () => this.isDisposed;
    const turn = { open, questionId, options, settings, signal, isClosing, ...(resumed && { resumed }) };
    run.ended = this.systemEvents(open, signal)
      .then((system) => runTurn(this.dependencies, { ...turn, before: [...before, ...system] }))
      .catch((error: unknown) => {
        this.dependencies.log("warn", `A question was not answered: ${errorName(error)}`);
        return settings;
      })
      .then((asked) => {
        open.run = undefined;
        open.usedAtMs = this.dependencies.clock.nowMs();
        this.tellPanels();
        if (open.isBehind) this.followLater(open);
        void this.titleMaker?.name(open, asked).then((isNamed) => isNamed && this.tellPanels());
        if (isAnswered(open.state) && open.state.queue.length > 0) void this.sendQueued(open.state.id);
      });
    return run.ended;
  }

  /**
   * What requests begin with is settled with the first one, and stays: what is sent later begins with the same. A stop
   * settles nothing, as nothing is sent then. Never rejects.
   */
  private async systemEvents(open: OpenConversation, signal: AbortSignal): Promise<readonly StoredEvent[]> {
    if (open.state.system !== undefined) return [];
    const instructions = await unlessAborted(this.instructions(), signal);
    if (instructions === undefined) return [];
    const event = open.apply({ type: "system-change", ...this.systemText(open.state.options, instructions) });
    this.tellPanels();
    return [event];
  }

  private async renewSystemText(open: OpenConversation): Promise<void> {
    // Read first: the options may change meanwhile.
    const instructions = await this.instructions();
    const { text, sources } = this.systemText(open.state.options, instructions);
    if (text !== open.state.system?.text) await open.record({ type: "system-change", text, sources });
  }

  private systemText(options: ConversationOptions, instructions: SystemText): SystemText {
    return systemTextOf(options, instructions, (text) => this.dependencies.privacy.mask(text).text);
  }

  /** What the instruction files say; nothing where they cannot be read. */
  private async instructions(): Promise<SystemText> {
    try {
      return (await this.dependencies.instructions?.()) ?? { text: "", sources: [] };
    } catch (error) {
      this.dependencies.log("warn", `Instruction files could not be read: ${errorName(error)}`);
      return { text: "", sources: [] };
    }
  }

  /** The same words within a second are one wish: a key that repeats, a click too many. */
  private isDoubleClick({ attachments, state }: OpenConversation, text: string): boolean {
    const asked = state.messages.findLast((message) => message.role === "user");
    const queued = state.queue.at(-1);
    const last = queued ?? (asked && { text: asked.text, atMs: asked.createdMs });
    if (last === undefined || attachments.length > 0) return false;
    return last.text === text && this.dependencies.clock.wallMs() - last.atMs < doubleClickMs;
  }

  /** The question as it is sent; undefined when there is nothing to ask. */
  private questionFacts(
    pending: readonly PendingAttachment[],
    settings: ChatSettings,
    text: string,
  ): UserMessageFacts | undefined {
    const { privacy } = this.dependencies;
    const attachments = pending.map((each) => judgedAgain(each, privacy, settings));
    const {
      requestText,
      attachments: sent,
      images,
    } = renderQuestion("", attachments, attachmentChars(settings));
    return this.factsOf(text, privacy.mask(requestText).text, sent.map(withoutText), images);
  }

  /** `context` is what stands before the user's words, masked. */
  private factsOf(
    text: string,
    context: string,
    attachments: readonly Attachment[],
    images: readonly RequestImage[],
  ): UserMessageFacts | undefined {
    const words = this.dependencies.privacy.mask(text).text.trim();
    if (words === "" && context === "") return undefined;
    const head = context === "" || words === "" ? context : `${context}\n\n`;
    return {
      messageId: this.dependencies.createId(),
      text,
      requestText: head + words,
      contextLength: head.length,
      attachments,
      ...(images.length === 0 ? {} : { images }),
    };
  }

  private changed(before: Conversation, after: Conversation, event: ConversationEvent): void {
    if (isAnotherPath(before, after)) {
      for (const listener of this.listeners) listener.onReset(after.id);
      return;
    }
    const change = changeOf(before, after, event);
    if (change === undefined) return;
    for (const listener of this.listeners) listener.onChange(after.id, change);
  }

  private async opened(conversationId: string): Promise<OpenConversation> {
    const known = this.open.get(conversationId);
    if (known !== undefined) {
      known.usedAtMs = this.dependencies.clock.nowMs();
      return known;
    }
    const loading = this.opening.get(conversationId) ?? this.read(conversationId);
    this.opening.set(conversationId, loading);
    try {
      return await loading;
    } finally {
      this.opening.delete(conversationId);
    }
  }

  private async read(conversationId: string): Promise<OpenConversation> {
    const { state, isForeignRunning } = await this.readState(conversationId);
    const open = this.newOpen(state);
    this.open.set(conversationId, open);
    this.forgetIdle();
    if (isForeignRunning) this.followLater(open);
    return open;
  }

  private async readState(
    conversationId: string,
  ): Promise<{ state: Conversation; isForeignRunning: boolean }> {
    const { events, liveWindowIds, damage } = await this.dependencies.store.load(conversationId);
    let state = emptyConversation(conversationId);
    for (const event of events) state = reduceConversation(state, event);
    let isForeignRunning = false;
    for (const { id, status, windowId } of state.all) {
      if (isFinal(status)) continue;
      if (windowId !== undefined && liveWindowIds.has(windowId)) {
        isForeignRunning = true;
        continue;
      }
      // Not written to history: it is a conclusion, and would be wrong if that window turned out to live.
      state = reduceConversation(state, {
        type: "answer-end",
        atMs: state.lastEventMs,
        messageId: id,
        status: "interrupted",
        notice: interruptedNotice,
      });
    }
    this.noteDamage(damage);
    return { state, isForeignRunning };
  }

  /** Other windows wrote: the list follows, and so do the conversations in memory. Never rejects. */
  private async othersChanged(changes: ListChanges): Promise<void> {
    for (const [id, summary] of changes) {
      if (this.open.has(id)) continue;
      if (summary === undefined) this.listed.delete(id);
      else {
        const { title, updatedMs, isPinned } = summary;
        this.listed.set(id, { title, updatedMs, isPinned });
      }
    }
    this.tellPanels();
    for (const id of changes.keys()) {
      const open = this.open.get(id);
      if (open === undefined) continue;
      // Own events come between those that are read now: they are read together when the answer has ended.
      if (open.run === undefined) await this.readAgain(open);
      else open.isBehind = true;
    }
  }

  /** Takes in what other windows have written; resolves to whether one of them is answering. Never rejects. */
  private async readAgain(open: OpenConversation): Promise<boolean> {
    open.isBehind = false;
    try {
      const before = open.state;
      const { state, isForeignRunning } = await this.readState(before.id);
      const isChangedHere =
        open.state !== before || open.run !== undefined || this.dependencies.store.hasUnsaved(before.id);
      // Own events may not be in the files yet; then the next look comes after them.
      if (isChangedHere || this.isDisposed || this.open.get(before.id) !== open) {
        open.isBehind = true;
        if (open.run === undefined && !this.isDisposed) this.followLater(open);
        return isForeignRunning;
      }
      open.replaceState(state);
      if (state.isDeleted && !before.isDeleted) {
        for (const listener of this.listeners) listener.onDeleted(before.id);
      } else for (const listener of this.listeners) listener.onReset(before.id);
      this.tellPanels();
      if (isForeignRunning) this.followLater(open);
      return isForeignRunning;
    } catch (error) {
      this.dependencies.log("warn", `A conversation could not be read again: ${errorName(error)}`);
      this.followLater(open);
      return true;
    }
  }

  /** Another window is writing an answer: looks again until it has ended. */
  private followLater(open: OpenConversation): void {
    open.cancelFollowTimer?.();
    open.cancelFollowTimer = this.dependencies.clock.setTimer(() => {
      open.cancelFollowTimer = undefined;
      if (this.isDisposed || this.open.get(open.state.id) !== open) return;
      if (open.run === undefined) void this.readAgain(open);
      else open.isBehind = true;
    }, followMs);
  }

  /** Forgets the conversations that nobody has used for long, but for those with something that is not in history. */
  private forgetIdle(): void {
    const nowMs = this.dependencies.clock.nowMs();
    const idle = [...this.open.values()].toSorted((a, b) => a.usedAtMs - b.usedAtMs);
    for (const open of idle.slice(0, Math.max(0, idle.length - maxIdle))) {
      if (nowMs - open.usedAtMs < idleMs || !this.mayForget(open)) continue;
      const { id, title, updatedMs, isPinned, messages, isDeleted } = open.state;
      this.open.delete(id);
      if (messages.length > 0 && !isDeleted) this.listed.set(id, { title, updatedMs, isPinned });
    }
  }

  private mayForget(open: OpenConversation): boolean {
    const { id } = open.state;
    if (open.run !== undefined || open.cancelFollowTimer !== undefined) return false;
    if (open.attachments.length > 0 || open.queuedAttachments.size > 0) return false;
    if (this.deletion?.conversationId === id || isUnsent(open) || this.isShown(id)) return false;
    open.saveDraft();
    return open.isDraftSaved && !this.dependencies.store.hasUnsaved(id);
  }

  private isShown(conversationId: string): boolean {
    return [...this.listeners].some((listener) => listener.isShowing(conversationId));
  }

  private newOpen(state: Conversation): OpenConversation {
    const { clock, store } = this.dependencies;
    return new OpenConversation({
      state,
      clock,
      store,
      onChange: (before, after, event) => this.changed(before, after, event),
    });
  }

  /** A message is not sent: the composer has its text again, in the place of what was known of it while it was typed. */
  private refuse(open: OpenConversation, text: string): void {
    if (text.trim() !== "") open.setDraft(text);
    for (const listener of this.listeners) listener.onReset(open.state.id);
  }

  /** Puts a text that was not in the composer behind what is there. */
  private returnDraft(open: OpenConversation, text: string): void {
    if (text.trim() !== "") {
      const { draft } = open.state;
      if (text.startsWith(draft)) open.setDraft(text);
      else if (!draft.includes(text)) open.setDraft(`${draft}\n${text}`);
    }
    for (const listener of this.listeners) listener.onReset(open.state.id);
  }

  private forgetDeletion(): void {
    this.deletion?.cancelTimer();
    this.deletion = undefined;
    this.tellPanels();
  }

  private noteDamage(damage: readonly HistoryDamage[]): void {
    for (const each of damage) this.notices.set(this.dependencies.createId(), noticeForDamage(each));
    if (damage.length > 0) this.tellPanels();
  }

  private async saveChoice(save: () => Promise<void>): Promise<void> {
    try {
      await save();
    } catch (error) {
      this.dependencies.log("warn", `A setting was not saved: ${errorName(error)}`);
      this.notify("setting-not-saved", {
        message: "Your choice could not be saved in the settings.",
        nextStep: "Look whether the settings file has an error, then choose again.",
        remedies: ["open-settings"],
      });
    }
    this.tellPanels();
  }

  private tellPanels(): void {
    for (const listener of this.listeners) listener.onPanel();
  }
}

/** What new chats are answered with, where a conversation's own settings are others. */
function differences(own: ChatSettings, newChats: ChatSettings): ProviderView["newChats"] {
  const isOtherModel = own.providerId !== newChats.providerId || own.model !== newChats.model;
  const isOtherThinking =
    own.thinking !== newChats.thinking || (own.thinking === "on" && own.effort !== newChats.effort);
  return {
    ...(isOtherModel && { model: `${newChats.providerLabel} · ${newChats.model || "its own model"}` }),
    ...(isOtherThinking && { thinking: newChats.thinking === "on" ? newChats.effort : "off" }),
  };
}

/** The same piece of the same document takes the place of the older one. */
function withAttachment(
  attachments: readonly PendingAttachment[],
  attachment: PendingAttachment,
): readonly PendingAttachment[] {
  const others = attachments.filter(
    (each) => each.source.uri !== attachment.source.uri || each.label !== attachment.label,
  );
  return [...others, attachment];
}

/** Room for attachments: half of what the context leaves beside the answer, at 0.42 token a character of code. */
function attachmentChars({ contextTokens, maxTokens }: ChatSettings): number {
  if (contextTokens === undefined) return defaultAttachmentChars;
  const freeTokens = Math.max(0, contextTokens - Math.min(maxTokens ?? 0, contextTokens / 2));
  return Math.min(1_000_000, Math.floor(freeTokens / 2 / 0.42));
}

/** Whether something was typed or attached and nothing sent yet. */
function isUnsent({ state, attachments }: OpenConversation): boolean {
  return state.messages.length === 0 && !state.isDeleted && (state.draft !== "" || attachments.length > 0);
}

/** Whether the last question has its whole answer: it was not stopped, and does not wait for tools. */
function isAnswered({ messages }: Conversation): boolean {
  const last = messages.at(-1);
  return last?.status === "complete" && last.toolCalls.length === 0;
}

/** What `work` resolves to, or undefined as soon as `signal` aborts. `work` never rejects. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve) => {
    const onAbort = () => resolve(undefined);
    if (signal.aborted) return onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    void work.then((value) => {
      signal.removeEventListener("abort", onAbort);
      resolve(value);
    });
  });
}

/** Whether other messages are shown than before, and not just one more behind them. */
function isAnotherPath({ messages: before }: Conversation, { messages: after }: Conversation): boolean {
  if (before === after || (before.length === after.length && before.at(-1)?.id === after.at(-1)?.id))
    return false;
  const isLonger = after.length === before.length + 1;
  return !isLonger || before.at(-1)?.id !== after.at(-2)?.id;
}

/** How the webview learns of an event; undefined when no message that is shown changed. */
function changeOf(
  before: Conversation,
  after: Conversation,
  event: ConversationEvent,
): ConversationChange | undefined {
  if (!("messageId" in event)) return undefined;
  const old = before.messages.findLast((message) => message.id === event.messageId);
  const message = after.messages.findLast((each) => each.id === event.messageId);
  if (message === undefined || message === old) return undefined;
  const isPlainDelta =
    (event.type === "text-delta" || event.type === "reasoning-delta") &&
    old !== undefined &&
    old.status === message.status &&
    old.notice === message.notice;
  if (!isPlainDelta) return { type: "message", message: messageView(after, message) };
  const { type, messageId, offset, text } = event;
  return { type, messageId, offset, text };
}
