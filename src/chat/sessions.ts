import type { ChatRequest } from "../provider/chatRequest";
import { AnswerLog } from "./answerLog";
import { runAnswer } from "./answerRun";
import type { AnswerProgress } from "./answerRun";
import { attachmentView, withoutText } from "./attachment";
import type { Attachment, PendingAttachment } from "./attachment";
import type { ChatDependencies, ChatSettings } from "./chatDependencies";
import type { AnswerEnd, ConversationChangeEvent, ConversationEvent, StoredEvent } from "./conversationEvent";
import type { HistoryDamage } from "./history/historyStore";
import { interruptedNotice, noticeForDamage, noticeForUnsaved } from "./notices";
import type {
  AttachmentView,
  ChatNotice,
  ConversationChange,
  ConversationSummary,
  ProviderView,
} from "./protocol";
import { renderQuestion } from "./question";
import { emptyConversation, isFinal, messageView, reduceConversation } from "./reducer";
import type { Conversation, Message } from "./reducer";
import { requestMessages } from "./requestMessages";

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
}

interface Run {
  readonly controller: AbortController;
  /** Resolves when the answer has its end. */
  ended: Promise<void>;
}

interface OpenConversation {
  state: Conversation;
  attachments: readonly PendingAttachment[];
  run: Run | undefined;
  readonly log: AnswerLog;
  /** The draft that history has. */
  savedDraft: string;
  cancelDraftTimer: (() => void) | undefined;
  cancelFollowTimer: (() => void) | undefined;
}

const draftDelayMs = 1_000;
const undoMs = 30_000;
const followMs = 2_000;
/** A draft longer than this is kept for this window only. */
const maxSavedDraftChars = 20_000;
/** Attachments of one message, where the model's context is not known: about 80,000 tokens of code. */
const defaultAttachmentChars = 200_000;
/** Newest first; older ones are in history. */
const maxListed = 300;
const unsavedNoticeId = "unsaved";

/**
 * All conversations of this window, whoever shows them: their truth, their running answers, their drafts. Several
 * may run at once. Every change goes through the reducer, to the history, and to the listeners, in this order.
 */
export class ChatSessions {
  private readonly dependencies: ChatDependencies;
  private readonly open = new Map<string, OpenConversation>();
  private readonly opening = new Map<string, Promise<OpenConversation>>();
  private readonly listed = new Map<string, { title: string; updatedMs: number }>();
  private readonly listeners = new Set<SessionsListener>();
  private readonly notices = new Map<string, ChatNotice>();
  private deletion: { conversationId: string; title: string; cancelTimer: () => void } | undefined;
  private isDisposed = false;

  constructor(dependencies: ChatDependencies) {
    this.dependencies = dependencies;
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
      for (const { id, title, updatedMs } of conversations) {
        if (!this.open.has(id)) this.listed.set(id, { title, updatedMs });
      }
      this.noteDamage(damage);
    } catch (error) {
      this.dependencies.log("warn", `The list of conversations could not be read: ${nameOf(error)}`);
    }
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
    return id;
  }

  /** Whether there is such a conversation, and it is not deleted. */
  has(conversationId: string): boolean {
    const open = this.open.get(conversationId);
    return open === undefined ? this.listed.has(conversationId) : !open.state.isDeleted;
  }

  /** The id of the conversation to begin with: the one shown last, else the newest, else undefined. */
  firstConversationId(): string | undefined {
    const last = this.dependencies.lastConversation.read();
    if (last !== undefined && this.has(last)) return last;
    return this.summaries()[0]?.id;
  }

  /** Reads a conversation into memory. An unknown id gives an empty one. */
  async load(conversationId: string): Promise<Conversation> {
    return (await this.opened(conversationId)).state;
  }

  /** A conversation that is in memory. */
  conversation(conversationId: string): Conversation | undefined {
    return this.open.get(conversationId)?.state;
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
        : open?.state.messages.find((message) => message.id === messageId)?.attachments;
    return attachments?.find((attachment) => attachment.id === attachmentId);
  }

  /** Conversations with messages, newest first, at most 300. */
  summaries(): readonly ConversationSummary[] {
    const all: ConversationSummary[] = [];
    for (const [id, { title, updatedMs }] of this.listed) {
      if (!this.open.has(id)) all.push({ id, title, updatedMs, isRunning: false });
    }
    for (const { state, run } of this.open.values()) {
      if (state.isDeleted || state.messages.length === 0) continue;
      all.push({
        id: state.id,
        title: state.title,
        updatedMs: state.updatedMs,
        isRunning: run !== undefined,
      });
    }
    return all.toSorted((a, b) => b.updatedMs - a.updatedMs).slice(0, maxListed);
  }

  /** The provider's part of the panel. */
  providerView(): ProviderView {
    const { providerLabel, model, models, thinking, effort, canSwitchThinking, obstacle } =
      this.dependencies.settings();
    return {
      label: providerLabel,
      model,
      models: model === "" || models.includes(model) ? models : [model, ...models],
      thinking,
      effort,
      canSwitchThinking,
      ...(obstacle === undefined ? {} : { obstacle }),
    };
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

  /** Keeps the user's choice; a failure is told. */
  async selectModel(model: string): Promise<void> {
    await this.saveChoice(() => this.dependencies.selectModel(model));
  }

  /** Keeps the user's choice; a failure is told. */
  async setThinking(thinking: "on" | "off", effort: "low" | "high" | "max"): Promise<void> {
    await this.saveChoice(() => this.dependencies.setThinking(thinking, effort));
  }

  /** Adds to what the next message carries; the same piece of the same document takes the place of the older one. */
  async attach(conversationId: string, attachment: PendingAttachment): Promise<void> {
    const open = await this.opened(conversationId);
    const others = open.attachments.filter(
      (each) => each.source.uri !== attachment.source.uri || each.label !== attachment.label,
    );
    open.attachments = [...others, attachment];
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
    const open = this.open.get(conversationId);
    if (open === undefined || open.state.isDeleted || open.state.draft === text) return;
    open.state = { ...open.state, draft: text };
    open.cancelDraftTimer?.();
    open.cancelDraftTimer = this.dependencies.clock.setTimer(() => this.saveDraft(open), draftDelayMs);
  }

  /**
   * Sends the user's message and starts the answer; resolves when the answer has ended. The message is on disk before
   * it is sent; when the disk refuses it, the panel has said so. While an answer runs, or something stands in the
   * way (no key), the text becomes the draft again and nothing is sent.
   */
  async send(conversationId: string, text: string): Promise<void> {
    const open = this.open.get(conversationId) ?? (await this.opened(conversationId));
    const settings = this.dependencies.settings();
    if (
      open.run !== undefined ||
      settings.obstacle !== undefined ||
      open.state.isDeleted ||
      this.isDisposed
    ) {
      this.returnDraft(open, text);
      return;
    }
    const rechecked = open.attachments.map((attachment) => this.recheck(attachment));
    if (text.trim() === "" && rechecked.every((attachment) => attachment.refusal !== undefined)) return;
    const question = renderQuestion(text, rechecked, attachmentChars(settings));
    open.attachments = [];
    open.cancelDraftTimer?.();
    open.savedDraft = "";
    const messageId = this.dependencies.createId();
    const isNew = open.state.messages.length === 0;
    const first: readonly StoredEvent[] = isNew
      ? [this.apply(open, { type: "conversation-start", conversationId })]
      : [];
    const asked = this.apply(open, {
      type: "user-message",
      messageId,
      text,
      requestText: this.dependencies.privacy.mask(question.requestText).text,
      attachments: question.attachments.map(withoutText),
    });
    await this.answer(open, settings, messageId, undefined, [...first, asked]);
  }

  /** Asks the last question again; the new answer takes the place of the old one. Nothing while an answer runs. */
  async retry(conversationId: string): Promise<void> {
    const open = this.open.get(conversationId) ?? (await this.opened(conversationId));
    const settings = this.dependencies.settings();
    if (open.run !== undefined || open.state.isDeleted || this.isDisposed) return;
    if (settings.obstacle !== undefined) {
      this.tellPanels();
      return;
    }
    const question = open.state.messages.findLast((message) => message.role === "user");
    if (question === undefined) return;
    const old = open.state.messages.find((message) => message.questionId === question.id);
    if (old !== undefined && !isFinal(old.status)) return;
    await this.answer(open, settings, question.id, old?.id, []);
  }

  /** Ends the running answer at once; what has come stays. Nothing when none runs. */
  stop(conversationId: string): void {
    this.open.get(conversationId)?.run?.controller.abort();
  }

  /** Takes a conversation out of the list; its answer stops. It can be undone for 30 s; the files stay. */
  async delete(conversationId: string): Promise<void> {
    if (!this.has(conversationId)) return;
    const open = await this.opened(conversationId);
    open.run?.controller.abort();
    await open.run?.ended;
    if (open.state.isDeleted) return;
    open.cancelDraftTimer?.();
    const event = this.apply(open, { type: "deletion" });
    this.listed.delete(conversationId);
    const hasMessages = open.state.messages.length > 0;
    if (hasMessages || open.savedDraft !== "")
      void this.dependencies.store.append(conversationId, [event], { isDurable: true });
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
    const event = this.apply(open, { type: "restoration" });
    void this.dependencies.store.append(conversationId, [event], { isDurable: true });
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
      if (open.cancelDraftTimer !== undefined) this.saveDraft(open);
    }
    this.deletion?.cancelTimer();
    this.listeners.clear();
    await Promise.all(ends);
    await this.dependencies.store.close();
  }

  /** `before` are events of the question that history does not have yet. */
  private answer(
    open: OpenConversation,
    settings: ChatSettings,
    questionId: string,
    replaces: string | undefined,
    before: readonly StoredEvent[],
  ): Promise<void> {
    // The run is there before anything is waited for, so that a second click finds it.
    const run: Run = { controller: new AbortController(), ended: Promise.resolve() };
    open.run = run;
    run.ended = this.runToEnd(open, run.controller.signal, settings, questionId, replaces, before).finally(
      () => {
        open.run = undefined;
        this.tellPanels();
      },
    );
    return run.ended;
  }

  private async runToEnd(
    open: OpenConversation,
    signal: AbortSignal,
    settings: ChatSettings,
    questionId: string,
    replaces: string | undefined,
    before: readonly StoredEvent[],
  ): Promise<void> {
    const { client, clock, store } = this.dependencies;
    const answerId = this.dependencies.createId();
    const started = this.apply(open, {
      type: "answer-start",
      messageId: answerId,
      questionId,
      model: settings.model,
      windowId: store.windowId,
      ...(replaces === undefined ? {} : { replaces }),
    });
    if (replaces !== undefined) for (const listener of this.listeners) listener.onReset(open.state.id);
    this.tellPanels();
    await store.append(open.state.id, [...before, started], { isDurable: true });
    const end = await runAnswer({
      client,
      providerLabel: settings.providerLabel,
      request: requestOf(open.state.messages, questionId, settings),
      signal,
      clock,
      onProgress: (progress) => this.progress(open, answerId, progress),
      onUnexpected: (error) => this.dependencies.log("warn", `An answer failed: ${nameOf(error)}`),
    });
    this.endAnswer(open, answerId, settings, end);
  }

  private progress(open: OpenConversation, messageId: string, progress: AnswerProgress): void {
    // Deltas of one moment share its date; everything else is later than what it follows.
    const atMs = Math.max(this.dependencies.clock.wallMs(), open.state.lastEventMs);
    if (progress.type === "status") {
      const { status, notice } = progress;
      const event = { type: "answer-status", atMs, messageId, status } as const;
      this.reduce(open, notice === undefined ? event : { ...event, notice });
      return;
    }
    if (progress.text === "") return;
    const answer = open.state.messages.findLast((message) => message.id === messageId);
    if (answer === undefined) return;
    const isText = progress.type === "text";
    const offset = isText ? answer.textEnd : answer.reasoningEnd;
    const type = isText ? "text-delta" : "reasoning-delta";
    const event = { type, atMs, messageId, offset, text: progress.text } as const;
    this.reduce(open, event);
    open.log.add(event);
  }

  private endAnswer(open: OpenConversation, messageId: string, settings: ChatSettings, end: AnswerEnd): void {
    open.log.flush();
    const isInterrupted = this.isDisposed && end.status === "stopped";
    const model = end.model ?? settings.model;
    // Priced by the hour of the request (DeepSeek pricing page, 2026-11-15).
    const askedMs = open.state.messages.find((message) => message.id === messageId)?.createdMs;
    const atMs = askedMs ?? this.dependencies.clock.wallMs();
    const { providerId } = settings;
    const cost =
      end.usage === undefined
        ? undefined
        : this.dependencies.costLabel({ providerId, model, usage: end.usage, atMs });
    const event = this.apply(open, {
      type: "answer-end",
      messageId,
      ...end,
      ...(isInterrupted ? { status: "interrupted", notice: interruptedNotice } : {}),
      ...(cost === undefined ? {} : { costLabel: cost }),
    });
    void this.dependencies.store.append(open.state.id, [event], { isDurable: true });
    if (end.status === "complete") this.dependencies.onComplete();
  }

  /** Gives a change its date, applies it, and returns it for the history. */
  private apply(open: OpenConversation, change: ConversationChangeEvent): StoredEvent {
    const atMs = Math.max(this.dependencies.clock.wallMs(), open.state.lastEventMs + 1);
    const event: StoredEvent = { ...change, atMs };
    this.reduce(open, event);
    return event;
  }

  private reduce(open: OpenConversation, event: ConversationEvent): void {
    const before = open.state;
    open.state = reduceConversation(before, event);
    const change = changeOf(before, open.state, event);
    if (change === undefined) return;
    for (const listener of this.listeners) listener.onChange(open.state.id, change);
  }

  private async opened(conversationId: string): Promise<OpenConversation> {
    const known = this.open.get(conversationId);
    if (known !== undefined) return known;
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
    for (const { id, status, windowId } of state.messages) {
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

  /** Another window is writing an answer: looks again until it has ended. */
  private followLater(open: OpenConversation): void {
    open.cancelFollowTimer = this.dependencies.clock.setTimer(() => {
      void this.follow(open);
    }, followMs);
  }

  private async follow(open: OpenConversation): Promise<void> {
    // Own events may not be in the files yet; then the next look comes after them.
    if (open.run === undefined && !this.isDisposed) {
      try {
        const before = open.state;
        const { state, isForeignRunning } = await this.readState(before.id);
        if (open.state === before && !this.notices.has(unsavedNoticeId)) {
          open.state = { ...state, draft: before.draft };
          for (const listener of this.listeners) listener.onReset(before.id);
          this.tellPanels();
          if (!isForeignRunning) return;
        }
      } catch (error) {
        this.dependencies.log("warn", `A conversation could not be read again: ${nameOf(error)}`);
      }
    }
    if (!this.isDisposed) this.followLater(open);
  }

  private newOpen(state: Conversation): OpenConversation {
    const open: OpenConversation = {
      state,
      attachments: [],
      run: undefined,
      log: new AnswerLog(this.dependencies.clock, (event) => {
        void this.dependencies.store.append(state.id, [event], { isDurable: false });
      }),
      savedDraft: state.draft,
      cancelDraftTimer: undefined,
      cancelFollowTimer: undefined,
    };
    return open;
  }

  private recheck(attachment: PendingAttachment): PendingAttachment {
    if (attachment.refusal !== undefined) return attachment;
    const decision = this.dependencies.privacy.decide(attachment.path);
    return decision.isAllowed ? attachment : { ...attachment, text: "", refusal: decision.reason };
  }

  private returnDraft(open: OpenConversation, text: string): void {
    if (text.trim() !== "") {
      const { draft } = open.state;
      if (draft === "") this.setDraft(open.state.id, text);
      else if (!draft.includes(text)) this.setDraft(open.state.id, `${draft}\n${text}`);
    }
    for (const listener of this.listeners) listener.onReset(open.state.id);
  }

  private saveDraft(open: OpenConversation): void {
    open.cancelDraftTimer?.();
    open.cancelDraftTimer = undefined;
    const text = open.state.draft;
    if (text === open.savedDraft || text.length > maxSavedDraftChars || open.state.isDeleted) return;
    open.savedDraft = text;
    const event = this.apply(open, { type: "draft-change", text });
    void this.dependencies.store.append(open.state.id, [event], { isDurable: false });
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
      this.dependencies.log("warn", `A setting was not saved: ${nameOf(error)}`);
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

function requestOf(messages: readonly Message[], questionId: string, settings: ChatSettings): ChatRequest {
  const { model, parameters, maxTokens } = settings;
  return {
    model,
    messages: requestMessages(messages, questionId),
    parameters,
    ...(maxTokens === undefined ? {} : { maxTokens }),
  };
}

/** Room for attachments: half of what the context leaves beside the answer, at 0.42 token a character of code. */
function attachmentChars({ contextTokens, maxTokens }: ChatSettings): number {
  if (contextTokens === undefined) return defaultAttachmentChars;
  const freeTokens = Math.max(0, contextTokens - Math.min(maxTokens ?? 0, contextTokens / 2));
  return Math.min(1_000_000, Math.floor(freeTokens / 2 / 0.42));
}

/** How the webview learns of an event; undefined when no message changed. */
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
  if (!isPlainDelta) return { type: "message", message: messageView(message) };
  const { type, messageId, offset, text } = event;
  return { type, messageId, offset, text };
}

/** An error's name, which holds no prompt, code or key. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  return "code" in error && typeof error.code === "string" ? `${error.name} ${error.code}` : error.name;
}
