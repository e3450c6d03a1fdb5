import type * as vscode from "vscode";
import type { EditWarning } from "../../actions/answer/editWarnings";
import { lineHunks } from "../../actions/diff/hunks";
import type { OffsetRange } from "../../actions/request/selectionScope";
import { mergedView, type MergedView, type ShownHunk } from "../../actions/review/mergedView";
import { ReviewHunks } from "../../actions/review/reviewHunks";
import { streamedProposal } from "../../actions/review/streamedProposal";
import { TrackedRange, type TextChange } from "../../actions/review/trackedRange";
import type { ActionTarget } from "../actions/actionTarget";

/** What an edit is, for its lines in the editor and in the list, and how it goes on. */
export interface EditPlan {
  readonly target: ActionTarget;
  /** `Fix`, `Edit` */
  readonly title: string;
  /** What the user asked for; may be long. */
  readonly instruction: string;
  /** Starts anew, when the edit has ended. */
  readonly restart: () => Promise<void>;
  /** Asks for another proposal in place of the one in review. */
  readonly retry: () => Promise<void>;
  /** Goes on with the conversation about the same range; missing where there is none. */
  readonly askForChanges?: (wish: string) => Promise<void>;
  /** The writing ended early, and what had come is in review now. */
  readonly kept?: () => void;
}

/**
 * An edit on its way: the model writes it, or it waits for the user's decision. It changes no document itself; while the
 * model writes, a change inside the range ends it, and in the review one ends the hunk that it touches.
 */
export class PendingEdit {
  readonly id: string;
  readonly plan: EditPlan;
  readonly document: vscode.TextDocument;
  /** A word on how the writing goes. */
  status = "waiting";
  /** What the request held beside the code: `3 problems`. */
  used: readonly string[] = [];
  /** What to know about the proposal, such as that it was stopped. */
  note: string | undefined;
  warnings: readonly EditWarning[] = [];
  /** Where the user has agreed to a change of a file that runs code or steers tools, for this proposal only. */
  confirmedPlaces: Set<string> = new Set();
  #controller = new AbortController();
  #tracked: TrackedRange;
  #isWriting = true;
  #original: string;
  #streamed: string | undefined;
  #hunks: ReviewHunks | undefined;

  constructor(id: string, plan: EditPlan) {
    const { document, range } = plan.target;
    this.id = id;
    this.plan = plan;
    this.document = document;
    this.#tracked = new TrackedRange(range);
    this.#original = document.getText().slice(range.start, range.end);
  }

  get state(): "writing" | "review" {
    return this.#isWriting ? "writing" : "review";
  }

  /** Aborted when the writing has to stop. Each writing has its own. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The hunks in review; undefined while the model writes for the first time. */
  get hunks(): ReviewHunks | undefined {
    return this.#hunks;
  }

  /** Where the model works; undefined once that has been changed. */
  get range(): OffsetRange | undefined {
    return this.#isWriting ? this.#tracked.range : this.#hunks?.range;
  }

  /** Begins to write again in the same range, which may hold accepted hunks by now. */
  writeAgain(): void {
    const range = this.#hunks?.range ?? this.#tracked.range;
    if (range === undefined) throw new Error("The range of this edit has changed.");
    this.#controller = new AbortController();
    this.#tracked = new TrackedRange(range);
    this.#original = this.document.getText().slice(range.start, range.end);
    this.#streamed = undefined;
    this.#isWriting = true;
    this.status = "waiting";
  }

  /** What stands in the range. */
  textNow(): string {
    const { start = 0, end = 0 } = this.range ?? {};
    return this.document.getText().slice(start, end);
  }

  /** The lines of the answer so far. */
  stream(soFar: string): void {
    this.#streamed = streamedProposal(this.#original, soFar);
  }

  /** The proposal as far as it has come; undefined before its first line. */
  get streamed(): string | undefined {
    return this.#streamed === this.#original ? undefined : this.#streamed;
  }

  /** The writing is over. False where nothing would change. */
  propose(proposed: string, warnings: readonly EditWarning[]): boolean {
    const { range } = this.#tracked;
    if (range === undefined) return false;
    const hunks = new ReviewHunks(this.document.getText(), range, proposed);
    if (hunks.all.length === 0) return false;
    this.#hunks = hunks;
    this.#isWriting = false;
    this.warnings = warnings;
    this.note = undefined;
    this.confirmedPlaces = new Set();
    return true;
  }

  /** Back to the proposal before; false where there is none that waits. */
  restoreReview(): boolean {
    if (this.#hunks === undefined || this.#hunks.pending.length === 0) return false;
    this.#isWriting = false;
    return true;
  }

  stop(reason: string): void {
    this.#controller.abort(new Error(reason));
  }

  /** Takes changes of the document. False when the edit cannot go on. */
  apply(changes: readonly TextChange[]): boolean {
    this.#hunks?.apply(changes);
    if (!this.#isWriting) return this.#hunks !== undefined && this.#hunks.pending.length > 0;
    this.#tracked.apply(changes);
    return this.#tracked.range !== undefined;
  }

  /** What waits for a decision, or is being written, in the document as it is now. */
  shownHunks(): readonly ShownHunk[] {
    if (!this.#isWriting) {
      return (this.#hunks?.pending ?? []).map(({ id, range, replacement }) => ({ id, range, replacement }));
    }
    const { range } = this.#tracked;
    if (range === undefined || this.#streamed === undefined) return [];
    return lineHunks(this.#original, this.#streamed).map((hunk, id) => ({
      id,
      range: { start: range.start + hunk.originalStart, end: range.start + hunk.originalEnd },
      replacement: hunk.replacement,
    }));
  }

  /** The document with its hunks beside each other. */
  merged(): MergedView {
    return mergedView(this.document.getText(), this.shownHunks());
  }

  /** The document as it would be with all of them accepted. */
  proposedDocument(): string {
    const text = this.document.getText();
    let proposed = "";
    let at = 0;
    for (const { range, replacement } of this.shownHunks()) {
      proposed += text.slice(at, range.start) + replacement;
      at = range.end;
    }
    return proposed + text.slice(at);
  }
}
