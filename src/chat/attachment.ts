import type { AttachmentView } from "./protocol";

/** Where an attachment came from, so that a click on its chip can go there. Lines count from 1, both included. */
export interface AttachmentSource {
  /** The document's address as the editor gave it. */
  readonly uri: string;
  readonly startLine?: number;
  readonly endLine?: number;
}

/** An attachment without its text: what a conversation remembers. */
export interface Attachment extends AttachmentView {
  readonly source: AttachmentSource;
}

/** An attachment that waits to be sent, with the text as it was when the user attached it. */
export interface PendingAttachment extends Attachment {
  /** Path for the model and for the privacy rules, such as `src/main.go`. */
  readonly path: string;
  /** Editor language id. */
  readonly languageId: string;
  /** Empty where `refusal` is set. */
  readonly text: string;
}

/** The part of an attachment that the webview sees. */
export function attachmentView(attachment: Attachment): AttachmentView {
  const { id, label, detail, kind, tokens, refusal } = attachment;
  return { id, label, detail, kind, tokens, ...(refusal === undefined ? {} : { refusal }) };
}

/** An attachment as history keeps it: no text; that stands in the message that was sent. */
export function withoutText(attachment: PendingAttachment): Attachment {
  return { ...attachmentView(attachment), source: attachment.source };
}
