/** A file in the history's folder. */
export interface HistoryFileInfo {
  readonly name: string;
  readonly sizeBytes: number;
  /** Date of the last write. */
  readonly modifiedMs: number;
}

/**
 * The few file operations that history needs; names are relative to its one folder. Each rejects with what the
 * system threw (an `Error` with a `code` such as `ENOSPC`).
 */
export interface HistoryFiles {
  /** Empty when the folder does not exist. Only names for which `isWanted` (default: all) are looked at. */
  list(isWanted?: (name: string) => boolean): Promise<readonly HistoryFileInfo[]>;
  /** At most `maxBytes` of a file, from its byte `fromByte` (default 0) on. */
  read(name: string, maxBytes: number, fromByte?: number): Promise<Uint8Array>;
  /**
   * Tells from now on which file anybody has made or changed (undefined: some file), until the returned function is
   * called. Makes the folder. `onFailure` is told when that does not work (any more).
   */
  watch(onChange: (name: string | undefined) => void, onFailure: (error: unknown) => void): () => void;
  /** Adds to a file, making it (and the folder) if needed; with `isDurable` also flushes it to the disk. */
  append(name: string, bytes: Uint8Array, isDurable: boolean): Promise<void>;
  /** Cuts a file back to a length: only for a line of our own that was written in part. */
  truncate(name: string, sizeBytes: number): Promise<void>;
  /** Writes a file that must not exist yet. */
  create(name: string, bytes: Uint8Array): Promise<void>;
  /** Puts a whole file in the place of another; nobody ever sees half of it. */
  replace(name: string, bytes: Uint8Array): Promise<void>;
  /** Where a file is, for people. */
  pathOf(name: string): string;
  /** This process, and whether another one of this machine still runs. */
  readonly processId: number;
  isProcessAlive(processId: number): boolean;
}
