import type { RequestImage } from "../provider/chatRequest";
import { fenced } from "../text/codeFence";
import { fairShares } from "../text/fairShares";
import { estimateTokens } from "./estimateTokens";
import type { PendingAttachment } from "./attachment";

/** A question as it is sent, and its attachments as their chips tell it. */
export interface Question {
  /** Attachments in fences, then what the user typed. */
  readonly requestText: string;
  /** As given, with labels that tell what was cut. */
  readonly attachments: readonly PendingAttachment[];
  /** In the order in which `requestText` names them. */
  readonly images: readonly RequestImage[];
}

/**
 * The text of a user's message: its attachments first, each with path, lines and language in a fence that nothing
 * inside can close (images by name), then the question. Refused attachments are left out; together the others take at most
 * `maxAttachmentChars` (UTF-16 code units): the longest are cut at the end of a line, and both the text and the chip
 * say so.
 */
export function renderQuestion(
  text: string,
  attachments: readonly PendingAttachment[],
  maxAttachmentChars: number,
): Question {
  const shares = fairShares(
    attachments.map((attachment) => (attachment.refusal === undefined ? attachment.text.length : 0)),
    maxAttachmentChars,
  );
  const parts: string[] = [];
  const images: RequestImage[] = [];
  const sent = attachments.map((attachment, index) => {
    if (attachment.refusal !== undefined) return attachment;
    if (attachment.image !== undefined) {
      images.push(attachment.image);
      parts.push(`Image ${images.length}: ${quoted(attachment.label)}`);
      return attachment;
    }
    const kept = cutAtLine(attachment.text, shares[index] ?? 0);
    const lines = countLines(attachment.text);
    const keptLines = countLines(kept);
    const isCut = kept.length < attachment.text.length;
    const cut = isCut ? `first ${keptLines.toLocaleString("en")} of ${lines.toLocaleString("en")} lines` : "";
    parts.push(blockOf(attachment, kept, cut));
    if (!isCut) return attachment;
    return { ...attachment, label: `${attachment.label} (${cut})`, tokens: estimateTokens(kept) };
  });
  return { requestText: [...parts, text].join("\n\n").trim(), attachments: sent, images };
}

function blockOf(attachment: PendingAttachment, text: string, cut: string): string {
  const head = `${headOf(attachment)}${cut === "" ? "" : ` (cut: the ${cut})`}:`;
  return `${head}\n\n${fenced(text, attachment.languageId.replaceAll(/[^\w+#.-]/gu, ""))}`;
}

function headOf({ kind, label, detail, path, source }: PendingAttachment): string {
  const { startLine, endLine } = source;
  const lines = startLine === undefined || endLine === undefined ? "" : `, lines ${startLine}–${endLine}`;
  switch (kind) {
    case "file":
    case "image":
      return `File ${quoted(path)}`;
    case "selection":
      return `Selection from ${quoted(path)}${lines}`;
    case "symbol":
      return `Symbol ${quoted(label)} from ${quoted(path)}${lines}`;
    case "folder":
      return `Folder ${quoted(path)}`;
    case "problems":
    case "changes":
    case "terminal":
      // Their detail is a phrase of ours, with names in it that are not.
      return plain(detail);
  }
}

function quoted(name: string): string {
  return `\`${plain(name)}\``;
}

/** Without what could end the line, close a quotation or hide. */
function plain(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}`]/gu, "");
}

function cutAtLine(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const lineEnd = text.lastIndexOf("\n", maxChars - 1);
  if (lineEnd > maxChars / 2) return text.slice(0, lineEnd + 1);
  const isInsidePair = /[\uD800-\uDBFF]/u.test(text.charAt(maxChars - 1));
  return text.slice(0, isInsidePair ? maxChars - 1 : maxChars);
}

function countLines(text: string): number {
  if (text === "") return 0;
  return text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
}
