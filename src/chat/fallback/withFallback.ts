import type { Clock } from "../../provider/clock";
import type { ChatEvent } from "../../provider/events";
import { canMoveElsewhere } from "./canMoveElsewhere";
import type { FallbackEvent, FallbackTarget } from "./fallbackTarget";

/** Without a first word for this long, another provider is worth asking: people press Esc after 15 to 60 s (oh-my-pi issue 9741). */
const patienceMs = 30_000;

/** A failed request is sent again to the same provider, which has it in its cache, if that takes no longer than this. */
const maxRetryWaitMs = 5_000;

/** What it takes to ask another provider. */
interface FallbackOptions {
  /** Asks the provider that was chosen. */
  readonly stream: (signal: AbortSignal) => AsyncGenerator<ChatEvent, void, undefined>;
  /** Its name for people. */
  readonly label: string;
  /**
   * Who answers instead; undefined where nobody can or may. Asked once at most, and may take as long as the user needs.
   * Never rejects.
   *
   * @param reason what failed, a sentence
   */
  readonly choose: (reason: string) => Promise<FallbackTarget | undefined>;
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

/**
 * An answer's events, from another provider if the chosen one fails before its first content (thinking counts as content),
 * keeps the request waiting, or wants to be asked again only after a while. While the user is asked for consent, the chosen
 * provider may still begin; then it answers. It moves once: the other provider's failure is the answer's.
 *
 * @throws ProviderError, or the signal's reason
 */
export async function* withFallback(
  options: FallbackOptions,
): AsyncGenerator<ChatEvent | FallbackEvent, void, undefined> {
  const { label, choose, clock } = options;
  const leaving = new AbortController();
  const stream = options.stream(AbortSignal.any([options.signal, leaving.signal]));
  const startedMs = clock.nowMs();
  let hasContent = false;
  let choice: { readonly reason: string; readonly target: Promise<FallbackTarget | undefined> } | undefined;
  const ask = (failure: string) => {
    if (choice !== undefined) return choice;
    const reason = /[.!?…]$/u.test(failure) ? failure : `${failure}.`;
    choice = { reason, target: choose(reason) };
    return choice;
  };
  let isDeclined = false;
  let next: Promise<IteratorResult<ChatEvent, void>> | undefined;
  let target: FallbackTarget | undefined;

  try {
    while (target === undefined) {
      next ??= stream.next();
      if (choice !== undefined && !hasContent && !isDeclined) {
        const first = await Promise.race([next.then(() => "event" as const), choice.target]);
        if (first !== "event") {
          target = first;
          isDeclined = first === undefined;
          continue;
        }
      }
      const { done, value } = await next;
      next = undefined;
      if (done === true) return;
      hasContent ||= isContent(value);
      if (!hasContent && value.type === "status") {
        const waitedMs = clock.nowMs() - startedMs;
        if (value.status === "queued" && waitedMs >= patienceMs) {
          ask(`${label} has not begun to answer for ${Math.round(waitedMs / 1_000)} seconds.`);
        }
        if (value.status === "retrying" && (value.waitMs > maxRetryWaitMs || waitedMs >= patienceMs)) {
          ask(value.reason);
        }
      }
      yield value;
    }
  } catch (error) {
    options.signal.throwIfAborted();
    if (hasContent || !canMoveElsewhere(error)) throw error;
    target = await ask(error.message).target;
    options.signal.throwIfAborted();
    if (target === undefined) throw error;
  } finally {
    // Nobody waits for the provider that is left, nor hears of its end.
    leaving.abort();
    next?.catch(() => undefined);
    stream.return().catch(() => undefined);
  }

  yield {
    type: "status",
    status: "fallback",
    from: label,
    to: target.label,
    providerId: target.providerId,
    model: target.model,
    reason: `${choice?.reason ?? ""} ${target.label} answers instead, with ${target.model}.`.trim(),
  };
  yield* target.stream(options.signal);
}

function isContent(event: ChatEvent): boolean {
  switch (event.type) {
    case "reasoning-delta":
    case "text-delta":
    case "tool-call-delta":
    case "logprobs":
    case "finish":
      return true;
    case "status":
      return false;
  }
}
