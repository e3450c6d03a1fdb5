import * as vscode from "vscode";
import { findTestSetup } from "../../actions/tests/findTestSetup";
import type { ProjectFiles } from "../../actions/tests/projectFiles";
import { testSetupContext } from "../../actions/tests/testSetupContext";
import { withPlainLines } from "../../text/lineEnds";
import type { PrivacyGate } from "../../privacy/privacyGate";
import { readWorkspaceText } from "../tools/readWorkspaceFile";
import { WorkspaceFiles } from "../tools/workspaceFiles";
import type { ContextGatherer } from "./gatherContext";

/** A folder with more files is looked at in its first ones. */
const maxFiles = 20_000;
/** A larger test says nothing that its first part would not; in UTF-16 code units. */
const maxTextChars = 200_000;

/**
 * Finds the framework, the place and the style for tests of a document, among the files of its workspace folder that
 * git, the settings and privacy leave. Nothing is found for a document outside the workspace.
 */
export function testSetupGatherer(privacy: PrivacyGate): ContextGatherer {
  const files = new WorkspaceFiles(privacy);
  return async ({ document }, signal) => {
    const folder = vscode.workspace.getWorkspaceFolder(document.uri);
    if (folder === undefined) return { sections: [], used: [] };
    const project = await projectFiles(files, folder.uri, signal);
    const source = {
      path: pathIn(folder.uri, document.uri),
      languageId: document.languageId,
      text: withPlainLines(document.getText()),
    };
    const setup = await findTestSetup(project, source, signal);
    return setup === undefined ? { sections: [], used: [] } : testSetupContext(setup, document.languageId);
  };
}

async function projectFiles(
  files: WorkspaceFiles,
  folder: vscode.Uri,
  signal: AbortSignal,
): Promise<ProjectFiles> {
  const listed = await files.list({ folder, maxFiles }, signal);
  const seen = await files.visible(listed.files, signal);
  const uris = new Map(seen.map(({ uri }) => [pathIn(folder, uri), uri]));
  return {
    paths: [...uris.keys()],
    async read(path) {
      const uri = uris.get(path);
      if (uri === undefined) return undefined;
      const checked = await files.check(uri, "file");
      if ("problem" in checked) return undefined;
      const text = await readWorkspaceText(uri, path);
      return "problem" in text || text.found.length > maxTextChars ? undefined : withPlainLines(text.found);
    },
  };
}

/** A file's path inside a folder, as the addresses say it. */
function pathIn(folder: vscode.Uri, uri: vscode.Uri): string {
  const base = folder.path.replace(/\/*$/u, "/");
  return uri.path.startsWith(base) ? uri.path.slice(base.length) : uri.path.replace(/^\/+/u, "");
}
