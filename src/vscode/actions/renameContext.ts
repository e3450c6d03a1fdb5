import * as vscode from "vscode";
import type { RenamePrompt } from "../../actions/rename/renameMessages";
import type { PrivacyGate } from "../../privacy/privacyGate";
import { judgedPathOf } from "../attachments/attachmentReader";
import { documentSymbols, innermostAround } from "./documentSymbols";
import { withinDeadline } from "./withinDeadline";

/** A language server that takes longer does not decide what a thing is called. */
const deadlineMs = 2_000;
const maxUsages = 12;
/** Of one file, where others use the name as well. */
const maxUsagesInFile = 6;
const maxLineChars = 200;
const maxDefinitionLines = 60;
/** Where no symbol tells how far a definition goes. */
const linesBelow = 12;

/** What a name stands for and where it is used, without secrets and without files that may not be sent. */
export async function renameContext(
  document: vscode.TextDocument,
  range: vscode.Range,
  privacy: PrivacyGate,
): Promise<Pick<RenamePrompt, "definition" | "usages">> {
  const ask = <T>(command: string) =>
    withinDeadline(
      vscode.commands.executeCommand<readonly T[]>(command, document.uri, range.start),
      deadlineMs,
    );
  const [references, definitions] = await Promise.all([
    ask<vscode.Location>("vscode.executeReferenceProvider"),
    ask<vscode.Location | vscode.LocationLink>("vscode.executeDefinitionProvider"),
  ]);
  const mayRead = (uri: vscode.Uri) =>
    uri.toString() === document.uri.toString() ||
    // Of a file outside, where it lies on this machine is nobody's business.
    (vscode.workspace.getWorkspaceFolder(uri) !== undefined && privacy.decide(judgedPathOf(uri)).isAllowed);
  const [first] = definitions ?? [];
  const defined =
    first === undefined
      ? { uri: document.uri, range }
      : "targetUri" in first
        ? { uri: first.targetUri, range: first.targetSelectionRange ?? first.targetRange }
        : first;
  return {
    definition: mayRead(defined.uri)
      ? privacy.mask(await definitionText(defined.uri, defined.range)).text
      : "",
    usages: await usagesOf(
      document,
      range,
      (references ?? []).filter(({ uri }) => mayRead(uri)),
      privacy,
    ),
  };
}

async function definitionText(uri: vscode.Uri, at: vscode.Range): Promise<string> {
  const document = await opened(uri);
  if (document === undefined) return "";
  // A variable's own line says little of it: of a local one the function around it is shown.
  const around = innermostAround(await documentSymbols(uri), at, ({ range }) => !range.isSingleLine)?.range;
  const start = around?.start.line ?? at.start.line;
  const end = Math.min(around?.end.line ?? at.start.line + linesBelow, document.lineCount - 1);
  const shownEnd = Math.min(end, start + maxDefinitionLines - 1);
  const text = document.getText(new vscode.Range(start, 0, shownEnd, Number.MAX_SAFE_INTEGER));
  return shownEnd < end ? `${text}\n(${end - shownEnd} more lines)` : text;
}

async function usagesOf(
  document: vscode.TextDocument,
  range: vscode.Range,
  references: readonly vscode.Location[],
  privacy: PrivacyGate,
): Promise<RenamePrompt["usages"]> {
  const places = references.length > 0 ? references : wordsIn(document, range);
  const perFile = new Map<string, number>();
  const isOfOneFile = new Set(places.map(({ uri }) => uri.toString())).size === 1;
  const usages: { readonly place: string; readonly line: string }[] = [];
  for (const { uri, range: at } of places) {
    if (usages.length >= maxUsages) break;
    const file = uri.toString();
    const count = perFile.get(file) ?? 0;
    if (count >= maxUsagesInFile && !isOfOneFile) continue;
    const found = await opened(uri);
    if (found === undefined || at.start.line >= found.lineCount) continue;
    const line = found.lineAt(at.start.line).text.trim();
    const place = `${vscode.workspace.asRelativePath(uri, false)}:${at.start.line + 1}`;
    if (line.length > maxLineChars || usages.some((usage) => usage.place === place)) continue;
    perFile.set(file, count + 1);
    usages.push({ place, line: privacy.mask(line).text });
  }
  return usages;
}

/** Without a language server: the same word in this file. */
function wordsIn(document: vscode.TextDocument, range: vscode.Range): readonly vscode.Location[] {
  const name = document.getText(range);
  const text = document.getText();
  const places: vscode.Location[] = [];
  for (let at = text.indexOf(name); at >= 0 && places.length < maxUsages; at = text.indexOf(name, at + 1)) {
    const found = document.getWordRangeAtPosition(document.positionAt(at));
    if (found !== undefined && document.getText(found) === name)
      places.push(new vscode.Location(document.uri, found));
  }
  return places;
}

async function opened(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined; // Deleted, or no text.
  }
}
