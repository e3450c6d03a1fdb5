import type { StoredEvent } from "./conversationEvent";
import { conversationFormat, conversationFormatVersion, maxConversationFileChars } from "./conversationFile";
import { readRecord } from "./history/record";
import { isJsonObject, readAmount, readText, readWord } from "./jsonObject";
import type { JsonObject } from "./jsonObject";

/** What a file gave: a conversation's events, or why there is none. */
export type ReadConversation =
  | {
      readonly isRead: true;
      readonly conversationId: string;
      /** In order, with ids and dates that fit together. */
      readonly events: readonly StoredEvent[];
      /** What of the file was left out: ends of sentences such as "2 messages that are damaged". */
      readonly skipped: readonly string[];
    }
  /** `reason` is a sentence for the person. */
  | { readonly isRead: false; readonly reason: string };

const maxMessages = 20_000;
const maxTitleChars = 200;
const maxSavedIdChars = 200;

/** What is needed to make an imported conversation one of ours. */
interface Import {
  readonly createId: () => string;
  /** Later dates are not believed. */
  readonly nowMs: number;
  /** Takes secrets out of what would be sent. */
  readonly mask: (text: string) => string;
}

/**
 * Reads an exported conversation. The file is outside input: every field is checked as a line of history is, ids are
 * made anew, dates are put in order and not after now. What would decide about later requests (options, the system
 * prompt) is left out, and so are addresses of attachments that are no local files.
 */
export function readConversationFile(text: string, { createId, nowMs, mask }: Import): ReadConversation {
  if (text.length > maxConversationFileChars) return refused("The file is larger than 64 MB.");
  let json: unknown;
  try {
    json = JSON.parse(text.startsWith("\ufeff") ? text.slice(1) : text);
  } catch {
    return refused("The file is not valid JSON.");
  }
  if (!isJsonObject(json) || json["format"] !== conversationFormat || !Array.isArray(json["messages"]))
    return refused("The file is not a conversation that was exported as JSON.");
  const version = readAmount(json["version"]);
  if (version === undefined || version > conversationFormatVersion)
    return refused("The file was written by a later version of Midfill. Update the extension to import it.");
  const reader = new MessageReader({ createId, nowMs, mask });
  const conversationId = createId();
  reader.add({ type: "conversation-start", conversationId }, readAmount(json["createdMs"]) ?? 0);
  for (const message of json["messages"].slice(0, maxMessages)) reader.addMessage(message);
  if (!reader.hasQuestion) return refused("The file holds no message that can be read.");
  reader.selectShown(json["shownMessageId"]);
  const title = readText(json["title"], maxTitleChars);
  const titleBy = readWord(json["titleBy"], ["user", "model"]);
  if (title !== undefined && titleBy !== undefined)
    reader.add(
      { type: "title-change", title: title.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " "), by: titleBy },
      0,
    );
  if (json["isPinned"] === true) reader.add({ type: "pin", isPinned: true }, 0);
  const tooMany = Math.max(0, json["messages"].length - maxMessages);
  const hasOptions = isJsonObject(json["options"]) && Object.keys(json["options"]).length > 0;
  return {
    isRead: true,
    conversationId,
    events: reader.events,
    skipped: [
      ...counted(reader.damagedMessages, "message that is damaged", "messages that are damaged"),
      ...counted(tooMany, "message too many", "messages too many"),
      ...counted(reader.foreignAttachments, "attachment's address", "attachments' addresses"),
      ...(hasOptions || json["system"] !== undefined ? ["its model, parameters and instructions"] : []),
    ],
  };
}

/** Makes events of messages, and keeps count of what does not fit. */
class MessageReader {
  readonly events: StoredEvent[] = [];
  damagedMessages = 0;
  foreignAttachments = 0;
  hasQuestion = false;
  readonly #import: Import;
  /** The ids of the file → ours. */
  readonly #ids = new Map<string, string>();
  /** By our ids: the parent, and the question that is answered (of a question: itself). */
  readonly #places = new Map<
    string,
    { readonly parentId: string | undefined; readonly questionId: string }
  >();
  #lastMs = 0;

  constructor(options: Import) {
    this.#import = options;
  }

  /** Adds an event as the history would read it; false when it would not. */
  add(event: JsonObject, atMs: number): boolean {
    const date = Math.max(this.#lastMs + 1, Math.min(atMs, this.#import.nowMs));
    const read = readRecord(JSON.stringify({ ...event, v: 1, atMs: date }));
    if (read.kind !== "record" || read.record.type === "segment-start") return false;
    this.events.push(read.record);
    this.#lastMs = date;
    return true;
  }

  addMessage(message: unknown): void {
    if (!isJsonObject(message)) {
      this.damagedMessages++;
      return;
    }
    const isRead = message["role"] === "user" ? this.#addQuestion(message) : this.#addAnswer(message);
    if (!isRead) this.damagedMessages++;
  }

  /** Shows the branch that was shown when the file was written. */
  selectShown(savedId: unknown): void {
    const children = new Map<string | undefined, number>();
    for (const { parentId } of this.#places.values())
      children.set(parentId, (children.get(parentId) ?? 0) + 1);
    const path: string[] = [];
    for (let id = this.#known(savedId); id !== undefined; id = this.#places.get(id)?.parentId) path.push(id);
    for (const messageId of path.toReversed()) {
      if ((children.get(this.#places.get(messageId)?.parentId) ?? 0) > 1)
        this.add({ type: "branch-select", messageId }, 0);
    }
  }

  #addQuestion(message: JsonObject): boolean {
    const { createId, mask } = this.#import;
    const messageId = createId();
    const parentId = this.#known(message["parentId"]);
    const requestText = message["requestText"];
    const isFirst = message["parentId"] === null;
    const isRead = this.add(
      {
        ...message,
        type: "user-message",
        messageId,
        parentId: isFirst ? null : parentId,
        requestText: typeof requestText === "string" ? mask(requestText) : undefined,
        // Masking may have moved it.
        contextLength: requestText === this.#masked(requestText) ? message["contextLength"] : undefined,
        attachments: this.#attachments(message["attachments"]),
      },
      readAmount(message["createdMs"]) ?? 0,
    );
    if (!isRead) return false;
    this.hasQuestion = true;
    this.#place(message["id"], messageId, parentId, messageId);
    return true;
  }

  #addAnswer(message: JsonObject): boolean {
    const { createId, nowMs } = this.#import;
    const parentId = this.#known(message["parentId"]);
    const questionId =
      this.#known(message["questionId"]) ??
      (parentId === undefined ? undefined : this.#places.get(parentId)?.questionId);
    // All of it is sent with the next question.
    const text = typeof message["text"] === "string" ? this.#import.mask(message["text"]) : undefined;
    if (message["role"] !== "assistant" || questionId === undefined || text === undefined) return false;
    const messageId = createId();
    const createdMs = readAmount(message["createdMs"]) ?? nowMs;
    const start = { ...message, type: "answer-start", messageId, questionId, parentId, windowId: "import" };
    if (!this.add(start, createdMs)) return false;
    this.#place(message["id"], messageId, parentId, questionId);
    const { fallback, toolCalls } = message;
    const reasoning = this.#masked(message["reasoning"]);
    if (typeof fallback === "string")
      this.add({ ...message, type: "answer-fallback", messageId, reason: fallback }, createdMs);
    let isWhole = true;
    const addText = (type: string, piece: unknown, atMs: number) => {
      if (piece !== "" && piece !== undefined)
        isWhole = this.add({ type, messageId, offset: 0, text: piece }, atMs) && isWhole;
    };
    addText("reasoning-delta", reasoning, createdMs);
    addText("text-delta", text, this.#lastMs + (readAmount(message["reasoningMs"]) ?? 0));
    const calls = (Array.isArray(toolCalls) ? toolCalls : [])
      .filter((call) => isJsonObject(call))
      .map((call): JsonObject => ({ ...call, arguments: this.#masked(call["arguments"]) }));
    if (calls.length > 0) this.add({ type: "tool-calls", messageId, calls }, 0);
    const end = { ...message, type: "answer-end", messageId };
    const endedMs = readAmount(message["endedMs"]) ?? 0;
    // Of an answer that was running when it was exported.
    if (!this.add(end, endedMs)) this.add({ ...end, status: "interrupted" }, endedMs);
    for (const { id: callId, result } of calls) {
      if (!isJsonObject(result)) continue;
      this.add({ ...result, text: this.#masked(result["text"]), type: "tool-result", messageId, callId }, 0);
    }
    return isWhole;
  }

  #attachments(value: unknown): readonly JsonObject[] {
    if (!Array.isArray(value)) return [];
    return value.flatMap((each) => {
      if (!isJsonObject(each) || !isJsonObject(each["source"])) return [];
      const { source } = each;
      const isLocal = typeof source["uri"] === "string" && source["uri"].startsWith("file:///");
      if (!isLocal) this.foreignAttachments++;
      return [
        {
          ...each,
          id: this.#import.createId(),
          source: isLocal ? source : { uri: "midfill-imported:/none" },
        },
      ];
    });
  }

  #masked(text: unknown): unknown {
    return typeof text === "string" ? this.#import.mask(text) : undefined;
  }

  #place(savedId: unknown, id: string, parentId: string | undefined, questionId: string): void {
    if (typeof savedId === "string" && savedId.length <= maxSavedIdChars) this.#ids.set(savedId, id);
    this.#places.set(id, { parentId, questionId });
  }

  #known(savedId: unknown): string | undefined {
    return typeof savedId === "string" ? this.#ids.get(savedId) : undefined;
  }
}

function refused(reason: string): ReadConversation {
  return { isRead: false, reason };
}

function counted(count: number, one: string, many: string): readonly string[] {
  return count === 0 ? [] : [`${count.toLocaleString("en")} ${count === 1 ? one : many}`];
}
