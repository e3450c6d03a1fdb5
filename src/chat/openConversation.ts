import type { Clock } from "../provider/clock";
import { AnswerLog } from "./answerLog";
import type { AnswerProgress } from "./answerRun";
import type { PendingAttachment } from "./attachment";
import type { ConversationChangeEvent, ConversationEvent, StoredEvent } from "./conversationEvent";
import type { HistoryStore } from "./history/historyStore";
import { reduceConversation } from "./reducer";
import type { Conversation } from "./reducer";

/** The answer that runs in a conversation, its tools and their answers included. */
export interface Run {
  readonly controller: AbortController;
  /** Resolves when the answer has its end. */
  ended: Promise<void>;
}

const draftDelayMs = 1_000;
/** A draft longer than this is kept for this window only. */
const maxSavedDraftChars = 20_000;

/** A conversation in memory: its truth, what its next message carries, and its way to the history. */
export class OpenConversation {
  attachments: readonly PendingAttachment[] = [];
  /** What messages in the queue carry, as it was attached, by the message's id; only those of this window. */
  readonly queuedAttachments = new Map<string, readonly PendingAttachment[]>();
  run: Run | undefined;
  cancelFollowTimer: (() => void) | undefined;
  /** Another window has written to it since it was read. */
  isBehind = false;
  /** By the clock's `nowMs`. */
  usedAtMs: number;
  #state: Conversation;
  /** The draft that history has. */
  #savedDraft: string;
  #cancelDraftTimer: (() => void) | undefined;
  readonly #clock: Clock;
  readonly #store: HistoryStore;
  readonly #log: AnswerLog;
  readonly #onChange: (before: Conversation, after: Conversation, event: ConversationEvent) => void;

  constructor(options: {
    readonly state: Conversation;
    readonly clock: Clock;
    readonly store: HistoryStore;
    /** Called after every event. */
    readonly onChange: (before: Conversation, after: Conversation, event: ConversationEvent) => void;
  }) {
    this.#state = options.state;
    this.#savedDraft = options.state.draft;
    this.usedAtMs = options.clock.nowMs();
    this.#clock = options.clock;
    this.#store = options.store;
    this.#onChange = options.onChange;
    this.#log = new AnswerLog(options.clock, (event) => {
      void this.write([event], { isDurable: false });
    });
  }

  get state(): Conversation {
    return this.#state;
  }

  /** History has a draft of it, though perhaps no message. */
  get hasSavedDraft(): boolean {
    return this.#savedDraft !== "";
  }

  /** Whether history has the draft as it is. */
  get isDraftSaved(): boolean {
    return this.#savedDraft === this.#state.draft;
  }

  /** Takes what was read anew from the history, where another window writes to it; the draft stays this window's. */
  replaceState(state: Conversation): void {
    this.#state = { ...state, draft: this.#state.draft };
  }

  /** Gives a change its date, applies it, and returns it to be written. */
  apply(change: ConversationChangeEvent): StoredEvent {
    const atMs = Math.max(this.#clock.wallMs(), this.#state.lastEventMs + 1);
    const event: StoredEvent = { ...change, atMs };
    this.#reduce(event);
    return event;
  }

  /** Resolves to whether the events are in the file; never rejects. */
  write(events: readonly StoredEvent[], options: { isDurable: boolean }): Promise<boolean> {
    return this.#store.append(this.#state.id, events, options);
  }

  /** Applies a change and writes it, on the disk itself. */
  record(change: ConversationChangeEvent): Promise<boolean> {
    return this.write([this.apply(change)], { isDurable: true });
  }

  /** A piece of a streaming answer: shown now, written a moment later. */
  progress(messageId: string, progress: AnswerProgress): void {
    // Deltas of one moment share its date; everything else is later than what it follows.
    const atMs = Math.max(this.#clock.wallMs(), this.#state.lastEventMs);
    if (progress.type === "status") {
      const { status, notice } = progress;
      const event = { type: "answer-status", atMs, messageId, status } as const;
      this.#reduce(notice === undefined ? event : { ...event, notice });
      return;
    }
    if (progress.text === "") return;
    const answer = this.#state.all.findLast((message) => message.id === messageId);
    if (answer === undefined) return;
    const isText = progress.type === "text";
    const offset = isText ? answer.textEnd : answer.reasoningEnd;
    const type = isText ? "text-delta" : "reasoning-delta";
    const event = { type, atMs, messageId, offset, text: progress.text } as const;
    this.#reduce(event);
    this.#log.add(event);
  }

  /** Writes the pieces that are not written yet: before anything that has to stand behind them. */
  flush(): void {
    this.#log.flush();
  }

  /** Remembers what is typed and not sent; history has it a second after the last key. */
  setDraft(text: string): void {
    if (this.#state.isDeleted || this.#state.draft === text) return;
    this.#state = { ...this.#state, draft: text };
    this.#cancelDraftTimer?.();
    this.#cancelDraftTimer = this.#clock.setTimer(() => this.saveDraft(), draftDelayMs);
  }

  /** Writes the draft now, if it is not written. */
  saveDraft(): void {
    this.#cancelDraftTimer?.();
    this.#cancelDraftTimer = undefined;
    const text = this.#state.draft;
    if (text === this.#savedDraft || text.length > maxSavedDraftChars || this.#state.isDeleted) return;
    this.#savedDraft = text;
    void this.write([this.apply({ type: "draft-change", text })], { isDurable: false });
  }

  /** The draft was sent or its conversation deleted: there is nothing to write any more. */
  forgetDraft(): void {
    this.#cancelDraftTimer?.();
    this.#cancelDraftTimer = undefined;
    this.#savedDraft = "";
  }

  #reduce(event: ConversationEvent): void {
    const before = this.#state;
    this.#state = reduceConversation(before, event);
    this.#onChange(before, this.#state, event);
  }
}
