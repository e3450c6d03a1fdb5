import { readFileSync } from "node:fs";
import * as vscode from "vscode";
import { IgnoreJudge, type IgnoreFileText, type IgnoreRoot } from "../privacy/ignoreJudge";
import type { RealPathOf } from "../privacy/privacyGate";
import { absolutePathOf } from "./filePath";

const OWN_NAME = ".midfillignore";
const GIT_NAME = ".gitignore";
/** A larger ignore file is not read, and nothing below it is sent. */
const maxIgnoreFileChars = 256_000;

interface WorkspaceRoot extends IgnoreRoot {
  readonly uri: vscode.Uri;
}

/**
 * The workspace's ignore files. On this machine's disk a folder's file is read when the first path below it is
 * judged (a missing one takes 10 µs) and then only after it changed; on a virtual file system reading is
 * asynchronous, and until it is done the folder's files count as left out.
 */
export class IgnoreFiles implements vscode.Disposable {
  readonly #respectsGitignore: () => boolean;
  readonly #realPathOf: RealPathOf;
  readonly #judge: IgnoreJudge;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[];
  /** Files of virtual file systems by URI. */
  #virtual = new Map<string, IgnoreFileText>();
  #roots: readonly WorkspaceRoot[] | undefined;

  /** Other files may be left out now than before. */
  readonly onDidChange = this.#changed.event;

  constructor(respectsGitignore: () => boolean, realPathOf: RealPathOf) {
    this.#respectsGitignore = respectsGitignore;
    this.#realPathOf = realPathOf;
    this.#judge = new IgnoreJudge({
      roots: () => this.#currentRoots(),
      names: () => (this.#respectsGitignore() ? [OWN_NAME, GIT_NAME] : [OWN_NAME]),
      read: (root, folder, name) => this.#read(root, folder, name),
    });
    const watcher = vscode.workspace.createFileSystemWatcher(`**/{${OWN_NAME},${GIT_NAME}}`);
    const forget = () => this.#forget();
    this.#subscriptions = [
      this.#changed,
      watcher,
      watcher.onDidChange(forget),
      watcher.onDidCreate(forget),
      watcher.onDidDelete(forget),
      // Told before the watcher has seen it.
      vscode.workspace.onDidSaveTextDocument(({ uri }) => {
        if (uri.path.endsWith(`/${OWN_NAME}`) || uri.path.endsWith(`/${GIT_NAME}`)) forget();
      }),
      vscode.workspace.onDidRenameFiles(forget),
      vscode.workspace.onDidDeleteFiles(forget),
      vscode.workspace.onDidChangeWorkspaceFolders(forget),
      vscode.workspace.onDidOpenTextDocument(({ uri }) => {
        // So that a virtual file system has answered before the first key.
        if (uri.scheme !== "file") this.reasonFor(absolutePathOf(uri));
      }),
    ];
  }

  /** Why an ignore file keeps this path's text here. In an untrusted workspace nothing is read and all is kept. */
  reasonFor(path: string): string | undefined {
    if (!vscode.workspace.isTrusted) return "This workspace is not trusted, so nothing of it is sent.";
    return this.#judge.reasonFor(path);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #forget(): void {
    this.#judge.forget();
    this.#virtual = new Map();
    this.#roots = undefined;
    this.#changed.fire();
  }

  #currentRoots(): readonly WorkspaceRoot[] {
    this.#roots ??= (vscode.workspace.workspaceFolders ?? []).flatMap(({ name, uri }) => {
      const path = absolutePathOf(uri);
      const real = uri.scheme === "file" ? this.#realPath(path) : undefined;
      const root = { name, path, uri };
      // A link inside the workspace is judged by where it leads, and that path goes through the real folder.
      return real === undefined || real === path ? [root] : [root, { name, path: real, uri }];
    });
    return this.#roots;
  }

  #realPath(path: string): string | undefined {
    try {
      return this.#realPathOf(path);
    } catch {
      return undefined; // A folder that cannot be reached has no files to judge.
    }
  }

  #read(root: IgnoreRoot, folder: string, name: string): IgnoreFileText {
    const uri = this.#currentRoots().find((each) => each.path === root.path)?.uri;
    if (uri === undefined) return { state: "missing" };
    const file = vscode.Uri.joinPath(uri, folder, name);
    if (uri.scheme === "file") return readFromDisk(file.fsPath);
    const known = this.#virtual.get(file.toString());
    if (known !== undefined) return known;
    this.#virtual.set(file.toString(), { state: "unread" });
    void this.#readVirtual(file, this.#virtual);
    return { state: "unread" };
  }

  async #readVirtual(file: vscode.Uri, into: Map<string, IgnoreFileText>): Promise<void> {
    const found = await vscode.workspace.fs.readFile(file).then(
      (bytes) => asText(new TextDecoder().decode(bytes)),
      (error: unknown): IgnoreFileText =>
        error instanceof vscode.FileSystemError && error.code === "FileNotFound"
          ? { state: "missing" }
          : { state: "unreadable" },
    );
    into.set(file.toString(), found);
  }
}

function readFromDisk(path: string): IgnoreFileText {
  try {
    return asText(readFileSync(path, "utf8"));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    // A folder of that name says nothing, as in git.
    return { state: code === "ENOENT" || code === "ENOTDIR" || code === "EISDIR" ? "missing" : "unreadable" };
  }
}

function asText(text: string): IgnoreFileText {
  return text.length > maxIgnoreFileChars ? { state: "unreadable" } : { state: "text", text };
}
