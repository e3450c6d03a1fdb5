import type { JsonObject } from "../jsonObject";
import { countArgument, textArgument, toolError, type ChatTool, type ToolOutput } from "./chatTool";
import type { FoundSymbol, WorkspaceSource } from "./workspaceSource";

/** A page of a file: about 8,000 tokens of code. */
const maxReadLines = 800;
const maxReadChars = 32_000;
/** A longer line is minified code or data. */
const maxLineChars = 1_000;
const maxFoundLineChars = 240;
const maxListedFiles = 300;
/** Files that are counted for an overview by folders. */
const maxCountedFiles = 20_000;
const defaultFoundLines = 60;
const maxFoundLines = 200;
const maxListedSymbols = 150;
const maxListedProblems = 100;

/**
 * The six tools of Midfill itself, in the order in which they are offered. None writes, runs a program or reaches the
 * network. The texts are short because every request carries them.
 */
export function createWorkspaceTools(source: WorkspaceSource): readonly ChatTool[] {
  return [
    readFile(source),
    listFiles(source),
    searchText(source),
    findSymbols(source),
    getProblems(source),
    gitDiff(source),
  ];
}

/** Their names, in the same order. */
export const workspaceToolNames = [
  "read_file",
  "list_files",
  "search_text",
  "find_symbols",
  "get_problems",
  "git_diff",
] as const;

type Name = (typeof workspaceToolNames)[number];

interface Row {
  readonly name: Name;
  readonly description: string;
  readonly properties: Readonly<Record<string, JsonObject>>;
  readonly required?: readonly string[];
  readonly label: (args: JsonObject) => string;
  readonly run: (args: JsonObject, signal: AbortSignal) => Promise<ToolOutput>;
}

function tool({ name, description, properties, required = [], label, run }: Row): ChatTool {
  const parameters = { type: "object", properties, required, additionalProperties: false };
  return {
    definition: { name, description, parameters, isStrict: true },
    isReadOnly: true,
    timeLimitMs: 30_000,
    label,
    run,
  };
}

const path = { type: "string", description: "Path in the workspace" };

function readFile(source: WorkspaceSource): ChatTool {
  return tool({
    name: "read_file",
    description: `Read a text file of the workspace with line numbers, at most ${maxReadLines} lines at once.`,
    properties: {
      path,
      startLine: { type: "integer", description: "First line, from 1; 0: the beginning" },
      endLine: { type: "integer", description: "Last line; 0: as far as possible" },
    },
    required: ["path"],
    label: (args) => {
      const [first, last] = [countArgument(args, "startLine"), countArgument(args, "endLine")];
      const name = textArgument(args, "path") ?? "a file";
      if (first === undefined && last === undefined) return `Read ${name}`;
      return last === undefined
        ? `Read ${name}, from line ${first}`
        : `Read ${name}, lines ${first ?? 1}–${last}`;
    },
    run: async (args) => {
      const file = await source.readText(textArgument(args, "path") ?? "");
      if ("problem" in file) return toolError(file.problem);
      const lines = file.found.text.split(/\r\n|\n|\r/u);
      // A line end at the end of the file begins no line.
      if (lines.length > 1 && lines.at(-1) === "") lines.pop();
      const first = countArgument(args, "startLine") ?? 1;
      const wished = countArgument(args, "endLine") ?? lines.length;
      if (first > lines.length) {
        return toolError(`${file.found.path} has ${count(lines.length, "line")} only.`);
      }
      if (wished < first) return toolError(`endLine ${wished} comes before startLine ${first}.`);
      const shown: string[] = [];
      let chars = 0;
      for (const line of lines.slice(first - 1, Math.min(wished, first - 1 + maxReadLines))) {
        const text = `${first + shown.length}\t${shortened(line, maxLineChars)}`;
        chars += text.length + 1;
        if (chars > maxReadChars && shown.length > 0) break;
        shown.push(text);
      }
      const last = first + shown.length - 1;
      const rest =
        last < Math.min(wished, lines.length) ? `\n[More follows: read on with startLine ${last + 1}.]` : "";
      return {
        text: `${file.found.path}, lines ${first}–${last} of ${lines.length}\n${shown.join("\n")}${rest}`,
      };
    },
  });
}

function listFiles(source: WorkspaceSource): ChatTool {
  return tool({
    name: "list_files",
    description: "List the files of the workspace or of a folder in it; of many, an overview by folders.",
    properties: {
      path: { type: "string", description: "Folder; empty: all" },
      glob: { type: "string", description: "Such as *.ts or src/**/*.go; empty: all" },
    },
    label: (args) => {
      const glob = textArgument(args, "glob");
      const where = textArgument(args, "path");
      return `List files${where === undefined ? "" : ` in ${where}`}${glob === undefined ? "" : ` that match ${glob}`}`;
    },
    run: async (args, signal) => {
      const folder = textArgument(args, "path");
      const glob = textArgument(args, "glob");
      const files = await source.listFiles(
        { ...(folder && { folder }), ...(glob && { glob }), maxFiles: maxCountedFiles },
        signal,
      );
      if ("problem" in files) return toolError(files.problem);
      const { paths, isCut } = files.found;
      if (paths.length === 0) return { text: "No files." };
      if (paths.length <= maxListedFiles) return { text: paths.join("\n") };
      return { text: overview(paths, folder ?? "", isCut) };
    },
  });
}

/** Folders with their numbers of files, as deep as the lines suffice. */
function overview(paths: readonly string[], folder: string, isCut: boolean): string {
  const base = folder.split(/[/\\]+/u).filter((part) => part !== "" && part !== ".").length;
  let lines: readonly string[] = [];
  for (let depth = base + 1; ; depth++) {
    const counts = new Map<string, number>();
    for (const each of paths) {
      const parts = each.split("/");
      const key = parts.length > depth ? `${parts.slice(0, depth).join("/")}/` : each;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const deeper = [...counts].map(([key, files]) =>
      key.endsWith("/") ? `${key} (${count(files, "file")})` : key,
    );
    if (lines.length > 0 && deeper.length > maxListedFiles) break;
    const isDeepest = deeper.length === lines.length;
    lines = deeper;
    if (isDeepest) break;
  }
  const shown = lines.slice(0, maxListedFiles);
  const left = lines.length - shown.length;
  return [
    `${isCut ? "More than " : ""}${count(paths.length, "file")}; folders are counted. Ask for a folder or a glob to see more.`,
    ...shown,
    ...(left > 0 ? [`[and ${left.toLocaleString("en")} more entries]`] : []),
  ].join("\n");
}

function searchText(source: WorkspaceSource): ChatTool {
  return tool({
    name: "search_text",
    description:
      "Search the files of the workspace line by line. Upper and lower case differ only if the query has upper case.",
    properties: {
      query: { type: "string", description: "Text, or a JavaScript regular expression" },
      isRegex: { type: "boolean" },
      glob: { type: "string", description: "Only files that match; empty: all" },
      maxResults: {
        type: "integer",
        description: `Lines, at most ${maxFoundLines}; 0: ${defaultFoundLines}`,
      },
    },
    required: ["query"],
    label: (args) => {
      const glob = textArgument(args, "glob");
      const query = shortened(textArgument(args, "query") ?? "", 80);
      const what = args["isRegex"] === true ? `/${query}/` : `“${query}”`;
      return `Search for ${what}${glob === undefined ? "" : ` in ${glob}`}`;
    },
    run: async (args, signal) => {
      const query = args["query"];
      if (typeof query !== "string" || query.trim() === "") return toolError("The query is empty.");
      const glob = textArgument(args, "glob");
      const isRegex = args["isRegex"] === true;
      const outcome = await source.searchText(
        {
          text: query,
          isRegex,
          // In a regular expression \S and the like are no capital letters.
          isCaseSensitive: /\p{Lu}/u.test(isRegex ? query.replaceAll(/\\./gu, "") : query),
          ...(glob && { glob }),
          maxLines: Math.min(countArgument(args, "maxResults") ?? defaultFoundLines, maxFoundLines),
        },
        signal,
      );
      if ("problem" in outcome) return toolError(outcome.problem);
      const { files, searchedFiles, cut } = outcome.found;
      const lines = files.flatMap(({ path, lines }) =>
        lines.map(({ line, text }) => `${path}:${line}: ${shortened(text.trim(), maxFoundLineChars)}`),
      );
      if (searchedFiles === 0) {
        return {
          text: glob === undefined ? "There are no files to search." : `No file matches the glob ${glob}.`,
        };
      }
      const searched = `${count(searchedFiles, "file")} searched`;
      const note =
        cut === undefined
          ? ""
          : cut === "lines"
            ? "\n[There may be more: narrow the query or the glob, or raise maxResults.]"
            : `\n[Not all files were searched (${cut === "time" ? "the time was over" : "there are too many"}): give a glob.]`;
      return {
        text: `${count(lines.length, "line")} found, ${searched}.${lines.length === 0 ? "" : `\n${lines.join("\n")}`}${note}`,
      };
    },
  });
}

function findSymbols(source: WorkspaceSource): ChatTool {
  return tool({
    name: "find_symbols",
    description:
      "Find declarations (classes, functions …) through the language servers: by a part of their name, or all of one file.",
    properties: {
      query: { type: "string", description: "Part of the name; empty with path" },
      path: { type: "string", description: "A file; empty with query" },
    },
    label: (args) => {
      const file = textArgument(args, "path");
      const name = textArgument(args, "query");
      return `Find symbols${name === undefined ? "" : ` named “${shortened(name, 60)}”`}${file === undefined ? "" : ` in ${file}`}`;
    },
    run: async (args) => {
      const file = textArgument(args, "path");
      const name = textArgument(args, "query");
      if (file === undefined && name === undefined) return toolError("Give a query or a path.");
      const symbols =
        file === undefined
          ? await source.findSymbols(name ?? "", maxListedSymbols + 1)
          : await source.symbolsOf(file);
      if ("problem" in symbols) return toolError(symbols.problem);
      const wanted =
        file === undefined || name === undefined
          ? symbols.found
          : symbols.found.filter((symbol) => symbol.name.toLowerCase().includes(name.toLowerCase()));
      if (wanted.length === 0) {
        return {
          text: "No symbols. There may be no language server for these files, or it is still starting: search_text works always.",
        };
      }
      return { text: listed(wanted.map(symbolLine), maxListedSymbols) };
    },
  });
}

function symbolLine({ name, kind, container, path, startLine, endLine }: FoundSymbol): string {
  const lines = startLine === endLine ? `${startLine}` : `${startLine}-${endLine}`;
  return `${path}:${lines} ${kind} ${container === "" ? "" : `${container}.`}${shortened(name, 200)}`;
}

function getProblems(source: WorkspaceSource): ChatTool {
  return tool({
    name: "get_problems",
    description: "Errors and warnings that compilers and linters report in the editor.",
    properties: { path: { type: "string", description: "File or folder; empty: all" } },
    label: (args) => {
      const where = textArgument(args, "path");
      return where === undefined ? "Get problems" : `Get problems in ${where}`;
    },
    run: async (args) => {
      const problems = await source.problems(textArgument(args, "path"));
      if ("problem" in problems) return toolError(problems.problem);
      if (problems.found.length === 0) return { text: "No problems are reported." };
      const lines = problems.found.map(
        ({ path, line, severity, message, source: from }) =>
          `${path}:${line} ${severity}: ${shortened(message.replaceAll(/\s+/gu, " "), 400)}${from === "" ? "" : ` (${from})`}`,
      );
      return { text: listed(lines, maxListedProblems) };
    },
  });
}

function gitDiff(source: WorkspaceSource): ChatTool {
  return tool({
    name: "git_diff",
    description: "Changes as a patch: not staged (the default), staged, or those of one commit.",
    properties: {
      staged: { type: "boolean" },
      path: { type: "string", description: "Only this file or folder; empty: all" },
      commit: { type: "string", description: "Hash, branch or tag; empty: none" },
    },
    label: (args) => {
      const commit = textArgument(args, "commit");
      const where = textArgument(args, "path");
      const what =
        commit === undefined
          ? `${args["staged"] === true ? "staged " : ""}changes`
          : `changes of ${shortened(commit, 40)}`;
      return `Read ${what}${where === undefined ? "" : ` of ${where}`}`;
    },
    run: async (args) => {
      const where = textArgument(args, "path");
      const commit = textArgument(args, "commit");
      const patches = await source.gitDiff({
        isStaged: args["staged"] === true,
        ...(where && { path: where }),
        ...(commit && { commit }),
      });
      if ("problem" in patches) return toolError(patches.problem);
      return { text: patches.found.length === 0 ? "No changes." : patches.found.join("\n") };
    },
  });
}

function listed(lines: readonly string[], most: number): string {
  const left = lines.length - most;
  return left <= 0
    ? lines.join("\n")
    : `${lines.slice(0, most).join("\n")}\n[and ${left.toLocaleString("en")} more: ask for a part]`;
}

function shortened(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const kept = text.slice(0, maxChars).replace(/[\ud800-\udbff]$/u, "");
  return `${kept}… (${(text.length - kept.length).toLocaleString("en")} more characters)`;
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}
