import type { FinishReason, Usage } from "../../provider/events";
import { remedyIds } from "../../provider/remedies";
import type { Attachment } from "../attachment";
import type { FinalStatus, StoredEvent } from "../conversationEvent";
import { isJsonObject, readAmount, readId, readText, readWord } from "../jsonObject";
import type { JsonObject } from "../jsonObject";
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
  "answer-start",
  "text-delta",
  "reasoning-delta",
  "answer-end",
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
      const requestText = readText(json["requestText"], maxTextChars);
      const attachments = readAttachments(json["attachments"]);
      if (messageId === undefined || text === undefined || requestText === undefined) return undefined;
      return { type, atMs, messageId, text, requestText, attachments };
    }
    case "answer-start": {
      const questionId = readId(json["questionId"]);
      const windowId = readId(json["windowId"]);
      const replaces = readId(json["replaces"]);
      const model = readText(json["model"], maxShortChars) ?? "";
      if (messageId === undefined || questionId === undefined || windowId === undefined) return undefined;
      return {
        type,
        atMs,
        messageId,
        questionId,
        model,
        windowId,
        ...(replaces === undefined ? {} : { replaces }),
      };
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
  const kind = readWord(value["kind"], ["file", "selection"]);
  const tokens = readAmount(value["tokens"]);
  const refusal = readText(value["refusal"], maxShortChars);
  const uri = readText(value["source"]["uri"], maxShortChars);
  const startLine = readAmount(value["source"]["startLine"]);
  const endLine = readAmount(value["source"]["endLine"]);
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
    },
  };
}
