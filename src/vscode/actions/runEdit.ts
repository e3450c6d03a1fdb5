import * as vscode from "vscode";
import { answerToReplacement } from "../../actions/answer/answerToReplacement";
import { incompleteBecause } from "../../actions/answer/collectAnswer";
import { indentUnitOf } from "../codeBlocks/indentUnit";
import type { ProposedEdit } from "../review/editReview";
import { showError } from "../showError";
import type { ActionDependencies } from "./actionDependencies";
import { maskedRequest, sourceOf, type ActionSource } from "./actionSource";
import { nameOf } from "./actionTarget";
import { askForAnswer, progressText } from "./askForAnswer";
import { gatherContext, type ContextGatherers } from "./gatherContext";

type EditResult = "replace" | "insert-before" | "insert-after";

/**
 * Lets the model write into the document, for review. The document must be as it was when the source was taken; from
 * here on the review follows its changes.
 */
export async function runEdit(
  dependencies: ActionDependencies,
  gatherers: ContextGatherers,
  source: ActionSource,
  result: EditResult,
): Promise<void> {
  const { review } = dependencies;
  const { document } = source.target;
  if (review.pendingOf(document) !== undefined) {
    const answer = await vscode.window.showInformationMessage(
      `${nameOf(document.uri)} has an edit already. Accept or reject it first.`,
      "Show Diff",
    );
    if (answer !== undefined) await vscode.commands.executeCommand("midfill.showEditDiff");
    return;
  }
  const restart = () => runAgain(dependencies, gatherers, source, result);
  const edit = review.begin(source.target, source.instruction, restart);
  try {
    await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: `Midfill edits ${nameOf(document.uri)}` },
      () => writeEdit(dependencies, gatherers, source, result, edit, restart),
    );
  } catch (error) {
    if (edit.signal.aborted) return; // Cancelled, or ended by the user's own change: told already.
    await review.abandon(edit.id);
    // Not awaited: the action is over, however long the message stays.
    void showError(error, restart);
  }
}

/** The same text where it still stands; otherwise what is selected in that same document now. */
async function runAgain(
  dependencies: ActionDependencies,
  gatherers: ContextGatherers,
  source: ActionSource,
  result: EditResult,
): Promise<void> {
  const { target, selection } = source;
  const { document, range } = target;
  const isSame = !document.isClosed && document.getText().slice(range.start, range.end) === selection;
  if (isSame) await runEdit(dependencies, gatherers, sourceOf(source), result);
  else await source.runAnew(await vscode.window.showTextDocument(document.uri));
}

/** Asks, reads the answer and proposes it; every way out but a proposal abandons the edit. */
async function writeEdit(
  dependencies: ActionDependencies,
  gatherers: ContextGatherers,
  source: ActionSource,
  result: EditResult,
  { id, signal }: ProposedEdit,
  restart: () => Promise<void>,
): Promise<void> {
  const { review, privacy, log } = dependencies;
  const { selection, before, after, action } = source;
  const { document } = source.target;
  const context = await gatherContext(gatherers, action.context, source.target, signal);
  if (signal.aborted) return;
  const { messages, unmask } = maskedRequest(privacy, source, result, context);
  const answer = await askForAnswer(dependencies, action, messages, selection.length, signal, (progress) =>
    review.progress(id, progressText(progress)),
  );
  if (signal.aborted) return;
  const incomplete = incompleteBecause(answer.finishReason);
  const read =
    incomplete === undefined
      ? answerToReplacement(unmask(answer.text), {
          selection,
          before,
          after,
          languageId: document.languageId,
          indentUnit: indentUnitOf(
            vscode.window.visibleTextEditors.find((editor) => editor.document === document),
          ),
          lineEnd: document.eol === vscode.EndOfLine.CRLF ? "\r\n" : "\n",
        })
      : ({ type: "refused", reason: answer.finishReason, message: incomplete } as const);
  log("debug", `Edit ${id}: ${read.type === "refused" ? `refused, ${read.reason}` : read.type}`);
  switch (read.type) {
    case "replacement":
      await review.propose(id, read.text, read.warnings);
      return;
    case "no-change":
      await review.abandon(id);
      void vscode.window.showInformationMessage("The model proposes no change to the selection.");
      return;
    case "refused":
      await review.abandon(id);
      // Not awaited: the progress ends now, however long the message stays.
      void vscode.window.showWarningMessage(read.message, "Try Again").then((again) => again && restart());
  }
}
