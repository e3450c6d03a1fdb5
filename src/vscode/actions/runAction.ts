import * as vscode from "vscode";
import type { Action } from "../../actions/action";
import { showNotice } from "../showNotice";
import { tellBusy } from "../review/tellBusy";
import { bringsSelection, expandPrompt } from "../../prompts/promptVariables";
import type { ActionDependencies } from "./actionDependencies";
import { choiceOf } from "./actionDependencies";
import { actionInputs, type ActionInputs } from "./actionInputs";
import { maskedSelection, sourceOf } from "./actionSource";
import { nameOf, notice, targetIn, targetOf, wholeLines } from "./actionTarget";
import type { ActionTarget } from "./actionTarget";
import { targetAround } from "./fixTarget";
import type { ContextGatherers } from "./gatherContext";
import { mayAsk } from "./mayAsk";
import { promptValues } from "./promptValues";
import { runEdit } from "./runEdit";
import { runFileAction } from "./runFileAction";

/** What an action is run on, where it is not the active editor's selection with what the user is asked for. */
export interface ActionOptions {
  readonly editor?: vscode.TextEditor;
  readonly range?: vscode.Range;
  /** A place instead of a part: the symbol around it is meant, or the lines near it. */
  readonly around?: vscode.Range;
  readonly input?: string;
  /** What the user said before: nothing is asked again. */
  readonly inputs?: ActionInputs;
}

const noEditor = notice("No text editor is active.", "Open a file and select the code first.");

/**
 * Runs an action on a selection, or on the symbol around the cursor. Document, version and range are pinned first;
 * everything that stands in the way is told before a token is spent. Resolves when the answer is shown, or there is
 * none.
 */
export async function runAction(
  dependencies: ActionDependencies,
  gatherers: ContextGatherers,
  action: Action,
  options: ActionOptions = {},
): Promise<void> {
  const editor = options.editor ?? vscode.window.activeTextEditor;
  if (editor === undefined) {
    showNotice(noEditor);
    return;
  }
  const { document } = editor;
  const { version } = document;
  const target = await targetFor(editor, action, options);
  const isEdit = action.result === "replace" || isInsertion(action);
  const pending = isEdit ? dependencies.review.pendingOf(document) : undefined;
  if (pending !== undefined) {
    tellBusy(pending);
    return;
  }
  if (!(await mayAsk(dependencies, action, target))) return;
  const inputs = options.inputs ?? (await actionInputs(dependencies, action, target, options.input));
  if (inputs === undefined) return;
  const range = new vscode.Range(
    document.positionAt(target.range.start),
    document.positionAt(target.range.end),
  );
  const expanded = expandPrompt(
    action.prompt,
    await promptValues(action.prompt, {
      document,
      range,
      selection: range.isEmpty ? undefined : maskedSelection(dependencies.privacy, target).text,
    }),
    inputs.answers,
    inputs.rest,
  );
  if (!expanded.isComplete) {
    void vscode.window.showWarningMessage(expanded.problem);
    return;
  }
  if (document.isClosed || document.version !== version) {
    const name = nameOf(document.uri);
    showNotice(notice(`${name} changed before the action started.`, "Select the text and start again."));
    return;
  }
  const source = sourceOf({
    action,
    target,
    instruction: expanded.text,
    runAnew: (other) => runAction(dependencies, gatherers, action, { editor: other, inputs }),
  });
  switch (action.result) {
    case "chat":
      dependencies.askInChat({
        text: source.instruction,
        attachment: bringsSelection(action.prompt) ? undefined : { document, range },
        choice: choiceOf(action),
      });
      return;
    case "replace":
    case "insert-before":
    case "insert-after":
      await runEdit(dependencies, gatherers, source, action.result);
      return;
    case "new-file":
    case "test-file":
      await runFileAction(dependencies, gatherers, source, action.result);
  }
}

async function targetFor(
  editor: vscode.TextEditor,
  action: Action,
  options: ActionOptions,
): Promise<ActionTarget> {
  const target = await chosenTarget(editor, action, options);
  return isInsertion(action) ? wholeLines(target) : target;
}

function isInsertion({ result }: Action): boolean {
  return result === "insert-before" || result === "insert-after";
}

async function chosenTarget(
  editor: vscode.TextEditor,
  action: Action,
  { range, around }: ActionOptions,
): Promise<ActionTarget> {
  const { document, selection } = editor;
  if (range !== undefined) return targetIn(document, range);
  if (around !== undefined) return targetAround(document, around);
  // Problems are mended in a part that can be written again quickly, however long the function is.
  const isFix = action.context.includes("diagnostics");
  return isFix && selection.isEmpty ? targetAround(document, selection) : targetOf(editor);
}
