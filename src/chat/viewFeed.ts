import type { Clock } from "../provider/clock";
import { protocolVersion } from "./protocol";
import type { ConversationChange, MessageView, PanelView, ToWebviewMessage } from "./protocol";

/** Changes of about one frame go to the webview in one message. */
const frameMs = 16;

/** Everything that one webview shows. */
export interface ViewContent {
  readonly panel: PanelView;
  readonly messages: readonly MessageView[];
  readonly draft: string;
}

/**
 * Keeps one webview in step: a snapshot, then numbered updates, gathered for a frame each. A webview that is hidden,
 * or did not take a message, gets nothing until its next snapshot; so nothing that is lost on the way matters.
 */
export class ViewFeed {
  private readonly clock: Clock;
  private readonly content: () => ViewContent;
  private readonly panel: () => PanelView;
  private readonly post: (message: ToWebviewMessage) => Promise<boolean>;
  private epoch = 0;
  private sequence = 0;
  private isLive = false;
  private changes: ConversationChange[] = [];
  private isPanelDue = false;
  private sentPanel = "";
  private cancelFlush: (() => void) | undefined;

  /** `post` resolves to false, or rejects, when the webview did not get the message. */
  constructor(options: {
    clock: Clock;
    content: () => ViewContent;
    /** The part of `content` that changes beside the messages. */
    panel: () => PanelView;
    post: (message: ToWebviewMessage) => Promise<boolean>;
  }) {
    this.clock = options.clock;
    this.content = options.content;
    this.panel = options.panel;
    this.post = options.post;
  }

  /** Sends everything anew and goes on from there. */
  snapshot(): void {
    this.clear();
    this.isLive = true;
    this.epoch++;
    this.sequence = 0;
    const content = this.content();
    this.sentPanel = JSON.stringify(content.panel);
    this.send({
      type: "snapshot",
      version: protocolVersion,
      epoch: this.epoch,
      sequence: this.sequence,
      ...content,
    });
  }

  /** Stops until the next snapshot: the webview is hidden or gone. */
  pause(): void {
    this.clear();
    this.isLive = false;
  }

  /** A message of the shown conversation changed. */
  change(change: ConversationChange): void {
    if (!this.isLive) return;
    const last = this.changes.at(-1);
    const isContinued =
      last !== undefined &&
      (change.type === "text-delta" || change.type === "reasoning-delta") &&
      last.type === change.type &&
      last.messageId === change.messageId &&
      last.offset + last.text.length === change.offset;
    if (isContinued) this.changes[this.changes.length - 1] = { ...last, text: last.text + change.text };
    else this.changes.push(change);
    this.flushSoon();
  }

  /** Something beside the messages may have changed. */
  panelChanged(): void {
    if (!this.isLive) return;
    this.isPanelDue = true;
    this.flushSoon();
  }

  private flushSoon(): void {
    this.cancelFlush ??= this.clock.setTimer(() => {
      this.cancelFlush = undefined;
      this.flush();
    }, frameMs);
  }

  private flush(): void {
    const changes = this.changes;
    this.changes = [];
    if (this.isPanelDue) {
      this.isPanelDue = false;
      const panel = this.panel();
      const json = JSON.stringify(panel);
      if (json !== this.sentPanel) changes.push({ type: "panel", panel });
      this.sentPanel = json;
    }
    if (changes.length === 0) return;
    this.sequence++;
    this.send({ type: "update", epoch: this.epoch, sequence: this.sequence, changes });
  }

  private send(message: ToWebviewMessage & { readonly epoch: number }): void {
    const lost = () => {
      if (message.epoch === this.epoch) this.pause();
    };
    this.post(message).then((isTaken) => {
      if (!isTaken) lost();
    }, lost);
  }

  private clear(): void {
    this.cancelFlush?.();
    this.cancelFlush = undefined;
    this.changes = [];
    this.isPanelDue = false;
  }
}
