import type { FrameLocator, Locator } from "playwright-core";
import type { Workbench } from "./workbench";

/** The chat as a person at the keyboard meets it, inside one window. */
export class ChatPane {
  readonly #workbench: Workbench;
  readonly #frame: FrameLocator | undefined;

  /** @param frame which of the window's webviews it is; default: the first */
  constructor(workbench: Workbench, frame?: FrameLocator) {
    this.#workbench = workbench;
    this.#frame = frame;
  }

  /**
   * The chat in one place, in the side bar or an editor tab, that shows a question with these words; undefined while
   * there is none.
   */
  static async showing(
    workbench: Workbench,
    place: "view" | "editor",
    question: string,
  ): Promise<ChatPane | undefined> {
    return ChatPane.#having(workbench, (frame) =>
      frame.locator(`body.in-${place} .message.user`, { hasText: question }),
    );
  }

  /** The chat in the side bar, once its composer is there. */
  static async inSideBar(workbench: Workbench): Promise<ChatPane | undefined> {
    return ChatPane.#having(workbench, (frame) => frame.locator("body.in-view textarea"));
  }

  static async #having(
    workbench: Workbench,
    part: (frame: FrameLocator) => Locator,
  ): Promise<ChatPane | undefined> {
    const webviews = workbench.page.locator("iframe.webview.ready");
    const count = await webviews.count();
    for (let index = 0; index < count; index += 1) {
      if (!(await part(workbench.webviewFrame(index)).first().isVisible())) continue;
      // Their order changes with every webview that comes or goes; the name stays.
      const name = await webviews.nth(index).getAttribute("name");
      const outer = workbench.page.locator(`iframe.webview[name="${name}"]`);
      return new ChatPane(workbench, outer.contentFrame().frameLocator("#active-frame"));
    }
    return undefined;
  }

  /** Its document. */
  get frame(): FrameLocator {
    return this.#frame ?? this.#workbench.webviewFrame();
  }

  get composer(): Locator {
    return this.frame.locator("textarea");
  }

  /** Every answer that is drawn, oldest first. */
  get answers(): Locator {
    return this.frame.locator(".message.assistant");
  }

  get lastAnswer(): Locator {
    return this.answers.last();
  }

  get stopButton(): Locator {
    return this.button(/^Stop/);
  }

  /** What stands in the way or went wrong: a sentence, the next step, buttons. */
  get notices(): Locator {
    return this.frame.locator(".notice");
  }

  button(name: string | RegExp): Locator {
    return this.frame.getByRole("button", { name, exact: typeof name === "string" });
  }

  /** Opens the chat with its key, pressed again until the composer has the focus; does nothing where it has. */
  async open(): Promise<void> {
    if (await this.composer.and(this.frame.locator(":focus")).isVisible()) return;
    await this.#workbench.pressUntil(["Shift+Alt+M", "Shift+Alt+C"], () => this.isComposerFocused());
  }

  async isComposerFocused(): Promise<boolean> {
    const focused = this.composer.and(this.frame.locator(":focus"));
    return focused.waitFor({ state: "visible", timeout: 1500 }).then(
      () => true,
      () => false,
    );
  }

  /** Types a question and sends it. */
  async ask(text: string): Promise<void> {
    await this.open();
    await this.#workbench.page.keyboard.insertText(text);
    await this.#workbench.page.keyboard.press("Enter");
    await this.frame.locator(".message.user", { hasText: text }).last().waitFor();
  }

  /** Waits until the answer that runs, or has just been asked for, is over: nothing more of it comes. */
  async answered(): Promise<Locator> {
    await this.frame.locator('.message.assistant[aria-busy="false"]').last().waitFor();
    await this.stopButton.waitFor({ state: "hidden" });
    return this.lastAnswer;
  }

  /** Asks for an empty conversation by its command and waits for it. */
  async startNew(): Promise<void> {
    await this.open();
    await this.#workbench.runCommand("Midfill: New Conversation");
    await this.answers.first().waitFor({ state: "detached" });
    await this.isComposerFocused();
  }
}
