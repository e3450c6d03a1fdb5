import type { Action } from "../../actions/action";
import { inputsOf, readArguments } from "../../prompts/promptVariables";
import { choiceOf, type ActionDependencies } from "./actionDependencies";
import { nameOf, type ActionTarget } from "./actionTarget";
import { askForInstruction, rememberInstruction } from "./instructionInput";

/** What the user said to an action. */
export interface ActionInputs {
  /** By the input's name, which is empty for `${input}`. */
  readonly answers: ReadonlyMap<string, string>;
  /** Goes behind the prompt. */
  readonly rest: string;
}

/**
 * Asks for everything that an action wants to know, one thing after the other. Undefined when the user leaves it.
 *
 * @param given what stood behind the action's name, or came with a keyboard shortcut: the first thing that is asked for,
 * or `name="text"`
 */
export async function actionInputs(
  { memory, settings }: Pick<ActionDependencies, "memory" | "settings">,
  action: Action,
  target: ActionTarget,
  given: string | undefined,
): Promise<ActionInputs | undefined> {
  const inPrompt = inputsOf(action.prompt);
  // An own action may ask for something that its prompt has no place for.
  const isBehind = action.input !== undefined && inPrompt.every(({ name }) => name !== "");
  const inputs = isBehind ? [...inPrompt, { name: "", placeholder: "" }] : inPrompt;
  const read = readArguments(given ?? "", inputs);
  const answers = new Map(read.given);
  const { model, thinking, canSwitchThinking } = settings(choiceOf(action));
  const who = [model, ...(canSwitchThinking ? [`thinking ${thinking}`] : [])].join(", ");
  for (const { name, placeholder } of inputs) {
    const historyId = name === "" ? action.id : `${action.id} ${name}`;
    const answer =
      answers.get(name) ??
      // oxlint-disable-next-line no-await-in-loop -- one question after the other
      (await askForInstruction(memory, {
        actionId: historyId,
        title: `${action.title.replace(/…$/u, "")} ${placeOf(target)} (${who})`,
        placeholder:
          (name === "" && action.input?.placeholder) ||
          placeholder ||
          `The prompt asks for ${name || "an input"}`,
      }));
    if (answer === undefined) return undefined;
    answers.set(name, answer);
    // oxlint-disable-next-line no-await-in-loop -- as above
    await rememberInstruction(memory, historyId, answer);
  }
  const behind = isBehind ? [answers.get("") ?? ""] : [];
  return { answers, rest: [...behind, read.rest].filter((text) => text !== "").join("\n\n") };
}

/** `main.go:12-20` */
function placeOf({ document, range }: ActionTarget): string {
  const first = document.positionAt(range.start).line + 1;
  const last = document.positionAt(Math.max(range.start, range.end - 1)).line + 1;
  return `${nameOf(document.uri)}:${first === last ? first : `${first}-${last}`}`;
}
