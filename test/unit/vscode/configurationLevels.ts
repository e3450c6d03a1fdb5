import type { ConfigurationReader } from "../../../src/vscode/settings";

/** Settings as written at each level, by full key. */
export interface Written {
  readonly user?: Readonly<Record<string, unknown>>;
  readonly workspace?: Readonly<Record<string, unknown>>;
}

/**
 * A configuration as VS Code hands it out, hostile workspace included: it says what each level holds. A section's
 * value is the tree of what is written below it.
 */
export function configurationLevels({ user = {}, workspace = {} }: Written): ConfigurationReader {
  return {
    inspect: (key) => ({ globalValue: valueAt(user, key), workspaceValue: valueAt(workspace, key) }),
  };
}

function valueAt(written: Readonly<Record<string, unknown>>, key: string): unknown {
  if (written[key] !== undefined) return written[key];
  const below = Object.keys(written).filter((name) => name.startsWith(`${key}.`));
  return below.length === 0
    ? undefined
    : Object.fromEntries(below.map((name) => [name.slice(key.length + 1), written[name]]));
}
