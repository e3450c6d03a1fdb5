import * as vscode from "vscode";
import { serverAnswer } from "./serverAnswer";

const maxAskedPlaces = 5;
const maxTitles = 10;

/**
 * The titles of the quick fixes that the language offers for diagnostics, ours left out: of the first five places, at
 * most ten, each once.
 *
 * @param limit ends the asking; what came until then counts
 */
export async function quickFixTitles(
  document: vscode.TextDocument,
  diagnostics: readonly vscode.Diagnostic[],
  limit: AbortSignal,
): Promise<ReadonlyMap<vscode.Diagnostic, readonly string[]>> {
  const places = new Map<string, vscode.Diagnostic>();
  for (const diagnostic of diagnostics) {
    const { start, end } = diagnostic.range;
    const place = `${start.line}:${start.character}-${end.line}:${end.character}`;
    if (!places.has(place)) places.set(place, diagnostic);
  }
  const asked = await Promise.all(
    [...places.values()].slice(0, maxAskedPlaces).map(async (diagnostic) => {
      const actions = await serverAnswer<readonly (vscode.CodeAction | vscode.Command)[]>(
        limit,
        "vscode.executeCodeActionProvider",
        document.uri,
        diagnostic.range,
        vscode.CodeActionKind.QuickFix.value,
      );
      return { diagnostic, titles: (actions ?? []).filter(isOffered).map(({ title }) => title) };
    }),
  );
  const seen = new Set<string>();
  return new Map(
    asked.map(({ diagnostic, titles }) => {
      const fresh = titles.filter((title) => {
        if (seen.size >= maxTitles || seen.has(title)) return false;
        seen.add(title);
        return true;
      });
      return [diagnostic, fresh];
    }),
  );
}

function isOffered(action: vscode.CodeAction | vscode.Command): boolean {
  if (typeof action.command === "string") return !isOurs(action.command);
  const isDisabled = "disabled" in action && action.disabled !== undefined;
  return !isDisabled && !isOurs(action.command?.command ?? "");
}

function isOurs(command: string): boolean {
  return command.startsWith("midfill.");
}
