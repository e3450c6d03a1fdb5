import { readFile, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { extensionId } from "../editor/support/extensionId";

/**
 * An activation that failed names the extension; errors thrown later lead through its bundle. The editor's own
 * extensions have bundles of that name, too.
 */
function isOurs(entry: string): boolean {
  const others = /lib[\\/]vscode[\\/]extensions[\\/][^\\/]+[\\/]dist[\\/]extension\.js/g;
  return (
    /\[error\]/.test(entry) &&
    (entry.includes(extensionId) || /[\\/]dist[\\/]extension\.js/.test(entry.replaceAll(others, "")))
  );
}

/**
 * Errors that VS Code logged about our extension: failed activation, a rejection or an exception that nobody
 * handled. Gives the lines as they stand in the extension host's log.
 * @param logsFolder `data/logs` of a run; may be missing.
 */
export async function extensionHostErrors(logsFolder: string): Promise<string[]> {
  const files = await readdir(logsFolder, { recursive: true }).catch(() => []);
  const found: string[] = [];
  for (const file of files.filter((name) => /^remoteexthost.*\.log$/.test(basename(name)))) {
    const entries = (await readFile(join(logsFolder, file), "utf8")).split(/\n(?=\d{4}-\d\d-\d\d)/);
    found.push(...entries.filter((entry) => isOurs(entry)));
  }
  return found;
}
