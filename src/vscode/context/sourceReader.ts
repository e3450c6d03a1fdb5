import * as vscode from "vscode";
import type { SourceText } from "../../completion/context/sourceFile";
import { withLineFeeds } from "../../text/lineEnds";
import type { PrivacyGate } from "../../privacy/privacyGate";
import { withoutSecretLines } from "../../privacy/withoutSecretLines";
import { absolutePathOf } from "../filePath";

/** A larger file is data or generated. UTF-16 code units of a document, bytes of a file. */
const maxFileChars = 150_000;
const maxFileLines = 10_000;
/** Texts that are kept together, those used last. */
const maxKeptChars = 2_000_000;

/**
 * Reads files for context: only of the workspace (in a window without one, only what is open), only what privacy
 * allows, without the lines that hold secrets, and nothing while the workspace is not trusted. A version is read once.
 */
export class SourceReader {
  readonly #privacy: PrivacyGate;
  /** In order of use, the longest unused first. */
  readonly #kept = new Map<string, { readonly text: SourceText; readonly chars: number }>();

  constructor(privacy: PrivacyGate) {
    this.#privacy = privacy;
  }

  /** Whether this file's text may be used here. */
  isAllowed(uri: vscode.Uri): boolean {
    if (!vscode.workspace.isTrusted || uri.scheme === "untitled") return false;
    const isOurs =
      vscode.workspace.workspaceFolders === undefined
        ? uri.scheme === "file"
        : vscode.workspace.getWorkspaceFolder(uri) !== undefined;
    return isOurs && this.#privacy.decide(absolutePathOf(uri)).isAllowed;
  }

  /** An open document's text as it is now, or undefined. */
  ofDocument(document: vscode.TextDocument): SourceText | undefined {
    if (document.lineCount > maxFileLines || !this.isAllowed(document.uri)) return undefined;
    const version = `open ${document.version}`;
    return (
      this.#known(document.uri, version) ??
      this.#keep(document.uri, document.languageId, version, document.getText())
    );
  }

  /** A file's text, from its document where it is open, else from the disk; undefined also when it is gone. */
  async read(uri: vscode.Uri): Promise<SourceText | undefined> {
    const documents = vscode.workspace.textDocuments;
    const document = documents.find((each) => each.uri.toString() === uri.toString());
    if (document !== undefined) return this.ofDocument(document);
    if (!this.isAllowed(uri)) return undefined;
    try {
      const { mtime, size, type } = await vscode.workspace.fs.stat(uri);
      if ((type & vscode.FileType.File) === 0 || size > maxFileChars) return undefined;
      const version = `disk ${mtime} ${size}`;
      const known = this.#known(uri, version);
      if (known !== undefined) return known;
      const bytes = await vscode.workspace.fs.readFile(uri);
      return this.#keep(uri, languageOf(uri), version, new TextDecoder().decode(bytes));
    } catch {
      return undefined; // Deleted or out of reach: then it is no context.
    }
  }

  /** What may be read changed. */
  clear(): void {
    this.#kept.clear();
  }

  #known(uri: vscode.Uri, version: string): SourceText | undefined {
    const key = uri.toString();
    const kept = this.#kept.get(key);
    if (kept?.text.version !== version) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    return kept.text;
  }

  #keep(uri: vscode.Uri, languageId: string, version: string, content: string): SourceText | undefined {
    if (content.length > maxFileChars || content.includes("\0")) return undefined;
    const text = {
      documentId: uri.toString(),
      path: vscode.workspace.asRelativePath(uri, false),
      languageId,
      version,
      lines: withoutSecretLines(withLineFeeds(content.replace(/^\uFEFF/, ""))).split("\n"),
    };
    this.#kept.delete(text.documentId);
    this.#kept.set(text.documentId, { text, chars: content.length });
    let chars = 0;
    for (const kept of this.#kept.values()) chars += kept.chars;
    for (const [key, kept] of this.#kept) {
      if (chars <= maxKeptChars) break;
      this.#kept.delete(key);
      chars -= kept.chars;
    }
    return text;
  }
}

/** The language of open documents whose names end alike: the editor tells it of open ones only. */
function languageOf(uri: vscode.Uri): string {
  const ending = endingOf(uri);
  const document = vscode.workspace.textDocuments.find((each) => endingOf(each.uri) === ending);
  return document?.languageId ?? "plaintext";
}

/** `.ts` of `/a/b.c.ts`; empty where the name has none. */
export function endingOf(uri: vscode.Uri): string {
  return /\.[^./]+$/.exec(uri.path)?.[0].toLowerCase() ?? "";
}
