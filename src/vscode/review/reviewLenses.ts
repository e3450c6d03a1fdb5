import * as vscode from "vscode";
import { mergedLine, type MergedView } from "../../actions/review/mergedView";
import type { PendingEdit } from "./pendingEdit";

/** What was used for an edit is told in full up to here; the list of edits and the tooltip always tell it. */
const maxUsedChars = 40;

/** The buttons above an edit's range, and above each of its hunks, in the file's own editor. */
export function fileLenses(edit: PendingEdit): vscode.CodeLens[] {
  const { range, document } = edit;
  if (range === undefined) return [];
  const hunks = edit.state === "review" ? edit.shownHunks() : [];
  return [
    ...headLenses(edit, document.positionAt(range.start).line, "file"),
    ...(hunks.length < 2
      ? []
      : hunks.flatMap(({ id, range: at }) => hunkLenses(edit, id, document.positionAt(at.start).line))),
  ];
}

/** The same in its review editor. */
export function reviewLenses(edit: PendingEdit, view: MergedView): vscode.CodeLens[] {
  const { range, document } = edit;
  if (range === undefined) return [];
  const first = mergedLine(view, document.positionAt(range.start).line);
  const line = Math.min(first, view.hunks[0]?.removed.from ?? first);
  return [
    ...headLenses(edit, line, "review"),
    ...(edit.state === "writing" || view.hunks.length < 2
      ? []
      : view.hunks.flatMap(({ id, removed }) => hunkLenses(edit, id, removed.from))),
  ];
}

function headLenses(edit: PendingEdit, line: number, place: "file" | "review"): vscode.CodeLens[] {
  const lens = (title: string, command: string, tooltip?: string) =>
    lensAt(line, { title, command, arguments: [edit.id], ...(tooltip !== undefined && { tooltip }) });
  const allUsed = edit.used.length === 0 ? undefined : `With ${edit.used.join("\n")}`;
  const { title, askForChanges } = edit.plan;
  const used = usedText(edit);
  const show = place === "file" ? "midfill.showReview" : "";
  if (edit.state === "writing") {
    return [
      lens(`$(loading~spin) Midfill: ${title} (${edit.status})${used}`, show, allUsed),
      lens("$(debug-stop) Stop", "midfill.cancelEdit"),
    ];
  }
  const note = edit.note === undefined ? "" : `, ${edit.note}`;
  return [
    lens(`Midfill: ${title}, ${changeText(edit)}${note}${used}`, show, allUsed),
    lens("$(check) Accept All", "midfill.acceptEdit"),
    lens("$(close) Reject All", "midfill.rejectEdit"),
    ...(askForChanges === undefined ? [] : [lens("$(comment) Ask for Changes…", "midfill.askForChanges")]),
    lens("$(refresh) Retry", "midfill.retryEdit"),
    lens("$(diff) Show Diff", "midfill.showEditDiff"),
  ];
}

function hunkLenses(edit: PendingEdit, hunkId: number, line: number): vscode.CodeLens[] {
  return [
    lensAt(line, { title: "$(check) Accept", command: "midfill.acceptHunk", arguments: [edit.id, hunkId] }),
    lensAt(line, { title: "$(close) Reject", command: "midfill.rejectHunk", arguments: [edit.id, hunkId] }),
  ];
}

function lensAt(line: number, command: vscode.Command): vscode.CodeLens {
  // The editor drops a plain blank behind an icon.
  const title = command.title.replace(/^(\$\([^)]+\)) /, "$1\u00a0");
  return new vscode.CodeLens(new vscode.Range(line, 0, line, 0), { ...command, title });
}

/** `, with 3 problems and 2 more`: no more names than leave the buttons their place. */
function usedText({ used: [first, ...others] }: PendingEdit): string {
  if (first === undefined) return "";
  let named = first.length <= maxUsedChars ? first : `${first.slice(0, maxUsedChars - 1)}…`;
  const left = [...others];
  while (left[0] !== undefined && `${named}, ${left[0]}`.length <= maxUsedChars) named += `, ${left.shift()}`;
  return `, with ${named}${left.length === 0 ? "" : ` and ${left.length} more`}`;
}

/** `3 changes, +5 −2` */
export function changeText(edit: PendingEdit): string {
  const hunks = edit.hunks?.pending ?? [];
  const added = hunks.reduce((sum, hunk) => sum + hunk.addedLines, 0);
  const removed = hunks.reduce((sum, hunk) => sum + hunk.removedLines, 0);
  return `${hunks.length} ${hunks.length === 1 ? "change" : "changes"}, +${added} −${removed}`;
}
