import { estimateTokens } from "../estimateTokens";
import type { Pricing } from "../../usage/pricing";
import {
  anewText,
  cacheLoss,
  cacheLossSentence,
  isTrifle,
  roundTokens,
  type CacheLossQuery,
} from "./cacheLoss";
import { messageTokens } from "./messageTokens";

/** What actions cost by taking the provider's cache away, in words. Trifles are left out. */
export interface CacheHints {
  /** Choosing another model; and by model, where its price is known, what sending all of it anew costs: `$0.0072`. */
  readonly anotherModel?: string;
  readonly models: Readonly<Record<string, string>>;
  /** Changing what stands before the messages: thinking, effort, instructions, tools, JSON mode. */
  readonly settings?: string;
  /** By question that could be edited. */
  readonly messages: Readonly<Record<string, string>>;
}

/** A conversation as far as its cost is concerned. */
interface HintedConversation {
  readonly system?: { readonly text: string };
  readonly messages: readonly (Parameters<typeof messageTokens>[1][number] & {
    readonly id: string;
    readonly contextLength?: number;
    readonly createdMs: number;
    /** Of an answer: who gave it. */
    readonly model?: string;
  })[];
}

/** A provider keeps what it has read for hours to days (DeepSeek API docs, "Context Caching", read 2026-11). */
const warmMs = 24 * 3_600_000;

/** More are in the host's own picker. */
const maxModels = 50;

/**
 * The hints for a conversation, or undefined where nothing is worth one: it is short, was not sent yet, or so long ago
 * that the provider has forgotten it anyway.
 */
export function cacheHints(query: {
  readonly conversation: HintedConversation;
  readonly defaultSystemText: string;
  readonly providerId: string;
  readonly model: string;
  readonly models: readonly string[];
  readonly pricing: Pick<Pricing, "pricesAt">;
  readonly atMs: number;
}): CacheHints | undefined {
  const { conversation, providerId, model, pricing, atMs } = query;
  const { messages } = conversation;
  const last = messages.findLast(({ role }) => role === "assistant");
  if (last === undefined || atMs - last.createdMs > warmMs) return undefined;
  const systemText = conversation.system?.text ?? query.defaultSystemText;
  const tokens = messageTokens(systemText, messages);
  const lossOf = (
    change: Pick<CacheLossQuery, "messageTokens" | "changedFrom"> & { readonly model?: string },
  ) => cacheLoss({ providerId, model, before: { providerId, model }, pricing, atMs, ...change });

  const all = lossOf({ messageTokens: tokens, changedFrom: 0 });
  const others = query.models
    .slice(0, maxModels)
    // Whose cache holds the conversation costs nothing more, also when another one was chosen since.
    .filter((other) => other !== model && other !== last.model)
    .map((other) => ({ other, loss: lossOf({ messageTokens: tokens, changedFrom: 0, model: other }) }))
    .filter(({ loss }) => !isTrifle(loss));
  const hints = {
    ...(others.length > 0 && {
      anotherModel: `Another model reads this chat anew: about ${roundTokens(all.tokens)} tokens.`,
    }),
    models: Object.fromEntries(
      others.flatMap(({ other, loss }) => {
        const amount = anewText(loss);
        return amount === undefined ? [] : [[other, amount]];
      }),
    ),
    messages: Object.fromEntries(
      messages.flatMap(({ id, role, requestText, contextLength }, index) => {
        // Most messages are a trifle as a whole; their characters need not be looked at again.
        const whole = tokens[index + 1] ?? 0;
        if (role !== "user" || isTrifle(lossOf({ messageTokens: [whole], changedFrom: 0 }))) return [];
        // What is attached stands before the words and stays as it was sent; only the words are others.
        const words = estimateTokens(requestText.slice(contextLength ?? 0));
        const loss = lossOf({ messageTokens: [Math.min(words, whole)], changedFrom: 0 });
        return isTrifle(loss) ? [] : [[id, cacheLossSentence(loss)]];
      }),
    ),
    ...(!isTrifle(all) && { settings: cacheLossSentence(all) }),
  };
  const isEmpty = others.length === 0 && Object.keys(hints.messages).length === 0;
  return isEmpty && isTrifle(all) ? undefined : hints;
}
