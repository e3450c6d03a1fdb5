import type { Clock } from "../provider/clock";
import type { StoredEvent } from "./conversationEvent";

/** How far a streaming answer may be ahead of its file: the write itself fits into the rest of 250 ms. */
const maxBehindMs = 200;
/** And in UTF-16 code units: at most 2 KB of UTF-8. */
const maxBehindChars = 680;

type Delta = Extract<StoredEvent, { type: "text-delta" | "reasoning-delta" }>;

/** Gathers the pieces of a streaming answer into fewer, longer events for the file. */
export class AnswerLog {
  private readonly clock: Clock;
  private readonly write: (event: StoredEvent) => void;
  private gathered: Delta | undefined;
  private cancelTimer: (() => void) | undefined;

  constructor(clock: Clock, write: (event: StoredEvent) => void) {
    this.clock = clock;
    this.write = write;
  }

  /** Takes a piece that follows the last one; the event written has the date of its first piece. */
  add(delta: Delta): void {
    const before = this.gathered;
    if (before !== undefined && (before.type !== delta.type || before.messageId !== delta.messageId))
      this.flush();
    this.gathered =
      this.gathered === undefined ? delta : { ...this.gathered, text: this.gathered.text + delta.text };
    if (this.gathered.text.length >= maxBehindChars) this.flush();
    else this.cancelTimer ??= this.clock.setTimer(() => this.flush(), maxBehindMs);
  }

  /** Writes what is gathered now. */
  flush(): void {
    this.cancelTimer?.();
    this.cancelTimer = undefined;
    const event = this.gathered;
    this.gathered = undefined;
    if (event !== undefined) this.write(event);
  }
}
