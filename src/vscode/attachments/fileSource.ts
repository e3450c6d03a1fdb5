import * as vscode from "vscode";
import type { AttachableSource, FoundAttachable } from "../../chat/attachables/catalogue";
import { folderText } from "../../chat/attachables/folderText";
import type { PendingAttachment } from "../../chat/attachment";
import { estimateTokens } from "../../chat/estimateTokens";
import type { AttachmentReader } from "./attachmentReader";
import { judgedPathOf } from "./attachmentReader";
import type { WorkspaceFile, WorkspaceFiles } from "./workspaceFiles";

const maxFound = 60;
/** Files that were shown lately and come first, the last one most. */
const maxRecent = 30;
const recentScore = 30;

/** The workspace's files and folders. */
export class FileSource implements AttachableSource, vscode.Disposable {
  readonly kinds = ["file", "folder"] as const;
  readonly #files: WorkspaceFiles;
  readonly #reader: AttachmentReader;
  /** Addresses, the last shown first. */
  #recent: readonly string[] = [];
  readonly #subscription = vscode.window.onDidChangeActiveTextEditor((editor) => {
    const address = editor?.document.uri.toString();
    if (address === undefined) return;
    this.#recent = [address, ...this.#recent.filter((each) => each !== address)].slice(0, maxRecent);
  });

  constructor(files: WorkspaceFiles, reader: AttachmentReader) {
    this.#files = files;
    this.#reader = reader;
  }

  async search(query: string, kind: string | undefined): Promise<readonly FoundAttachable[]> {
    // What is near comes from other sources; the thousands here are for who looks for them.
    if (query === "" && kind === undefined) return [];
    const list = await this.#files.list();
    const ranks = new Map(this.#recent.map((address, rank) => [address, recentScore - rank]));
    const files =
      kind === "folder"
        ? []
        : list
            .searchFiles(query, maxFound, ({ uri }) => ranks.get(uri.toString()) ?? 0)
            .map(({ file, score }) => this.#foundFile(file, score));
    const folders =
      kind === "file"
        ? []
        : list.searchFolders(query, maxFound).map(({ file, score }) => this.#foundFolder(file, score));
    return [...files, ...folders];
  }

  /** A folder's tree, and the text files that fit. */
  async readFolder(folder: WorkspaceFile): Promise<PendingAttachment> {
    const start = `${folder.path}/`;
    const { files, isCut } = await this.#files.list();
    const inside = new Map(
      files.flatMap((file) =>
        folder.path === "" || file.path.startsWith(start)
          ? [[folder.path === "" ? file.path : file.path.slice(start.length), file.uri] as const]
          : [],
      ),
    );
    const label = `${folder.path.split("/").at(-1) ?? folder.path}/`;
    const head = {
      id: crypto.randomUUID(),
      label,
      detail: folder.path,
      kind: "folder",
      path: folder.path,
      languageId: "plaintext",
      source: { uri: folder.uri.toString() },
    } as const;
    // Names alone tell something, too: what is kept here is not listed either.
    const listed = [...inside].filter(([, uri]) => this.#reader.refusalOf(uri) === undefined);
    if (listed.length === 0) {
      const refusal = "It holds no files that may be sent.";
      return { ...head, tokens: 0, text: "", refusal };
    }
    const { text, included } = await folderText(
      listed.map(([path]) => path),
      async (path, maxChars) => {
        const uri = inside.get(path);
        return uri === undefined
          ? { isText: false, reason: "It is gone." }
          : this.#reader.textOf(uri, maxChars);
      },
    );
    const judgedPaths = included.flatMap((path) => {
      const uri = inside.get(path);
      return uri === undefined ? [] : [judgedPathOf(uri)];
    });
    const whole = isCut ? `${text}\n\n(The workspace has more files than are listed here.)` : text;
    const more =
      included.length === listed.length ? "" : `, ${included.length} of ${listed.length} files in full`;
    return {
      ...head,
      detail: `${folder.path}${more}`,
      judgedPaths,
      text: whole,
      tokens: estimateTokens(whole),
    };
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #foundFile({ uri, path }: WorkspaceFile, score: number): FoundAttachable {
    const slash = path.lastIndexOf("/");
    const refusal = this.#reader.refusalOf(uri);
    return {
      key: uri.toString(),
      kind: "file",
      label: path.slice(slash + 1),
      detail: slash < 0 ? "" : path.slice(0, slash),
      icon: /\.(?:png|jpe?g|webp|gif)$/iu.test(path) ? "file-media" : "file",
      score,
      ...(refusal === undefined ? {} : { refusal }),
      attach: () => this.#reader.ofFile(uri),
    };
  }

  #foundFolder(folder: WorkspaceFile, score: number): FoundAttachable {
    const slash = folder.path.lastIndexOf("/");
    return {
      key: folder.uri.toString(),
      kind: "folder",
      label: `${folder.path.slice(slash + 1)}/`,
      detail: slash < 0 ? "" : folder.path.slice(0, slash),
      icon: "folder",
      score,
      attach: () => this.readFolder(folder),
    };
  }
}
