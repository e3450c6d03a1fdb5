import type { Action, ActionResult, ContextPart } from "../action";
import { oneLine } from "../../text/oneLine";

/** The user's own actions, and what was wrong with those that could not be read, a sentence each. */
export interface OwnActions {
  readonly actions: readonly Action[];
  readonly problems: readonly string[];
}

/** Every kind of result; the manifest offers the same. */
export const actionResults = [
  "chat",
  "replace",
  "insert-before",
  "insert-after",
  "new-file",
  "test-file",
] as const satisfies readonly ActionResult[];

/** What an own action may have gathered: what makes sense without one of our own prompts. */
export const ownContextParts = ["diagnostics", "definitions"] as const satisfies readonly ContextPart[];

/** Names are shown in lists and typed in keyboard shortcuts. */
const maxNameChars = 60;
const maxTitleChars = 100;
const maxDescriptionChars = 200;
const maxPromptChars = 100_000;

/**
 * Reads the setting `midfill.actions.own`: actions by name. A bad one is left out with a sentence that names it; the
 * others count. Fields that are not known are passed over, as settings travel between versions. Total.
 */
export function readOwnActions(value: unknown): OwnActions {
  const actions: Action[] = [];
  const problems: string[] = [];
  for (const [name, entry] of entriesOf(value)) {
    const read = readOwnAction(name.trim(), entry);
    if (typeof read === "string") problems.push(`Own action “${shown(name)}”: ${read} It is left out.`);
    else if (actions.some(({ id }) => id === read.id)) {
      problems.push(`Own action “${shown(name)}”: there are two of this name. The first one counts.`);
    } else actions.push(read);
  }
  return { actions, problems };
}

/** The action, or the sentence why there is none. */
function readOwnAction(name: string, entry: unknown): Action | string {
  if (name === "") return "its name must not be empty.";
  if (name.length > maxNameChars) return `its name must have at most ${maxNameChars} characters.`;
  if (/\p{Cc}/u.test(name)) return "its name must stand on one line.";
  if (typeof entry !== "object" || entry === null || Array.isArray(entry)) {
    return "it must be an object with prompt and result.";
  }
  const fields = new Map<string, unknown>(Object.entries(entry));
  for (const [field, maxChars] of texts) {
    const text = fields.get(field);
    if (text !== undefined && typeof text !== "string") return `${field} must be a text.`;
    if (text !== undefined && text.length > maxChars) {
      return `${field} must have at most ${maxChars.toLocaleString("en")} characters.`;
    }
  }
  const text = (field: string): string | undefined => {
    const found = fields.get(field);
    return typeof found === "string" && found.trim() !== "" ? found.trim() : undefined;
  };
  const prompt = text("prompt");
  if (prompt === undefined) return "prompt is missing; it says what is asked for.";
  const result = actionResults.find((each) => each === fields.get("result"));
  if (result === undefined) return `result must be one of ${actionResults.join(", ")}.`;
  const thinking = (["on", "off"] as const).find((each) => each === fields.get("thinking"));
  if (thinking === undefined && fields.get("thinking") !== undefined) return "thinking must be on or off.";
  const wanted = fields.get("context") ?? [];
  const context = ownContextParts.filter((part) => Array.isArray(wanted) && wanted.includes(part));
  if (!Array.isArray(wanted) || new Set(wanted).size > context.length) {
    return `context must be a list of ${ownContextParts.join(", ")}.`;
  }
  const model = text("model");
  const placeholder = text("input");
  return {
    id: `own:${name}`,
    title: oneLine(text("title") ?? name),
    description: oneLine(text("description") ?? prompt.slice(0, maxDescriptionChars)),
    prompt,
    result,
    context,
    ...(thinking !== undefined && { thinking }),
    ...(model !== undefined && { model }),
    ...(placeholder !== undefined && { input: { placeholder: oneLine(placeholder) } }),
    origin: "user",
  };
}

/** Fields that hold a text, and how long it may be, in UTF-16 code units. */
const texts: readonly (readonly [string, number])[] = [
  ["title", maxTitleChars],
  ["description", maxDescriptionChars],
  ["prompt", maxPromptChars],
  ["model", maxDescriptionChars],
  ["input", maxDescriptionChars],
];

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

function shown(name: string): string {
  return oneLine(name).slice(0, maxNameChars);
}
