import * as vscode from "vscode";
import type { MergedView, WordSpan } from "../../actions/review/mergedView";
import type { PendingEdit } from "./pendingEdit";

/** A sign for the gutter, drawn in colours that stand out on dark and on light ground. */
const sign = (path: string, colour: string) =>
  vscode.Uri.parse(
    `data:image/svg+xml;utf8,${encodeURIComponent(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="${path}" stroke="${colour}" stroke-width="2" fill="none"/></svg>`,
    )}`,
    true,
  );

/** Shows the lines and words of edits: both sides in a review editor, the lines that would go in the file itself. */
export class ReviewMarks implements vscode.Disposable {
  readonly #writing = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor("editor.rangeHighlightBackground"),
  });
  readonly #removed = lineMark("removed", sign("M3 8h10", "#f14c4c"));
  readonly #added = lineMark("inserted", sign("M3 8h10M8 3v10", "#4b9e5f"));
  readonly #removedWords = wordMark("removed");
  readonly #addedWords = wordMark("inserted");
  /** In the file, whose text has no room for new lines: what comes behind this line. */
  readonly #more = vscode.window.createTextEditorDecorationType({});

  /** Draws a review editor. */
  drawReview(editor: vscode.TextEditor, view: MergedView): void {
    const lines = (side: "removed" | "added") =>
      view.hunks
        .filter((hunk) => hunk[side].to > hunk[side].from)
        .map((hunk) => wholeLines(hunk[side].from, hunk[side].to));
    editor.setDecorations(this.#removed, lines("removed"));
    editor.setDecorations(this.#added, lines("added"));
    editor.setDecorations(
      this.#removedWords,
      view.hunks.flatMap((hunk) => hunk.removedWords.map(wordRange)),
    );
    editor.setDecorations(
      this.#addedWords,
      view.hunks.flatMap((hunk) => hunk.addedWords.map(wordRange)),
    );
  }

  /** Draws the file's own editor; without an edit nothing is marked. */
  drawFile(editor: vscode.TextEditor, edit: PendingEdit | undefined): void {
    const { document } = editor;
    const range = edit?.range;
    const linesOf = (start: number, end: number) =>
      // Not the line that a final line end leads to.
      new vscode.Range(document.positionAt(start), document.positionAt(Math.max(start, end - 1)));
    const isWriting = edit?.state === "writing" && range !== undefined;
    editor.setDecorations(this.#writing, isWriting ? [linesOf(range.start, range.end)] : []);
    const removed: vscode.Range[] = [];
    const more: vscode.DecorationOptions[] = [];
    for (const { range: at, replacement } of edit?.shownHunks() ?? []) {
      const isInsertion = at.end === at.start;
      if (!isInsertion) removed.push(linesOf(at.start, at.end));
      const count = replacement.split("\n").length - (replacement.endsWith("\n") ? 1 : 0);
      if (replacement === "") continue;
      const last = document.positionAt(
        isInsertion ? Math.max(0, at.start - 1) : Math.max(at.start, at.end - 1),
      ).line;
      const end = document.lineAt(last).range.end;
      const hover = new vscode.MarkdownString().appendCodeblock(replacement, document.languageId);
      more.push({
        range: new vscode.Range(end, end),
        hoverMessage: hover,
        renderOptions: {
          after: {
            contentText: count === 1 ? "+ 1 line" : `+ ${count} lines`,
            margin: "0 0 0 2em",
            color: new vscode.ThemeColor("editorCodeLens.foreground"),
          },
        },
      });
    }
    editor.setDecorations(this.#removed, removed);
    editor.setDecorations(this.#more, more);
  }

  dispose(): void {
    for (const each of [
      this.#writing,
      this.#removed,
      this.#added,
      this.#removedWords,
      this.#addedWords,
      this.#more,
    ]) {
      each.dispose();
    }
  }
}

function wordRange({ line, start, end }: WordSpan): vscode.Range {
  return new vscode.Range(line, start, line, end);
}

function wholeLines(from: number, to: number): vscode.Range {
  return new vscode.Range(from, 0, to - 1, 0);
}

function lineMark(side: "removed" | "inserted", gutterIconPath: vscode.Uri): vscode.TextEditorDecorationType {
  return vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor(`diffEditor.${side}LineBackground`),
    overviewRulerColor: new vscode.ThemeColor(`diffEditorOverview.${side}Foreground`),
    overviewRulerLane: vscode.OverviewRulerLane.Left,
    gutterIconPath,
    gutterIconSize: "contain",
    ...contrastBorder(side, "0 0 0 3px"),
  });
}

function wordMark(side: "removed" | "inserted"): vscode.TextEditorDecorationType {
  return vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor(`diffEditor.${side}TextBackground`),
    ...contrastBorder(side, "1px"),
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
}

/**
 * High contrast themes have no colours behind lines and words, but one for a border, which the others lack. As CSS,
 * because a missing `ThemeColor` would be drawn in the colour of the text.
 */
function contrastBorder(
  side: "removed" | "inserted",
  borderWidth: string,
): vscode.ThemableDecorationRenderOptions {
  return { border: `solid var(--vscode-diffEditor-${side}TextBorder, transparent)`, borderWidth };
}
