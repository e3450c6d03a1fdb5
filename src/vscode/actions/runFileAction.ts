import * as vscode from "vscode";
import { incompleteBecause } from "../../actions/answer/collectAnswer";
import { signalOf } from "../signal";
import { showError } from "../showError";
import type { ActionDependencies } from "./actionDependencies";
import { maskedRequest, type ActionSource } from "./actionSource";
import { nameOf } from "./actionTarget";
import { askForAnswer, progressText } from "./askForAnswer";
import { showFileResult } from "./fileResult";
import { gatherContext, type ContextGatherers } from "./gatherContext";

/** Lets the model write a file, which nobody saves but the user. Cancelling leaves nothing. */
export async function runFileAction(
  dependencies: ActionDependencies,
  gatherers: ContextGatherers,
  source: ActionSource,
  result: "new-file" | "test-file",
): Promise<void> {
  const { privacy } = dependencies;
  const { action, target, selection } = source;
  const restart = () => runFileAction(dependencies, gatherers, source, result);
  await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: `Midfill: ${action.title.replace(/…$/u, "")}, ${nameOf(target.document.uri)}`,
      cancellable: true,
    },
    async (progress, token) => {
      const { signal, dispose } = signalOf(token);
      try {
        const context = await gatherContext(gatherers, action.context, target, signal);
        const { messages, unmask } = maskedRequest(privacy, source, result, context);
        const answer = await askForAnswer(dependencies, action, messages, selection.length, signal, (state) =>
          progress.report({ message: progressText(state) }),
        );
        const incomplete = incompleteBecause(answer.finishReason);
        if (incomplete === undefined) await showFileResult(unmask(answer.text), source, restart);
        else {
          void vscode.window.showWarningMessage(incomplete, "Try Again").then((again) => again && restart());
        }
      } catch (error) {
        if (!signal.aborted) void showError(error, restart);
      } finally {
        dispose();
      }
    },
  );
}
