import type { StoredEvent } from "../conversationEvent";
import type { SearchProgress } from "./historySearch";
import type { SearchQuery } from "./searchQuery";

/** A conversation in the list. */
export interface StoredSummary {
  readonly id: string;
  readonly title: string;
  readonly createdMs: number;
  readonly updatedMs: number;
  readonly isPinned: boolean;
}

/** Lines of history that could not be read, copied to a file of their own; the original stays as it is. */
export interface HistoryDamage {
  readonly lines: number;
  /** The copy's path. */
  readonly copyPath: string;
}

/** A conversation as it was read. */
export interface LoadedConversation {
  readonly events: readonly StoredEvent[];
  /** Windows, other than this one, that may still be writing to it. */
  readonly liveWindowIds: ReadonlySet<string>;
  /** Damage that nobody has been told of yet; it is told once. */
  readonly damage: readonly HistoryDamage[];
}

/** What other windows did to the list: a line as it is now, or undefined where it is gone from the list. */
export type ListChanges = ReadonlyMap<string, StoredSummary | undefined>;

/** What can be done with saved conversations. Nothing is ever overwritten or deleted. */
export interface HistoryStore {
  /** The window (one run of the extension host) that appends through this store. */
  readonly windowId: string;
  /** Conversations with at least one message that are not deleted, newest first. */
  list(): Promise<{
    readonly conversations: readonly StoredSummary[];
    readonly damage: readonly HistoryDamage[];
  }>;
  /** Everything that all windows have written to the conversation, in order; empty for an unknown id. */
  load(conversationId: string): Promise<LoadedConversation>;
  /**
   * Adds events behind what this window has written. Resolves to true when they are in the file, and with
   * `isDurable` also on the disk itself (fsync); to false when that failed: then they stay in memory, are tried
   * again, and the watcher is told. Never rejects; calls are written in their order.
   */
  append(
    conversationId: string,
    events: readonly StoredEvent[],
    options: { isDurable: boolean },
  ): Promise<boolean>;
  /** Whether something of the conversation is not in its file yet, because it is being written or cannot be. */
  hasUnsaved(conversationId: string): boolean;
  /**
   * Tells of conversations to which another window has written, gathered for a moment, until `close`. The next are
   * told when the promise has settled, and later the longer that took. One watcher; `list` has been called before.
   */
  watchOthers(listener: (changes: ListChanges) => Promise<void>): void;
  /** Looks for words in all conversations on disk. @see HistorySearch.search */
  search(
    query: SearchQuery,
    options: { readonly signal: AbortSignal; readonly onProgress: (progress: SearchProgress) => void },
  ): Promise<void>;
  /** Tells why saving fails (a sentence's end such as "the disk is full"), and undefined once all is saved. */
  watchSaving(listener: (failure: string | undefined) => void): void;
  /** Resolves when everything appended so far was written or has failed. */
  settled(): Promise<void>;
  /** Tries what is unsaved once more and ends. */
  close(): Promise<void>;
}
