import type { Locator, Page } from "playwright-core";
import type { EditorSession } from "../../host/editorSession";
import { eventually } from "./eventually";

/** Long enough for a window under load, short enough to press a lost key again. */
const keyMs = 5000;

/** Edits as a person at the keyboard meets them: no call moves or clicks a mouse. */
export class EditFlow {
  readonly #session: EditorSession;

  constructor(session: EditorSession) {
    this.#session = session;
  }

  get page(): Page {
    return this.#session.workbench.page;
  }

  get quickInput(): Locator {
    return this.page.locator(".quick-input-widget");
  }

  get input(): Locator {
    return this.quickInput.locator("input.input");
  }

  /** The row of the quick input's list that Enter takes. */
  get focusedRow(): Locator {
    return this.quickInput.locator(".monaco-list-row.focused");
  }

  /** The review editors' tabs. */
  get reviews(): Locator {
    return this.page.locator(".tab", { hasText: "Review: " });
  }

  get toasts(): Locator {
    return this.page.locator(".notification-toast");
  }

  get dialog(): Locator {
    return this.page.locator(".monaco-dialog-box");
  }

  /** The line of buttons above a change that holds these words. */
  lens(words: string): Locator {
    return this.page.locator(".codelens-decoration:visible", { hasText: words }).first();
  }

  /** The lines of the editor that has the focus, or had it last, which hold this. */
  line(text: string): Locator {
    return this.page.locator(".editor-group-container.active .view-line", { hasText: text }).first();
  }

  /** The chat requests that have come, as JSON texts. */
  get requests(): readonly string[] {
    const { requests } = this.#session.emulator.log;
    return requests.filter(({ path }) => path.endsWith("/chat/completions")).map(({ body }) => body);
  }

  /** Waits for the request after this many, and gives its text. */
  async requestAfter(count: number): Promise<string> {
    return eventually("a request", () => {
      const body = this.requests[count];
      // It is listed before its body has come.
      return body === undefined || body === "" ? undefined : body;
    });
  }

  /** Presses a chord until something is there. */
  async press(keys: readonly string[], result: Locator): Promise<void> {
    await this.#session.workbench.pressUntil(keys, () => shows(result, keyMs));
  }

  /** Opens a file through the keyboard's quick open. */
  async open(path: string): Promise<void> {
    const name = path.slice(path.lastIndexOf("/") + 1);
    // A review of the file, which the list knows too, has another name in front.
    await this.#ask(
      "Control+p",
      path,
      this.quickInput.locator(`.monaco-list-row.focused[aria-label^="${name}"]`),
    );
    await this.page.locator(`.tab.active[aria-label^="${name}"]`).waitFor();
    await this.page.locator(".editor-instance .monaco-editor.focused .view-line").first().waitFor();
  }

  /** Runs a command through the palette. */
  async run(title: string): Promise<void> {
    await this.#ask("F1", `>${title}`, this.focusedRow.filter({ hasText: title }));
  }

  /** Opens the box that asks what to change, for what is selected. */
  async openInstruction(): Promise<void> {
    await this.press(
      ["Shift+Alt+M", "Shift+Alt+E"],
      this.quickInput.locator('input[placeholder^="What should change?"]'),
    );
  }

  /** Asks for an edit of what is selected; gives the request's text once it has arrived. */
  async edit(instruction: string): Promise<string> {
    const before = this.requests.length;
    await this.openInstruction();
    await this.type(instruction);
    await this.page.keyboard.press("Enter");
    return this.requestAfter(before);
  }

  /** Types into the quick input, until it holds just that: the first keys may go where the focus was. */
  async type(text: string): Promise<void> {
    await eventually(`the input to hold ${text}`, async () => {
      await this.page.keyboard.press("Control+a");
      await this.page.keyboard.type(text);
      return (await this.input.inputValue()) === text;
    });
  }

  /** What the focused editor holds, by way of the clipboard; its line ends as they are. */
  async editorText(): Promise<string> {
    const { keyboard } = this.page;
    const mark = `nothing yet ${performance.now()}`;
    await this.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(mark)})`);
    return eventually("the editor's text", async () => {
      await keyboard.press("Control+a");
      await keyboard.press("Control+c");
      const copied = await this.page.evaluate<string>("navigator.clipboard.readText()");
      return copied === mark ? undefined : copied;
    });
  }

  async #ask(key: string, text: string, row: Locator): Promise<void> {
    await this.#session.workbench.pressUntil([key], async () => {
      if (!(await shows(this.input, keyMs))) return false;
      await this.page.keyboard.press("Control+a");
      await this.page.keyboard.type(text);
      if (await shows(row, 2000)) return true;
      await this.page.keyboard.press("ArrowDown");
      return shows(row, 2000);
    });
    await this.page.keyboard.press("Enter");
    await this.input.waitFor({ state: "hidden" });
  }
}

/** Whether it is there within that time. */
export async function shows(what: Locator, timeoutMs: number): Promise<boolean> {
  return what
    .first()
    .waitFor({ timeout: timeoutMs })
    .then(
      () => true,
      () => false,
    );
}
