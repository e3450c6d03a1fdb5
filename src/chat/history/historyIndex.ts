import { isJsonObject, readAmount, readId, readText } from "../jsonObject";
import type { StoredSummary } from "./historyStore";

/** A conversation as the index remembers it; valid while its segments have exactly these sizes. */
export interface IndexEntry extends StoredSummary {
  /** It has messages and is not deleted. */
  readonly isListed: boolean;
  /** Segment file name → bytes when it was read. */
  readonly segments: ReadonlyMap<string, number>;
}

const indexVersion = 2;

/** Whether an entry still fits the files. */
export function isIndexed(
  entry: IndexEntry,
  segments: readonly { readonly info: { readonly name: string; readonly sizeBytes: number } }[],
): boolean {
  return (
    entry.segments.size === segments.length &&
    segments.every(({ info }) => entry.segments.get(info.name) === info.sizeBytes)
  );
}

/** The index file's bytes. */
export function writeIndex(entries: ReadonlyMap<string, IndexEntry>): Uint8Array {
  const conversations = [...entries.values()].map((entry) => ({
    ...entry,
    segments: Object.fromEntries(entry.segments),
  }));
  return new TextEncoder().encode(JSON.stringify({ v: indexVersion, conversations }));
}

/** Reads the index; whatever does not look right is left out and found again in the segments. */
export function readIndex(bytes: Uint8Array): ReadonlyMap<string, IndexEntry> {
  const json: unknown = JSON.parse(new TextDecoder().decode(bytes));
  const entries = new Map<string, IndexEntry>();
  if (!isJsonObject(json) || json["v"] !== indexVersion || !Array.isArray(json["conversations"]))
    return entries;
  for (const each of json["conversations"]) {
    const entry = readEntry(each);
    if (entry !== undefined) entries.set(entry.id, entry);
  }
  return entries;
}

function readEntry(value: unknown): IndexEntry | undefined {
  if (!isJsonObject(value) || !isJsonObject(value["segments"])) return undefined;
  const id = readId(value["id"]);
  const title = readText(value["title"], 200);
  const createdMs = readAmount(value["createdMs"]);
  const updatedMs = readAmount(value["updatedMs"]);
  const isListed = value["isListed"];
  const isPinned = value["isPinned"];
  if (id === undefined || title === undefined || createdMs === undefined || updatedMs === undefined)
    return undefined;
  if (typeof isListed !== "boolean" || typeof isPinned !== "boolean") return undefined;
  const segments = new Map<string, number>();
  for (const [name, size] of Object.entries(value["segments"])) {
    const sizeBytes = readAmount(size);
    if (sizeBytes === undefined) return undefined;
    segments.set(name, sizeBytes);
  }
  return { id, title, createdMs, updatedMs, isListed, isPinned, segments };
}
