import * as vscode from "vscode";
import type { PendingAttachment } from "../../chat/attachment";
import { readImageBytes } from "../../chat/attachables/imagePayload";
import { textHash } from "../../chat/attachables/textHash";
import type { ChatPrivacy } from "../../chat/chatDependencies";
import { estimateTokens } from "../../chat/estimateTokens";
import type { RequestImage } from "../../provider/chatRequest";
import type { AttachmentKind } from "../../chat/protocol";
import type { AttachedContents } from "./attachedContents";

/** A document larger than this (UTF-16 code units) is not read for an attachment; a part of it may be. */
const maxAttachedChars = 2_000_000;
/** A file larger than this is not opened at all. */
const maxFileBytes = 4 * maxAttachedChars;
/** Bytes at the start of a file that are looked at for what no text has. */
const sniffedBytes = 8_192;

const imageEnding = /\.(?:png|jpe?g|webp|gif)$/iu;

/** A file's text, or the sentence why there is none. */
export type ReadText =
  { readonly isText: true; readonly text: string } | { readonly isText: false; readonly reason: string };

/** What a text that is no file is attached as. */
export interface TextPiece {
  readonly kind: AttachmentKind;
  readonly label: string;
  readonly detail: string;
  readonly text: string;
  readonly languageId: string;
  /** Name of the tab that shows it, with an ending. */
  readonly fileName: string;
  /** Of all files that it holds a part of. */
  readonly judgedPaths: readonly string[];
}

/** Reads documents, files and images into attachments. Nothing that privacy keeps here is opened. */
export class AttachmentReader {
  readonly #privacy: ChatPrivacy;
  readonly #contents: Pick<AttachedContents, "keep">;

  constructor(options: { privacy: ChatPrivacy; contents: Pick<AttachedContents, "keep"> }) {
    this.#privacy = options.privacy;
    this.#contents = options.contents;
  }

  /** Why nothing of this file is sent, if so. */
  refusalOf(uri: vscode.Uri): string | undefined {
    const decision = this.#privacy.decide(judgedPathOf(uri));
    return decision.isAllowed ? undefined : decision.reason;
  }

  /**
   * A part of a document, or all of it without a range, as it is now. What may not or cannot be sent comes without
   * text and with the reason.
   */
  ofDocument(document: vscode.TextDocument, range?: vscode.Range, symbol?: string): PendingAttachment {
    const lines = range === undefined ? undefined : linesOf(range);
    const head = {
      ...headOf(document.uri, symbol ?? labelOf(document.uri, lines)),
      kind: symbol !== undefined ? "symbol" : lines === undefined ? "file" : "selection",
      languageId: document.languageId,
      source: { uri: document.uri.toString(), ...lines },
    } as const;
    const refuse = (refusal: string) => ({ ...head, tokens: 0, text: "", refusal });
    const refusal = this.refusalOf(document.uri);
    if (refusal !== undefined) return refuse(refusal);
    const sizeChars = sizeOf(document, range);
    if (sizeChars > maxAttachedChars) return refuse(tooLarge(sizeChars));
    const text = document.getText(range);
    if (text.includes("\0")) return refuse(notText);
    const source = lines === undefined ? { ...head.source, textHash: textHash(text) } : head.source;
    return { ...head, source, text, tokens: estimateTokens(text) };
  }

  /** A whole file by its address: a document as the editor reads it, or an image. */
  async ofFile(uri: vscode.Uri): Promise<PendingAttachment> {
    const isImage = imageEnding.test(uri.path);
    const head = {
      ...headOf(uri, labelOf(uri, undefined)),
      kind: isImage ? "image" : "file",
      languageId: "",
      source: { uri: uri.toString() },
    } as const;
    const refuse = (refusal: string) => ({ ...head, tokens: 0, text: "", refusal });
    const refusal = this.refusalOf(uri);
    if (refusal !== undefined) return refuse(refusal);
    if (isImage) return this.#imageFile(uri, head);
    try {
      const open = documentOf(uri);
      if (open !== undefined) return this.ofDocument(open);
      const { size } = await vscode.workspace.fs.stat(uri);
      if (size > maxFileBytes) return refuse(tooLarge(size));
      // Looked at before: the editor opens some binary files as text, without their zeros.
      if (isBinary(await vscode.workspace.fs.readFile(uri))) return refuse(notText);
      return this.ofDocument(await vscode.workspace.openTextDocument(uri));
    } catch (error) {
      return refuse(isMissing(error) ? "It does not exist any more." : notText);
    }
  }

  /**
   * A file's text for a place among others: unsaved text where it is open, else what is on the disk. `maxChars`
   * (UTF-16 code units) bounds what is read.
   */
  async textOf(uri: vscode.Uri, maxChars: number): Promise<ReadText> {
    const refusal = this.refusalOf(uri);
    if (refusal !== undefined) return { isText: false, reason: refusal };
    const open = documentOf(uri);
    if (open !== undefined) {
      if (sizeOf(open) > maxChars) return { isText: false, reason: "It is too large." };
      return { isText: true, text: open.getText() };
    }
    try {
      const { size } = await vscode.workspace.fs.stat(uri);
      // At most four bytes a character.
      if (size > maxChars * 4) return { isText: false, reason: "It is too large." };
      const bytes = await vscode.workspace.fs.readFile(uri);
      if (isBinary(bytes)) return { isText: false, reason: notText };
      const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
      return text.length > maxChars ? { isText: false, reason: "It is too large." } : { isText: true, text };
    } catch {
      return { isText: false, reason: "It cannot be read." };
    }
  }

  /** A text that is no file; a click on its chip shows it as it is here, with secrets masked. */
  ofText({ kind, label, detail, text, languageId, fileName, judgedPaths }: TextPiece): PendingAttachment {
    const masked = this.#privacy.mask(text).text;
    return {
      id: crypto.randomUUID(),
      kind,
      label,
      detail,
      path: label,
      judgedPaths,
      languageId,
      text: masked,
      tokens: estimateTokens(masked),
      source: { uri: this.#contents.keep(fileName, masked).toString() },
    };
  }

  /** What would be attached, with nothing in it and the reason. */
  ofRefusal(uri: vscode.Uri, refusal: string): PendingAttachment {
    const head = headOf(uri, labelOf(uri, undefined));
    return { ...head, kind: "file", languageId: "", source: { uri: "" }, tokens: 0, text: "", refusal };
  }

  /** An attachment for an image that did not come from a file; a click on its chip shows it. */
  ofPastedImage(name: string | undefined, image: RequestImage | undefined): PendingAttachment {
    const label = name?.replaceAll(/[\p{Cc}\p{Cf}/\\]/gu, "").trim() ?? "";
    const uri =
      image === undefined
        ? ""
        : this.#contents
            .keep(
              `Pasted image.${image.mimeType.slice("image/".length)}`,
              Buffer.from(image.base64, "base64"),
            )
            .toString();
    return {
      id: crypto.randomUUID(),
      kind: "image",
      label: label === "" ? "Pasted image" : label,
      detail: "Pasted image",
      path: label,
      judgedPaths: [],
      languageId: "",
      text: "",
      tokens: 0,
      source: { uri },
    };
  }

  async #imageFile(
    uri: vscode.Uri,
    head: Omit<PendingAttachment, "tokens" | "text">,
  ): Promise<PendingAttachment> {
    const refuse = (refusal: string) => ({ ...head, tokens: 0, text: "", refusal });
    try {
      const { size } = await vscode.workspace.fs.stat(uri);
      if (size > maxFileBytes) return refuse(tooLarge(size));
      const checked = readImageBytes(await vscode.workspace.fs.readFile(uri));
      if (!checked.isTaken) return refuse(checked.reason);
      return { ...head, text: "", tokens: checked.tokens, image: checked.image };
    } catch {
      return refuse("It cannot be read.");
    }
  }
}

const notText = "It is not a text file, so it is not sent.";

function tooLarge(size: number): string {
  return `It is too large to attach (${(size / 1_000_000).toFixed(1)} million characters). Select the part that matters.`;
}

/** Text has no zeros, but for UTF-16, which says so. */
function isBinary(bytes: Uint8Array): boolean {
  return encodingOf(bytes) === "utf-8" && bytes.subarray(0, sniffedBytes).includes(0);
}

/** By the byte order mark, else UTF-8. */
function encodingOf(bytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
}

function isMissing(error: unknown): boolean {
  return error instanceof vscode.FileSystemError && error.code === "FileNotFound";
}

/** The path that privacy judges: absolute on this machine's disk, so that links are followed. */
export function judgedPathOf(uri: vscode.Uri): string {
  return uri.scheme === "file" ? uri.fsPath : vscode.workspace.asRelativePath(uri, true);
}

/** A document that is open, saved or not. */
function documentOf(uri: vscode.Uri): vscode.TextDocument | undefined {
  const address = uri.toString();
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === address);
}

function headOf(uri: vscode.Uri, label: string) {
  const path = vscode.workspace.asRelativePath(uri);
  const judged = judgedPathOf(uri);
  return {
    id: crypto.randomUUID(),
    label,
    detail: path,
    path,
    ...(judged === path ? {} : { judgedPaths: [judged] }),
  };
}

/** The lines of a range, from 1, both included; undefined for an empty one. */
export function linesOf(range: vscode.Range): { startLine: number; endLine: number } | undefined {
  if (range.isEmpty) return undefined;
  // A selection that ends at the very start of a line holds nothing of that line.
  const endsBefore = range.end.character === 0 && range.end.line > range.start.line;
  return { startLine: range.start.line + 1, endLine: endsBefore ? range.end.line : range.end.line + 1 };
}

/** Such as `main.go` or `main.go:12-40`. */
export function labelOf(uri: vscode.Uri, lines: { startLine: number; endLine: number } | undefined): string {
  const name = uri.path.split("/").at(-1) ?? "";
  if (lines === undefined) return name;
  const { startLine, endLine } = lines;
  return startLine === endLine ? `${name}:${startLine}` : `${name}:${startLine}-${endLine}`;
}

/** UTF-16 code units in a range, or in the whole document; the text itself is not copied for it. */
export function sizeOf(document: vscode.TextDocument, range?: vscode.Range): number {
  if (range !== undefined) return document.offsetAt(range.end) - document.offsetAt(range.start);
  return document.offsetAt(new vscode.Position(document.lineCount, 0));
}
