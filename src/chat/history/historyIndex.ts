import { isJsonObject, readAmount, readId } from "../jsonObject";
import { readListedFacts } from "./listedFacts";
import type { ListedFacts } from "./listedFacts";

/** How far a segment was read. */
export interface ReadExtent {
  /** The file's size then. */
  readonly sizeBytes: number;
  /** Where its last whole line ended: what is behind is read when the file has grown. */
  readonly wholeBytes: number;
}

/** A conversation as the index remembers it; valid while its segments have exactly these sizes. */
export interface IndexEntry {
  readonly id: string;
  readonly facts: ListedFacts;
  /** By segment file name. */
  readonly segments: ReadonlyMap<string, ReadExtent>;
}

const indexVersion = 3;

/** The index file's bytes. */
export function writeIndex(entries: ReadonlyMap<string, IndexEntry>): Uint8Array {
  const conversations = [...entries.values()].map(({ id, facts, segments }) => ({
    id,
    facts,
    segments: Object.fromEntries(
      [...segments].map(([name, { sizeBytes, wholeBytes }]) => [name, [sizeBytes, wholeBytes]]),
    ),
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
  const facts = readListedFacts(value["facts"]);
  if (id === undefined || facts === undefined) return undefined;
  const segments = new Map<string, ReadExtent>();
  for (const [name, extent] of Object.entries(value["segments"])) {
    if (!Array.isArray(extent)) return undefined;
    const sizeBytes = readAmount(extent[0]);
    const wholeBytes = readAmount(extent[1]);
    if (sizeBytes === undefined || wholeBytes === undefined || wholeBytes > sizeBytes) return undefined;
    segments.set(name, { sizeBytes, wholeBytes });
  }
  return { id, facts, segments };
}
