import { scopes } from "../scope/scopeAt";
import type { EagernessGrid } from "./eagerness";

/** A grid with a name. */
export interface EagernessPreset {
  readonly id: "quiet" | "balanced" | "eager";
  readonly label: string;
  /** What it does, in a sentence. */
  readonly detail: string;
  readonly grid: EagernessGrid;
}

/** From the least to the most. The default in package.json is balanced; a test holds that. */
export const eagernessPresets: readonly EagernessPreset[] = [
  {
    id: "quiet",
    label: "Quiet",
    detail: "Code as you type, one line at most. Elsewhere only when you invoke it.",
    grid: { code: "single-line", comment: "manual", string: "manual", prose: "manual", commit: "manual" },
  },
  {
    id: "balanced",
    label: "Balanced",
    detail: "Code as you type, comments and strings to the line's end. Prose when you invoke it.",
    grid: { code: "full", comment: "single-line", string: "single-line", prose: "manual", commit: "manual" },
  },
  {
    id: "eager",
    label: "Eager",
    detail: "Everywhere as you type: code, comments, strings, prose and commit messages.",
    grid: { code: "full", comment: "full", string: "full", prose: "full", commit: "full" },
  },
];

/** The preset with this grid; undefined for a grid of the user's own. */
export function presetOf(grid: EagernessGrid): EagernessPreset | undefined {
  return eagernessPresets.find((preset) => scopes.every((scope) => preset.grid[scope] === grid[scope]));
}
