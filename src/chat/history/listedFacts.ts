import { isJsonObject, readAmount, readText } from "../jsonObject";
import type { JsonObject } from "../jsonObject";
import type { StoredEvent } from "../conversationEvent";
import { titleFrom, untitled } from "../title";
import type { StoredSummary } from "./historyStore";

interface DatedTitle {
  readonly atMs: number;
  readonly title: string;
}

/**
 * What the list says of a conversation, gathered from its events. Each fact carries its date, so that events may come
 * in any order and twice: a segment that has grown is read from where it had ended, not anew.
 */
export interface ListedFacts {
  /** Dates; 0 while there is nothing. */
  readonly createdMs: number;
  readonly updatedMs: number;
  /** The first question, and what it would be called after it. */
  readonly question?: DatedTitle;
  readonly modelTitle?: DatedTitle;
  readonly userTitle?: DatedTitle;
  readonly pin?: { readonly atMs: number; readonly isPinned: boolean };
  readonly deletion?: { readonly atMs: number; readonly isDeleted: boolean };
}

/** Of a conversation without events. */
export const noFacts: ListedFacts = { createdMs: 0, updatedMs: 0 };

/** The facts with one event more; the same object where the list does not change. */
export function withEvent(facts: ListedFacts, event: StoredEvent): ListedFacts {
  const { atMs } = event;
  switch (event.type) {
    case "conversation-start":
      return { ...facts, createdMs: earlier(facts.createdMs, atMs) };
    case "user-message":
      return {
        ...facts,
        createdMs: earlier(facts.createdMs, atMs),
        updatedMs: Math.max(facts.updatedMs, atMs),
        question:
          facts.question !== undefined && facts.question.atMs <= atMs
            ? facts.question
            : { atMs, title: titleFrom(event.text || (event.attachments[0]?.label ?? "")) },
      };
    case "answer-end":
      return { ...facts, updatedMs: Math.max(facts.updatedMs, atMs) };
    case "title-change": {
      const field = event.by === "user" ? "userTitle" : "modelTitle";
      return isOlder(facts[field], atMs) ? { ...facts, [field]: { atMs, title: event.title } } : facts;
    }
    case "pin":
      return isOlder(facts.pin, atMs) ? { ...facts, pin: { atMs, isPinned: event.isPinned } } : facts;
    case "deletion":
    case "restoration":
      return isOlder(facts.deletion, atMs)
        ? { ...facts, deletion: { atMs, isDeleted: event.type === "deletion" } }
        : facts;
    case "queued-message":
    case "queue-removal":
    case "answer-start":
    case "answer-resume":
    case "answer-fallback":
    case "text-delta":
    case "reasoning-delta":
    case "tool-calls":
    case "tool-result":
    case "branch-select":
    case "options-change":
    case "system-change":
    case "draft-change":
      return facts;
  }
}

/** The line of the list; undefined where there is none, without a question or after a deletion. */
export function summaryOf(id: string, facts: ListedFacts): StoredSummary | undefined {
  const { question, userTitle, modelTitle, createdMs, updatedMs, pin, deletion } = facts;
  if (question === undefined || deletion?.isDeleted === true) return undefined;
  const { title } = userTitle ?? modelTitle ?? question;
  return { id, title: title || untitled, createdMs, updatedMs, isPinned: pin?.isPinned ?? false };
}

/** Reads facts from the index; undefined when a part of them does not look right. */
export function readListedFacts(value: unknown): ListedFacts | undefined {
  if (!isJsonObject(value)) return undefined;
  const createdMs = readAmount(value["createdMs"]);
  const updatedMs = readAmount(value["updatedMs"]);
  if (createdMs === undefined || updatedMs === undefined) return undefined;
  const question = readTitle(value, "question");
  const modelTitle = readTitle(value, "modelTitle");
  const userTitle = readTitle(value, "userTitle");
  const pin = readFlag(value["pin"], "isPinned");
  const deletion = readFlag(value["deletion"], "isDeleted");
  const parts = { question, modelTitle, userTitle, pin, deletion };
  if (Object.entries(parts).some(([name, part]) => part === undefined && value[name] !== undefined))
    return undefined;
  return {
    createdMs,
    updatedMs,
    ...(question && { question }),
    ...(modelTitle && { modelTitle }),
    ...(userTitle && { userTitle }),
    ...(pin && { pin: { atMs: pin.atMs, isPinned: pin.is } }),
    ...(deletion && { deletion: { atMs: deletion.atMs, isDeleted: deletion.is } }),
  };
}

function readTitle(facts: JsonObject, name: string): DatedTitle | undefined {
  const value = facts[name];
  if (!isJsonObject(value)) return undefined;
  const atMs = readAmount(value["atMs"]);
  const title = readText(value["title"], 4_000);
  return atMs === undefined || title === undefined ? undefined : { atMs, title };
}

function readFlag(value: unknown, name: string): { atMs: number; is: boolean } | undefined {
  if (!isJsonObject(value)) return undefined;
  const atMs = readAmount(value["atMs"]);
  const is = value[name];
  return atMs === undefined || typeof is !== "boolean" ? undefined : { atMs, is };
}

function isOlder(fact: { readonly atMs: number } | undefined, atMs: number): boolean {
  return fact === undefined || fact.atMs <= atMs;
}

function earlier(knownMs: number, atMs: number): number {
  return knownMs === 0 ? atMs : Math.min(knownMs, atMs);
}
