import { workspaceToolNames } from "../../chat/tools/workspaceTools";

/** The setting `midfill.chat.tools`: tools by name, on or off. */
export type ToolChoices = Readonly<Record<string, boolean>>;

const ours: ReadonlySet<string> = new Set(workspaceToolNames);

/**
 * Whether a tool may be called: by a conversation's own list, or by the setting. What the setting does not name is on
 * if it is one of Midfill's read-only tools, and off if it comes from elsewhere.
 */
export function isToolOn(id: string, choices: ToolChoices | readonly string[]): boolean {
  if (isList(choices)) return choices.includes(id);
  return Object.hasOwn(choices, id) ? choices[id] === true : ours.has(id);
}

/**
 * The setting's value after the user has ticked `chosen` among the `listed`. Only what differs from the default is
 * written; what is not listed now (its extension is switched off) keeps its entry.
 */
export function toolChoicesAfter(
  before: ToolChoices,
  listed: readonly string[],
  chosen: ReadonlySet<string>,
): ToolChoices {
  const kept = Object.entries(before).filter(([id]) => !listed.includes(id));
  const written = listed.flatMap((id): (readonly [string, boolean])[] =>
    chosen.has(id) === ours.has(id) ? [] : [[id, chosen.has(id)]],
  );
  return Object.fromEntries([...kept, ...written]);
}

function isList(choices: ToolChoices | readonly string[]): choices is readonly string[] {
  return Array.isArray(choices);
}
