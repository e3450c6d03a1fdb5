import type { FromWebviewMessage, ToWebviewMessage } from "../../src/chat/protocol";

type Post = (message: Extract<FromWebviewMessage, { type: "find-files" | "open-file" }>) => void;

/** Names that are drawn within this time are asked about together. */
const batchMs = 120;
const maxBatch = 200;

/**
 * Which names in messages are files, as the host says. A name is asked about once for each message; until the answer,
 * and without one, it stays text.
 */
export class FileLinks {
  readonly #post: Post;
  readonly #ids = new Map<string, string>();
  readonly #asked = new Set<string>();
  readonly #waiting = new Map<string, Set<string>>();
  readonly #listeners = new Map<string, Set<() => void>>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(post: Post) {
    this.#post = post;
  }

  /** The id under which the host opens this file; undefined while it is not known to be one. */
  idOf(text: string): string | undefined {
    return this.#ids.get(text);
  }

  /** Asks about a name of a message and calls `changed` when it turns out to be a file. Returns what ends that. */
  watch(messageId: string, text: string, changed: () => void): () => void {
    const listeners = this.#listeners.get(text) ?? new Set();
    this.#listeners.set(text, listeners.add(changed));
    this.#ask(messageId, text);
    return () => {
      listeners.delete(changed);
      if (listeners.size === 0) this.#listeners.delete(text);
    };
  }

  /** Opens a file that the host found; does nothing for another text. */
  open(text: string): void {
    const fileId = this.#ids.get(text);
    if (fileId !== undefined) this.#post({ type: "open-file", fileId });
  }

  /** Takes the host's answer. */
  receive({ files }: Extract<ToWebviewMessage, { type: "found-files" }>): void {
    for (const { text, fileId } of files) {
      if (this.#ids.get(text) === fileId) continue;
      this.#ids.set(text, fileId);
      for (const changed of this.#listeners.get(text) ?? []) changed();
    }
  }

  #ask(messageId: string, text: string): void {
    const key = `${messageId} ${text}`;
    if (this.#asked.has(key)) return;
    this.#asked.add(key);
    const waiting = this.#waiting.get(messageId) ?? new Set();
    this.#waiting.set(messageId, waiting.add(text));
    if (this.#timer === undefined) this.#timer = setTimeout(() => this.#flush(), batchMs);
  }

  #flush(): void {
    this.#timer = undefined;
    for (const [messageId, texts] of this.#waiting) {
      const all = [...texts];
      for (let at = 0; at < all.length; at += maxBatch) {
        this.#post({ type: "find-files", messageId, candidates: all.slice(at, at + maxBatch) });
      }
    }
    this.#waiting.clear();
  }
}
