import type { Action } from "../action";

/** What the user says of an action's model and thinking, by the action's id. */
export type ActionOverrides = ReadonlyMap<string, ActionOverride>;

/** Missing: what the action itself says. */
interface ActionOverride {
  readonly model?: string;
  /** `chat`: the chat's own switch, whatever the action says. */
  readonly thinking?: "on" | "off" | "chat";
}

/**
 * Reads the setting `midfill.actions.overrides`. What does not fit is left out with a sentence; the rest counts. Total.
 *
 * @param builtInIds ids without a prefix that count; own actions have `own:` or `workspace:` before their name
 */
export function readActionOverrides(
  value: unknown,
  builtInIds: readonly string[],
): { readonly overrides: ActionOverrides; readonly problems: readonly string[] } {
  const overrides = new Map<string, ActionOverride>();
  const problems: string[] = [];
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  for (const [id, entry] of Object.entries(isObject ? value : {})) {
    const where = `The setting midfill.actions.overrides, “${id.slice(0, 60)}”:`;
    if (!builtInIds.includes(id) && !/^(?:own|workspace):/u.test(id)) {
      problems.push(`${where} there is no such action.`);
      continue;
    }
    const model = fieldOf(entry, "model");
    const thinking = fieldOf(entry, "thinking");
    if (typeof entry !== "object" || entry === null || Array.isArray(entry)) {
      problems.push(`${where} it must be an object with model, thinking or both.`);
      continue;
    }
    if (model !== undefined && typeof model !== "string") problems.push(`${where} model must be a text.`);
    if (thinking !== undefined && !isThinking(thinking)) {
      problems.push(`${where} thinking must be on, off or chat.`);
    }
    overrides.set(id, {
      ...(typeof model === "string" && model.trim() !== "" && { model: model.trim() }),
      ...(isThinking(thinking) && { thinking }),
    });
  }
  return { overrides, problems };
}

/** An action as the user wants it. */
export function withOverride(action: Action, overrides: ActionOverrides): Action {
  const override = overrides.get(action.id);
  if (override === undefined) return action;
  const { model = action.model, thinking = action.thinking } = override;
  const { model: _model, thinking: _thinking, ...rest } = action;
  return {
    ...rest,
    ...(model !== undefined && { model }),
    ...(thinking !== undefined && thinking !== "chat" && { thinking }),
  };
}

function isThinking(value: unknown): value is "on" | "off" | "chat" {
  return value === "on" || value === "off" || value === "chat";
}

function fieldOf(entry: unknown, name: string): unknown {
  if (typeof entry !== "object" || entry === null) return undefined;
  return Object.entries(entry).find(([key]) => key === name)?.[1];
}
