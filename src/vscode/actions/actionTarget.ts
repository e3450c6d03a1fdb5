import { realpath } from "node:fs/promises";
import * as vscode from "vscode";
import { maxSelectionChars, withIndentation, type OffsetRange } from "../../actions/request/selectionScope";
import type { ChatNotice } from "../../chat/protocol";
import type { PrivacyGate } from "../../privacy/privacyGate";
import { symbolAround } from "./symbolAround";
import { authorizeEdit } from "../review/editGuard";
import { showsEdit } from "../review/reviewSchemes";

/** What an action works on, pinned when the action starts. */
export interface ActionTarget {
  readonly document: vscode.TextDocument;
  readonly range: OffsetRange;
  /** Relative to the workspace folder, else as the document names itself. */
  readonly path: string;
}

/**
 * The selection, else the function or class around the cursor, else the cursor's line. For an edit the indentation
 * before it belongs to it.
 */
export async function targetOf(editor: vscode.TextEditor): Promise<ActionTarget> {
  const { document, selection } = editor;
  return targetIn(document, selection.isEmpty ? await rangeAround(document, selection.active) : selection);
}

/** A part of a document, with the indentation before it. */
export function targetIn(document: vscode.TextDocument, chosen: vscode.Range): ActionTarget {
  const range = withIndentation(document.getText(), {
    start: document.offsetAt(chosen.start),
    end: document.offsetAt(chosen.end),
  });
  return { document, range, path: pathOf(document.uri) };
}

/** The target with all of its first and last line: what is inserted stands on lines of its own. */
export function wholeLines(target: ActionTarget): ActionTarget {
  const { document, range } = target;
  const first = document.positionAt(range.start).line;
  const last = document.positionAt(Math.max(range.start, range.end - 1)).line;
  const { start } = document.lineAt(first).range;
  const { end } = document.lineAt(last).rangeIncludingLineBreak;
  return { ...target, range: { start: document.offsetAt(start), end: document.offsetAt(end) } };
}

/** Why this target's text must not be sent, or undefined. Nothing is sent to find out. */
export async function sendingRefusal(
  target: ActionTarget,
  privacy: PrivacyGate,
): Promise<ChatNotice | undefined> {
  if (!vscode.workspace.isTrusted) {
    return notice(
      "This workspace is not trusted yet, so nothing is sent.",
      "Trust it to use actions on its code.",
      ["manage-trust"],
    );
  }
  const { document, range, path } = target;
  if (showsEdit(document.uri)) {
    return notice("This only shows an edit of a file.", "Select the code in the file itself.");
  }
  for (const each of new Set([path, document.uri.path, await realPathOf(document.uri)])) {
    const decision = privacy.decide(each);
    if (!decision.isAllowed)
      return notice(decision.reason, "Choose another file, or copy the harmless part.");
  }
  const text = document.getText().slice(range.start, range.end);
  if (text.length > maxSelectionChars) {
    return notice(
      `The selection has ${text.length.toLocaleString("en")} characters; an action takes up to ${maxSelectionChars.toLocaleString("en")}.`,
      "Select a smaller part.",
    );
  }
  if (text.includes("\0")) return notice("This looks like a binary file.", "Choose a text file.");
  return undefined;
}

/** Why this document cannot be edited, or undefined. Asked before a token is spent, and again before the change. */
export async function editingRefusal(document: vscode.TextDocument): Promise<ChatNotice | undefined> {
  const authorization = await authorizeEdit(document.uri, "change");
  return authorization.type === "refused" ? authorization.notice : undefined;
}

/** The path that the model is shown and that privacy judges. */
function pathOf(uri: vscode.Uri): string {
  return uri.scheme === "untitled"
    ? uri.path
    : vscode.workspace.asRelativePath(uri.with({ fragment: "" }), false);
}

/** The last part of an address. */
export function nameOf(uri: vscode.Uri): string {
  return uri.path.split("/").at(-1) ?? uri.path;
}

async function realPathOf(uri: vscode.Uri): Promise<string> {
  if (uri.scheme !== "file") return uri.path;
  try {
    return await realpath(uri.fsPath);
  } catch {
    return uri.fsPath; // Not saved, or deleted: then no link can hide another name.
  }
}

async function rangeAround(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Range> {
  const line = document.lineAt(position.line);
  return (
    (await symbolAround(document, new vscode.Range(position, position)))?.range ??
    (line.isEmptyOrWhitespace ? new vscode.Range(position, position) : line.range)
  );
}

/** A sentence and the next step, for what the user can do something about. */
export function notice(message: string, nextStep: string, remedies: ChatNotice["remedies"] = []): ChatNotice {
  return { message, nextStep, remedies };
}
