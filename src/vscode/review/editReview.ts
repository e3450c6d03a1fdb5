import * as vscode from "vscode";
import { editWarnings, type EditWarning } from "../../actions/answer/editWarnings";
import { lineHunks } from "../../actions/diff/hunks";
import { nameOf } from "../actions/actionTarget";
import { ContextKey } from "../contextKey";
import { confirmProtectedEdit } from "./confirmProtectedEdit";
import { confirmWarnings } from "./confirmWarnings";
import { EditList, type EditOutcome } from "./editList";
import { PendingEdit, type EditPlan } from "./pendingEdit";
import { ProposedDiffs } from "./proposedDiff";
import { ReviewEditors } from "./reviewEditors";
import { fileLenses } from "./reviewLenses";
import { ReviewMarks } from "./reviewMarks";

/** Lines stream faster than an editor can draw. */
const streamDelayMs = 60;

/**
 * Keeps edits until the user decides, one a document, and shows them: in a review editor, in the file itself and as a
 * diff. What is accepted becomes one step of undo; everything else leaves every byte as it was.
 */
export class EditReview implements vscode.Disposable {
  readonly #edits = new Map<string, PendingEdit>();
  #lastId = 0;
  /** The edits whose hunks are being applied: the changes of their documents that arrive now are their own. */
  readonly #applying = new Set<PendingEdit>();
  /** The last acceptance of each edit. */
  readonly #accepting = new WeakMap<PendingEdit, Promise<boolean>>();
  #streamTimer: NodeJS.Timeout | undefined;
  readonly #hasPendingEdit = new ContextKey("midfill.hasPendingEdit");
  readonly #isEditing = new ContextKey("midfill.isEditing");
  readonly #isEditingHere = new ContextKey("midfill.isEditingHere");
  readonly #marks = new ReviewMarks();
  readonly #editors = new ReviewEditors(this.#marks, (id) => this.#edits.get(id));
  readonly #diffs = new ProposedDiffs((id) => this.#edits.get(id));
  readonly #list = new EditList(() => Array.from(this.#edits.values()));
  readonly #lensesChanged = new vscode.EventEmitter<void>();
  readonly #subscriptions: readonly vscode.Disposable[];

  constructor() {
    const command = (name: string, run: (edit: PendingEdit, argument: unknown) => Promise<unknown>) =>
      vscode.commands.registerCommand(`midfill.${name}`, async (id: unknown, argument: unknown) => {
        const edit = await this.#choose(id);
        return edit !== undefined && run(edit, argument ?? id);
      });
    this.#subscriptions = [
      this.#marks,
      this.#editors,
      this.#diffs,
      this.#list,
      this.#lensesChanged,
      vscode.workspace.onDidChangeTextDocument((event) => this.#documentChanged(event)),
      vscode.workspace.onDidCloseTextDocument((document) => {
        const edit = this.pendingOf(document);
        // The editor also says so when a document only gets another language, as untitled ones do by themselves.
        if (edit !== undefined && document.isClosed) void this.#end(edit, "closed");
      }),
      vscode.window.onDidChangeVisibleTextEditors(() => this.#draw()),
      vscode.window.onDidChangeActiveTextEditor(() => this.#tellPlace()),
      vscode.languages.registerCodeLensProvider("*", {
        onDidChangeCodeLenses: this.#lensesChanged.event,
        provideCodeLenses: (document) => {
          const edit = this.pendingOf(document);
          return edit === undefined ? [] : fileLenses(edit);
        },
      }),
      command("acceptEdit", (edit) => this.#accept(edit)),
      command("rejectEdit", (edit) => this.#end(edit, "rejected")),
      command("cancelEdit", (edit) => this.#stop(edit)),
      command("acceptHunk", async (edit, at) => {
        const id = this.#hunkAt(edit, at);
        return id !== undefined && this.#accept(edit, [id]);
      }),
      command("rejectHunk", (edit, at) => this.#rejectHunk(edit, this.#hunkAt(edit, at))),
      command("nextHunk", (edit) => this.#step(edit, 1)),
      command("previousHunk", (edit) => this.#step(edit, -1)),
      command("showReview", (edit) => this.#editors.open(edit)),
      command("showEditDiff", async (edit) => edit.state === "review" && this.#diffs.open(edit)),
      command("retryEdit", (edit) => edit.plan.retry()),
      command("askForChanges", (edit, given) => this.#askForChanges(edit, given)),
      vscode.commands.registerCommand("midfill.showEdits", () => this.#list.pick()),
    ];
    void this.#editors.closeLeftovers();
  }

  /** The document's edit that has not ended. */
  pendingOf(document: vscode.TextDocument): PendingEdit | undefined {
    return Array.from(this.#edits.values()).find((each) => each.document === document);
  }

  /**
   * Pins the range and shows it as being written. The caller streams until the edit's signal aborts.
   *
   * @throws Error where the document has an edit already
   */
  begin(plan: EditPlan): PendingEdit {
    if (this.pendingOf(plan.target.document) !== undefined) {
      throw new Error("This document has an edit that has not ended.");
    }
    const edit = new PendingEdit(String(++this.#lastId), plan);
    this.#edits.set(edit.id, edit);
    this.#refresh(edit);
    void this.#editors.open(edit);
    return edit;
  }

  /** Lets the model write in the edit's range again. False where the edit has ended. */
  writeAgain(edit: PendingEdit): boolean {
    // What is being applied changes the range.
    if (!this.#has(edit) || this.#applying.has(edit)) return false;
    edit.stop("The edit is written anew.");
    edit.writeAgain();
    this.#refresh(edit);
    return true;
  }

  /** A word on how the writing goes, and what was used for it. */
  progress(edit: PendingEdit, facts: { readonly status?: string; readonly used?: readonly string[] }): void {
    const { status = edit.status, used = edit.used } = facts;
    if (!this.#has(edit) || (edit.status === status && edit.used === used)) return;
    edit.status = status;
    edit.used = used;
    this.#editors.updateLenses();
    this.#lensesChanged.fire();
  }

  /** The whole lines that have come so far. */
  stream(edit: PendingEdit, soFar: string): void {
    if (!this.#has(edit) || edit.state !== "writing") return;
    edit.stream(soFar);
    this.#streamTimer ??= setTimeout(() => {
      this.#streamTimer = undefined;
      for (const each of this.#edits.values()) if (each.state === "writing") this.#refresh(each);
    }, streamDelayMs);
  }

  /** The text is whole: it waits for the user's decision. Does nothing for an edit that has ended meanwhile. */
  async propose(edit: PendingEdit, proposed: string, warnings: readonly EditWarning[]): Promise<void> {
    if (!this.#has(edit) || edit.state !== "writing") return;
    if (!edit.propose(proposed, warnings)) {
      await this.abandon(edit, "no-change");
      return;
    }
    this.#refresh(edit);
    await this.#goToFirst(edit);
  }

  /** The answer broke off: a proposal from before waits on, else what came can be reviewed. */
  async fail(edit: PendingEdit): Promise<void> {
    if (!this.#has(edit) || edit.state !== "writing") return;
    if (edit.restoreReview()) this.#refresh(edit);
    else if (!(await this.#keepStreamed(edit, "cut short"))) await this.#end(edit, "failed");
  }

  /** The writing came to nothing; a proposal from before waits on. */
  async abandon(edit: PendingEdit, outcome: "failed" | "no-change"): Promise<void> {
    if (!this.#has(edit)) return;
    if (edit.restoreReview()) this.#refresh(edit);
    else await this.#end(edit, outcome);
  }

  /**
   * Shows a whole new text of a document for review, made for its text at `version`. Pins the lines from the first to
   * the last that differ; shows nothing where none does, the document has changed, or has another edit already than the
   * one that this replaces. Trying again passes the edit to `restart`: it waits on until there is a new one.
   */
  async review(proposal: {
    readonly document: vscode.TextDocument;
    readonly version: number;
    readonly text: string;
    readonly title: string;
    readonly warnings: readonly EditWarning[];
    readonly replaces?: PendingEdit;
    readonly restart: (replaces?: PendingEdit) => Promise<void>;
  }): Promise<"shown" | "same" | "changed" | "busy"> {
    const { document, version, text, title, warnings, replaces, restart } = proposal;
    const pending = this.pendingOf(document);
    if (pending !== undefined && pending !== replaces) return "busy";
    if (document.isClosed || document.version !== version) return "changed";
    const original = document.getText();
    const hunks = lineHunks(original, text);
    const start = hunks[0]?.originalStart;
    const end = hunks.at(-1)?.originalEnd;
    if (start === undefined || end === undefined) return "same";
    const path = vscode.workspace.asRelativePath(document.uri, false);
    if (pending !== undefined) await this.#end(pending, "rejected");
    const edit = this.begin({
      target: { document, range: { start, end }, path },
      title,
      instruction: "",
      restart: () => restart(),
      retry: () => restart(edit),
    });
    await this.propose(edit, text.slice(start, text.length - (original.length - end)), warnings);
    return "shown";
  }

  #has(edit: PendingEdit): boolean {
    return this.#edits.get(edit.id) === edit;
  }

  /**
   * True where hunks were applied: these, or all that wait. One after the other in each edit, because each change is
   * made for the text that the one before it leaves.
   */
  async #accept(edit: PendingEdit, ids?: readonly number[]): Promise<boolean> {
    const accepting = (this.#accepting.get(edit) ?? Promise.resolve())
      .catch(() => undefined)
      .then(() => this.#acceptNow(edit, ids));
    this.#accepting.set(edit, accepting);
    return accepting;
  }

  async #acceptNow(edit: PendingEdit, ids?: readonly number[]): Promise<boolean> {
    const { hunks, document } = edit;
    if (edit.state !== "review" || hunks === undefined) return false;
    if (!(await confirmWarnings(edit)) || !(await this.#mayChange(edit))) return false;
    // Asked after the confirmation: the user may have typed meanwhile, or another proposal may have come.
    if (!this.#has(edit) || edit.state !== "review" || edit.hunks !== hunks || document.isClosed)
      return false;
    const changes = hunks.editsFor(ids ?? hunks.pending.map(({ id }) => id));
    if (changes.length === 0 || document.getText() !== hunks.text) return false;
    // One edit of the hunks only, so that markers and cursors on the other lines stay. The editor compares the version
    // that this edit was made for and applies all of it or nothing.
    const workspaceEdit = new vscode.WorkspaceEdit();
    for (const { start, end, text } of changes) {
      const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
      workspaceEdit.replace(document.uri, range, text);
    }
    this.#applying.add(edit);
    let isApplied = false;
    try {
      isApplied = await vscode.workspace.applyEdit(workspaceEdit);
    } finally {
      this.#applying.delete(edit);
    }
    if (!isApplied) {
      void vscode.window.showWarningMessage(
        `${nameOf(document.uri)} did not take the edit: it changed meanwhile or cannot be written. Nothing was changed; the edit is still there to review.`,
      );
    }
    await this.#decided(edit);
    return isApplied;
  }

  /** Asked last before a change, because links may lead elsewhere than when the edit began. */
  #mayChange(edit: PendingEdit): Promise<boolean> {
    const { document, confirmedPlaces } = edit;
    const whole = { before: document.getText(), after: edit.proposedDocument() };
    return confirmProtectedEdit({ uri: document.uri, whole }, () => this.#diffs.open(edit), confirmedPlaces);
  }

  async #rejectHunk(edit: PendingEdit, id: number | undefined): Promise<void> {
    if (id === undefined || edit.state !== "review") return;
    edit.hunks?.reject([id]);
    await this.#decided(edit);
  }

  /** Goes on to the next hunk, or ends the edit where none waits. */
  async #decided(edit: PendingEdit): Promise<void> {
    if (!this.#has(edit)) return;
    if (edit.hunks?.pending.length === 0) await this.#end(edit, outcomeOf(edit));
    else {
      this.#refresh(edit);
      await this.#goTo(edit, this.#hunkAt(edit, undefined));
    }
  }

  /** Ends the writing; what came can still be reviewed. */
  async #stop(edit: PendingEdit): Promise<void> {
    if (edit.state !== "writing") return;
    edit.stop("The user stopped it.");
    if (await this.#keepStreamed(edit, "stopped")) return;
    if (edit.restoreReview()) this.#refresh(edit);
    else await this.#end(edit, "rejected");
  }

  /** Puts the lines that have come into review; false where there are none. */
  async #keepStreamed(edit: PendingEdit, why: string): Promise<boolean> {
    const { streamed } = edit;
    if (streamed === undefined || !edit.propose(streamed, editWarnings(streamed, edit.textNow())))
      return false;
    edit.plan.kept?.();
    edit.note = `${why}: the rest is as it was`;
    this.#refresh(edit);
    await this.#goToFirst(edit);
    return true;
  }

  async #askForChanges(edit: PendingEdit, given: unknown): Promise<void> {
    const { askForChanges, title } = edit.plan;
    if (askForChanges === undefined || edit.state !== "review") return;
    const wish =
      instructionIn(given) ??
      (await vscode.window.showInputBox({
        title: `${title}: ask for changes`,
        placeHolder: "What should be different? For example: keep the old name",
        ignoreFocusOut: true,
      }));
    if (wish === undefined || wish.trim() === "" || !this.#has(edit) || edit.state !== "review") return;
    await askForChanges(wish.trim());
  }

  #documentChanged({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const edit = this.pendingOf(document);
    if (edit === undefined || contentChanges.length === 0) return;
    const droppedBefore = countDropped(edit);
    const goesOn = edit.apply(
      contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
        offset: rangeOffset,
        length: rangeLength,
        text,
      })),
    );
    if (this.#applying.has(edit)) return;
    const dropped = countDropped(edit) - droppedBefore;
    if (!goesOn && edit.state === "writing") {
      edit.stop("Its range changed.");
      // A proposal from before may still have hunks that nobody touched.
      if (edit.restoreReview()) this.#refresh(edit);
      else void this.#endByChange(edit);
    } else if (!goesOn) void (dropped > 0 ? this.#endByChange(edit) : this.#end(edit, outcomeOf(edit)));
    else {
      if (dropped > 0) {
        vscode.window.setStatusBarMessage("Midfill dropped a change: its lines are different now.", 5000);
      }
      this.#refresh(edit);
    }
  }

  async #endByChange(edit: PendingEdit): Promise<void> {
    await this.#end(edit, "range-changed");
    const again = "Start Again";
    const answer = await vscode.window.showInformationMessage(
      `You changed the text that Midfill was editing in ${nameOf(edit.document.uri)}, so the edit was dropped and your text kept.`,
      again,
    );
    if (answer === again) await edit.plan.restart();
  }

  async #end(edit: PendingEdit, outcome: EditOutcome): Promise<void> {
    if (!this.#has(edit)) return;
    this.#edits.delete(edit.id);
    edit.stop(`The edit ended: ${outcome}.`);
    this.#list.ended(edit, outcome);
    this.#refresh();
    await this.#diffs.close(edit);
    await this.#editors.close(edit);
  }

  /** The edit meant by a command: the one named, else the active editor's, else the only one, else the one picked. */
  async #choose(id: unknown): Promise<PendingEdit | undefined> {
    if (typeof id === "string") return this.#edits.get(id);
    const here = this.#editHere();
    const edits = Array.from(this.#edits.values());
    return here ?? (edits.length < 2 ? edits[0] : this.#list.choose());
  }

  /** The edit that the active editor shows. */
  #editHere(): PendingEdit | undefined {
    const active = vscode.window.activeTextEditor?.document;
    return this.#editors.editIn(active) ?? this.#diffs.editIn(active) ?? (active && this.pendingOf(active));
  }

  /** Escape has other meanings in other files. */
  #tellPlace(): void {
    this.#isEditingHere.set(this.#editHere()?.state === "writing");
  }

  /**
   * The hunk that is meant: by its id, by a line number that the editor's gutter was clicked at, else the first one at
   * or below the cursor, else the last one.
   */
  #hunkAt(edit: PendingEdit, argument: unknown): number | undefined {
    if (typeof argument === "number") return argument;
    const places = this.#hunkLines(edit);
    const line = lineNumberIn(argument) ?? vscode.window.activeTextEditor?.selection.active.line ?? 0;
    return (places.find(({ to }) => to >= line) ?? places.at(-1))?.id;
  }

  /** Where the hunks stand in the active editor, from line to line. */
  #hunkLines(
    edit: PendingEdit,
  ): readonly { readonly id: number; readonly from: number; readonly to: number }[] {
    const active = vscode.window.activeTextEditor?.document;
    const view = this.#editors.viewOf(edit);
    if (active !== edit.document && view !== undefined) {
      return view.hunks.map(({ id, removed, added }) => ({ id, from: removed.from, to: added.to - 1 }));
    }
    return edit.shownHunks().map(({ id, range }) => ({
      id,
      from: edit.document.positionAt(range.start).line,
      to: edit.document.positionAt(Math.max(range.start, range.end - 1)).line,
    }));
  }

  async #step(edit: PendingEdit, direction: 1 | -1): Promise<void> {
    const active = vscode.window.activeTextEditor;
    if (active?.document !== edit.document && this.#editors.editIn(active?.document) !== edit) {
      await this.#editors.open(edit);
    }
    const places = this.#hunkLines(edit);
    const line = vscode.window.activeTextEditor?.selection.active.line ?? 0;
    const next =
      direction > 0
        ? (places.find(({ from }) => from > line) ?? places[0])
        : (places.findLast(({ from }) => from < line) ?? places.at(-1));
    await this.#goTo(edit, next?.id);
  }

  async #goToFirst(edit: PendingEdit): Promise<void> {
    await this.#editors.whenShown(edit);
    await this.#goTo(edit, edit.hunks?.pending[0]?.id);
  }

  /** Moves the cursor to a hunk, where the user is in the edit's review editor or file. */
  async #goTo(edit: PendingEdit, id: number | undefined): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined || id === undefined) return;
    const isReview = this.#editors.editIn(editor.document) === edit;
    if (!isReview && editor.document !== edit.document) return;
    if (isReview) await this.#editors.whenShown(edit);
    const place = this.#hunkLines(edit).find((each) => each.id === id);
    if (place === undefined) return;
    editor.selection = new vscode.Selection(place.from, 0, place.from, 0);
    editor.revealRange(
      new vscode.Range(place.from, 0, place.to, 0),
      vscode.TextEditorRevealType.InCenterIfOutsideViewport,
    );
  }

  /** Shows anew what has changed: an edit, or which edits there are. */
  #refresh(edit?: PendingEdit): void {
    if (edit !== undefined) {
      this.#editors.update(edit);
      if (edit.state === "review") this.#diffs.update(edit);
    }
    this.#draw();
    this.#lensesChanged.fire();
    this.#list.changed();
    const edits = Array.from(this.#edits.values());
    this.#hasPendingEdit.set(edits.some(({ state }) => state === "review"));
    this.#isEditing.set(edits.some(({ state }) => state === "writing"));
    this.#tellPlace();
  }

  #draw(): void {
    this.#editors.draw();
    for (const editor of vscode.window.visibleTextEditors) {
      const { document } = editor;
      // A review editor has marks of its own, of the same kinds: these would take them away.
      if (document.uri.scheme === "output" || this.#editors.editIn(document) !== undefined) continue;
      this.#marks.drawFile(editor, this.pendingOf(document));
    }
  }

  dispose(): void {
    clearTimeout(this.#streamTimer);
    for (const edit of this.#edits.values()) edit.stop("Midfill is being closed.");
    this.#edits.clear();
    for (const each of this.#subscriptions) each.dispose();
  }
}

function countDropped(edit: PendingEdit): number {
  return edit.hunks?.all.filter(({ state }) => state === "dropped").length ?? 0;
}

function outcomeOf(edit: PendingEdit): EditOutcome {
  const states = new Set(edit.hunks?.all.map(({ state }) => state));
  if (!states.has("accepted")) return "rejected";
  return states.size === 1 ? "accepted" : "partly-accepted";
}

/** Keyboard shortcuts and tests may bring it along: `{ "instruction": "…" }`. */
function instructionIn(argument: unknown): string | undefined {
  if (typeof argument !== "object" || argument === null || !("instruction" in argument)) return undefined;
  return typeof argument.instruction === "string" ? argument.instruction : undefined;
}

/** The gutter's menu says where it was opened: lines count from 1 there. */
function lineNumberIn(argument: unknown): number | undefined {
  if (typeof argument !== "object" || argument === null || !("lineNumber" in argument)) return undefined;
  return typeof argument.lineNumber === "number" ? argument.lineNumber - 1 : undefined;
}
