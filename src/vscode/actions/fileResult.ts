import * as vscode from "vscode";
import { editWarnings } from "../../actions/answer/editWarnings";
import { fileAnswer, type FileAnswer } from "../../actions/files/fileAnswer";
import { pathInLanguage } from "../../actions/files/pathInLanguage";
import type { FoundTestPlace } from "../../actions/request/gatheredContext";
import { mergeTests } from "../../actions/tests/mergeTests";
import { confirmHostileText } from "../codeBlocks/confirmHostileText";
import { indentUnitOf } from "../codeBlocks/indentUnit";
import { languageOf } from "../codeBlocks/languageOf";
import type { EditReview } from "../review/editReview";
import { mayTakeName } from "../review/mayTakeName";
import { authorizeEdit } from "../review/editGuard";
import type { PendingEdit } from "../review/pendingEdit";
import { tellBusy } from "../review/tellBusy";
import { showNotice } from "../showNotice";
import type { ActionSource } from "./actionSource";
import { editingRefusal, nameOf } from "./actionTarget";

/** Where an answer goes that is a file, or belongs into one. */
export interface FileResultPlan {
  readonly source: Pick<ActionSource, "action" | "target">;
  /** Where tests go; undefined for any other file, and where no place was found. */
  readonly tests: FoundTestPlace | undefined;
  readonly review: Pick<EditReview, "review" | "pendingOf">;
  /** The edit that this one comes in place of. */
  readonly replaces?: PendingEdit;
  /** Asks once more. An edit that is passed waits on until there is a new one in its place. */
  readonly restart: (replaces?: PendingEdit) => Promise<void>;
}

type Code = Extract<FileAnswer, { readonly type: "code" }>;

/**
 * Shows what the model wrote: a new file as an unsaved document that saving puts where it belongs, tests for a file
 * that is there as a review of that file. Nothing is on the disk before the user saves or accepts, and nothing that is
 * there is overwritten.
 */
export async function showFileResult(answer: string, plan: FileResultPlan): Promise<void> {
  const { document } = plan.source.target;
  const { tests } = plan;
  const languageId =
    tests !== undefined && tests.place.path.endsWith(".ts") ? "typescript" : document.languageId;
  const read = fileAnswer(answer, languageId, tests?.text !== undefined);
  if (read.type === "refused") {
    offerAgain(read.message, plan);
    return;
  }
  const uri = await placeOf(plan, read);
  if (uri === undefined) {
    await openUnnamed(read);
    return;
  }
  // The path came from names in the workspace: where it leads is judged as if a model had named it.
  const authorization = await authorizeEdit(uri, uri === document.uri ? "change" : "create");
  if (authorization.type === "refused") {
    showNotice(authorization.notice);
    return;
  }
  const there = await documentAt(uri);
  if (there === undefined) await openNew(uri, read);
  else await reviewMerged(there, read, plan);
}

/**
 * Whether tests can go where they belong, as far as that can be known before they are written: a read-only file, or
 * one with an edit in review, is told about before anything is paid.
 */
export async function canTakeTests({
  source,
  tests,
  review,
  replaces,
}: Pick<FileResultPlan, "source" | "tests" | "review" | "replaces">): Promise<boolean> {
  const { document } = source.target;
  const uri = tests && placeOfTests(document, tests);
  if (uri === undefined) return true;
  const authorization = await authorizeEdit(uri, uri === document.uri ? "change" : "create");
  if (authorization.type === "refused") {
    showNotice(authorization.notice);
    return false;
  }
  const open = vscode.workspace.textDocuments.find((each) => each.uri.path === uri.path);
  const edit = open && review.pendingOf(open);
  if (edit === undefined || edit === replaces) return true;
  tellBusy(edit);
  return false;
}

/** Undefined outside the workspace. */
function placeOfTests({ uri }: vscode.TextDocument, { place }: FoundTestPlace): vscode.Uri | undefined {
  if (place.type === "same-file") return uri;
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  return folder && vscode.Uri.joinPath(folder.uri, place.path);
}

/** The file that the code is for; undefined where it has no name. */
async function placeOf(
  { source, tests }: FileResultPlan,
  { language }: Code,
): Promise<vscode.Uri | undefined> {
  const { document } = source.target;
  if (tests !== undefined) return placeOfTests(document, tests);
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  if (folder === undefined) return undefined;
  const base = folder.uri.path.replace(/\/*$/u, "/");
  const sourcePath = document.uri.path.startsWith(base) ? document.uri.path.slice(base.length) : undefined;
  // A language that no extension brings has a name and an ending all the same.
  const languageId = languageOf(language, await vscode.languages.getLanguages()) ?? language.toLowerCase();
  const path = sourcePath === undefined ? undefined : pathInLanguage(sourcePath, languageId);
  return path === undefined ? undefined : vscode.Uri.joinPath(folder.uri, path);
}

/** The document of a file that is there, or of an unsaved one of that name that has text. */
async function documentAt(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  const unsaved = vscode.workspace.textDocuments.find(
    (each) => each.uri.scheme === "untitled" && each.uri.path === uri.path && each.getText() !== "",
  );
  if (unsaved !== undefined) return unsaved;
  try {
    await vscode.workspace.fs.stat(uri);
  } catch {
    return undefined; // Nothing there.
  }
  return vscode.workspace.openTextDocument(uri);
}

/** Opens the code as a file that is not saved yet. */
async function openNew(uri: vscode.Uri, code: Code): Promise<void> {
  // Only here an unsaved document can have the place of a file.
  const canTakeName = uri.scheme === "file" || uri.scheme === "vscode-remote";
  if (!canTakeName || !(await mayTakeName(uri))) {
    await openUnnamed(code);
    return;
  }
  if (!(await confirmHostileText(code.code, ""))) return;
  const document = await vscode.workspace.openTextDocument(uri.with({ scheme: "untitled" }));
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(0, 0), code.code);
  const isWritten = document.getText() === "" && (await vscode.workspace.applyEdit(edit));
  await vscode.window.showTextDocument(document, { preview: false });
  if (!isWritten) {
    void vscode.window.showWarningMessage(`${nameOf(uri)} has text already, so nothing was written into it.`);
  }
}

async function openUnnamed(code: Code): Promise<void> {
  if (!(await confirmHostileText(code.code, ""))) return;
  const language = languageOf(code.language, await vscode.languages.getLanguages());
  const document = await vscode.workspace.openTextDocument({
    content: code.code,
    ...(language !== undefined && { language }),
  });
  await vscode.window.showTextDocument(document, { preview: false });
}

/** Shows what becomes of a file with the code in it. */
async function reviewMerged(
  document: vscode.TextDocument,
  { code }: Code,
  plan: FileResultPlan,
): Promise<void> {
  const { review, replaces, restart, source, tests } = plan;
  const name = nameOf(document.uri);
  const refusal = await editingRefusal(document);
  if (refusal !== undefined) {
    showNotice(refusal);
    return;
  }
  // Shown, so that the editor does not close it before the user has decided.
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  const { version } = document;
  const original = document.getText();
  const text = original.replaceAll("\r\n", "\n");
  // The answer was made for another text: what was typed meanwhile would be taken back.
  if (tests?.text !== undefined && tests.text !== text.replace(/^\uFEFF/u, "")) {
    offerAgain(`${name} changed while the model wrote, so nothing was changed.`, plan);
    return;
  }
  const merged = mergeTests(text, code, document.languageId, indentUnitOf(editor));
  if (merged.type === "unclear") {
    offerAgain(
      `The model left code out (“${merged.placeholder.slice(0, 80)}”), so nothing was changed.`,
      plan,
    );
    return;
  }
  const isWindows = document.eol === vscode.EndOfLine.CRLF;
  const proposed =
    merged.type === "same" ? original : isWindows ? merged.text.replaceAll("\n", "\r\n") : merged.text;
  const outcome = await review.review({
    document,
    version,
    text: proposed,
    title: source.action.title.replace(/…$/u, ""),
    warnings: editWarnings(proposed, original),
    ...(replaces !== undefined && { replaces }),
    restart,
  });
  switch (outcome) {
    case "shown":
      return;
    case "same":
      void vscode.window.showInformationMessage(`${name} has all of this already.`);
      return;
    case "changed":
      offerAgain(`${name} changed meanwhile, so nothing was changed.`, plan);
      return;
    case "busy": {
      const edit = review.pendingOf(document);
      if (edit !== undefined) tellBusy(edit);
    }
  }
}

/** Not awaited: the action is over, however long the message stays. */
function offerAgain(
  message: string,
  { replaces, restart }: Pick<FileResultPlan, "replaces" | "restart">,
): void {
  void vscode.window
    .showWarningMessage(message, "Try Again")
    .then((again) => (again === undefined ? undefined : restart(replaces)));
}
