import * as vscode from "vscode";
import type { Found, SearchOutcome, TextQuery } from "../../chat/tools/workspaceSource";
import { createLineMatcher } from "./lineMatcher";
import { readBytes } from "./readWorkspaceFile";
import type { WorkspaceFile, WorkspaceFiles } from "./workspaceFiles";

/** Files that are looked at; a glob leads to the others. */
const maxFiles = 20_000;
/** Larger files are data, or generated. */
const maxFileBytes = 1_000_000;
/** Files read at once: enough to keep a disk busy. */
const batchSize = 48;
/** A search that takes longer ends with what it has. */
const timeLimitMs = 15_000;

/**
 * Searches the workspace's files line by line, in the order of their paths. VS Code's stable API lists files but
 * searches no text, and its ripgrep lies in another place on each platform and version; 5,000 files of 7 kB
 * took 1.4 to 1.9 s on two busy cores (`test/editor/toolSearch.test.ts`, 2026-11-21).
 */
export async function searchWorkspace(
  workspace: WorkspaceFiles,
  query: TextQuery,
  signal: AbortSignal,
): Promise<Found<SearchOutcome>> {
  const matcher = createLineMatcher(query);
  if ("problem" in matcher) return matcher;
  const startMs = performance.now();
  const { files, isCut } = await workspace.list(
    { ...(query.glob !== undefined && { glob: query.glob }), maxFiles },
    signal,
  );
  const unsaved = new Map(
    vscode.workspace.textDocuments
      .filter((document) => document.isDirty)
      .map((document) => [document.uri.toString(), document]),
  );
  const found: { path: string; lines: { line: number; text: string }[] }[] = [];
  let foundLines = 0;
  let searchedFiles = 0;
  for (let at = 0; at < files.length; at += batchSize) {
    signal.throwIfAborted();
    const batch = files.slice(at, at + batchSize);
    const texts = await Promise.all(
      batch.map(async ({ uri }) => unsaved.get(uri.toString())?.getText() ?? readSearchable(uri)),
    );
    const matches = matcher.found(
      texts.map((text) => text ?? ""),
      query.maxLines + 1,
    );
    if ("problem" in matches) return matches;
    for (const [index, lines] of matches.found.entries()) {
      const file = batch[index];
      if (file === undefined || texts[index] === undefined) continue;
      searchedFiles += 1;
      if (lines.length === 0 || !(await maySee(workspace, file))) continue;
      const room = query.maxLines - foundLines;
      if (room > 0) found.push({ path: file.path, lines: lines.slice(0, room) });
      foundLines += Math.min(room, lines.length);
      if (lines.length > room) return { found: { files: found, searchedFiles, cut: "lines" } };
    }
    if (performance.now() - startMs > timeLimitMs)
      return { found: { files: found, searchedFiles, cut: "time" } };
  }
  return { found: { files: found, searchedFiles, ...(isCut && { cut: "files" as const }) } };
}

/** Asked for files with a hit only: following links and judging a name cost more than reading most files. */
async function maySee(workspace: WorkspaceFiles, { uri }: WorkspaceFile): Promise<boolean> {
  return "found" in (await workspace.check(uri, "file"));
}

async function readSearchable(uri: vscode.Uri): Promise<string | undefined> {
  const read = await readBytes(uri, maxFileBytes);
  if (read === undefined || "sizeBytes" in read) return undefined;
  const { bytes } = read;
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  const text = new TextDecoder(isUtf16 ? "utf-16le" : "utf-8").decode(bytes);
  return text.includes("\0") ? undefined : text;
}
