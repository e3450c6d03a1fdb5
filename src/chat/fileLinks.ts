import { maxReferenceChars, readFileReference, type FileReference } from "./fileReference";

/** Looks for files by relative path or name; gives the paths of those that exist. Never reads one. */
export type FindFiles = (paths: readonly string[]) => Promise<ReadonlySet<string>>;

/** Ids older than the last so many are forgotten; the webview asks again when it draws the message anew. */
const maxIds = 5000;
/** Of one request; the webview asks in batches. */
const maxCandidates = 200;

/**
 * The files that messages name. The webview asks about names that stand in a message, gets an id for each that exists,
 * and can open files by such an id only.
 */
export class FileLinks {
  readonly #find: FindFiles;
  readonly #byId = new Map<string, FileReference>();
  readonly #ids = new Map<string, string>();
  #count = 0;

  constructor(find: FindFiles) {
    this.#find = find;
  }

  /** The candidates that name an existing file, with their ids. What does not stand in `messageText` is left out. */
  async resolve(
    candidates: readonly string[],
    messageText: string,
  ): Promise<readonly { readonly text: string; readonly fileId: string }[]> {
    const plain = messageText.replaceAll("\\", "");
    const references = new Map<string, FileReference>();
    for (const text of candidates.slice(0, maxCandidates)) {
      if (text.length > maxReferenceChars) continue;
      if (!messageText.includes(text) && !plain.includes(text)) continue;
      const reference = readFileReference(text);
      if (reference !== undefined) references.set(text, reference);
    }
    if (references.size === 0) return [];
    const existing = await this.#find([...new Set([...references.values()].map(({ path }) => path))]);
    return [...references]
      .filter(([, { path }]) => existing.has(path))
      .map(([text, reference]) => ({ text, fileId: this.#idOf(text, reference) }));
  }

  /** What an id stands for; undefined for one that was never given, or long ago. */
  file(fileId: string): FileReference | undefined {
    return this.#byId.get(fileId);
  }

  #idOf(text: string, reference: FileReference): string {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = `file-${++this.#count}`;
    this.#ids.set(text, id);
    this.#byId.set(id, reference);
    if (this.#ids.size > maxIds) {
      const oldest = this.#ids.entries().next().value;
      if (oldest !== undefined) {
        this.#ids.delete(oldest[0]);
        this.#byId.delete(oldest[1]);
      }
    }
    return id;
  }
}
