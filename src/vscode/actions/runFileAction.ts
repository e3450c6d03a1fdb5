import * as vscode from "vscode";
import { incompleteBecause } from "../../actions/answer/collectAnswer";
import { signalOf } from "../signal";
import { showError } from "../showError";
import type { ActionDependencies } from "./actionDependencies";
import { maskedRequest, type ActionSource } from "./actionSource";
import { nameOf } from "./actionTarget";
import { askForAnswer, progressText } from "./askForAnswer";
import { canTakeTests, showFileResult } from "./fileResult";
import { gatherContext, type ContextGatherers } from "./gatherContext";
import { mayAsk } from "./mayAsk";

/** Lets the model write a file, which nobody saves but the user. Cancelling leaves nothing. */
export async function runFileAction(
  dependencies: ActionDependencies,
  gatherers: ContextGatherers,
  source: ActionSource,
  result: "new-file" | "test-file",
): Promise<void> {
  const { privacy, review, log } = dependencies;
  const { action, target, selection } = source;
  const restart = async () => {
    if (await mayAsk(dependencies, action, target)) {
      await runFileAction(dependencies, gatherers, source, result);
    }
  };
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
        if (!(await canTakeTests({ source, tests: context.tests, review }))) return;
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
          await showFileResult(unmask(answer.text), { source, tests, review, restart });
        } else {
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
