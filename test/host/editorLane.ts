import { UsageError } from "./usageError";

/** Which editor: the newest that the tests know, or the oldest that `engines.vscode` allows. */
export type EditorLane = "newest" | "oldest";

/** Every lane, in the order in which they are tested. */
export const editorLanes: readonly EditorLane[] = ["newest", "oldest"];

/** Reads a lane's name as a person types it; throws a UsageError. */
export function editorLane(name: string): EditorLane {
  const lane = editorLanes.find((each) => each === name);
  if (lane === undefined)
    throw new UsageError(`"${name}" is no editor. Choose one of: ${editorLanes.join(", ")}.`);
  return lane;
}
