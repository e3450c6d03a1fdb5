import * as vscode from "vscode";
import type { EditWarning } from "../../actions/answer/answerToReplacement";
import { lineHunks, type Hunk } from "../../actions/diff/hunks";
import { TrackedRange, type TextChange } from "../../actions/review/trackedRange";
import { nameOf, type ActionTarget } from "../actions/actionTarget";

const proposedScheme = "midfill-proposed";

/** An edit on its way: the model writes it, or it waits for the user's decision. It has changed no document. */
export interface ProposedEdit {
  readonly id: string;
  readonly document: vscode.TextDocument;
  readonly instruction: string;
  readonly state: "writing" | "review";
  /** Aborted by Cancel, by an edit inside the range and by closing the document. */
  readonly signal: AbortSignal;
}

/** How an edit ended. */
export type EditOutcome = "accepted" | "rejected" | "range-changed" | "closed" | "failed";

interface Entry {
  readonly id: string;
  readonly document: vscode.TextDocument;
  readonly instruction: string;
  readonly original: string;
  readonly tracked: TrackedRange;
  readonly controller: AbortController;
  state: "writing" | "review";
  status: string;
  replacement: string;
  hunks: readonly Hunk[];
  warnings: readonly EditWarning[];
  /** Changes that arrive while the edit is being applied: its own, unless it fails. */
  heldChanges: TextChange[] | undefined;
  /** Runs the same instruction again. */
  restart(): Promise<void>;
}

/**
 * Keeps edits until the user decides, one a document, and shows them: marks and buttons in the file, the change as a
 * diff. Accepting is one step of undo; everything else leaves every byte as it was.
 */
export class EditReview implements vscode.Disposable {
  private readonly entries = new Map<string, Entry>();
  private lastId = 0;
  private readonly lensChange = new vscode.EventEmitter<void>();
  private readonly proposedChange = new vscode.EventEmitter<vscode.Uri>();
  private readonly ended = new vscode.EventEmitter<{ readonly id: string; readonly outcome: EditOutcome }>();
  /** Fires once for every edit, when it has ended. */
  readonly onDidEnd = this.ended.event;
  private readonly writingMark = mark("editor.rangeHighlightBackground");
  private readonly removedMark = mark(
    "diffEditor.removedLineBackground",
    "diffEditorOverview.removedForeground",
  );
  private readonly insertMark = mark(
    "diffEditor.insertedLineBackground",
    "diffEditorOverview.insertedForeground",
  );
  private readonly subscriptions: readonly vscode.Disposable[];

  constructor() {
    this.subscriptions = [
      this.lensChange,
      this.proposedChange,
      this.ended,
      this.writingMark,
      this.removedMark,
      this.insertMark,
      vscode.workspace.onDidChangeTextDocument((event) => this.documentChanged(event)),
      vscode.workspace.onDidCloseTextDocument((document) => {
        const entry = this.entryOf(document);
        if (entry !== undefined) void this.end(entry, "closed");
      }),
      vscode.window.onDidChangeVisibleTextEditors(() => this.draw()),
      vscode.languages.registerCodeLensProvider("*", {
        onDidChangeCodeLenses: this.lensChange.event,
        provideCodeLenses: (document) => this.lenses(document),
      }),
      vscode.workspace.registerTextDocumentContentProvider(proposedScheme, {
        onDidChange: this.proposedChange.event,
        provideTextDocumentContent: (uri) => this.proposedText(uri),
      }),
      vscode.commands.registerCommand("midfill.acceptEdit", (id: unknown) => this.accept(id)),
      vscode.commands.registerCommand("midfill.rejectEdit", (id: unknown) => this.reject(id)),
      vscode.commands.registerCommand("midfill.cancelEdit", (id: unknown) => this.reject(id)),
      vscode.commands.registerCommand("midfill.showEditDiff", (id: unknown) => this.showDiff(id)),
    ];
  }

  /** The edits that have not ended. */
  pending(): readonly ProposedEdit[] {
    return Array.from(this.entries.values(), (entry) => ({
      id: entry.id,
      document: entry.document,
      instruction: entry.instruction,
      state: entry.state,
      signal: entry.controller.signal,
    }));
  }

  pendingOf(document: vscode.TextDocument): ProposedEdit | undefined {
    return this.pending().find((each) => each.document === document);
  }

  /**
   * Pins the range and marks it as being written. The caller streams until `signal` aborts.
   *
   * @throws Error where the document has an edit already
   */
  begin(target: ActionTarget, instruction: string, restart: () => Promise<void>): ProposedEdit {
    const { document, range } = target;
    if (this.entryOf(document) !== undefined)
      throw new Error("This document has an edit that has not ended.");
    const controller = new AbortController();
    const entry: Entry = {
      id: String(++this.lastId),
      document,
      instruction,
      original: document.getText().slice(range.start, range.end),
      tracked: new TrackedRange(range),
      controller,
      state: "writing",
      status: "waiting",
      replacement: "",
      hunks: [],
      warnings: [],
      heldChanges: undefined,
      restart,
    };
    this.entries.set(entry.id, entry);
    this.refresh();
    return { id: entry.id, document, instruction, state: "writing", signal: controller.signal };
  }

  /** A word on how the writing goes, for the line above the range. */
  progress(id: string, status: string): void {
    const entry = this.entries.get(id);
    if (entry === undefined || entry.status === status) return;
    entry.status = status;
    this.lensChange.fire();
  }

  /** The text is whole: shows it for review. Does nothing for an edit that has ended meanwhile. */
  async propose(id: string, replacement: string, warnings: readonly EditWarning[]): Promise<void> {
    const entry = this.entries.get(id);
    if (entry === undefined) return;
    entry.state = "review";
    entry.replacement = replacement;
    entry.hunks = lineHunks(entry.original, replacement);
    entry.warnings = warnings;
    this.refresh();
    await this.showDiff(id);
  }

  /**
   * Shows a whole new text of a document for review, made for its text at `version`. Pins the lines from the first to
   * the last that differ; shows nothing where none does, the document has changed, or has an edit already.
   */
  async review(proposal: {
    readonly document: vscode.TextDocument;
    readonly version: number;
    readonly text: string;
    readonly instruction: string;
    readonly warnings: readonly EditWarning[];
    readonly restart: () => Promise<void>;
  }): Promise<"shown" | "same" | "changed" | "busy"> {
    const { document, version, text, instruction, warnings, restart } = proposal;
    if (this.entryOf(document) !== undefined) return "busy";
    if (document.isClosed || document.version !== version) return "changed";
    const original = document.getText();
    const hunks = lineHunks(original, text);
    const start = hunks[0]?.originalStart;
    const end = hunks.at(-1)?.originalEnd;
    if (start === undefined || end === undefined) return "same";
    const path = vscode.workspace.asRelativePath(document.uri, false);
    const { id } = this.begin({ document, range: { start, end }, path }, instruction, restart);
    await this.propose(id, text.slice(start, text.length - (original.length - end)), warnings);
    return "shown";
  }

  /** The writing failed, or there is nothing to change. */
  async abandon(id: string): Promise<void> {
    const entry = this.entries.get(id);
    if (entry !== undefined) await this.end(entry, "failed");
  }

  /** True where the edit was applied. */
  private async accept(id: unknown): Promise<boolean> {
    const entry = await this.choose(id, "review");
    if (entry === undefined || !(await this.confirmed(entry))) return false;
    // Asked again after the confirmation: the user may have typed meanwhile.
    const { range } = entry.tracked;
    const { document } = entry;
    if (!this.entries.has(entry.id) || entry.heldChanges !== undefined) return false;
    const now = range && document.getText().slice(range.start, range.end);
    if (range === undefined || document.isClosed || now !== entry.original) {
      await this.endByChange(entry);
      return false;
    }
    // One edit of the hunks only, so that markers and cursors on the other lines stay. The editor compares the version
    // that this edit was made for and applies all of it or nothing.
    const edit = new vscode.WorkspaceEdit();
    for (const hunk of entry.hunks) {
      edit.replace(
        document.uri,
        new vscode.Range(
          document.positionAt(range.start + hunk.originalStart),
          document.positionAt(range.start + hunk.originalEnd),
        ),
        hunk.replacement,
      );
    }
    entry.heldChanges = [];
    const isApplied = await vscode.workspace.applyEdit(edit);
    const changes = entry.heldChanges;
    entry.heldChanges = undefined;
    if (isApplied) {
      await this.end(entry, "accepted");
      return true;
    }
    entry.tracked.apply(changes);
    if (entry.tracked.range === undefined) await this.endByChange(entry);
    else {
      this.refresh();
      void vscode.window.showWarningMessage(
        `${nameOf(document.uri)} did not take the edit: it changed meanwhile or cannot be written. Nothing was changed; the edit is still there to review.`,
      );
    }
    return false;
  }

  private async reject(id: unknown): Promise<void> {
    const entry = await this.choose(id);
    if (entry !== undefined) await this.end(entry, "rejected");
  }

  /** What cannot be seen in a diff needs a second yes. */
  private async confirmed(entry: Entry): Promise<boolean> {
    for (const warning of entry.warnings) {
      const [message, detail] = warningText(warning);
      const answer = await vscode.window.showWarningMessage(
        message,
        { modal: true, detail },
        "Accept Anyway",
      );
      if (answer !== "Accept Anyway") return false;
    }
    return true;
  }

  private async showDiff(id: unknown): Promise<void> {
    const entry = await this.choose(id, "review");
    if (entry === undefined) return;
    const added = entry.hunks.reduce((sum, hunk) => sum + hunk.addedLines, 0);
    const removed = entry.hunks.reduce((sum, hunk) => sum + hunk.removedLines, 0);
    const start = entry.document.positionAt(entry.tracked.range?.start ?? 0);
    // Not as a preview: that would take the place of the file's own tab and close the document.
    await vscode.commands.executeCommand(
      "vscode.diff",
      entry.document.uri,
      proposedUri(entry),
      `${nameOf(entry.document.uri)}: proposed edit (+${added} −${removed})`,
      { preview: false, selection: new vscode.Range(start, start) } satisfies vscode.TextDocumentShowOptions,
    );
  }

  /** The edit meant by a command: the one named, else the active editor's, else the only one, else the one picked. */
  private async choose(id: unknown, state?: Entry["state"]): Promise<Entry | undefined> {
    if (typeof id === "string") {
      const entry = this.entries.get(id);
      return state === undefined || entry?.state === state ? entry : undefined;
    }
    const candidates = Array.from(this.entries.values()).filter(
      (each) => state === undefined || each.state === state,
    );
    const active = vscode.window.activeTextEditor?.document;
    const here = candidates.find(
      (each) => active !== undefined && (each.document === active || sameUri(active.uri, proposedUri(each))),
    );
    if (here !== undefined || candidates.length < 2) return here ?? candidates[0];
    const picked = await vscode.window.showQuickPick(
      candidates.map((entry) => ({
        label: nameOf(entry.document.uri),
        description: entry.instruction,
        entry,
      })),
      { placeHolder: "Which edit?" },
    );
    return picked?.entry;
  }

  private documentChanged({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const entry = this.entryOf(document);
    if (entry === undefined || contentChanges.length === 0) return;
    const changes = contentChanges.map(({ rangeOffset, rangeLength, text }): TextChange => ({
      offset: rangeOffset,
      length: rangeLength,
      text,
    }));
    if (entry.heldChanges !== undefined) {
      entry.heldChanges.push(...changes);
      return;
    }
    entry.tracked.apply(changes);
    if (entry.tracked.range === undefined) void this.endByChange(entry);
    else this.refresh();
  }

  private async endByChange(entry: Entry): Promise<void> {
    await this.end(entry, "range-changed");
    const answer = await vscode.window.showInformationMessage(
      `You changed the text that Midfill was editing in ${nameOf(entry.document.uri)}, so the edit was dropped and your text kept.`,
      "Start Again",
    );
    if (answer === "Start Again") await entry.restart();
  }

  private async end(entry: Entry, outcome: EditOutcome): Promise<void> {
    this.entries.delete(entry.id);
    entry.controller.abort(new Error(`The edit ended: ${outcome}.`));
    this.refresh();
    this.ended.fire({ id: entry.id, outcome });
    const diffTabs = vscode.window.tabGroups.all
      .flatMap((group) => group.tabs)
      .filter(
        (tab) =>
          tab.input instanceof vscode.TabInputTextDiff && sameUri(tab.input.modified, proposedUri(entry)),
      );
    if (diffTabs.length > 0) await vscode.window.tabGroups.close(diffTabs);
  }

  private entryOf(document: vscode.TextDocument): Entry | undefined {
    return Array.from(this.entries.values()).find((each) => each.document === document);
  }

  private proposedText(uri: vscode.Uri): string {
    const entry = this.entries.get(uri.query);
    const range = entry?.tracked.range;
    if (entry === undefined || range === undefined) return "";
    const text = entry.document.getText();
    return text.slice(0, range.start) + entry.replacement + text.slice(range.end);
  }

  private lenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const entry = this.entryOf(document);
    const range = entry?.tracked.range;
    if (entry === undefined || range === undefined) return [];
    const start = document.positionAt(range.start);
    const lens = (title: string, command: string) =>
      new vscode.CodeLens(new vscode.Range(start, start), { title, command, arguments: [entry.id] });
    return entry.state === "writing"
      ? [lens(`$(loading~spin) Midfill is editing (${entry.status}): cancel`, "midfill.cancelEdit")]
      : [
          lens("$(check) Accept", "midfill.acceptEdit"),
          lens("$(close) Reject", "midfill.rejectEdit"),
          lens("$(diff) Show diff", "midfill.showEditDiff"),
        ];
  }

  /** Draws everything anew: marks, buttons, the proposed text and the context keys of menus and keys. */
  private refresh(): void {
    this.draw();
    this.lensChange.fire();
    const entries = Array.from(this.entries.values());
    for (const entry of entries) {
      if (entry.state === "review") this.proposedChange.fire(proposedUri(entry));
    }
    void vscode.commands.executeCommand(
      "setContext",
      "midfill.hasPendingEdit",
      entries.some((each) => each.state === "review"),
    );
    void vscode.commands.executeCommand(
      "setContext",
      "midfill.isEditing",
      entries.some((each) => each.state === "writing"),
    );
  }

  private draw(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const entry = this.entryOf(editor.document);
      const range = entry?.tracked.range;
      const writing: vscode.Range[] = [];
      const removed: vscode.Range[] = [];
      const inserted: vscode.Range[] = [];
      if (entry !== undefined && range !== undefined) {
        const rangeOf = (start: number, end: number) =>
          new vscode.Range(
            editor.document.positionAt(start),
            editor.document.positionAt(Math.max(start, end - 1)), // Not the line that a final line end leads to.
          );
        if (entry.state === "writing") writing.push(rangeOf(range.start, range.end));
        for (const hunk of entry.state === "review" ? entry.hunks : []) {
          const lines = rangeOf(range.start + hunk.originalStart, range.start + hunk.originalEnd);
          (hunk.removedLines > 0 ? removed : inserted).push(lines);
        }
      }
      editor.setDecorations(this.writingMark, writing);
      editor.setDecorations(this.removedMark, removed);
      editor.setDecorations(this.insertMark, inserted);
    }
  }

  dispose(): void {
    for (const entry of this.entries.values()) entry.controller.abort(new Error("Midfill is being closed."));
    this.entries.clear();
    for (const each of this.subscriptions) each.dispose();
  }
}

function mark(background: string, overview = background): vscode.TextEditorDecorationType {
  return vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor(background),
    overviewRulerColor: new vscode.ThemeColor(overview),
    overviewRulerLane: vscode.OverviewRulerLane.Left,
  });
}

function proposedUri(entry: { readonly id: string; readonly document: vscode.TextDocument }): vscode.Uri {
  const { path } = entry.document.uri;
  return vscode.Uri.from({
    scheme: proposedScheme,
    path: path.startsWith("/") ? path : `/${path}`,
    query: entry.id,
  });
}

function sameUri(a: vscode.Uri, b: vscode.Uri): boolean {
  return a.toString() === b.toString();
}

function warningText(warning: EditWarning): readonly [message: string, detail: string] {
  switch (warning.type) {
    case "hostile-characters":
      return [
        "The proposed text holds characters that cannot be seen.",
        `${warning.codePoints.join(", ")}: such characters can make code do something else than it shows.`,
      ];
    case "large-deletion":
      return [
        `The proposed text is ${warning.removedLines} lines shorter than the ${warning.ofLines} lines it replaces.`,
        "Look at the diff before you accept: models sometimes leave code out.",
      ];
  }
}
