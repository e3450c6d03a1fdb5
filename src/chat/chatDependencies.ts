import type { ToolDefinition } from "../provider/chatRequest";
import type { ProviderClient } from "../provider/client";
import type { Clock } from "../provider/clock";
import type { Usage } from "../provider/events";
import type { CollectedCall } from "../provider/toolCallCollector";
import type { ToolResult } from "./conversationEvent";
import type { ConversationOptions } from "./conversationOptions";
import type { SpendingSource } from "./cost/chatSpending";
import type { HistoryStore } from "./history/historyStore";
import type { ChatNotice, ProviderOption } from "./protocol";
import type { SystemText } from "./systemText";

/** What the user's settings, and a conversation's own options before them, say. Read again for every question. */
export interface ChatSettings {
  /** Who answers: decides the price, also when another provider is chosen before the answer has ended. */
  readonly providerId: string;
  /** The provider's name for people, such as "DeepSeek". */
  readonly providerLabel: string;
  /** Empty: the provider's default. */
  readonly model: string;
  /** For the picker. */
  readonly models: readonly string[];
  /** For the panel, as `effort` is: what the user chose, else what the model does by itself. */
  readonly thinking: "on" | "off";
  readonly effort: "low" | "high" | "max";
  /** False where the provider has no such switch: the panel offers none. */
  readonly canSwitchThinking: boolean;
  /** Longest answer; sent with every request where set. */
  readonly maxTokens?: number;
  /** What the model takes altogether, where it is known: attachments are cut to fit. */
  readonly contextTokens?: number;
  /** Whether images may be attached: what the provider's list says of the model, else what is known of its name. */
  readonly takesImages: boolean;
  /**
   * What the user has set, by our parameter names, thinking and its effort among them. What is not set is not sent: a
   * model that cannot think refuses to be asked for an effort.
   */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Why nothing can be sent now (no key, workspace not trusted). */
  readonly obstacle?: ChatNotice;
}

/** The chat's use of `src/privacy/privacyGate.ts`: which files may leave, and text without its secrets. */
export interface ChatPrivacy {
  decide(path: string): { readonly isAllowed: true } | { readonly isAllowed: false; readonly reason: string };
  mask(text: string): { readonly text: string };
}

/** An answer's cost is asked for: who gave it, what it used, and when it was asked (ms since 1970). */
interface AnswerCostQuery {
  readonly providerId: string;
  readonly model: string;
  readonly usage: Usage;
  readonly atMs: number;
}

/** The tools that the model may call. */
export interface ChatTools {
  /** For a conversation with these options: always in the same order, so that requests begin alike. */
  readonly definitions: (options: ConversationOptions) => readonly ToolDefinition[];
  /** For the answer to one question: what it may spend on tools is counted from here. */
  readonly start: (options: ConversationOptions) => ChatToolTurn;
}

/** Tools at work for one question. */
export interface ChatToolTurn {
  /**
   * Runs the calls of one answer. Never rejects, also when `signal` aborts; `onResult` gets each call's one result as
   * soon as it is there.
   */
  readonly run: (
    calls: readonly CollectedCall[],
    signal: AbortSignal,
    onResult: (callId: string, result: ToolResult) => void,
  ) => Promise<void>;
  /** False when the model has called often enough and has to answer with what it knows. */
  readonly mayCall: boolean;
}

/** Titles by a model. */
export interface ChatTitles {
  /** Whether they are wanted, and there is money for them. */
  readonly isOn: () => boolean;
  /** The client of the provider that has answered; what is asked through it is counted as a title. May throw. */
  readonly client: (settings: ChatSettings) => ProviderClient;
}

/** What the conversations need from outside. */
export interface ChatDependencies {
  /** The client of the provider that these settings name. May throw a `ProviderError` (an address that cannot be used). */
  readonly client: (settings: ChatSettings) => ProviderClient;
  readonly settings: (options: ConversationOptions) => ChatSettings;
  /**
   * Who answers when a provider fails before its first word: what to ask it with, or undefined where nobody else can or
   * may. The user has agreed, now or once and for all. Never rejects.
   *
   * @param reason what failed, a sentence
   */
  readonly fallback?: (
    failing: ChatSettings,
    options: ConversationOptions,
    reason: string,
  ) => Promise<ChatSettings | undefined>;
  /** What the workspace's instruction files say now; empty where they may not or need not be read. Never rejects. */
  readonly instructions?: () => Promise<SystemText>;
  readonly tools?: ChatTools;
  readonly titles?: ChatTitles;
  readonly store: HistoryStore;
  readonly clock: Clock;
  readonly privacy: ChatPrivacy;
  /** Lines without prompts, code and keys. */
  readonly log: (level: "debug" | "info" | "warn", line: string) => void;
  /** What an answer cost, in words, by the prices of its moment; undefined: nothing to say. */
  readonly costLabel: (query: AnswerCostQuery) => string | undefined;
  /** The same in US dollars; undefined where no price is known. */
  readonly costUsd: (query: AnswerCostQuery) => number | undefined;
  /** The same in yuan; undefined where the account is not in yuan. */
  readonly costCny?: (query: AnswerCostQuery) => number | undefined;
  /** What was spent, the budget and the balance. Missing: the panel tells nothing of it, and nothing is stopped. */
  readonly spending?: SpendingSource;
  /** An answer is complete: the provider, its address and the key work. */
  readonly onComplete: (settings: ChatSettings) => void;
  /** Who can be asked now. Missing: only who the settings name. */
  readonly providers?: () => readonly ProviderOption[];
  /** Keeps the user's choice in the settings. */
  readonly selectModel: (providerId: string, model: string) => Promise<void>;
  readonly setThinking: (thinking: "on" | "off", effort: "low" | "high" | "max") => Promise<void>;
  /** The conversation that was shown last in this workspace, remembered over reloads. */
  readonly lastConversation: {
    readonly read: () => string | undefined;
    readonly write: (conversationId: string) => Promise<void>;
  };
  /** A new id: letters, digits, `-` and `_`, at most 64. */
  readonly createId: () => string;
}
