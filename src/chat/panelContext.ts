import type { RequestImage } from "../provider/chatRequest";
import { noImages, refused } from "./attachment";
import type { PendingAttachment } from "./attachment";
import { readBase64Image } from "./attachables/imagePayload";
import type { CurrentFile } from "./currentFile";
import { wasSent } from "./currentFile";
import type {
  AttachableKind,
  AttachableView,
  CurrentFileView,
  FromWebviewMessage,
  SlashCommandView,
  ToWebviewMessage,
} from "./protocol";
import type { ChatSessions } from "./sessions";

/** What a panel asks of the editor for a message's context. */
export interface ContextHost {
  /**
   * Gives items, best first, at most 50; once more when a slower source has answered. Resolves after the last time;
   * gives nothing once `signal` has aborted.
   */
  readonly search: (
    query: string,
    kind: AttachableKind | undefined,
    signal: AbortSignal,
    onItems: (items: readonly AttachableView[]) => void,
  ) => Promise<void>;
  /** What an item of `search` stands for, as it is now; undefined when it is gone or was never named. */
  readonly attach: (itemId: string) => Promise<PendingAttachment | undefined>;
  /** One for each address, refused ones included. */
  readonly readDropped: (uris: readonly string[]) => Promise<readonly PendingAttachment[]>;
  /** An attachment for an image that did not come from a file, such as a pasted one. */
  readonly describeImage: (name: string | undefined, image: RequestImage | undefined) => PendingAttachment;
  /** The active editor's whole file as it is now. */
  readonly readCurrentFile: () => PendingAttachment | undefined;
  /** What `readCurrentFile` would give, without its text; cheap, as every change of the panel asks. */
  readonly currentFile: () => Omit<CurrentFileView, "mode"> | undefined;
  readonly commands: () => Promise<readonly SlashCommandView[]>;
  /** Undefined after an action, and when an input that was asked for was not given. */
  readonly runCommand: (commandId: string, args: string) => Promise<string | undefined>;
}

/** The messages that `PanelContext` answers. */
export type ContextMessage = Extract<
  FromWebviewMessage,
  {
    readonly type:
      | "search-attachables"
      | "attach-item"
      | "attach-dropped"
      | "attach-image"
      | "set-current-file"
      | "list-commands"
      | "run-command";
  }
>;

/** Attachments of one message; history reads no more than a hundred. */
const maxAttachments = 50;
/** Images of one message. */
const maxImages = 10;

/** A panel's part in a message's context: what is searched, attached, and goes along by itself. */
export class PanelContext {
  readonly #sessions: ChatSessions;
  readonly #host: ContextHost;
  readonly #currentFile: CurrentFile;
  readonly #post: (message: ToWebviewMessage) => void;
  readonly #changed: () => void;
  #search: AbortController | undefined;

  /** `changed` is called when `currentFile` looks different. */
  constructor(options: {
    sessions: ChatSessions;
    host: ContextHost;
    currentFile: CurrentFile;
    post: (message: ToWebviewMessage) => void;
    changed: () => void;
  }) {
    this.#sessions = options.sessions;
    this.#host = options.host;
    this.#currentFile = options.currentFile;
    this.#post = options.post;
    this.#changed = options.changed;
  }

  /** The current file's chip. */
  get currentFile(): CurrentFileView | undefined {
    const file = this.#host.currentFile();
    return file === undefined ? undefined : { ...file, mode: this.#currentFile.mode };
  }

  /** Does what a message of the webview asks, in the conversation that is shown. */
  async handle(message: ContextMessage, conversationId: string): Promise<void> {
    switch (message.type) {
      case "search-attachables": {
        this.#search?.abort();
        const search = new AbortController();
        this.#search = search;
        const { requestId, query, kind } = message;
        await this.#host.search(query, kind, search.signal, (items) => {
          if (!search.signal.aborted) this.#post({ type: "attachables", requestId, items });
        });
        return;
      }
      case "attach-item": {
        const attachment = await this.#host.attach(message.itemId);
        if (attachment !== undefined) await this.#attach(conversationId, attachment);
        return;
      }
      case "attach-dropped":
        for (const attachment of await this.#host.readDropped(message.uris)) {
          await this.#attach(conversationId, attachment);
        }
        return;
      case "attach-image":
        await this.#attachImage(conversationId, message.base64, message.name);
        return;
      case "set-current-file":
        await this.#currentFile.set(message.mode);
        this.#changed();
        return;
      case "list-commands":
        this.#post({
          type: "commands",
          requestId: message.requestId,
          items: await this.#host.commands(),
        });
        return;
      case "run-command": {
        const text = await this.#host.runCommand(message.commandId, message.args);
        const result = { type: "command-result", requestId: message.requestId } as const;
        this.#post(text === undefined ? result : { ...result, text });
        return;
      }
    }
  }

  /** To be called before a message is sent: attaches the current file where it goes along and is not known yet. */
  async beforeSend(conversationId: string): Promise<void> {
    if (!this.#fileGoesAlong(conversationId)) return;
    const reading = this.goingAlong(conversationId);
    this.#currentFile.sent();
    for (const file of await reading) await this.#sessions.attach(conversationId, file);
  }

  /** What `beforeSend` would attach now. */
  async goingAlong(conversationId: string): Promise<readonly PendingAttachment[]> {
    if (!this.#fileGoesAlong(conversationId)) return [];
    const file = this.#host.readCurrentFile();
    if (file === undefined || file.refusal !== undefined) return [];
    const { messages, queue } = await this.#sessions.load(conversationId);
    return wasSent([...messages, ...queue], file.source) ? [] : [this.#admitted(conversationId, file)];
  }

  #fileGoesAlong(conversationId: string): boolean {
    return this.#currentFile.goesAlong && this.#sessions.providerView(conversationId).obstacle === undefined;
  }

  async #attachImage(conversationId: string, base64: string, name: string | undefined): Promise<void> {
    const { takesImages, model } = this.#sessions.providerView(conversationId);
    const checked = takesImages
      ? readBase64Image(base64)
      : ({ isTaken: false, reason: noImages(model) } as const);
    const image = checked.isTaken ? checked.image : undefined;
    const described = this.#host.describeImage(name, image);
    await this.#attach(
      conversationId,
      checked.isTaken
        ? { ...described, image: checked.image, tokens: checked.tokens }
        : refused(described, checked.reason),
    );
  }

  async #attach(conversationId: string, attachment: PendingAttachment): Promise<void> {
    await this.#sessions.attach(conversationId, this.#admitted(conversationId, attachment));
  }

  /** As given, or refused where the model or the message cannot take it. */
  #admitted(conversationId: string, attachment: PendingAttachment): PendingAttachment {
    const { takesImages, model } = this.#sessions.providerView(conversationId);
    if (attachment.image !== undefined && !takesImages) return refused(attachment, noImages(model));
    const waiting = this.#sessions.pendingAttachments(conversationId);
    const count = (kind?: "image") =>
      waiting.filter((each) => each.refusal === undefined && (kind === undefined || each.kind === kind))
        .length;
    // Refused ones are there to be read and may wait in any number that a person can drop.
    if (attachment.refusal === undefined && count() >= maxAttachments)
      return refused(attachment, `A message takes ${maxAttachments} attachments. Remove one first.`);
    if (attachment.image !== undefined && count("image") >= maxImages)
      return refused(attachment, `A message takes ${maxImages} images. Remove one first.`);
    return attachment;
  }
}
