import type { Action } from "../action";

/** Actions under one heading. */
export interface ActionGroup {
  readonly title: string;
  readonly actions: readonly Action[];
}

/** So many of the last ones stand on top; more would hide the order that people learn. */
const maxRecent = 3;

/** Built-in actions that neither explain nor change what is there. */
const writing: readonly string[] = ["document", "write-tests"];

/**
 * Actions under headings, each once: the ones used last, newest first, then the others by what they do, in their own
 * order. No group is empty.
 */
export function groupActions(
  actions: readonly Action[],
  recentIds: readonly string[],
): readonly ActionGroup[] {
  const recent = recentIds
    .flatMap((id) => actions.find((action) => action.id === id) ?? [])
    .slice(0, maxRecent);
  const others = actions.filter((action) => !recent.includes(action));
  const group = (title: string): ActionGroup => ({
    title,
    actions: others.filter((action) => groupOf(action) === title),
  });
  return [{ title: "Recently used", actions: recent }, ...groupTitles.map(group)].filter(
    (each) => each.actions.length > 0,
  );
}

const groupTitles = ["Understand", "Change", "Write", "Own", "From this workspace"] as const;

function groupOf({ id, origin, result }: Action): (typeof groupTitles)[number] {
  switch (origin) {
    case "user":
      return "Own";
    case "workspace":
      return "From this workspace";
    case "built-in":
      if (writing.includes(id)) return "Write";
      return result === "chat" ? "Understand" : "Change";
  }
}
