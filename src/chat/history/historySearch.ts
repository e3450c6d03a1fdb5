import type { Clock } from "../../provider/clock";
import type { HistoryFileInfo, HistoryFiles } from "./historyFiles";
import { readRecord } from "./record";
import { conversationIdOf } from "./segmentName";
import { snippetOf, termsIn } from "./searchQuery";
import type { SearchQuery, SearchSnippet } from "./searchQuery";

/** A conversation in which all words were found. */
export interface SearchHit {
  readonly conversationId: string;
  /** The message with the most of the words; undefined where they stand in the title alone. */
  readonly messageId?: string;
  readonly snippet?: SearchSnippet;
}

/** How far a search has come. */
export interface SearchProgress {
  /** Found since the last time. */
  readonly hits: readonly SearchHit[];
  /** Nothing more comes. */
  readonly isComplete: boolean;
}

/** A message's text as the search reads it. */
interface SearchedText {
  readonly messageId: string;
  readonly text: string;
}

/** All that a conversation says. */
interface ConversationText {
  /** Its files and their sizes: another text where they differ. */
  readonly version: string;
  readonly title: string;
  readonly texts: readonly SearchedText[];
  readonly chars: number;
}

const maxHits = 200;
/** Files are read in pieces of this size, so that the editor goes on between them. */
const pieceBytes = 1024 * 1024;
/** Of a file, no more than this is searched. */
const maxFileBytes = 128 * 1024 * 1024;
/** Texts that are kept for the next key, together. */
const maxKeptChars = 24_000_000;
/** Found conversations are told at least so often. */
const tellMs = 100;
/** No longer at a time on what is in memory. */
const sliceMs = 8;

/** Looks for words in all conversations: what users asked, what models answered, and titles. */
export class HistorySearch {
  readonly #files: HistoryFiles;
  readonly #clock: Clock;
  /** Least recently used first. */
  readonly #kept = new Map<string, ConversationText>();
  #keptChars = 0;

  constructor(options: { readonly files: HistoryFiles; readonly clock: Clock }) {
    this.#files = options.files;
    this.#clock = options.clock;
  }

  /**
   * Goes through the conversations, those written to last first, until `signal` aborts or 200 are found, and tells
   * what it finds as it goes. Deleted ones are among them. Rejects with the signal's reason, or with what the file
   * system threw when the folder cannot be listed; a file that cannot be read is left out.
   */
  async search(
    query: SearchQuery,
    options: { readonly signal: AbortSignal; readonly onProgress: (progress: SearchProgress) => void },
  ): Promise<void> {
    const { signal, onProgress } = options;
    let hits: SearchHit[] = [];
    let found = 0;
    let toldAtMs = this.#clock.nowMs();
    let sliceSinceMs = toldAtMs;
    for (const [id, infos] of newestFirst(await this.#files.list())) {
      signal.throwIfAborted();
      const text = await this.#textOf(id, infos, signal);
      const hit = text === undefined ? undefined : hitOf(id, text, query);
      if (hit !== undefined) {
        hits.push(hit);
        found++;
      }
      if (found === maxHits) break;
      const nowMs = this.#clock.nowMs();
      if (hits.length > 0 && nowMs - toldAtMs >= tellMs) {
        onProgress({ hits, isComplete: false });
        hits = [];
        toldAtMs = nowMs;
      }
      if (nowMs - sliceSinceMs < sliceMs) continue;
      await new Promise<void>((resolve) => {
        this.#clock.setTimer(resolve, 0);
      });
      sliceSinceMs = this.#clock.nowMs();
    }
    signal.throwIfAborted();
    onProgress({ hits, isComplete: true });
  }

  async #textOf(
    id: string,
    infos: readonly HistoryFileInfo[],
    signal: AbortSignal,
  ): Promise<ConversationText | undefined> {
    const version = infos.map(({ name, sizeBytes }) => `${name} ${sizeBytes}`).join("|");
    const kept = this.#kept.get(id);
    if (kept?.version === version) {
      this.#kept.delete(id);
      this.#kept.set(id, kept);
      return kept;
    }
    const gathered = new GatheredText();
    for (const { name, sizeBytes } of infos) {
      try {
        await this.#readInto(gathered, name, Math.min(sizeBytes, maxFileBytes), signal);
      } catch {
        signal.throwIfAborted();
      }
    }
    const text = { version, ...gathered.result() };
    this.#keep(id, text);
    return text;
  }

  async #readInto(
    gathered: GatheredText,
    name: string,
    sizeBytes: number,
    signal: AbortSignal,
  ): Promise<void> {
    const decoder = new TextDecoder();
    let rest = "";
    for (let from = 0; from < sizeBytes; from += pieceBytes) {
      signal.throwIfAborted();
      const bytes = await this.#files.read(name, Math.min(pieceBytes, sizeBytes - from), from);
      const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) gathered.addLine(line);
    }
    gathered.addLine(rest);
  }

  #keep(id: string, text: ConversationText): void {
    const old = this.#kept.get(id);
    if (old !== undefined) this.#keptChars -= old.chars;
    this.#kept.delete(id);
    if (text.chars > maxKeptChars / 2) return;
    this.#kept.set(id, text);
    this.#keptChars += text.chars;
    for (const [oldId, { chars }] of this.#kept) {
      if (this.#keptChars <= maxKeptChars) return;
      this.#kept.delete(oldId);
      this.#keptChars -= chars;
    }
  }
}

/** Puts a conversation's texts together from the lines of its segments. */
class GatheredText {
  #title = "";
  #titleMs = 0;
  readonly #texts = new Map<string, string>();

  addLine(line: string): void {
    // Most lines are of other types; reading them is most of the work.
    if (!/"type":"(?:user-message|text-delta|title-change)"/u.test(line.slice(0, 100))) return;
    const read = readRecord(line);
    if (read.kind !== "record") return;
    const { record } = read;
    if (record.type === "user-message") this.#texts.set(record.messageId, record.text);
    else if (record.type === "text-delta") {
      const text = this.#texts.get(record.messageId) ?? "";
      this.#texts.set(record.messageId, text + record.text.slice(Math.max(0, text.length - record.offset)));
    } else if (record.type === "title-change" && record.atMs >= this.#titleMs) {
      this.#title = record.title;
      this.#titleMs = record.atMs;
    }
  }

  result(): Omit<ConversationText, "version"> {
    const texts = [...this.#texts].map(([messageId, text]) => ({ messageId, text }));
    return { title: this.#title, texts, chars: texts.reduce((sum, { text }) => sum + text.length, 0) };
  }
}

function hitOf(conversationId: string, text: ConversationText, query: SearchQuery): SearchHit | undefined {
  const missing = new Set(query.terms.keys());
  for (const index of termsIn(query, text.title)) missing.delete(index);
  let best: { readonly text: SearchedText; readonly count: number } | undefined;
  for (const each of text.texts) {
    const found = termsIn(query, each.text);
    for (const index of found) missing.delete(index);
    if (found.size > (best?.count ?? 0)) best = { text: each, count: found.size };
    if (best?.count === query.terms.length) break;
  }
  if (missing.size > 0) return undefined;
  const snippet = best && snippetOf(query, best.text.text);
  return {
    conversationId,
    ...(best === undefined ? {} : { messageId: best.text.messageId }),
    ...(snippet === undefined ? {} : { snippet }),
  };
}

function newestFirst(
  infos: readonly HistoryFileInfo[],
): readonly (readonly [id: string, infos: readonly HistoryFileInfo[]])[] {
  const byId = new Map<string, HistoryFileInfo[]>();
  for (const info of infos) {
    const id = conversationIdOf(info.name);
    if (id === undefined) continue;
    const known = byId.get(id);
    if (known === undefined) byId.set(id, [info]);
    else known.push(info);
  }
  return [...byId].toSorted(([, a], [, b]) => newestMs(b) - newestMs(a));
}

function newestMs(infos: readonly HistoryFileInfo[]): number {
  return Math.max(...infos.map((info) => info.modifiedMs));
}
