import * as vscode from "vscode";
import { incompleteBecause } from "../../actions/answer/collectAnswer";
import { signalOf } from "../signal";
import { showError } from "../showError";
import type { ActionDependencies } from "./actionDependencies";
import { maskedRequest, type ActionSource } from "./actionSource";
import { nameOf } from "./actionTarget";
import { askForAnswer, progressText } from "./askForAnswer";
import type { PendingEdit } from "../review/pendingEdit";
import { canTakeTests, showFileResult } from "./fileResult";
import { gatherContext, type ContextGatherers } from "./gatherContext";
import { mayAsk } from "./mayAsk";

/**
 * Lets the model write a file, which nobody saves but the user. Cancelling leaves nothing.
 *
 * @param replaces an earlier edit of the same action, which waits on until the new one is there
 */
export async function runFileAction(
  dependencies: ActionDependencies,
  gatherers: ContextGatherers,
  source: ActionSource,
  result: "new-file" | "test-file",
  replaces?: PendingEdit,
): Promise<void> {
  const { privacy, review, log } = dependencies;
  const { action, target, selection } = source;
  const restart = async (edit?: PendingEdit) => {
    if (await mayAsk(dependencies, action, target)) {
      await runFileAction(dependencies, gatherers, source, result, edit);
    }
  };
  const again = () => restart(replaces);
  const inPlaceOf = replaces === undefined ? {} : { replaces };
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
        if (!(await canTakeTests({ source, tests: context.tests, review, ...inPlaceOf }))) return;
        const { messages, unmask } = maskedRequest(privacy, source, result, context);
        const used = context.used.length === 0 ? "" : `, with ${context.used.join(", ")}`;
        const chars = selection.length + (context.tests?.repeatedChars ?? 0);
        log("debug", `${action.title}: ${context.used.join(", ")}`);
        const answer = await askForAnswer(dependencies, action, messages, chars, signal, (state) =>
          progress.report({ message: progressText(state) + used }),
        );
        const incomplete = incompleteBecause(answer.finishReason);
        if (incomplete === undefined) {
          const { tests } = context;
          await showFileResult(unmask(answer.text), { source, tests, review, ...inPlaceOf, restart });
        } else {
          void vscode.window.showWarningMessage(incomplete, "Try Again").then((choice) => choice && again());
        }
      } catch (error) {
        if (!signal.aborted) void showError(error, again);
      } finally {
        dispose();
      }
    },
  );
}
