import type { Clock } from "../../provider/clock";
import type { HistoryFiles } from "./historyFiles";

/** How long to wait after a write failed before it is tried again; a new write tries at once. */
const retryWriteMs = 5_000;

interface PendingLines {
  readonly text: string;
  readonly isDurable: boolean;
  /** Answers the caller; further calls do nothing. */
  readonly settle: (isSaved: boolean) => void;
}

/**
 * Appends lines to one file that nobody else writes, in order and each whole. What could not be written stays here
 * and goes first the next time; half a line that a failed write left is cut off again.
 */
export class SegmentWriter {
  private readonly files: HistoryFiles;
  private readonly clock: Clock;
  private readonly name: string;
  private readonly onResult: (error: unknown) => void;
  /** Goes before everything else into a file that is still empty. */
  private readonly firstLine: string;
  private pending: PendingLines[] = [];
  private savedBytes = 0;
  private isTorn = false;
  private isWantedAgain = false;
  private running: Promise<void> | undefined;
  private cancelRetry: (() => void) | undefined;

  /** `onResult` is told after every write: undefined when it worked, else what the system threw. */
  constructor(options: {
    files: HistoryFiles;
    clock: Clock;
    name: string;
    firstLine: string;
    onResult: (error: unknown) => void;
  }) {
    this.files = options.files;
    this.clock = options.clock;
    this.name = options.name;
    this.onResult = options.onResult;
    this.firstLine = options.firstLine;
  }

  /** Resolves to whether the lines are in the file; never rejects. */
  append(lines: readonly string[], isDurable: boolean): Promise<boolean> {
    return new Promise((settle) => {
      this.pending.push({ text: lines.map((line) => `${line}\n`).join(""), isDurable, settle });
      this.start();
    });
  }

  /** Whether lines are not in the file yet. */
  get hasUnsaved(): boolean {
    return this.running !== undefined || this.pending.length > 0;
  }

  /** Resolves when nothing is being written. */
  async settled(): Promise<void> {
    while (this.running !== undefined) await this.running;
  }

  /** Tries what is left once more, and no further. */
  async close(): Promise<void> {
    await this.settled();
    if (this.pending.length > 0) this.start();
    await this.settled();
    this.cancelRetry?.();
    this.cancelRetry = undefined;
  }

  private start(): void {
    this.cancelRetry?.();
    this.cancelRetry = undefined;
    if (this.running !== undefined) {
      // The write that runs may be failing just now: what was added meanwhile is not left to the retry.
      this.isWantedAgain = true;
      return;
    }
    this.isWantedAgain = false;
    this.running = this.writeAll().finally(() => {
      this.running = undefined;
      if (this.isWantedAgain && this.pending.length > 0) this.start();
    });
  }

  private async writeAll(): Promise<void> {
    while (this.pending.length > 0) {
      const batch = this.pending;
      const before = this.savedBytes === 0 ? `${this.firstLine}\n` : "";
      const text = (this.isTorn ? "\n" : "") + before + batch.map((each) => each.text).join("");
      const bytes = new TextEncoder().encode(text);
      const isDurable = batch.some((each) => each.isDurable);
      this.pending = [];
      try {
        await this.files.append(this.name, bytes, isDurable);
      } catch (error) {
        this.pending = [...batch, ...this.pending];
        await this.cutBack();
        for (const each of batch) each.settle(false);
        this.onResult(error);
        this.cancelRetry = this.clock.setTimer(() => this.start(), retryWriteMs);
        return;
      }
      this.isTorn = false;
      this.savedBytes += bytes.length;
      for (const each of batch) each.settle(true);
      this.onResult(undefined);
    }
  }

  private async cutBack(): Promise<void> {
    try {
      await this.files.truncate(this.name, this.savedBytes);
      this.isTorn = false;
    } catch {
      // The next write ends the torn line first; the reader sets it aside.
      this.isTorn = true;
    }
  }
}
