import * as vscode from "vscode";
import { documentLine, mergedLine, type MergedView } from "../../actions/review/mergedView";
import { nameOf } from "../actions/actionTarget";
import type { PendingEdit } from "./pendingEdit";
import { reviewLenses } from "./reviewLenses";
import type { ReviewMarks } from "./reviewMarks";
import { reviewLanguage } from "./reviewLanguage";
import { reviewScheme } from "./reviewSchemes";

/** An editor that takes longer to show a text is not waited for. */
const maxDrawMs = 1000;

/**
 * The review editors: read-only documents that show a file with the lines that would go and the lines that would come,
 * in the file's own group. Closing one ends nothing.
 */
export class ReviewEditors implements vscode.Disposable {
  readonly #marks: ReviewMarks;
  readonly #editOf: (id: string) => PendingEdit | undefined;
  readonly #views = new Map<string, MergedView>();
  /** Editors on their way: what closes or moves them has to wait. */
  readonly #opening = new Map<string, Promise<void>>();
  readonly #textChanged = new vscode.EventEmitter<vscode.Uri>();
  readonly #lensesChanged = new vscode.EventEmitter<void>();
  readonly #subscriptions: readonly vscode.Disposable[];

  constructor(marks: ReviewMarks, editOf: (id: string) => PendingEdit | undefined) {
    this.#marks = marks;
    this.#editOf = editOf;
    this.#subscriptions = [
      this.#textChanged,
      this.#lensesChanged,
      vscode.workspace.registerTextDocumentContentProvider(reviewScheme, {
        onDidChange: this.#textChanged.event,
        provideTextDocumentContent: (uri) => this.#views.get(uri.query)?.text ?? "",
      }),
      vscode.languages.registerCodeLensProvider(
        { scheme: reviewScheme },
        {
          onDidChangeCodeLenses: this.#lensesChanged.event,
          provideCodeLenses: ({ uri }) => {
            const edit = this.#editOf(uri.query);
            const view = this.#views.get(uri.query);
            return edit === undefined || view === undefined ? [] : reviewLenses(edit, view);
          },
        },
      ),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.scheme === reviewScheme) this.draw();
      }),
    ];
  }

  /** Computes what an edit's review editor shows now. */
  update(edit: PendingEdit): void {
    const view = edit.merged();
    const isSameText = this.#views.get(edit.id)?.text === view.text;
    this.#views.set(edit.id, view);
    this.#lensesChanged.fire();
    if (isSameText) this.draw();
    else this.#textChanged.fire(uriOf(edit)); // Drawn when the editor has taken the text.
  }

  /** Buttons only. */
  updateLenses(): void {
    this.#lensesChanged.fire();
  }

  draw(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const { uri } = editor.document;
      const view = uri.scheme === reviewScheme ? this.#views.get(uri.query) : undefined;
      if (view !== undefined && editor.document.getText() === view.text) this.#marks.drawReview(editor, view);
    }
  }

  /** Shows an edit's review editor where its file is shown, at the same place. */
  async open(edit: PendingEdit): Promise<void> {
    const opening = this.#show(edit).finally(() => {
      if (this.#opening.get(edit.id) === opening) this.#opening.delete(edit.id);
    });
    this.#opening.set(edit.id, opening);
    await opening;
  }

  async #show(edit: PendingEdit): Promise<void> {
    this.update(edit);
    const file = vscode.window.visibleTextEditors.find(({ document }) => document === edit.document);
    const document = await vscode.workspace.openTextDocument(uriOf(edit));
    const languageId = reviewLanguage(edit.document.languageId);
    if (document.languageId !== languageId) {
      await vscode.languages.setTextDocumentLanguage(document, languageId);
    }
    const view = this.#views.get(edit.id);
    if (view === undefined) return; // It ended meanwhile.
    // A change that came while the editor was opening the document was not heard.
    if (document.getText() !== view.text) this.#textChanged.fire(document.uri);
    const line = mergedLine(view, edit.document.positionAt(edit.range?.start ?? 0).line);
    const top = file?.visibleRanges[0]?.start.line;
    const editor = await vscode.window.showTextDocument(document, {
      preview: false,
      ...(file?.viewColumn !== undefined && { viewColumn: file.viewColumn }),
      selection: new vscode.Range(line, 0, line, 0),
    });
    if (top !== undefined && line - top < 30 && line >= top) {
      const below = Math.min(top + linesKeptAbove(editor), document.lineCount - 1);
      editor.revealRange(new vscode.Range(below, 0, below, 0), vscode.TextEditorRevealType.AtTop);
    }
    this.draw();
  }

  /** Resolves when an edit's review editor shows its newest text, or after a second. */
  async whenShown(edit: PendingEdit): Promise<void> {
    await this.#opening.get(edit.id);
    const uri = uriOf(edit).toString();
    const isShown = () => {
      const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri);
      return document === undefined || document.getText() === this.#views.get(edit.id)?.text;
    };
    if (isShown()) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        subscription.dispose();
        resolve();
      };
      const timer = setTimeout(done, maxDrawMs);
      const subscription = vscode.workspace.onDidChangeTextDocument(() => isShown() && done());
    });
  }

  /** The edit whose review editor this is. */
  editIn(document: vscode.TextDocument | undefined): PendingEdit | undefined {
    return document?.uri.scheme === reviewScheme ? this.#editOf(document.uri.query) : undefined;
  }

  /** What an edit's review editor shows. */
  viewOf(edit: PendingEdit): MergedView | undefined {
    return this.#views.get(edit.id);
  }

  /** Closes an edit's review editor; where the user is in it, the file comes to the front at the same place. */
  async close(edit: PendingEdit): Promise<void> {
    await this.#opening.get(edit.id);
    const uri = uriOf(edit).toString();
    const view = this.#views.get(edit.id);
    this.#views.delete(edit.id);
    const active = vscode.window.activeTextEditor;
    const isActive = active?.document.uri.toString() === uri;
    const tabs = reviewTabs().filter(({ input }) => input.uri.toString() === uri);
    if (tabs.length === 0) return;
    const isShown = tabs.some(({ tab }) => tab.isActive);
    if (isShown && !edit.document.isClosed && edit.document.uri.scheme !== "vscode-notebook-cell") {
      const line =
        active !== undefined && isActive && view !== undefined
          ? documentLine(view, active.selection.active.line)
          : undefined;
      const at = line === undefined ? undefined : new vscode.Range(line, 0, line, 0);
      const viewColumn = tabs[0]?.tab.group.viewColumn;
      const showing = vscode.window.showTextDocument(edit.document, {
        preview: false,
        preserveFocus: !isActive,
        ...(viewColumn !== undefined && { viewColumn }),
        ...(at !== undefined && { selection: at }),
      });
      // A file that was deleted meanwhile cannot be shown; its review goes all the same.
      await showing.then(undefined, () => undefined);
    }
    await vscode.window.tabGroups.close(
      reviewTabs()
        .filter(({ input }) => input.uri.toString() === uri)
        .map(({ tab }) => tab),
      !isActive,
    );
  }

  /** Closes what an earlier run of the editor has left: its edits are gone. */
  async closeLeftovers(): Promise<void> {
    const left = reviewTabs().filter(({ input }) => this.#editOf(input.uri.query) === undefined);
    if (left.length > 0)
      await vscode.window.tabGroups.close(
        left.map(({ tab }) => tab),
        true,
      );
  }

  dispose(): void {
    for (const each of this.#subscriptions) each.dispose();
  }
}

/** So many lines the editor leaves above one that it brings to the top: room for sticky scroll and around the cursor. */
function linesKeptAbove({ document }: vscode.TextEditor): number {
  const settings = vscode.workspace.getConfiguration("editor", document);
  const around = settings.get("cursorSurroundingLines", 0);
  return settings.get("stickyScroll.enabled", true)
    ? Math.max(around, settings.get("stickyScroll.maxLineCount", 5))
    : around;
}

function reviewTabs(): readonly { readonly tab: vscode.Tab; readonly input: vscode.TabInputText }[] {
  return vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .flatMap((tab) => {
      const { input } = tab;
      return input instanceof vscode.TabInputText && input.uri.scheme === reviewScheme
        ? [{ tab, input }]
        : [];
    });
}

function uriOf({ id, document }: PendingEdit): vscode.Uri {
  const { path } = document.uri;
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  return vscode.Uri.from({
    scheme: reviewScheme,
    path: `${folder.startsWith("/") ? folder : `/${folder}`}Review: ${nameOf(document.uri)}`,
    query: id,
  });
}
