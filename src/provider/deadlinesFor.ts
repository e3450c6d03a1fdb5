import { chatDeadlines, fimDeadlines } from "./defaultLimits";
import type { Deadlines } from "./exchange";
import type { ProviderProfile } from "./profiles";

/** The waits of both kinds of request. */
export interface ProviderDeadlines {
  readonly chat: Deadlines;
  readonly fim: Deadlines;
}

/** The default waits for services in the net. */
export const hostedDeadlines: ProviderDeadlines = { chat: chatDeadlines, fim: fimDeadlines };

/**
 * The default waits for servers on the user's own machine: they answer nothing while they load a model or read a long
 * prompt, which takes minutes without a graphics card.
 */
const localDeadlines: ProviderDeadlines = {
  chat: { ...chatDeadlines, headersMs: chatDeadlines.queuedMs, silentMs: 120_000 },
  fim: { ...fimDeadlines, headersMs: 30_000, queuedMs: 30_000, totalMs: 30_000 },
};

/** The default waits for a provider. */
export function deadlinesFor(profile: ProviderProfile): ProviderDeadlines {
  return profile.isLocal ? localDeadlines : hostedDeadlines;
}
