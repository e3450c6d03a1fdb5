import type { RequestImage } from "../provider/chatRequest";
import type { FinishReason, Usage } from "../provider/events";
import type { Attachment } from "./attachment";
import type { ConversationOptions } from "./conversationOptions";
import type { ChatNotice, MessageStatus } from "./protocol";

/** How an answer can end. Every answer ends in exactly one of these. */
export type FinalStatus = "complete" | "stopped" | "cut-short" | "failed" | "interrupted";

/** How an answer that has not ended can be doing. */
export type OpenStatus = Exclude<MessageStatus, FinalStatus>;

/** How an answer ended, with everything that is known then. */
export interface AnswerEnd {
  readonly status: FinalStatus;
  readonly finishReason?: FinishReason;
  readonly usage?: Usage;
  /** What the answer cost, in words, by the prices of that moment. */
  readonly costLabel?: string;
  /** The same in US dollars, where a price is known. */
  readonly costUsd?: number;
  /** The same in yuan, where the account is in yuan: then this is what is billed. */
  readonly costCny?: number;
  /** The model that answered, as the provider names it. */
  readonly model?: string;
  readonly notice?: ChatNotice;
}

/** What the user asks, as history and requests keep it. */
export interface UserMessageFacts {
  readonly messageId: string;
  /** As the user typed it. */
  readonly text: string;
  /** As it is sent, now and in every later request: attachments rendered, secrets masked. */
  readonly requestText: string;
  /** How much of `requestText` (UTF-16 code units) stands before the user's own words. Missing: it is what is left over. */
  readonly contextLength?: number;
  readonly attachments: readonly Attachment[];
  /** Sent with the text, now and in every later request. */
  readonly images?: readonly RequestImage[];
}

/** A tool call as the model made it. `arguments` is the JSON text as it came, valid or not. */
export interface ToolCallRecord {
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
}

/** What a tool answered. */
export interface ToolResult {
  /** As the model reads it, secrets masked. */
  readonly text: string;
  /** The call failed, was refused or did not run; `text` says why. */
  readonly isError: boolean;
  /** For people, such as `Read src/main.go, lines 1–40`. */
  readonly label: string;
}

/** What happened to a conversation, without its time. */
export type ConversationChangeEvent =
  | { readonly type: "conversation-start"; readonly conversationId: string }
  | ({
      readonly type: "user-message";
      /** The answer it follows; null for a first message. Missing (older history): behind the last shown message. */
      readonly parentId?: string | null;
    } & UserMessageFacts)
  /** A message that waits until the running answer has ended. Once sent, it becomes a `user-message` with its id. */
  | ({ readonly type: "queued-message" } & UserMessageFacts)
  | { readonly type: "queue-removal"; readonly messageId: string }
  | {
      readonly type: "answer-start";
      readonly messageId: string;
      /** The user's message that is answered. */
      readonly questionId: string;
      /** What it stands behind, where that is not the question: the answer whose tool calls it goes on from. */
      readonly parentId?: string;
      readonly model: string;
      /** Who is asked; missing in older history. */
      readonly providerId?: string;
      /** The window that runs it: when that window is gone, an answer without an end was interrupted. */
      readonly windowId: string;
    }
  /** An ended answer goes on where it stopped: further deltas and another end follow. */
  | {
      readonly type: "answer-resume";
      readonly messageId: string;
      /** How much of its text and thinking stays (UTF-16 code units); missing: all. */
      readonly textLength?: number;
      readonly reasoningLength?: number;
      readonly model: string;
      readonly providerId?: string;
      readonly windowId: string;
    }
  /** Another provider answers than the one that was asked, because that one failed before its first word. */
  | {
      readonly type: "answer-fallback";
      readonly messageId: string;
      readonly providerId: string;
      readonly model: string;
      /** A sentence for people: who failed, why, who answers. */
      readonly reason: string;
    }
  | {
      readonly type: "text-delta" | "reasoning-delta";
      readonly messageId: string;
      /** Length of the text before. */
      readonly offset: number;
      readonly text: string;
    }
  /** The model asks for these calls; they come whole, before the answer's end. */
  | { readonly type: "tool-calls"; readonly messageId: string; readonly calls: readonly ToolCallRecord[] }
  /** One call's only result. */
  | ({ readonly type: "tool-result"; readonly messageId: string; readonly callId: string } & ToolResult)
  | ({ readonly type: "answer-end"; readonly messageId: string } & AnswerEnd)
  /** The user looks at this message among its siblings. */
  | { readonly type: "branch-select"; readonly messageId: string }
  | { readonly type: "options-change"; readonly options: ConversationOptions }
  /** What stands first in every request from now on, and the files it was made from. */
  | { readonly type: "system-change"; readonly text: string; readonly sources: readonly SystemSource[] }
  | { readonly type: "title-change"; readonly title: string; readonly by: "user" | "model" }
  | { readonly type: "pin"; readonly isPinned: boolean }
  | { readonly type: "draft-change"; readonly text: string }
  | { readonly type: "deletion" }
  | { readonly type: "restoration" };

/** A file whose instructions are part of the system prompt. */
export interface SystemSource {
  /** Such as `AGENTS.md`. */
  readonly label: string;
  /** The document's address. */
  readonly uri: string;
  /** Estimated. */
  readonly tokens: number;
}

/** An event that history keeps. `atMs` is a date that only grows along one conversation, also across windows. */
export type StoredEvent = ConversationChangeEvent & { readonly atMs: number };

/** An event that shapes a conversation: a stored one, or a passing status that is worth nothing tomorrow. */
export type ConversationEvent =
  | StoredEvent
  | {
      readonly type: "answer-status";
      readonly atMs: number;
      readonly messageId: string;
      readonly status: OpenStatus;
      /** While a failed try waits for the next one. */
      readonly notice?: ChatNotice;
    };
