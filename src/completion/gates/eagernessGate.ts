import type { Scope } from "../scope/scopeAt";
import { eagernessAt } from "./eagerness";
import type { Gate } from "./gate";

/** What people call each scope. */
export const placeNames: Readonly<Record<Scope, string>> = {
  code: "code",
  comment: "comments",
  string: "strings",
  prose: "prose",
  commit: "commit messages",
};

/**
 * The grid of scopes. Off is off, also for an explicit invoke. Where only an invoke asks, what it brought stays while
 * one types along.
 */
export const eagernessGate: Gate = ({ request, cursor, settings }) => {
  const { scope, level, setting } = eagernessAt(cursor, settings);
  if (level === "off") {
    return { allows: "nothing", reason: `completions are turned off in ${placeNames[scope]}`, setting };
  }
  if (level !== "manual" || request.trigger === "explicit") return undefined;
  const where = settings.isManualOnly ? "" : ` in ${placeNames[scope]}`;
  return { allows: "memory", reason: `completions come only when invoked${where}`, setting };
};
