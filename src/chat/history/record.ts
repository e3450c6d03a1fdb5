import type { RequestImage } from "../../provider/chatRequest";
import type { FinishReason, Usage } from "../../provider/events";
import { remedyIds } from "../../provider/remedies";
import type { Attachment } from "../attachment";
import type {
  FinalStatus,
  StoredEvent,
  SystemSource,
  ToolCallRecord,
  UserMessageFacts,
} from "../conversationEvent";
import { readBase64Image } from "../attachables/imagePayload";
import { readConversationOptions } from "../conversationOptions";
import { isJsonObject, readAmount, readId, readText, readWord } from "../jsonObject";
import type { JsonObject } from "../jsonObject";
import { attachmentKinds } from "../protocol";
import type { ChatNotice } from "../protocol";

/** Version of a history line. A line of a later version is left alone, not taken for damage. */
const recordVersion = 1;

/** First line of every segment: which window writes it. */
export interface SegmentStart {
  readonly type: "segment-start";
  readonly atMs: number;
  readonly windowId: string;
  readonly processId: number;
}

/** One line of a segment. */
export type HistoryRecord = StoredEvent | SegmentStart;

/** What a line turned out to be. */
export type ReadRecord =
  | { readonly kind: "record"; readonly record: HistoryRecord }
  /** Written by a later version; readable there. */
  | { readonly kind: "unknown" }
  | { readonly kind: "damaged" };

const maxTextChars = 16_000_000;
const maxShortChars = 4_000;
const maxAttachments = 100;
const maxToolCalls = 128;
/** The year 2200: a later date is a damaged one, and would push every later event behind it. */
const maxDateMs = 7_258_118_400_000;

/** The line for a record, without its line feed: JSON on one line. */
export function writeRecord(record: HistoryRecord): string {
  return JSON.stringify({ v: recordVersion, ...record });
}

/** Reads a line. Files are outside input: every field is checked, unknown fields are dropped. */
export function readRecord(line: string): ReadRecord {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return { kind: "damaged" };
  }
  if (!isJsonObject(json)) return { kind: "damaged" };
  const version = readAmount(json["v"]);
  if (version === undefined || typeof json["type"] !== "string") return { kind: "damaged" };
  if (version > recordVersion) return { kind: "unknown" };
  const type = readWord(json["type"], recordTypes);
  if (type === undefined) return { kind: "unknown" };
  const record = readFields(type, json);
  return record === undefined ? { kind: "damaged" } : { kind: "record", record };
}

const recordTypes = [
  "segment-start",
  "conversation-start",
  "user-message",
  "queued-message",
  "queue-removal",
  "answer-start",
  "answer-resume",
  "answer-fallback",
  "text-delta",
  "reasoning-delta",
  "tool-calls",
  "tool-result",
  "answer-end",
  "branch-select",
  "options-change",
  "system-change",
  "title-change",
  "pin",
  "draft-change",
  "deletion",
  "restoration",
] as const satisfies readonly HistoryRecord["type"][];

function readFields(type: HistoryRecord["type"], json: JsonObject): HistoryRecord | undefined {
  const atMs = readAmount(json["atMs"]);
  if (atMs === undefined || atMs > maxDateMs) return undefined;
  const messageId = readId(json["messageId"]);
  const text = readText(json["text"], maxTextChars);
  switch (type) {
    case "segment-start": {
      const windowId = readId(json["windowId"]);
      const processId = readAmount(json["processId"]);
      if (windowId === undefined || processId === undefined) return undefined;
      return { type, atMs, windowId, processId };
    }
    case "conversation-start": {
      const conversationId = readId(json["conversationId"]);
      return conversationId === undefined ? undefined : { type, atMs, conversationId };
    }
    case "user-message": {
      const facts = readUserMessage(json);
      if (facts === undefined) return undefined;
      const parentId = json["parentId"] === null ? null : readId(json["parentId"]);
      return { type, atMs, ...(parentId === undefined ? {} : { parentId }), ...facts };
    }
    case "queued-message": {
      const facts = readUserMessage(json);
      return facts === undefined ? undefined : { type, atMs, ...facts };
    }
    case "queue-removal":
    case "branch-select":
      return messageId === undefined ? undefined : { type, atMs, messageId };
    case "answer-start": {
      const questionId = readId(json["questionId"]);
      const windowId = readId(json["windowId"]);
      const parentId = readId(json["parentId"]);
      const providerId = readId(json["providerId"]);
      const model = readText(json["model"], maxShortChars) ?? "";
      if (messageId === undefined || questionId === undefined || windowId === undefined) return undefined;
      return {
        type,
        atMs,
        messageId,
        questionId,
        model,
        windowId,
        ...(parentId === undefined ? {} : { parentId }),
        ...(providerId === undefined ? {} : { providerId }),
      };
    }
    case "answer-resume": {
      const windowId = readId(json["windowId"]);
      const providerId = readId(json["providerId"]);
      const model = readText(json["model"], maxShortChars) ?? "";
      const textLength = readAmount(json["textLength"]);
      const reasoningLength = readAmount(json["reasoningLength"]);
      if (messageId === undefined || windowId === undefined) return undefined;
      return {
        type,
        atMs,
        messageId,
        ...(textLength === undefined ? {} : { textLength }),
        ...(reasoningLength === undefined ? {} : { reasoningLength }),
        model,
        windowId,
        ...(providerId === undefined ? {} : { providerId }),
      };
    }
    case "answer-fallback": {
      const providerId = readId(json["providerId"]);
      const model = readText(json["model"], maxShortChars) ?? "";
      const reason = readText(json["reason"], maxShortChars);
      if (messageId === undefined || providerId === undefined || reason === undefined) return undefined;
      return { type, atMs, messageId, providerId, model, reason };
    }
    case "tool-calls": {
      const calls = readToolCalls(json["calls"]);
      return messageId === undefined || calls === undefined ? undefined : { type, atMs, messageId, calls };
    }
    case "tool-result": {
      const callId = readText(json["callId"], maxShortChars);
      const label = readText(json["label"], maxShortChars);
      const isError = json["isError"];
      if (messageId === undefined || callId === undefined || label === undefined) return undefined;
      if (text === undefined || typeof isError !== "boolean") return undefined;
      return { type, atMs, messageId, callId, text, isError, label };
    }
    case "options-change":
      return { type, atMs, options: readConversationOptions(json["options"]) };
    case "system-change":
      return text === undefined ? undefined : { type, atMs, text, sources: readSources(json["sources"]) };
    case "title-change": {
      const title = readText(json["title"], maxShortChars);
      const by = readWord(json["by"], ["user", "model"]);
      return title === undefined || by === undefined ? undefined : { type, atMs, title, by };
    }
    case "pin": {
      const isPinned = json["isPinned"];
      return typeof isPinned === "boolean" ? { type, atMs, isPinned } : undefined;
    }
    case "text-delta":
    case "reasoning-delta": {
      const offset = readAmount(json["offset"]);
      if (messageId === undefined || text === undefined || offset === undefined) return undefined;
      return { type, atMs, messageId, offset, text };
    }
    case "answer-end": {
      const status = readWord(json["status"], finalStatuses);
      if (messageId === undefined || status === undefined) return undefined;
      const finishReason = readWord(json["finishReason"], finishReasons);
      const usage = readUsage(json["usage"]);
      const costLabel = readText(json["costLabel"], maxShortChars);
      const costUsd = readAmount(json["costUsd"]);
      const costCny = readAmount(json["costCny"]);
      const model = readText(json["model"], maxShortChars);
      const notice = readNotice(json["notice"]);
      return {
        type,
        atMs,
        messageId,
        status,
        ...(finishReason === undefined ? {} : { finishReason }),
        ...(usage === undefined ? {} : { usage }),
        ...(costLabel === undefined ? {} : { costLabel }),
        ...(costUsd === undefined ? {} : { costUsd }),
        ...(costCny === undefined ? {} : { costCny }),
        ...(model === undefined ? {} : { model }),
        ...(notice === undefined ? {} : { notice }),
      };
    }
    case "draft-change":
      return text === undefined ? undefined : { type, atMs, text };
    case "deletion":
    case "restoration":
      return { type, atMs };
  }
}

const finalStatuses = [
  "complete",
  "stopped",
  "cut-short",
  "failed",
  "interrupted",
] as const satisfies readonly FinalStatus[];

const finishReasons = [
  "stop",
  "length",
  "content-filter",
  "tool-calls",
  "insufficient-resource",
  "aborted",
  "other",
] as const satisfies readonly FinishReason[];

function readUserMessage(json: JsonObject): UserMessageFacts | undefined {
  const messageId = readId(json["messageId"]);
  const text = readText(json["text"], maxTextChars);
  const requestText = readText(json["requestText"], maxTextChars);
  const contextLength = readAmount(json["contextLength"]);
  const attachments = readAttachments(json["attachments"]);
  const images = readImages(json["images"]);
  if (messageId === undefined || text === undefined || requestText === undefined) return undefined;
  return {
    messageId,
    text,
    requestText,
    ...(contextLength === undefined ? {} : { contextLength }),
    attachments,
    ...(images.length === 0 ? {} : { images }),
  };
}

function readToolCalls(value: unknown): readonly ToolCallRecord[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.slice(0, maxToolCalls).flatMap((each) => {
    if (!isJsonObject(each)) return [];
    const id = readText(each["id"], maxShortChars);
    const name = readText(each["name"], maxShortChars);
    const args = readText(each["arguments"], maxTextChars);
    return id === undefined || name === undefined || args === undefined
      ? []
      : [{ id, name, arguments: args }];
  });
}

function readSources(value: unknown): readonly SystemSource[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, maxAttachments).flatMap((each) => {
    if (!isJsonObject(each)) return [];
    const label = readText(each["label"], maxShortChars);
    const uri = readText(each["uri"], maxShortChars);
    const tokens = readAmount(each["tokens"]);
    return label === undefined || uri === undefined || tokens === undefined ? [] : [{ label, uri, tokens }];
  });
}

function readUsage(value: unknown): Usage | undefined {
  if (!isJsonObject(value)) return undefined;
  const promptTokens = readAmount(value["promptTokens"]);
  const completionTokens = readAmount(value["completionTokens"]);
  const totalTokens = readAmount(value["totalTokens"]);
  if (promptTokens === undefined || completionTokens === undefined || totalTokens === undefined)
    return undefined;
  const cacheHitTokens = readAmount(value["cacheHitTokens"]);
  const cacheMissTokens = readAmount(value["cacheMissTokens"]);
  const reasoningTokens = readAmount(value["reasoningTokens"]);
  const estimatedCostUsd = readAmount(value["estimatedCostUsd"]);
  return {
    promptTokens,
    completionTokens,
    totalTokens,
    ...(cacheHitTokens === undefined ? {} : { cacheHitTokens }),
    ...(cacheMissTokens === undefined ? {} : { cacheMissTokens }),
    ...(reasoningTokens === undefined ? {} : { reasoningTokens }),
    ...(estimatedCostUsd === undefined ? {} : { estimatedCostUsd }),
  };
}

function readNotice(value: unknown): ChatNotice | undefined {
  if (!isJsonObject(value)) return undefined;
  const message = readText(value["message"], maxShortChars);
  const nextStep = readText(value["nextStep"], maxShortChars);
  if (message === undefined || nextStep === undefined) return undefined;
  const listed = Array.isArray(value["remedies"]) ? value["remedies"] : [];
  return { message, nextStep, remedies: remedyIds.filter((remedy) => listed.includes(remedy)) };
}

/** Images are sent again as they stand here, so what is not one is dropped. */
function readImages(value: unknown): readonly RequestImage[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, maxAttachments).flatMap((each) => {
    const read = isJsonObject(each) ? readBase64Image(each["base64"]) : undefined;
    return read?.isTaken === true ? [read.image] : [];
  });
}

function readAttachments(value: unknown): readonly Attachment[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, maxAttachments).flatMap((each) => {
    const attachment = readAttachment(each);
    return attachment === undefined ? [] : [attachment];
  });
}

function readAttachment(value: unknown): Attachment | undefined {
  if (!isJsonObject(value) || !isJsonObject(value["source"])) return undefined;
  const id = readId(value["id"]);
  const label = readText(value["label"], maxShortChars);
  const detail = readText(value["detail"], maxShortChars);
  const kind = readWord(value["kind"], attachmentKinds);
  const tokens = readAmount(value["tokens"]);
  const refusal = readText(value["refusal"], maxShortChars);
  const uri = readText(value["source"]["uri"], maxShortChars);
  const startLine = readAmount(value["source"]["startLine"]);
  const endLine = readAmount(value["source"]["endLine"]);
  const textHash = readText(value["source"]["textHash"], maxShortChars);
  if (id === undefined || label === undefined || detail === undefined || kind === undefined) return undefined;
  if (tokens === undefined || uri === undefined) return undefined;
  return {
    id,
    label,
    detail,
    kind,
    tokens,
    ...(refusal === undefined ? {} : { refusal }),
    source: {
      uri,
      ...(startLine === undefined ? {} : { startLine }),
      ...(endLine === undefined ? {} : { endLine }),
      ...(textHash === undefined ? {} : { textHash }),
    },
  };
}
