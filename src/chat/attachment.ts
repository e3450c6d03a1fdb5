import type { RequestImage } from "../provider/chatRequest";
import type { ChatPrivacy } from "./chatDependencies";
import type { AttachmentView } from "./protocol";

/** Where an attachment came from, so that a click on its chip can go there. Lines count from 1, both included. */
export interface AttachmentSource {
  /** The document's address as the editor gave it; empty where there is nothing to open. */
  readonly uri: string;
  readonly startLine?: number;
  readonly endLine?: number;
  /** Of the whole text (`textHash`), where the same text is not to be sent twice. */
  readonly textHash?: string;
}

/** An attachment without its text: what a conversation remembers. */
export interface Attachment extends AttachmentView {
  readonly source: AttachmentSource;
}

/** An attachment that waits to be sent, with the text as it was when the user attached it. */
export interface PendingAttachment extends Attachment {
  /** Path for the model and, where `judgedPaths` is missing, for the privacy rules, such as `src/main.go`. */
  readonly path: string;
  /** Paths of all files that `text` holds a part of; they are judged again before it is sent. */
  readonly judgedPaths?: readonly string[];
  /** Editor language id. */
  readonly languageId: string;
  /** Empty where `refusal` is set, and for an image. */
  readonly text: string;
  /** Of kind `image`. */
  readonly image?: RequestImage;
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

/** The attachment with nothing in it that could be sent, and the reason. */
export function refused(attachment: PendingAttachment, refusal: string): PendingAttachment {
  const { image: _, ...rest } = attachment;
  return { ...rest, text: "", tokens: 0, refusal };
}

/**
 * Looks at an attachment again before it is sent: ignore files, the list of secret files or the model may have
 * changed since it was attached.
 */
export function judgedAgain(
  attachment: PendingAttachment,
  privacy: Pick<ChatPrivacy, "decide">,
  { takesImages, model }: { readonly takesImages: boolean; readonly model: string },
): PendingAttachment {
  if (attachment.refusal !== undefined) return attachment;
  if (attachment.image !== undefined && !takesImages) return refused(attachment, noImages(model));
  for (const path of attachment.judgedPaths ?? [attachment.path]) {
    const decision = privacy.decide(path);
    if (!decision.isAllowed) return refused(attachment, decision.reason);
  }
  return attachment;
}

/** Why an image is not sent to a model. */
export function noImages(model: string): string {
  return `${model === "" ? "The model" : model} takes no images. Choose a model that does and attach it again.`;
}
