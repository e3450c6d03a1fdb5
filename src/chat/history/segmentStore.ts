import type { Clock } from "../../provider/clock";
import { emptyConversation, reduceConversation } from "../reducer";
import type { HistoryFileInfo, HistoryFiles } from "./historyFiles";
import type { HistoryDamage, HistoryStore, LoadedConversation, StoredSummary } from "./historyStore";
import { isIndexed, readIndex, writeIndex } from "./historyIndex";
import type { IndexEntry } from "./historyIndex";
import { writeRecord } from "./record";
import { mergeEvents, readSegment } from "./segment";
import { SegmentWriter } from "./segmentWriter";
import type { StoredEvent } from "../conversationEvent";

/** What a segment store works with. */
export interface SegmentStoreOptions {
  readonly files: HistoryFiles;
  /** New for every run of the extension host: letters, digits, `-` and `_`, at most 64. */
  readonly windowId: string;
  readonly clock: Clock;
  readonly log: (level: "debug" | "info" | "warn", line: string) => void;
}

/** A segment is read up to here. */
const maxSegmentBytes = 128 * 1024 * 1024;
const maxIndexBytes = 32 * 1024 * 1024;
/**
 * A window whose process lives but that has written nothing for so long runs no answer any more (its number may
 * have gone to another process): no answer may be silent for nearly as long.
 */
const liveSilenceMs = 30 * 60_000;
const indexName = "index.json";
const segmentPattern = /^([A-Za-z0-9_-]{1,64})\.([A-Za-z0-9_-]{1,64})\.jsonl$/u;

/**
 * Conversations in a folder of append-only files, one segment per window and conversation (named
 * `<conversation>.<window>.jsonl`), merged when read: windows need no locks because no two write to one file.
 * `index.json` is a cache of the list; it is rebuilt wherever it does not fit the files.
 */
export function createSegmentStore(options: SegmentStoreOptions): HistoryStore {
  return new SegmentStore(options);
}

class SegmentStore implements HistoryStore {
  readonly windowId: string;
  private readonly files: HistoryFiles;
  private readonly clock: Clock;
  private readonly log: SegmentStoreOptions["log"];
  private readonly writers = new Map<string, SegmentWriter>();
  private readonly failing = new Map<string, string>();
  private toldFailure: string | undefined;
  private listener: (failure: string | undefined) => void = () => undefined;

  constructor(options: SegmentStoreOptions) {
    this.windowId = options.windowId;
    this.files = options.files;
    this.clock = options.clock;
    this.log = options.log;
  }

  async list(): Promise<{ conversations: readonly StoredSummary[]; damage: readonly HistoryDamage[] }> {
    const infos = await this.files.list();
    const indexed = await this.readIndex(infos);
    const entries = new Map<string, IndexEntry>();
    const damage: HistoryDamage[] = [];
    let isIndexGood = true;
    for (const [id, segments] of segmentsByConversation(infos)) {
      const known = indexed.get(id);
      if (known !== undefined && isIndexed(known, segments)) {
        entries.set(id, known);
        continue;
      }
      isIndexGood = false;
      const loaded = await this.loadSegments(segments, infos);
      damage.push(...loaded.damage);
      entries.set(id, { ...summarise(id, loaded.events), segments: sizesOf(segments) });
    }
    if (!isIndexGood || indexed.size !== entries.size) await this.writeIndex(entries);
    const conversations = [...entries.values()]
      .filter((entry) => entry.isListed)
      .map(({ id, title, createdMs, updatedMs, isPinned }) => ({ id, title, createdMs, updatedMs, isPinned }))
      .toSorted((a, b) => b.updatedMs - a.updatedMs);
    return { conversations, damage };
  }

  async load(conversationId: string): Promise<LoadedConversation> {
    await this.writers.get(conversationId)?.settled();
    const infos = await this.files.list();
    return this.loadSegments(segmentsByConversation(infos).get(conversationId) ?? [], infos);
  }

  append(
    conversationId: string,
    events: readonly StoredEvent[],
    { isDurable }: { isDurable: boolean },
  ): Promise<boolean> {
    return this.writerFor(conversationId).append(events.map(writeRecord), isDurable);
  }

  watchSaving(listener: (failure: string | undefined) => void): void {
    this.listener = listener;
  }

  async settled(): Promise<void> {
    await Promise.all([...this.writers.values()].map((writer) => writer.settled()));
  }

  async close(): Promise<void> {
    await Promise.all([...this.writers.values()].map((writer) => writer.close()));
  }

  private writerFor(conversationId: string): SegmentWriter {
    const known = this.writers.get(conversationId);
    if (known !== undefined) return known;
    const name = `${conversationId}.${this.windowId}.jsonl`;
    if (!segmentPattern.test(name)) throw new RangeError(`Not an id: ${JSON.stringify(conversationId)}`);
    const writer = new SegmentWriter({
      files: this.files,
      clock: this.clock,
      name,
      firstLine: writeRecord({
        type: "segment-start",
        atMs: this.clock.wallMs(),
        windowId: this.windowId,
        processId: this.files.processId,
      }),
      onResult: (error) => this.noteResult(name, error),
    });
    this.writers.set(conversationId, writer);
    return writer;
  }

  private noteResult(name: string, error: unknown): void {
    if (error === undefined) this.failing.delete(name);
    else this.failing.set(name, reasonOf(error));
    const [failure] = this.failing.values();
    if (failure === this.toldFailure) return;
    this.toldFailure = failure;
    this.log("warn", failure === undefined ? "Chat history is saved again." : `Chat history: ${failure}.`);
    this.listener(failure);
  }

  private async loadSegments(
    segments: readonly SegmentFile[],
    infos: readonly HistoryFileInfo[],
  ): Promise<LoadedConversation> {
    const eventLists: (readonly StoredEvent[])[] = [];
    const liveWindowIds = new Set<string>();
    const damage: HistoryDamage[] = [];
    for (const { info, windowId } of segments) {
      const segment = readSegment(await this.files.read(info.name, maxSegmentBytes));
      if (info.sizeBytes > maxSegmentBytes) this.log("warn", `${info.name} is too large to be read whole.`);
      eventLists.push(segment.events);
      const processId = segment.start?.processId;
      if (processId !== undefined && this.isLive(processId, windowId, info)) liveWindowIds.add(windowId);
      if (segment.damagedLines.length > 0) {
        const told = await this.setAside(info.name, segment.damagedLines, infos);
        if (told !== undefined) damage.push(told);
      }
    }
    return { events: mergeEvents(eventLists), liveWindowIds, damage };
  }

  private isLive(processId: number, windowId: string, info: HistoryFileInfo): boolean {
    if (windowId === this.windowId) return true;
    if (processId === this.files.processId) return false;
    if (Math.abs(this.clock.wallMs() - info.modifiedMs) > liveSilenceMs) return false;
    return this.files.isProcessAlive(processId);
  }

  /** Copies damaged lines beside their file, once: undefined when such a copy is there already. */
  private async setAside(
    name: string,
    lines: readonly Uint8Array[],
    infos: readonly HistoryFileInfo[],
  ): Promise<HistoryDamage | undefined> {
    const bytes = joinLines(lines);
    const mark = checksum(bytes);
    const isKnown = infos.some(
      (info) => info.name.startsWith(`${name}.corrupt-`) && info.name.endsWith(`-${mark}`),
    );
    if (isKnown) return undefined;
    const time = new Date(this.clock.wallMs()).toISOString().replaceAll(/[:.]/gu, "-");
    const copyName = `${name}.corrupt-${time}-${mark}`;
    try {
      await this.files.create(copyName, bytes);
    } catch (error) {
      // The original still holds the lines; told again the next time.
      this.log("warn", `Damaged lines of ${name} could not be copied: ${reasonOf(error)}.`);
      return { lines: lines.length, copyPath: this.files.pathOf(name) };
    }
    return { lines: lines.length, copyPath: this.files.pathOf(copyName) };
  }

  private async readIndex(infos: readonly HistoryFileInfo[]): Promise<ReadonlyMap<string, IndexEntry>> {
    if (!infos.some((info) => info.name === indexName)) return new Map();
    try {
      return readIndex(await this.files.read(indexName, maxIndexBytes));
    } catch (error) {
      this.log("warn", `The list of conversations is rebuilt: ${reasonOf(error)}.`);
      return new Map();
    }
  }

  private async writeIndex(entries: ReadonlyMap<string, IndexEntry>): Promise<void> {
    try {
      await this.files.replace(indexName, writeIndex(entries));
    } catch (error) {
      this.log("warn", `The list of conversations was not saved: ${reasonOf(error)}.`);
    }
  }
}

interface SegmentFile {
  readonly info: HistoryFileInfo;
  readonly windowId: string;
}

function segmentsByConversation(
  infos: readonly HistoryFileInfo[],
): ReadonlyMap<string, readonly SegmentFile[]> {
  const byId = new Map<string, SegmentFile[]>();
  for (const info of infos) {
    const [, id, windowId] = segmentPattern.exec(info.name) ?? [];
    if (id === undefined || windowId === undefined) continue;
    const segments = byId.get(id) ?? [];
    segments.push({ info, windowId });
    byId.set(id, segments);
  }
  for (const segments of byId.values()) segments.sort((a, b) => (a.info.name < b.info.name ? -1 : 1));
  return byId;
}

function sizesOf(segments: readonly SegmentFile[]): ReadonlyMap<string, number> {
  return new Map(segments.map(({ info }) => [info.name, info.sizeBytes]));
}

function summarise(id: string, events: readonly StoredEvent[]): Omit<IndexEntry, "segments"> {
  let conversation = emptyConversation(id);
  for (const event of events) conversation = reduceConversation(conversation, event);
  const { title, createdMs, updatedMs, isPinned } = conversation;
  const isListed = !conversation.isDeleted && conversation.messages.length > 0;
  return { id, title, createdMs, updatedMs, isListed, isPinned };
}

/** What went wrong with a file, as the end of a sentence. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
      return "the disk is full";
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return "the history folder cannot be written";
    default:
      return typeof code === "string" ? `the file system answered ${code}` : "the file system failed";
  }
}

function joinLines(lines: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(lines.reduce((sum, line) => sum + line.length + 1, 0));
  let at = 0;
  for (const line of lines) {
    joined.set(line, at);
    joined[at + line.length] = 0x0a;
    at += line.length + 1;
  }
  return joined;
}

/** 32-bit FNV-1a, in hexadecimal: enough to know a copy again. */
function checksum(bytes: Uint8Array): string {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, "0");
}
