import type { RequestImage } from "../provider/chatRequest";
import type { Usage } from "../provider/events";
import { moneyText } from "../usage/money";
import type { Attachment } from "./attachment";
import { attachmentView } from "./attachment";
import { canContinue } from "./continuation/canContinue";
import type {
  ConversationEvent,
  FinalStatus,
  SystemSource,
  ToolCallRecord,
  ToolResult,
  UserMessageFacts,
} from "./conversationEvent";
import type { ConversationOptions } from "./conversationOptions";
import { activePath, siblingGroups, siblingsOf } from "./messageTree";
import type { SelectedChildren } from "./messageTree";
import type { MessageStatus, MessageView } from "./protocol";
import { titleFrom, untitled } from "./title";

/** A tool call and, once it is there, its result. */
interface ToolCall extends ToolCallRecord {
  readonly result?: ToolResult;
}

/** One message of a conversation, with what only the host knows. */
export interface Message extends Omit<MessageView, "attachments" | "toolCalls" | "branch"> {
  readonly attachments: readonly Attachment[];
  /** The message it stands behind; undefined for a first one. */
  readonly parentId?: string;
  /** What a request carries for this message; for an answer the same as `text`. */
  readonly requestText: string;
  /** Of a question: how much of `requestText` (UTF-16 code units) is attachments. */
  readonly contextLength: number;
  /** Of a question: what a request carries beside the text. */
  readonly images?: readonly RequestImage[];
  /** Of an answer: the user's message it answers. */
  readonly questionId?: string;
  /** Of an answer: the window that runs or ran it. */
  readonly windowId?: string;
  /** Of an answer: who gives it; undefined in older history. */
  readonly providerId?: string;
  /** Of an answer: the tools it asks for; another answer behind this one goes on with their results. */
  readonly toolCalls: readonly ToolCall[];
  /** Lengths that the deltas have reached; `text` and `reasoning` differ from them only after a damaged line. */
  readonly textEnd: number;
  readonly reasoningEnd: number;
  /** Date of the first thinking, once there was some. */
  readonly thinkingSinceMs?: number;
}

/** A message that waits for the running answer's end. */
type QueuedMessage = UserMessageFacts & { readonly atMs: number };

/** A conversation as its events made it. */
export interface Conversation {
  readonly id: string;
  readonly title: string;
  /** Who named it; `text`: its first message. */
  readonly titleBy: "text" | "model" | "user";
  readonly isPinned: boolean;
  readonly createdMs: number;
  /** Date of the last message or end of an answer. */
  readonly updatedMs: number;
  /** Date of the last event of any kind: the next event is later. */
  readonly lastEventMs: number;
  /** The messages that are shown and sent, in order: one way through `all`. */
  readonly messages: readonly Message[];
  /** Every message in the order they came: other answers to a question and other questions among them. */
  readonly all: readonly Message[];
  readonly selected: SelectedChildren;
  readonly queue: readonly QueuedMessage[];
  readonly options: ConversationOptions;
  /** What requests begin with; undefined until the first one. */
  readonly system?: { readonly text: string; readonly sources: readonly SystemSource[] };
  readonly draft: string;
  readonly isDeleted: boolean;
}

/** A conversation to which nothing has happened. */
export function emptyConversation(id: string): Conversation {
  return {
    id,
    title: untitled,
    titleBy: "text",
    isPinned: false,
    createdMs: 0,
    updatedMs: 0,
    lastEventMs: 0,
    messages: [],
    all: [],
    selected: new Map(),
    queue: [],
    options: {},
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
      if (before.all.some((message) => message.id === event.messageId)) return before;
      const isFirst = before.all.every((message) => message.role !== "user");
      const parentId = event.parentId === null ? undefined : knownParent(before, [event.parentId]);
      const question: Message = {
        id: event.messageId,
        role: "user",
        ...(parentId === undefined ? {} : { parentId }),
        text: event.text,
        requestText: event.requestText,
        contextLength: event.contextLength ?? contextLengthOf(event),
        reasoning: "",
        status: "complete",
        statusSinceMs: event.atMs,
        attachments: event.attachments,
        ...(event.images === undefined ? {} : { images: event.images }),
        toolCalls: [],
        createdMs: event.atMs,
        textEnd: event.text.length,
        reasoningEnd: 0,
      };
      return withMessage(
        {
          ...after,
          title:
            isFirst && before.titleBy === "text"
              ? titleFrom(event.text || (event.attachments[0]?.label ?? ""))
              : before.title,
          createdMs: before.createdMs > 0 ? before.createdMs : event.atMs,
          updatedMs: Math.max(before.updatedMs, event.atMs),
          queue: before.queue.filter((queued) => queued.messageId !== event.messageId),
          // A message that waited takes nothing from what is being typed now.
          draft: before.queue.some((queued) => queued.messageId === event.messageId) ? before.draft : "",
        },
        question,
      );
    }
    case "queued-message": {
      const { type: _, ...queued } = event;
      const isKnown =
        before.queue.some((each) => each.messageId === event.messageId) ||
        before.all.some((message) => message.id === event.messageId);
      return isKnown ? before : { ...after, queue: [...before.queue, queued], draft: "" };
    }
    case "queue-removal":
      return { ...after, queue: before.queue.filter((queued) => queued.messageId !== event.messageId) };
    case "answer-start": {
      if (before.all.some((message) => message.id === event.messageId)) return before;
      const { questionId } = event;
      const parentId = knownParent(before, [event.parentId, questionId]);
      const answer: Message = {
        id: event.messageId,
        role: "assistant",
        ...(parentId === undefined ? {} : { parentId }),
        text: "",
        requestText: "",
        contextLength: 0,
        reasoning: "",
        status: "waiting",
        statusSinceMs: event.atMs,
        attachments: [],
        toolCalls: [],
        createdMs: event.atMs,
        questionId,
        windowId: event.windowId,
        textEnd: 0,
        reasoningEnd: 0,
        ...(event.model === "" ? {} : { model: event.model }),
        ...(event.providerId === undefined ? {} : { providerId: event.providerId }),
      };
      // Two windows may have asked behind one message at once: what stands behind a question follows its answer.
      const all = before.all.map((message) =>
        message.role === "user" && parentId !== undefined && message.parentId === parentId
          ? { ...message, parentId: answer.id }
          : message,
      );
      return withMessage({ ...after, all }, answer);
    }
    case "answer-resume": {
      const answer = after.all.find((message) => message.id === event.messageId);
      if (answer === undefined || answer.role !== "assistant" || !isFinal(answer.status)) return after;
      const { notice: _notice, finishReason: _finishReason, ...rest } = answer;
      const text = answer.text.slice(0, event.textLength);
      const reasoning = answer.reasoning.slice(0, event.reasoningLength);
      return withChanged(after, answer, {
        ...rest,
        ...(text.length === answer.text.length ? {} : { text, requestText: text, textEnd: text.length }),
        ...(reasoning.length === answer.reasoning.length
          ? {}
          : { reasoning, reasoningEnd: reasoning.length }),
        status: "waiting",
        statusSinceMs: event.atMs,
        windowId: event.windowId,
        ...(event.model === "" ? {} : { model: event.model }),
        ...(event.providerId === undefined ? {} : { providerId: event.providerId }),
      });
    }
    case "answer-fallback":
      return changeOpenAnswer(after, event.messageId, (answer) => ({
        ...answer,
        providerId: event.providerId,
        fallback: event.reason,
        ...(event.model === "" ? {} : { model: event.model }),
      }));
    case "tool-calls":
      return changeOpenAnswer(after, event.messageId, (answer) => ({ ...answer, toolCalls: event.calls }));
    case "tool-result": {
      const answer = after.all.find((message) => message.id === event.messageId);
      const at = answer?.toolCalls.findIndex((call) => call.id === event.callId) ?? -1;
      const call = answer?.toolCalls[at];
      if (answer === undefined || call === undefined || call.result !== undefined) return after;
      const { text, isError, label } = event;
      const toolCalls = answer.toolCalls.with(at, { ...call, result: { text, isError, label } });
      return withChanged(after, answer, { ...answer, toolCalls });
    }
    case "branch-select": {
      const message = after.all.find((each) => each.id === event.messageId);
      if (message === undefined) return after;
      return withPath({ ...after, selected: new Map([...after.selected, [message.parentId, message.id]]) });
    }
    case "options-change":
      return { ...after, options: event.options };
    case "system-change":
      return { ...after, system: { text: event.text, sources: event.sources } };
    case "title-change":
      // A model's title never takes the place of the user's.
      return event.by === "model" && before.titleBy === "user"
        ? after
        : { ...after, title: event.title, titleBy: event.by };
    case "pin":
      return { ...after, isPinned: event.isPinned };
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
        return { ...rest, ...withSums(answer, end), statusSinceMs: atMs };
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

/** The shown messages as the webview shows them. */
export function messageViews({ all, messages }: Conversation): readonly MessageView[] {
  const siblings = siblingGroups(all);
  return messages.map((message) => viewOf(message, siblings(message)));
}

/** One message as the webview shows it. */
export function messageView({ all }: Conversation, message: Message): MessageView {
  return viewOf(message, siblingsOf(all, message));
}

function viewOf(message: Message, siblings: readonly Message[]): MessageView {
  const {
    requestText: _requestText,
    contextLength: _contextLength,
    parentId: _parentId,
    images: _images,
    questionId: _questionId,
    windowId: _windowId,
    textEnd: _textEnd,
    reasoningEnd: _reasoningEnd,
    thinkingSinceMs: _thinkingSinceMs,
    toolCalls,
    ...view
  } = message;
  const at = siblings.indexOf(message);
  const previousId = siblings[at - 1]?.id;
  const nextId = siblings[at + 1]?.id;
  return {
    ...view,
    attachments: message.attachments.map(attachmentView),
    ...(canContinue(message) ? { canContinue: true } : {}),
    ...(toolCalls.length === 0 ? {} : { toolCalls }),
    ...(siblings.length < 2
      ? {}
      : {
          branch: {
            position: at + 1,
            count: siblings.length,
            ...(previousId === undefined ? {} : { previousId }),
            ...(nextId === undefined ? {} : { nextId }),
          },
        }),
  };
}

/** The first of these messages that is there, else the last one shown: a lost line of history cuts nothing off. */
function knownParent(conversation: Conversation, ids: readonly (string | undefined)[]): string | undefined {
  const known = ids.find((id) => id !== undefined && conversation.all.some((message) => message.id === id));
  return known ?? conversation.messages.at(-1)?.id;
}

/** Adds a message and shows it. */
function withMessage(conversation: Conversation, message: Message): Conversation {
  const { messages, selected } = conversation;
  const all = [...conversation.all, message];
  // Nearly always: it follows the last one, and the path need not be looked for among thousands of messages.
  if (message.parentId === messages.at(-1)?.id && !selected.has(message.parentId))
    return { ...conversation, all, messages: [...messages, message] };
  return withPath({
    ...conversation,
    all,
    selected: new Map([...selected, [message.parentId, message.id]]),
  });
}

function withPath(conversation: Conversation): Conversation {
  return { ...conversation, messages: activePath(conversation.all, conversation.selected) };
}

/** Puts a changed message in the place of the one it was, on the path too; its place in the tree is the same. */
function withChanged(conversation: Conversation, old: Message, changed: Message): Conversation {
  const shownAt = conversation.messages.lastIndexOf(old);
  return {
    ...conversation,
    all: conversation.all.with(conversation.all.lastIndexOf(old), changed),
    messages: shownAt === -1 ? conversation.messages : conversation.messages.with(shownAt, changed),
  };
}

function changeOpenAnswer(
  conversation: Conversation,
  messageId: string,
  change: (answer: Message) => Message,
): Conversation {
  const answer = conversation.all.findLast((message) => message.id === messageId);
  if (answer === undefined || answer.role !== "assistant" || isFinal(answer.status)) return conversation;
  return withChanged(conversation, answer, change(answer));
}

/** Of a question from older history: what stands before the user's words, where they were sent as they are. */
function contextLengthOf({ requestText, text }: UserMessageFacts): number {
  return text !== "" && requestText.endsWith(text) ? requestText.length - text.length : 0;
}

/** An answer that was resumed has the tokens and the cost of all its parts. */
function withSums<End extends Partial<Pick<Message, "usage" | "costUsd" | "costCny" | "costLabel">>>(
  answer: Message,
  end: End,
): End {
  const usage =
    answer.usage === undefined || end.usage === undefined
      ? (end.usage ?? answer.usage)
      : sumOf(answer.usage, end.usage);
  const costUsd = sumOfAmounts(answer.costUsd, end.costUsd);
  const costCny = sumOfAmounts(answer.costCny, end.costCny);
  const hasCostBefore = costUsd !== undefined && answer.costUsd !== undefined;
  const costLabel = hasCostBefore
    ? `≈ ${moneyText({ costUsd, costCny: costCny ?? 0, costCnyInUsd: costCny === undefined ? 0 : costUsd })}`
    : end.costLabel;
  return {
    ...end,
    ...(usage === undefined ? {} : { usage }),
    ...(costLabel === undefined ? {} : { costLabel }),
    ...(costUsd === undefined ? {} : { costUsd }),
    ...(costCny === undefined ? {} : { costCny }),
  };
}

function sumOfAmounts(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined && b === undefined ? undefined : (a ?? 0) + (b ?? 0);
}

const usageFields = [
  "cacheHitTokens",
  "cacheMissTokens",
  "reasoningTokens",
  "estimatedCostUsd",
] as const satisfies readonly (keyof Usage)[];

function sumOf(a: Usage, b: Usage): Usage {
  const sum: { -readonly [Field in keyof Usage]: Usage[Field] } = {
    promptTokens: a.promptTokens + b.promptTokens,
    completionTokens: a.completionTokens + b.completionTokens,
    totalTokens: a.totalTokens + b.totalTokens,
  };
  for (const field of usageFields) {
    const [first, second] = [a[field], b[field]];
    if (first !== undefined || second !== undefined) sum[field] = (first ?? 0) + (second ?? 0);
  }
  return sum;
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
