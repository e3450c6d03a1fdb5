/** Something of the workspace, or a sentence for the model that says why it cannot have it. */
export type Found<T> = { readonly found: T } | { readonly problem: string };

/** A line that a search found. */
interface FoundLine {
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/** A declaration as a language server knows it. */
export interface FoundSymbol {
  readonly name: string;
  /** Such as “class” or “function”. */
  readonly kind: string;
  /** The class or module it belongs to; empty where there is none. */
  readonly container: string;
  readonly path: string;
  /** From 1, both included. */
  readonly startLine: number;
  readonly endLine: number;
}

/** What a compiler or linter reports. */
export interface FoundProblem {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly severity: "error" | "warning" | "information" | "hint";
  readonly message: string;
  /** Who says so, such as “ts 2304”; may be empty. */
  readonly source: string;
}

/** What to search for. */
export interface TextQuery {
  readonly text: string;
  readonly isRegex: boolean;
  readonly isCaseSensitive: boolean;
  /** Only files whose path matches. */
  readonly glob?: string;
  readonly maxLines: number;
}

/** What a search found, and how far it came. */
export interface SearchOutcome {
  readonly files: readonly { readonly path: string; readonly lines: readonly FoundLine[] }[];
  readonly searchedFiles: number;
  /** Why there may be more: the lines asked for were found, or the time was over. */
  readonly cut?: "lines" | "time" | "files";
}

/**
 * The tools' view of the workspace: read-only, and only what may leave. Paths are relative to the workspace with `/`,
 * with the folder's name first where it has several folders. Whatever is outside, secret or ignored is a problem where
 * it is named and missing where it is listed.
 */
export interface WorkspaceSource {
  /** The text of a file, as the editor has it where it is open. */
  readText(path: string): Promise<Found<{ readonly path: string; readonly text: string }>>;
  /** Files below a folder (all of the workspace where it is missing), sorted; at most `maxFiles`. */
  listFiles(
    query: { readonly folder?: string; readonly glob?: string; readonly maxFiles: number },
    signal: AbortSignal,
  ): Promise<Found<{ readonly paths: readonly string[]; readonly isCut: boolean }>>;
  searchText(query: TextQuery, signal: AbortSignal): Promise<Found<SearchOutcome>>;
  /** Declarations by a part of their name, in all of the workspace. */
  findSymbols(name: string, maxSymbols: number): Promise<Found<readonly FoundSymbol[]>>;
  /** Declarations of one file, outer ones first. */
  symbolsOf(path: string): Promise<Found<readonly FoundSymbol[]>>;
  /** Of one file or folder, or of everything; errors first. */
  problems(path: string | undefined): Promise<Found<readonly FoundProblem[]>>;
  /** Git's changes as patches, one a file: not staged, staged, or of one commit. */
  gitDiff(query: {
    readonly isStaged: boolean;
    readonly path?: string;
    readonly commit?: string;
  }): Promise<Found<readonly string[]>>;
}
