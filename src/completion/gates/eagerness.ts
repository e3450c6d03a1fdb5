import type { Cursor } from "../prompt/cursor";
import { scopeAt, type Scope } from "../scope/scopeAt";
import type { CompletionSettings } from "../settings";

/** How much is offered at a place, from nothing to all. */
export const eagernessLevels = ["off", "manual", "single-line", "full"] as const;

/**
 * `off`: nothing, not even when invoked. `manual`: when invoked. `single-line`: as one types, one line at most.
 * `full`: as one types, several lines where the place allows it.
 */
export type Eagerness = (typeof eagernessLevels)[number];

/** A level for each scope. */
export type EagernessGrid = Readonly<Record<Scope, Eagerness>>;

/** What is offered at a cursor. */
export interface EagernessHere {
  readonly scope: Scope;
  readonly level: Eagerness;
  /** The setting that decided the level. */
  readonly setting: string;
}

/** The lower of two levels. */
export function lowerEagerness(left: Eagerness, right: Eagerness): Eagerness {
  return eagernessLevels.indexOf(left) < eagernessLevels.indexOf(right) ? left : right;
}

/** Gate and stream planner ask about the same cursor. */
const known = new WeakMap<Cursor, Scope>();

/** The grid's level for the scope at the cursor, capped by the older settings `trigger` and `multiline`. */
export function eagernessAt(
  cursor: Cursor,
  settings: Pick<CompletionSettings, "eagerness" | "isManualOnly" | "multiline">,
): EagernessHere {
  const scope = known.get(cursor) ?? scopeAt(cursor);
  known.set(cursor, scope);
  const level = settings.eagerness[scope];
  if (settings.isManualOnly && lowerEagerness(level, "manual") !== level) {
    return { scope, level: "manual", setting: "midfill.completions.trigger" };
  }
  if (settings.multiline === "never" && level === "full") {
    return { scope, level: "single-line", setting: "midfill.completions.multiline" };
  }
  return { scope, level, setting: "midfill.completions.eagerness" };
}

/** Whether several lines may be asked for here, for the stream's plan. What is invoked is not held to one line by a place that is manual. */
export function multilineAt(
  cursor: Cursor,
  settings: Pick<CompletionSettings, "eagerness" | "isManualOnly" | "multiline">,
): CompletionSettings["multiline"] {
  return settings.multiline === "never" ||
    settings.eagerness[eagernessAt(cursor, settings).scope] === "single-line"
    ? "never"
    : "auto";
}
