import type { FimEvent, FinishReason, Usage } from "../../provider/events";
import { withoutChatter } from "../filters/chatter";
import type { Answer } from "../memory/answer";
import type { Cursor } from "../prompt/cursor";
import { withLineFeeds } from "../../text/lineEnds";
import { withoutHalves } from "../text/surrogates";
import { earlyStop, type StreamCut } from "./stopRules";
import type { StreamPlan } from "./streamPlan";

/** How a stream ended, for the explanation and the log. */
export interface StreamEnd {
  readonly finishReason: FinishReason | "stopped-early";
  readonly reason?: string;
  readonly usage?: Usage;
  /** As the provider names it. */
  readonly model?: string;
}

/** With any other reason the text ends somewhere in a line. */
const ENDED_BY_ITSELF: ReadonlySet<FinishReason> = new Set<FinishReason>(["stop", "other"]);

/**
 * Reads a stream into `answer` until it ends or a rule ends it; leaving the loop ends the request. What came is in
 * the answer whatever happens, and the answer is complete afterwards.
 * @throws whatever the stream throws
 */
export async function readAnswer(
  events: AsyncIterable<FimEvent>,
  answer: Answer,
  cursor: Cursor,
  plan: StreamPlan,
  reading: {
    /** What the model was told as written already, and what the answer begins with. */
    readonly lead: string;
    /** Puts secrets back. */
    unmask(text: string): string;
    /** Called whenever the answer has more text. */
    onText(): void;
  },
): Promise<StreamEnd> {
  const readable = (isComplete: boolean) =>
    reading.lead + modelText(raw, isComplete, (text) => reading.unmask(text));
  // The lead stays, so that an answer with nothing behind it says so, and the place is not asked for once more.
  const keptText = (text: string, { keptChars }: StreamCut) =>
    text.slice(0, Math.max(keptChars, reading.lead.length));
  let raw = "";
  try {
    for await (const event of events) {
      if (event.type === "text-delta") {
        raw += event.text;
        const text = readable(false);
        // Rules judge whole lines; between line ends only the length can pass a limit.
        const cut =
          event.text.includes("\n") || text.length > 8192 ? earlyStop(text, cursor, plan) : undefined;
        if (cut !== undefined) {
          answer.update(keptText(text, cut));
          if (cut.isLimit === true) answer.limit();
          return { finishReason: "stopped-early", reason: cut.reason };
        }
        answer.update(text);
        reading.onText();
      } else if (event.type === "finish") {
        const text = readable(true);
        // The line break makes the last line a whole one for the rules.
        const cut = earlyStop(`${text}\n`, cursor, plan);
        const kept = cut === undefined ? text : keptText(text, cut);
        answer.update(
          !ENDED_BY_ITSELF.has(event.finishReason) && cut === undefined ? withoutBrokenEnd(kept) : kept,
        );
        const { finishReason, usage, model } = event;
        if (cut?.isLimit === true || (cut === undefined && finishReason === "length")) answer.limit();
        return {
          finishReason,
          ...(usage === undefined ? {} : { usage }),
          ...(model === undefined ? {} : { model }),
        };
      }
    }
    answer.breakOff();
    return { finishReason: "other", reason: "the stream ended without saying why" };
  } catch (error) {
    answer.breakOff();
    throw error;
  } finally {
    answer.complete();
  }
}

/** The model's text as the engine sees it: line feeds, no chat around it, secrets back in place. */
function modelText(raw: string, isComplete: boolean, unmask: (text: string) => string): string {
  const text = withLineFeeds(raw.endsWith("\r") ? raw.slice(0, -1) : raw);
  return unmask(withoutChatter(withoutHalves(text), isComplete));
}

/** An answer cut by its length ends somewhere in a line: that line goes, or the last word of the only one. */
function withoutBrokenEnd(text: string): string {
  const lineBreak = text.lastIndexOf("\n");
  const isOnlyLine = text.trimStart().indexOf("\n") === -1;
  return isOnlyLine ? text.replace(/[\p{L}\p{N}_$]+$/u, "") : text.slice(0, lineBreak);
}
