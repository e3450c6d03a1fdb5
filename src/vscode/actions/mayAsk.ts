import type { Action } from "../../actions/action";
import { showNotice } from "../showNotice";
import { choiceOf, type ActionDependencies } from "./actionDependencies";
import { editingRefusal, sendingRefusal, type ActionTarget } from "./actionTarget";

/**
 * Whether an action may send this target and write its answer: trust, secrets, size, the file, the provider, then the
 * budget. What stands in the way is told. To be asked before every request, also of a run that goes on: rules, links,
 * settings and sums may have changed since its last one. The chat asks for its own provider and budget.
 */
export async function mayAsk(
  dependencies: Pick<ActionDependencies, "privacy" | "settings" | "mayAct">,
  action: Action,
  target: ActionTarget,
): Promise<boolean> {
  const refusal = await refusalOf(dependencies, action, target);
  if (refusal !== undefined) {
    showNotice(refusal);
    return false;
  }
  return action.result === "chat" || dependencies.mayAct();
}

async function refusalOf(
  { privacy, settings }: Pick<ActionDependencies, "privacy" | "settings">,
  action: Action,
  target: ActionTarget,
): ReturnType<typeof sendingRefusal> {
  const refusal = await sendingRefusal(target, privacy);
  if (refusal !== undefined || action.result === "chat") return refusal;
  const isFile = action.result === "new-file" || action.result === "test-file";
  return (isFile ? undefined : await editingRefusal(target.document)) ?? settings(choiceOf(action)).obstacle;
}
