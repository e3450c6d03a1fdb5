import type { Clock } from "../../provider/clock";
import type { HistoryFileInfo, HistoryFiles } from "./historyFiles";
import type {
  HistoryDamage,
  HistoryStore,
  ListChanges,
  LoadedConversation,
  StoredSummary,
} from "./historyStore";
import { readIndex, writeIndex } from "./historyIndex";
import type { IndexEntry, ReadExtent } from "./historyIndex";
import { HistorySearch } from "./historySearch";
import type { SearchProgress } from "./historySearch";
import { noFacts, summaryOf, withEvent } from "./listedFacts";
import { writeRecord } from "./record";
import { mergeEvents, readSegment } from "./segment";
import { conversationIdOf, segmentName, windowIdOf } from "./segmentName";
import type { SearchQuery } from "./searchQuery";
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
/** Changes of other windows are gathered for so long, */
const gatherMs = 300;
/** and the next look is at least so many times later than the last one took. */
const restFactor = 10;
/** Where the folder cannot be watched, it is looked at so often. */
const lookMs = 30_000;
const indexName = "index.json";

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
  private readonly entries = new Map<string, IndexEntry>();
  private readonly searcher: HistorySearch;
  /** Files of other windows that changed since the last look; undefined: any may have. */
  private changedNames: Set<string> | undefined = new Set();
  private othersListener: (changes: ListChanges) => Promise<void> = () => Promise.resolve();
  private stopWatching: (() => void) | undefined;
  private cancelLook: (() => void) | undefined;
  private canWatch = true;
  private isLooking = false;
  private isClosed = false;
  private toldFailure: string | undefined;
  private listener: (failure: string | undefined) => void = () => undefined;

  constructor(options: SegmentStoreOptions) {
    this.windowId = options.windowId;
    this.files = options.files;
    this.clock = options.clock;
    this.log = options.log;
    this.searcher = new HistorySearch(options);
  }

  async list(): Promise<{ conversations: readonly StoredSummary[]; damage: readonly HistoryDamage[] }> {
    const infos = await this.files.list();
    const indexed = await this.readIndex(infos);
    const damage: HistoryDamage[] = [];
    this.entries.clear();
    let isIndexGood = true;
    for (const [id, segments] of segmentsByConversation(infos)) {
      const known = indexed.get(id);
      if (known !== undefined && isUpToDate(known, segments)) {
        this.entries.set(id, known);
        continue;
      }
      isIndexGood = false;
      const { entry, damage: found } = await this.indexed(id, segments, infos, known);
      damage.push(...found);
      this.entries.set(id, entry);
    }
    if (!isIndexGood || indexed.size !== this.entries.size) await this.writeIndex(this.entries);
    const conversations = [...this.entries.values()]
      .flatMap((entry) => summaryOf(entry.id, entry.facts) ?? [])
      .toSorted((a, b) => b.updatedMs - a.updatedMs);
    return { conversations, damage };
  }

  async load(conversationId: string): Promise<LoadedConversation> {
    await this.writers.get(conversationId)?.settled();
    const infos = await this.files.list((name) => name.startsWith(`${conversationId}.`));
    return this.loadSegments(segmentsByConversation(infos).get(conversationId) ?? [], infos);
  }

  append(
    conversationId: string,
    events: readonly StoredEvent[],
    { isDurable }: { isDurable: boolean },
  ): Promise<boolean> {
    return this.writerFor(conversationId).append(events.map(writeRecord), isDurable);
  }

  hasUnsaved(conversationId: string): boolean {
    return this.writers.get(conversationId)?.hasUnsaved ?? false;
  }

  watchOthers(listener: (changes: ListChanges) => Promise<void>): void {
    this.othersListener = listener;
    this.stopWatching ??= this.files.watch(
      (name) => this.noteChange(name),
      (error) => {
        this.log("warn", `The history folder cannot be watched: ${reasonOf(error)}.`);
        this.canWatch = false;
        this.changedNames = undefined;
        this.lookLater(lookMs);
      },
    );
  }

  search(
    query: SearchQuery,
    options: { readonly signal: AbortSignal; readonly onProgress: (progress: SearchProgress) => void },
  ): Promise<void> {
    return this.searcher.search(query, options);
  }

  watchSaving(listener: (failure: string | undefined) => void): void {
    this.listener = listener;
  }

  async settled(): Promise<void> {
    await Promise.all([...this.writers.values()].map((writer) => writer.settled()));
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.stopWatching?.();
    this.cancelLook?.();
    await Promise.all([...this.writers.values()].map((writer) => writer.close()));
  }

  private writerFor(conversationId: string): SegmentWriter {
    const known = this.writers.get(conversationId);
    if (known !== undefined) return known;
    const name = segmentName(conversationId, this.windowId);
    if (name === undefined) throw new RangeError(`Not an id: ${JSON.stringify(conversationId)}`);
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

  private noteChange(name: string | undefined): void {
    if (name !== undefined) {
      const windowId = windowIdOf(name);
      if (windowId === undefined || windowId === this.windowId) return;
      this.changedNames?.add(name);
    } else this.changedNames = undefined;
    this.lookLater(gatherMs);
  }

  private lookLater(delayMs: number): void {
    if (this.isClosed || this.isLooking) return;
    this.cancelLook ??= this.clock.setTimer(() => {
      this.cancelLook = undefined;
      void this.look();
    }, delayMs);
  }

  /** Finds out what other windows did to the list. */
  private async look(): Promise<void> {
    const names = this.changedNames;
    this.changedNames = new Set();
    this.isLooking = true;
    const startMs = this.clock.nowMs();
    try {
      const ids = names && new Set([...names].map((name) => name.slice(0, name.indexOf("."))));
      const infos = await this.files.list((name) => ids?.has(name.slice(0, name.indexOf("."))) ?? true);
      const changes = new Map<string, StoredSummary | undefined>();
      for (const [id, segments] of segmentsByConversation(infos)) {
        const known = this.entries.get(id);
        const others = segments.filter(({ windowId }) => windowId !== this.windowId);
        if (others.every(({ info }) => known?.segments.get(info.name)?.sizeBytes === info.sizeBytes))
          continue;
        const { entry } = await this.indexed(id, segments, infos, known);
        this.entries.set(id, entry);
        changes.set(id, summaryOf(id, entry.facts));
      }
      if (changes.size > 0 && !this.isClosed) await this.othersListener(changes);
    } catch (error) {
      this.log("warn", `What other windows wrote could not be read: ${reasonOf(error)}.`);
    }
    this.isLooking = false;
    if (!this.canWatch) {
      this.changedNames = undefined;
      this.lookLater(lookMs);
    } else if (this.changedNames === undefined || this.changedNames.size > 0) {
      this.lookLater(Math.max(gatherMs, (this.clock.nowMs() - startMs) * restFactor));
    }
  }

  /** The conversation's entry in the index; of what `known` has read already, only what was added is read. */
  private async indexed(
    id: string,
    segments: readonly SegmentFile[],
    infos: readonly HistoryFileInfo[],
    known: IndexEntry | undefined,
  ): Promise<{ entry: IndexEntry; damage: readonly HistoryDamage[] }> {
    const base = known !== undefined && isGrown(known, segments) ? known : undefined;
    let facts = base?.facts ?? noFacts;
    const extents = new Map<string, ReadExtent>();
    const damage: HistoryDamage[] = [];
    for (const { info } of segments) {
      const extent = base?.segments.get(info.name);
      if (extent !== undefined && extent.sizeBytes === info.sizeBytes) {
        extents.set(info.name, extent);
        continue;
      }
      let fromByte = extent?.wholeBytes ?? 0;
      let bytes = await this.files.read(info.name, maxSegmentBytes, fromByte);
      let segment = readSegment(bytes);
      if (segment.damagedLines.length > 0) {
        if (fromByte > 0) {
          // Damage is set aside by file, so that it is known again.
          fromByte = 0;
          bytes = await this.files.read(info.name, maxSegmentBytes);
          segment = readSegment(bytes);
        }
        const told = await this.setAside(info.name, segment.damagedLines, infos);
        if (told !== undefined) damage.push(told);
      }
      for (const event of segment.events) facts = withEvent(facts, event);
      extents.set(info.name, {
        sizeBytes: Math.max(info.sizeBytes, fromByte + segment.wholeBytes),
        wholeBytes: fromByte + segment.wholeBytes,
      });
    }
    return { entry: { id, facts, segments: extents }, damage };
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
    const id = conversationIdOf(info.name);
    const windowId = windowIdOf(info.name);
    if (id === undefined || windowId === undefined) continue;
    const segments = byId.get(id) ?? [];
    segments.push({ info, windowId });
    byId.set(id, segments);
  }
  for (const segments of byId.values()) segments.sort((a, b) => (a.info.name < b.info.name ? -1 : 1));
  return byId;
}

/** Whether the entry has read everything there is. */
function isUpToDate(entry: IndexEntry, segments: readonly SegmentFile[]): boolean {
  return (
    entry.segments.size === segments.length &&
    segments.every(({ info }) => entry.segments.get(info.name)?.sizeBytes === info.sizeBytes)
  );
}

/** Whether everything that the entry has read is still there. */
function isGrown(entry: IndexEntry, segments: readonly SegmentFile[]): boolean {
  const sizes = new Map(segments.map(({ info }) => [info.name, info.sizeBytes]));
  return [...entry.segments].every(([name, { sizeBytes }]) => (sizes.get(name) ?? -1) >= sizeBytes);
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
