import type { Clock } from "../provider/clock";
import type { SurvivalCheck } from "./acceptance";
import { hasSurvived } from "./hasSurvived";
import { movedSpan, type Span, type SpanChange } from "./trackedSpan";

const CHECKS: readonly { readonly check: SurvivalCheck; readonly afterMs: number }[] = [
  { check: "soon", afterMs: 30_000 },
  { check: "late", afterMs: 5 * 60_000 },
];

/** Accepted texts that are followed at once; the oldest is let go first. */
const MAX_FOLLOWED = 50;
/** Longer texts are judged by their beginning. */
const MAX_JUDGED_CHARS = 2_000;

interface Accepted {
  readonly suggestionId: number;
  readonly documentId: string;
  readonly text: string;
  span: Span;
  readonly cancels: (() => void)[];
}

/**
 * Follows accepted texts through the changes of their documents and tells after 30 s and after 5 min whether they are
 * still there. A text whose document was closed meanwhile is not judged.
 */
export class SurvivalTracker {
  readonly #clock: Clock;
  readonly #textOf: (documentId: string, span: Span) => string | undefined;
  readonly #onChecked: (suggestionId: number, check: SurvivalCheck, hasSurvived: boolean) => void;
  readonly #accepted: Accepted[] = [];

  constructor(options: {
    readonly clock: Clock;
    /** What stands there now; undefined when the document is not open. */
    readonly textOf: (documentId: string, span: Span) => string | undefined;
    readonly onChecked: (suggestionId: number, check: SurvivalCheck, hasSurvived: boolean) => void;
  }) {
    this.#clock = options.clock;
    this.#textOf = options.textOf;
    this.#onChecked = options.onChecked;
  }

  /** Whether nothing is followed, so that changes need not be told. */
  get isIdle(): boolean {
    return this.#accepted.length === 0;
  }

  /** @param accepted.offset where `text` starts now that it stands in the document */
  accepted(accepted: {
    readonly suggestionId: number;
    readonly documentId: string;
    readonly offset: number;
    readonly text: string;
  }): void {
    const { suggestionId, documentId, offset } = accepted;
    const text = accepted.text.slice(0, MAX_JUDGED_CHARS);
    if (text.trim() === "") return;
    const oldest = this.#accepted.length >= MAX_FOLLOWED ? this.#accepted[0] : undefined;
    if (oldest !== undefined) this.#letGo(oldest);
    const followed: Accepted = {
      suggestionId,
      documentId,
      text,
      span: { start: offset, end: offset + text.length },
      cancels: [],
    };
    this.#accepted.push(followed);
    for (const { check, afterMs } of CHECKS) {
      followed.cancels.push(this.#clock.setTimer(() => this.#check(followed, check), afterMs));
    }
  }

  /** Takes changes in the order in which they were applied. */
  changed(documentId: string, changes: readonly SpanChange[]): void {
    for (const accepted of this.#accepted) {
      if (accepted.documentId !== documentId) continue;
      for (const change of changes) accepted.span = movedSpan(accepted.span, change);
    }
  }

  closed(documentId: string): void {
    for (const accepted of this.#accepted.filter((other) => other.documentId === documentId)) {
      this.#letGo(accepted);
    }
  }

  dispose(): void {
    for (const { cancels } of this.#accepted) for (const cancel of cancels) cancel();
    this.#accepted.length = 0;
  }

  #check(accepted: Accepted, check: SurvivalCheck): void {
    const { suggestionId, documentId, text, span } = accepted;
    const found = this.#textOf(documentId, span);
    if (found !== undefined) this.#onChecked(suggestionId, check, hasSurvived(text, found));
    if (check === "late") this.#letGo(accepted);
  }

  #letGo(accepted: Accepted): void {
    for (const cancel of accepted.cancels) cancel();
    const index = this.#accepted.indexOf(accepted);
    if (index >= 0) this.#accepted.splice(index, 1);
  }
}
