import type { FromWebviewMessage, SheetView, ToWebviewMessage } from "../protocol";
import type { ChatSessions } from "../sessions";
import { sheetRows, withoutSheetTexts, withSheetText } from "./sheetRows";

/** The messages that `OptionsSheet` answers. */
export type SheetMessage = Extract<
  FromWebviewMessage,
  { readonly type: "open-sheet" | "close-sheet" | "set-sheet-value" | "reset-sheet" }
>;

/** A panel's sheet with one conversation's options: supplies its rows, and takes what is written into them. */
export class OptionsSheet {
  readonly #sessions: ChatSessions;
  readonly #post: (message: ToWebviewMessage) => void;
  #conversationId: string | undefined;
  #rejected: SheetView["rejected"];
  /** Counts the views that were begun: one that a later one overtook is not posted. */
  #views = 0;

  constructor(sessions: ChatSessions, post: (message: ToWebviewMessage) => void) {
    this.#sessions = sessions;
    this.#post = post;
  }

  /** Opens it for a conversation. */
  async open(conversationId: string): Promise<void> {
    if (!this.#sessions.has(conversationId)) return;
    this.#conversationId = conversationId;
    this.#rejected = undefined;
    await this.update();
  }

  /** Closes it, if it is open. */
  close(): void {
    if (this.#conversationId === undefined) return;
    this.#conversationId = undefined;
    this.#rejected = undefined;
    this.#views += 1;
    this.#post({ type: "sheet" });
  }

  /** Does what a message of the webview asks. */
  async handle(message: SheetMessage): Promise<void> {
    const { conversationId } = message;
    if (message.type === "open-sheet") return this.open(conversationId);
    if (conversationId !== this.#conversationId) return;
    switch (message.type) {
      case "close-sheet":
        // What was written last is wrong: it would be lost unseen.
        if (this.#rejected === undefined || message.isForced) {
          this.close();
          return;
        }
        this.#rejected = { ...this.#rejected, wantsFocus: true };
        await this.update();
        const { wantsFocus: _, ...rejected } = this.#rejected;
        this.#rejected = rejected;
        return;
      case "reset-sheet":
        this.#rejected = undefined;
        await this.#set(conversationId, withoutSheetTexts);
        return;
      case "set-sheet-value": {
        const { rowId, text } = message;
        const { options } = await this.#sessions.load(conversationId);
        const result = withSheetText(options, rowId, text, this.#sessions.newChatSettings);
        if ("message" in result) {
          this.#rejected = { rowId, text: text ?? "", message: result.message };
          await this.update();
          return;
        }
        if (this.#rejected?.rowId === rowId) this.#rejected = undefined;
        await this.#set(conversationId, () => result.options);
        return;
      }
    }
  }

  /** Posts the rows again, if it is open: options, settings or the draft may be others. */
  async update(): Promise<void> {
    const conversationId = this.#conversationId;
    if (conversationId === undefined) return;
    this.#views += 1;
    const count = this.#views;
    const { options, draft } = await this.#sessions.load(conversationId);
    // A word must be there to be asked about.
    const preview = await this.#sessions.preview(conversationId, draft.trim() === "" ? "?" : draft);
    if (preview === undefined || count !== this.#views) return;
    const { settings: own, request } = preview;
    const newChats = this.#sessions.newChatSettings;
    const hint = this.#sessions.spendingParts(conversationId)?.cacheHints?.settings;
    this.#post({
      type: "sheet",
      sheet: {
        conversationId,
        rows: sheetRows({ options, own, newChats, request }),
        ...(hint !== undefined && {
          hint: `System prompt and JSON mode stand at the head of every request. ${hint}`,
        }),
        ...(this.#rejected !== undefined && { rejected: this.#rejected }),
      },
    });
  }

  async #set(
    conversationId: string,
    change: (options: Parameters<typeof withoutSheetTexts>[0]) => Parameters<typeof withoutSheetTexts>[0],
  ): Promise<void> {
    const { options } = await this.#sessions.load(conversationId);
    await this.#sessions.setOptions(conversationId, change(options));
    await this.update();
  }
}
