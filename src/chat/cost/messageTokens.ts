import type { Usage } from "../../provider/events";
import { estimateTokens } from "../estimateTokens";

/** The part of a message that a request carries. */
interface CountedMessage {
  readonly role: "user" | "assistant";
  readonly requestText: string;
  readonly toolCalls: readonly {
    readonly arguments: string;
    readonly result?: { readonly text: string };
  }[];
  /** Of an answer: what its request used. */
  readonly usage?: Usage;
}

/** Messages never change, so each is counted once. */
const known = new WeakMap<CountedMessage, number>();

/** Further from our guess a provider's count is about something else: tools, images, another prompt. */
const maxCorrection = 2;

/**
 * How many tokens each message of a conversation takes in a request, the system prompt as the first. A guess from the
 * characters, corrected by what the provider has counted for the newest answer that tells.
 */
export function messageTokens(systemText: string, messages: readonly CountedMessage[]): readonly number[] {
  const guesses = [estimateTokens(systemText), ...messages.map(guess)];
  const newest = messages.findLastIndex(({ usage }) => usage !== undefined && usage.promptTokens > 0);
  const counted = messages[newest]?.usage?.promptTokens;
  if (counted === undefined) return guesses;
  // The system prompt stands before them: the answer's request ends with the guess at its own index.
  const guessed = guesses.slice(0, newest + 1).reduce((sum, each) => sum + each, 0);
  const ratio = Math.min(maxCorrection, Math.max(1 / maxCorrection, counted / Math.max(1, guessed)));
  return guesses.map((each) => Math.round(each * ratio));
}

function guess(message: CountedMessage): number {
  const before = known.get(message);
  if (before !== undefined) return before;
  const { requestText, toolCalls } = message;
  const tokens =
    estimateTokens(requestText) +
    toolCalls.reduce(
      (sum, { arguments: json, result }) => sum + estimateTokens(json) + estimateTokens(result?.text ?? ""),
      0,
    );
  known.set(message, tokens);
  return tokens;
}
