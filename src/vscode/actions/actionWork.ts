import type * as vscode from "vscode";
import type { Action } from "../../actions/action";
import type { ActionDependencies } from "./actionDependencies";
import { CommitMessageWriter } from "./commitMessage";
import { gatherDefinitions } from "./definitionsInvolved";
import { docFormGatherer } from "./docForm";
import { gatherDiagnostics } from "./fixDiagnostics";
import { explainProblem } from "./fixExplainProblem";
import type { ContextGatherers } from "./gatherContext";
import { suggestNames } from "./renameSymbol";
import { runAction, type ActionOptions } from "./runAction";
import { testSetupGatherer } from "./testSetup";

/** What is done once the user wants an action. */
export interface ActionWork extends vscode.Disposable {
  readonly run: (action: Action, options: ActionOptions) => Promise<void>;
  readonly explainProblem: (document: vscode.TextDocument, place: vscode.Range) => Promise<void>;
  readonly suggestNames: (editor: vscode.TextEditor | undefined) => Promise<void>;
  readonly commitMessages: Pick<CommitMessageWriter, "write" | "stop" | "undo">;
}

/**
 * Makes what the actions run. With all that it needs it is a part of its own in what ships (`dist/actions.js`): most
 * starts of the editor never load it.
 */
export function createActionWork(dependencies: ActionDependencies): ActionWork {
  const { privacy } = dependencies;
  const gatherers: ContextGatherers = {
    diagnostics: (target, signal) => gatherDiagnostics(target, privacy, signal),
    definitions: (target, signal) => gatherDefinitions(target, privacy, signal),
    "test-setup": testSetupGatherer(privacy),
    "docstring-form": docFormGatherer(privacy),
  };
  const commitMessages = new CommitMessageWriter(dependencies);
  return {
    run: (action, options) => runAction(dependencies, gatherers, action, options),
    explainProblem: (document, place) => explainProblem(dependencies, document, place),
    suggestNames: (editor) => suggestNames(dependencies, editor),
    commitMessages,
    dispose: () => commitMessages.dispose(),
  };
}
