import type { Attachment } from "./attachment";
import { attachmentView } from "./attachment";
import type { ConversationEvent, FinalStatus } from "./conversationEvent";
import type { MessageStatus, MessageView } from "./protocol";
import { titleFrom, untitled } from "./title";

/** One message of a conversation, with what only the host knows. */
export interface Message extends Omit<MessageView, "attachments"> {
  readonly attachments: readonly Attachment[];
  /** What a request carries for this message; for an answer the same as `text`. */
  readonly requestText: string;
  /** Of an answer: the user's message it answers. */
  readonly questionId?: string;
  /** Of an answer: the window that runs or ran it. */
  readonly windowId?: string;
  /** Lengths that the deltas have reached; `text` and `reasoning` differ from them only after a damaged line. */
  readonly textEnd: number;
  readonly reasoningEnd: number;
  /** Date of the first thinking, once there was some. */
  readonly thinkingSinceMs?: number;
}

/** A conversation as its events made it. */
export interface Conversation {
  readonly id: string;
  readonly title: string;
  readonly createdMs: number;
  /** Date of the last message or end of an answer. */
  readonly updatedMs: number;
  /** Date of the last event of any kind: the next event is later. */
  readonly lastEventMs: number;
  readonly messages: readonly Message[];
  /** Answers that a retry took the place of, oldest first. */
  readonly replacedAnswers: readonly Message[];
  readonly draft: string;
  readonly isDeleted: boolean;
}

/** A conversation to which nothing has happened. */
export function emptyConversation(id: string): Conversation {
  return {
    id,
    title: untitled,
    createdMs: 0,
    updatedMs: 0,
    lastEventMs: 0,
    messages: [],
    replacedAnswers: [],
    draft: "",
    isDeleted: false,
  };
}

/** Stands in an answer where a damaged line of history held a part of it. */
const damagedGap = "\n\n*(a part of this answer was damaged on disk)*\n\n";

/** Whether an answer with this status is over. */
export function isFinal(status: MessageStatus): status is FinalStatus {
  switch (status) {
    case "waiting":
    case "queued":
    case "thinking":
    case "streaming":
    case "stalled":
      return false;
    case "complete":
    case "stopped":
    case "cut-short":
    case "failed":
    case "interrupted":
      return true;
  }
}

/**
 * The conversation after one more event. Pure, and total: an event that does not fit (a delta for an answer that is
 * over, an end without a start, a message that is already there) changes nothing, so that damaged or doubled
 * history can be read, and the first end of an answer stays its only one.
 */
export function reduceConversation(before: Conversation, event: ConversationEvent): Conversation {
  const after = { ...before, lastEventMs: Math.max(before.lastEventMs, event.atMs) };
  switch (event.type) {
    case "conversation-start":
      return before.createdMs > 0 ? after : { ...after, createdMs: event.atMs };
    case "user-message": {
      if (before.messages.some((message) => message.id === event.messageId)) return before;
      const hasQuestion = before.messages.some((message) => message.role === "user");
      return {
        ...after,
        title: hasQuestion ? before.title : titleFrom(event.text || (event.attachments[0]?.label ?? "")),
        createdMs: before.createdMs > 0 ? before.createdMs : event.atMs,
        updatedMs: Math.max(before.updatedMs, event.atMs),
        draft: "",
        messages: [
          ...before.messages,
          {
            id: event.messageId,
            role: "user",
            text: event.text,
            requestText: event.requestText,
            reasoning: "",
            status: "complete",
            statusSinceMs: event.atMs,
            attachments: event.attachments,
            createdMs: event.atMs,
            textEnd: event.text.length,
            reasoningEnd: 0,
          },
        ],
      };
    }
    case "answer-start": {
      if (before.messages.some((message) => message.id === event.messageId)) return before;
      const replaced = before.messages.filter((message) => message.id === event.replaces);
      const messages = before.messages.filter((message) => message.id !== event.replaces);
      const question = messages.findIndex((message) => message.id === event.questionId);
      const answer: Message = {
        id: event.messageId,
        role: "assistant",
        text: "",
        requestText: "",
        reasoning: "",
        status: "waiting",
        statusSinceMs: event.atMs,
        attachments: [],
        createdMs: event.atMs,
        questionId: event.questionId,
        windowId: event.windowId,
        textEnd: 0,
        reasoningEnd: 0,
        ...(event.model === "" ? {} : { model: event.model }),
      };
      // Two windows may have written to one conversation at once: an answer stands behind its own question.
      messages.splice(question === -1 ? messages.length : question + 1, 0, answer);
      return { ...after, messages, replacedAnswers: [...before.replacedAnswers, ...replaced] };
    }
    case "answer-status":
      return changeOpenAnswer(after, event.messageId, (answer) => {
        const { notice: _, ...rest } = answer;
        return {
          ...rest,
          status: event.status,
          statusSinceMs: answer.status === event.status ? answer.statusSinceMs : event.atMs,
          ...(event.notice === undefined ? {} : { notice: event.notice }),
        };
      });
    case "reasoning-delta":
      return changeOpenAnswer(after, event.messageId, (answer) => ({
        ...entered(answer, "thinking", event.atMs),
        reasoning: extended(answer.reasoning, answer.reasoningEnd, event),
        reasoningEnd: Math.max(answer.reasoningEnd, event.offset + event.text.length),
        thinkingSinceMs: answer.thinkingSinceMs ?? event.atMs,
      }));
    case "text-delta":
      return changeOpenAnswer(after, event.messageId, (answer) => {
        const text = extended(answer.text, answer.textEnd, event);
        return {
          ...withThinkingSettled(entered(answer, "streaming", event.atMs), event.atMs),
          text,
          requestText: text,
          textEnd: Math.max(answer.textEnd, event.offset + event.text.length),
        };
      });
    case "answer-end": {
      const ended = changeOpenAnswer(after, event.messageId, (answer) => {
        const { type: _type, atMs, messageId: _messageId, ...end } = event;
        const { notice: _notice, ...rest } = withThinkingSettled(answer, atMs);
        return { ...rest, ...end, statusSinceMs: atMs };
      });
      return ended === after ? after : { ...ended, updatedMs: Math.max(before.updatedMs, event.atMs) };
    }
    case "draft-change":
      return { ...after, draft: event.text };
    case "deletion":
      return { ...after, isDeleted: true };
    case "restoration":
      return { ...after, isDeleted: false };
  }
}

/** The message as the webview shows it. */
export function messageView(message: Message): MessageView {
  const {
    requestText: _requestText,
    questionId: _questionId,
    windowId: _windowId,
    textEnd: _textEnd,
    reasoningEnd: _reasoningEnd,
    thinkingSinceMs: _thinkingSinceMs,
    ...view
  } = message;
  return { ...view, attachments: message.attachments.map(attachmentView) };
}

function changeOpenAnswer(
  conversation: Conversation,
  messageId: string,
  change: (answer: Message) => Message,
): Conversation {
  const index = conversation.messages.findLastIndex((message) => message.id === messageId);
  const answer = conversation.messages[index];
  if (answer === undefined || answer.role !== "assistant" || isFinal(answer.status)) return conversation;
  return { ...conversation, messages: conversation.messages.with(index, change(answer)) };
}

function entered(answer: Message, status: "thinking" | "streaming", atMs: number): Message {
  if (answer.status === status) return answer;
  const { notice: _, ...rest } = answer;
  return { ...rest, status, statusSinceMs: atMs };
}

/** The first text, or the end, settles how long the model thought. */
function withThinkingSettled(answer: Message, atMs: number): Message {
  if (answer.thinkingSinceMs === undefined || answer.reasoningMs !== undefined) return answer;
  return { ...answer, reasoningMs: Math.max(0, atMs - answer.thinkingSinceMs) };
}

/** A piece that is already there adds only what is new; what is missing before it is marked. */
function extended(text: string, end: number, piece: { offset: number; text: string }): string {
  if (piece.offset > end) return text + damagedGap + piece.text;
  return text + piece.text.slice(end - piece.offset);
}
