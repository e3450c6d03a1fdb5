import type { FinishReason, Usage } from "../provider/events";
import type { Attachment } from "./attachment";
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
  /** The model that answered, as the provider names it. */
  readonly model?: string;
  readonly notice?: ChatNotice;
}

/** What happened to a conversation, without its time. */
export type ConversationChangeEvent =
  | { readonly type: "conversation-start"; readonly conversationId: string }
  | {
      readonly type: "user-message";
      readonly messageId: string;
      /** As the user typed it. */
      readonly text: string;
      /** As it is sent, now and in every later request: attachments rendered, secrets masked. */
      readonly requestText: string;
      readonly attachments: readonly Attachment[];
    }
  | {
      readonly type: "answer-start";
      readonly messageId: string;
      /** The user's message that is answered. */
      readonly questionId: string;
      /** An earlier answer to the same question that this one takes the place of; its text stays in history. */
      readonly replaces?: string;
      readonly model: string;
      /** The window that runs it: when that window is gone, an answer without an end was interrupted. */
      readonly windowId: string;
    }
  | {
      readonly type: "text-delta" | "reasoning-delta";
      readonly messageId: string;
      /** Length of the text before. */
      readonly offset: number;
      readonly text: string;
    }
  | ({ readonly type: "answer-end"; readonly messageId: string } & AnswerEnd)
  | { readonly type: "draft-change"; readonly text: string }
  | { readonly type: "deletion" }
  | { readonly type: "restoration" };

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
