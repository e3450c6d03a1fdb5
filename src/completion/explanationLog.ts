import type { CompletionEvent } from "./completionEvent";
import type { ExplainedRequest, Explanation } from "./explanation";
import type { ExplanationRecorder } from "./explanationRecorder";

const KEPT_KEYSTROKES = 10;
/** More than keystrokes: an answer that was asked for earlier may serve them all. */
const KEPT_REQUESTS = 20;

/** The last keystrokes' explanations, joined with what is known about their requests by now. */
export class ExplanationLog {
  readonly #records: ExplanationRecorder[] = [];
  readonly #requests = new Map<number, ExplainedRequest>();

  /** Keeps a keystroke's record, which may still be written, and lets the oldest go. */
  add(record: ExplanationRecorder): void {
    this.#records.push(record);
    if (this.#records.length > KEPT_KEYSTROKES) this.#records.shift();
  }

  /** Takes every event of the engine and keeps what explains a request. */
  note(event: CompletionEvent): void {
    if (event.type === "asked") {
      const { requestId, purpose, model, atMs, promptChars, parts } = event;
      const oldest = this.#requests.size >= KEPT_REQUESTS ? this.#requests.keys().next().value : undefined;
      if (oldest !== undefined) this.#requests.delete(oldest);
      this.#requests.set(requestId, {
        requestId,
        purpose,
        model,
        askedAtMs: atMs,
        promptChars,
        ...(parts !== undefined && { parts }),
      });
    } else if (event.type === "ended") {
      const { requestId, model, end, firstTokenMs, totalMs, textChars, usage } = event;
      const asked = this.#requests.get(requestId);
      if (asked === undefined) return;
      this.#requests.set(requestId, {
        ...asked,
        model,
        end,
        totalMs,
        textChars,
        ...(firstTokenMs !== undefined && { firstTokenMs }),
        ...(usage !== undefined && { usage }),
      });
    }
  }

  /** Newest first, ten at most. */
  recent(): readonly Explanation[] {
    return this.#records.toReversed().map((record) => {
      const request = record.requestId === undefined ? undefined : this.#requests.get(record.requestId);
      const explanation = record.explanation();
      return request === undefined ? explanation : { ...explanation, request };
    });
  }
}
