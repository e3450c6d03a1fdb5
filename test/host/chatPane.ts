import type { FrameLocator, Locator } from "playwright-core";
import type { Workbench } from "./workbench";

/** The chat as a person at the keyboard meets it, inside one window. */
export class ChatPane {
  readonly #workbench: Workbench;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  /** Its document. */
  get frame(): FrameLocator {
    return this.#workbench.webviewFrame();
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
