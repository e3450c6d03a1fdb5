import * as vscode from "vscode";

/** URI scheme of what was attached and is no file: a diff, a terminal's output, a pasted image. */
export const ATTACHED_SCHEME = "midfill-attached";

/** What is kept to be opened again, in bytes together; the oldest go first. */
const maxKeptBytes = 40_000_000;

/**
 * Shows what was attached and is no file, exactly as it was attached: a read-only file system in memory. What is no
 * longer in it (after a reload, or when much came later) cannot be opened; what was sent of it is in the conversation.
 */
export class AttachedContents implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #contents = new Map<string, Uint8Array>();
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  #count = 0;
  #bytes = 0;

  readonly onDidChangeFile = this.#changed.event;

  readonly #scheme: string;
  readonly #registration: vscode.Disposable;

  /** @param scheme for one that stands beside the extension's own, as in a test */
  constructor(scheme = ATTACHED_SCHEME) {
    this.#scheme = scheme;
    // Behind the fields: VS Code listens to `onDidChangeFile` at this moment.
    this.#registration = vscode.workspace.registerFileSystemProvider(scheme, this, {
      isReadonly: true,
      isCaseSensitive: true,
    });
  }

  /** Keeps something under a name that its tab will have; gives its address. */
  keep(name: string, content: string | Uint8Array): vscode.Uri {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    const safeName = name.replaceAll(/[^\p{L}\p{N} ._-]/gu, "-").slice(0, 80);
    const uri = vscode.Uri.from({ scheme: this.#scheme, path: `/${++this.#count}/${safeName}` });
    this.#contents.set(uri.path, bytes);
    this.#bytes += bytes.length;
    for (const [path, oldest] of this.#contents) {
      if (this.#bytes <= maxKeptBytes || path === uri.path) break;
      this.#contents.delete(path);
      this.#bytes -= oldest.length;
    }
    return uri;
  }

  readFile(uri: vscode.Uri): Uint8Array {
    const bytes = this.#contents.get(uri.path);
    if (bytes === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return bytes;
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: this.readFile(uri).length };
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
    this.#contents.clear();
  }
}
