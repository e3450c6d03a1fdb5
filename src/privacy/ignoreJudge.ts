import { compileIgnoreFiles, type IgnoreFile } from "./ignoreRules";

/** A folder of the workspace. Links can give one folder two roots. */
export interface IgnoreRoot {
  readonly name: string;
  /** Absolute, with any separators. */
  readonly path: string;
}

/** An ignore file as far as it is known. `unread`: it will be known later; until then nothing below is sent. */
export type IgnoreFileText =
  | { readonly state: "text"; readonly text: string }
  | { readonly state: "missing" }
  | { readonly state: "unread" }
  | { readonly state: "unreadable" };

/** Where ignore files come from. */
export interface IgnoreFileSource {
  /** Asked for every decision. */
  roots(): readonly IgnoreRoot[];
  /** Names that count now, such as `.midfillignore`; each is judged without regard to the others. */
  names(): readonly string[];
  /** Asked once for every folder on the way to a judged file, until `forget`; again while `unread`. */
  read(root: IgnoreRoot, folder: string, name: string): IgnoreFileText;
}

/** Rules of one folder and all above it, or why they cannot be known. */
type FolderRules =
  | {
      readonly isKnown: true;
      readonly files: readonly IgnoreFile[];
      readonly match: ReturnType<typeof compileIgnoreFiles>;
    }
  | { readonly isKnown: false; readonly reason: string };

const nothing: FolderRules = { isKnown: true, files: [], match: () => undefined };
/** Folders and judged paths that are remembered. */
const maxRemembered = 2_000;

/** Says which files the workspace's ignore files keep here. Nothing is read again before `forget`. */
export class IgnoreJudge {
  readonly #source: IgnoreFileSource;
  readonly #folders = new Map<string, FolderRules>();
  readonly #reasons = new Map<string, string | undefined>();

  constructor(source: IgnoreFileSource) {
    this.#source = source;
  }

  /**
   * A sentence that names the ignore file which leaves this path out, or undefined. The path may be absolute, or
   * relative to any root, with or without the root's name before it: the ways editors show paths. Where several
   * files may be meant, one that is left out decides.
   */
  reasonFor(path: string): string | undefined {
    const names = this.#source.names();
    const key = `${names.join()}\0${path}`;
    if (this.#reasons.has(key)) return this.#reasons.get(key);
    let isFinal = true;
    let reason: string | undefined;
    for (const { root, segments } of placesOf(path, this.#source.roots())) {
      for (const name of names) {
        const rules = this.#rulesOf(root, segments.slice(0, -1), name);
        if (!rules.isKnown) {
          isFinal = false;
          reason ??= rules.reason;
          continue;
        }
        const match = rules.match(segments.join("/"));
        if (match === undefined) continue;
        reason = `${segments.at(-1) ?? path} is left out by ${match.file} (“${match.line}”), so its content is not sent.`;
      }
    }
    if (isFinal) {
      if (this.#reasons.size >= maxRemembered) this.#reasons.clear();
      this.#reasons.set(key, reason);
    }
    return reason;
  }

  /** An ignore file or a root changed: everything is read again when it is needed. */
  forget(): void {
    this.#folders.clear();
    this.#reasons.clear();
  }

  #rulesOf(root: IgnoreRoot, folder: readonly string[], name: string): FolderRules {
    const path = folder.join("/");
    const key = `${root.path}\0${name}\0${path}`;
    const known = this.#folders.get(key);
    if (known !== undefined) return known;
    const above = folder.length === 0 ? nothing : this.#rulesOf(root, folder.slice(0, -1), name);
    if (!above.isKnown) return above;
    const file = this.#source.read(root, path, name);
    const shown = path === "" ? name : `${path}/${name}`;
    if (file.state === "unread") {
      return { isKnown: false, reason: `${shown} is still being read; until then nothing here is sent.` };
    }
    if (file.state === "unreadable") {
      return { isKnown: false, reason: `${shown} cannot be read, so nothing beside or below it is sent.` };
    }
    let rules = above;
    if (file.state === "text") {
      const files = [...above.files, { folder: path, name, text: file.text }];
      rules = { isKnown: true, files, match: compileIgnoreFiles(files) };
    }
    if (this.#folders.size >= maxRemembered) this.#folders.clear();
    this.#folders.set(key, rules);
    return rules;
  }
}

interface Place {
  readonly root: IgnoreRoot;
  /** From the root to the file; never empty. */
  readonly segments: readonly string[];
}

function placesOf(path: string, roots: readonly IgnoreRoot[]): readonly Place[] {
  const isAbsolute = /^(?:[/\\]|[a-z]:)/i.test(path);
  const segments = segmentsOf(path);
  const places: Place[] = [];
  for (const root of roots) {
    if (isAbsolute) {
      const base = segmentsOf(root.path);
      // Case may not matter on the disk; a wrong match can only keep a file here.
      if (base.every((segment, at) => segment.toLowerCase() === segments[at]?.toLowerCase())) {
        places.push({ root, segments: segments.slice(base.length) });
      }
      continue;
    }
    places.push({ root, segments });
    if (segments[0] === root.name) places.push({ root, segments: segments.slice(1) });
  }
  return places.filter((place) => place.segments.length > 0);
}

function segmentsOf(path: string): readonly string[] {
  const segments: string[] = [];
  for (const part of path.split(/[/\\]+/)) {
    if (part === "..") segments.pop();
    else if (part !== "" && part !== ".") segments.push(part);
  }
  return segments;
}
