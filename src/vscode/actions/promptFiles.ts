import * as vscode from "vscode";
import type { RealPathOf } from "../../privacy/privacyGate";
import { parsePromptFile, type PromptFile } from "../../prompts/promptFile";
import type { AttachmentReader } from "../attachments/attachmentReader";
import { workspacePlace } from "../attachments/workspacePlace";

const pattern = ".github/prompts/*.prompt.md";
const maxFiles = 200;
const maxChars = 100_000;
const maxNameChars = 60;

/** A prompt that the workspace keeps. */
export interface WorkspacePrompt {
  /** As it is typed behind a slash; not empty. */
  readonly name: string;
  readonly uri: vscode.Uri;
  /** Path for people, such as `.github/prompts/review.prompt.md`. */
  readonly path: string;
  readonly file: PromptFile;
}

/**
 * The prompt files of a trusted workspace, read anew each time: they come and go, and few people look often. Links that
 * lead out of the workspace are not followed. Of two with one name the first counts, by path.
 */
export async function readPromptFiles(
  reader: AttachmentReader,
  realPathOf: RealPathOf,
): Promise<readonly WorkspacePrompt[]> {
  if (!vscode.workspace.isTrusted) return [];
  const found = await Promise.all(
    (vscode.workspace.workspaceFolders ?? []).map((folder) =>
      vscode.workspace.findFiles(new vscode.RelativePattern(folder, pattern), null, maxFiles),
    ),
  );
  const uris = found.flat().toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const read = await Promise.all(
    uris.map(async (uri): Promise<WorkspacePrompt | undefined> => {
      if (!workspacePlace(uri, realPathOf).isInside) return undefined;
      const text = await reader.textOf(uri, maxChars);
      if (!text.isText) return undefined;
      const file = parsePromptFile(text.text);
      const fileName = (uri.path.split("/").at(-1) ?? "").replace(/\.prompt\.md$/u, "");
      return {
        name: commandName(file.name ?? fileName),
        uri,
        path: vscode.workspace.asRelativePath(uri),
        file,
      };
    }),
  );
  const prompts = new Map<string, WorkspacePrompt>();
  for (const prompt of read) {
    if (prompt === undefined || prompt.name === "" || prompt.file.body === "") continue;
    if (!prompts.has(prompt.name)) prompts.set(prompt.name, prompt);
  }
  return [...prompts.values()];
}

/** A name that can be typed behind a slash: blanks become `-`, other signs go. */
export function commandName(text: string): string {
  return text
    .trim()
    .replaceAll(/\s+/gu, "-")
    .replaceAll(/[^\p{L}\p{N}_.-]/gu, "")
    .slice(0, maxNameChars);
}
