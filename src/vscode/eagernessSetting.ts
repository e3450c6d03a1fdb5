import {
  eagernessLevels,
  lowerEagerness,
  type Eagerness,
  type EagernessGrid,
} from "../completion/gates/eagerness";
import { scopes, type Scope } from "../completion/scope/scopeAt";

/** What each level of settings says, unchecked. */
interface WrittenLevels {
  readonly globalValue?: unknown;
  readonly workspaceValue?: unknown;
  readonly workspaceFolderValue?: unknown;
}

const key = "midfill.completions.eagerness";

/**
 * Reads the grid: the user's level for each scope, else the default's; a workspace can lower a level, never raise it,
 * because what is offered is also sent and paid. A value that cannot be used counts as missing.
 * @param defaults the manifest's default, which names every scope
 * @param isCommitBoxOn the user has switched the commit box on by its language, as one did before there was a grid
 * @param complain gets a sentence about every value that cannot be used
 */
export function readEagerness(
  written: WrittenLevels | undefined,
  defaults: unknown,
  isCommitBoxOn: boolean,
  complain: (problem: string) => void,
): EagernessGrid {
  const user = cellsOf(written?.globalValue, complain);
  const others = [written?.workspaceValue, written?.workspaceFolderValue].map((value) =>
    cellsOf(value, complain),
  );
  const base = cellsOf(defaults, complain);
  const levelOf = (scope: Scope): Eagerness => {
    const before = scope === "commit" && isCommitBoxOn ? "full" : base[scope];
    return others.reduce(
      (level, cells) => lowerEagerness(level, cells[scope] ?? "full"),
      user[scope] ?? before ?? "full",
    );
  };
  return {
    code: levelOf("code"),
    comment: levelOf("comment"),
    string: levelOf("string"),
    prose: levelOf("prose"),
    commit: levelOf("commit"),
  };
}

function cellsOf(value: unknown, complain: (problem: string) => void): Partial<Record<Scope, Eagerness>> {
  if (value === undefined) return {};
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    complain(`The setting ${key} must be an object; its default is used instead.`);
    return {};
  }
  const cells: Partial<Record<Scope, Eagerness>> = {};
  for (const [name, found] of Object.entries(value)) {
    const scope = scopes.find((each) => each === name);
    const level = eagernessLevels.find((each) => each === found);
    if (scope === undefined) {
      complain(`The setting ${key} knows ${scopes.join(", ")}, not “${name}”.`);
    } else if (level === undefined) {
      complain(
        `The setting ${key} must be one of ${eagernessLevels.join(", ")} for ${scope}; its default is used instead.`,
      );
    } else cells[scope] = level;
  }
  return cells;
}
