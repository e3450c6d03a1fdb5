import * as vscode from "vscode";
import type { ChatPrivacy } from "../../chat/chatDependencies";
import type { FoundSymbol, WorkspaceSource } from "../../chat/tools/workspaceSource";
import { gitChanges } from "./gitChanges";
import { documentSymbols, reportedProblems, workspaceSymbols } from "./languageFacts";
import { readWorkspaceText } from "./readWorkspaceFile";
import { searchWorkspace } from "./textSearch";
import { WorkspaceFiles } from "./workspaceFiles";

/** The editor's workspace for the tools. */
export function createWorkspaceAccess(privacy: Pick<ChatPrivacy, "decide">): WorkspaceSource {
  const files = new WorkspaceFiles(privacy);
  return {
    async readText(path) {
      const file = await files.find(path, "file");
      if ("problem" in file) return file;
      const text = await readWorkspaceText(file.found.uri, file.found.path);
      return "problem" in text ? text : { found: { path: file.found.path, text: text.found } };
    },

    async listFiles({ folder, glob, maxFiles }, signal) {
      const base = folder === undefined ? undefined : await files.find(folder, "folder");
      if (base !== undefined && "problem" in base) return base;
      const listed = await files.list(
        { ...(base && { folder: base.found.uri }), ...(glob !== undefined && { glob }), maxFiles },
        signal,
      );
      const seen = await files.visible(listed.files, signal);
      return { found: { paths: seen.map(({ path }) => path), isCut: listed.isCut } };
    },

    searchText: (query, signal) => searchWorkspace(files, query, signal),

    async findSymbols(name, maxSymbols) {
      const symbols: FoundSymbol[] = [];
      for (const { uri, symbol } of await workspaceSymbols(name)) {
        if (symbols.length >= maxSymbols) break;
        if ("found" in (await files.check(uri, "file"))) symbols.push(symbol);
      }
      return { found: symbols };
    },

    async symbolsOf(path) {
      const file = await files.find(path, "file");
      return "problem" in file ? file : { found: await documentSymbols(file.found.uri) };
    },

    async problems(path) {
      if (path === undefined) return { found: reportedProblems((uri) => files.refusal(uri) === undefined) };
      const folder = await files.find(path, "folder");
      const place = "found" in folder ? folder : await files.find(path, "file");
      if ("problem" in place) return place;
      const base = place.found.uri.toString();
      const isWanted = (uri: vscode.Uri) =>
        (uri.toString() === base || uri.toString().startsWith(`${base.replace(/\/$/u, "")}/`)) &&
        files.refusal(uri) === undefined;
      return { found: reportedProblems(isWanted) };
    },

    gitDiff: (query) => gitChanges(files, query),
  };
}
