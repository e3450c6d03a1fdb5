import { mkdir } from "node:fs/promises";
import { basename, dirname } from "node:path";
import type { Browser, BrowserContext, FrameLocator, Locator, Page } from "playwright-core";
import type { EditorServer } from "./editorServer";

/** How a workbench is opened. */
export interface WorkbenchOptions {
  /** Absolute path of the folder to open. */
  readonly folder: string;
  readonly widthPx?: number;
  readonly heightPx?: number;
  /** Runs before the page loads anything: the place for listeners and exposed functions. */
  readonly prepare?: (page: Page) => Promise<void>;
}

const slowMs = 60_000;

/** Drives one VS Code window in a browser. Every call waits for what it needs, up to a minute on a slow machine. */
export class Workbench {
  readonly #context: BrowserContext;
  readonly page: Page;
  /** What the page threw and nobody caught. */
  readonly pageErrors: string[] = [];
  /** What the page wrote to its console. */
  readonly console: string[] = [];

  private constructor(context: BrowserContext, page: Page) {
    this.#context = context;
    this.page = page;
    page.setDefaultTimeout(slowMs);
    page.on("console", (message) => this.console.push(`${message.type()} ${message.text()}`));
    page.on("pageerror", (error) => this.pageErrors.push(error.stack ?? error.message));
  }

  /** Opens the workbench in a browser profile of its own and waits until it is drawn. */
  static async open(browser: Browser, server: EditorServer, options: WorkbenchOptions): Promise<Workbench> {
    const context = await browser.newContext({
      viewport: { width: options.widthPx ?? 1280, height: options.heightPx ?? 800 },
    });
    const address = server.address(options.folder);
    await context.grantPermissions(["clipboard-read", "clipboard-write"], {
      origin: new URL(address).origin,
    });
    const workbench = new Workbench(context, await context.newPage());
    await options.prepare?.(workbench.page);
    await workbench.page.goto(address);
    await workbench.#waitUntilDrawn();
    return workbench;
  }

  /** Reloads the page without a word to VS Code: the extension host ends and starts anew, unsaved state is lost. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.#waitUntilDrawn();
  }

  /** Reloads the window by "Developer: Reload Window": VS Code saves what is open first. */
  async reloadByCommand(): Promise<void> {
    const loaded = this.page.waitForEvent("load");
    await this.runCommand("Developer: Reload Window");
    await loaded;
    await this.#waitUntilDrawn();
  }

  /** Runs a command by its title in the palette, such as `View: Toggle Terminal`. */
  async runCommand(title: string): Promise<void> {
    await this.#askQuickInput("F1", `>${title}`);
    await this.page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().click();
  }

  /** Opens a file of the workspace by its name or path and puts the caret into it. */
  async openFile(path: string): Promise<void> {
    const name = basename(path);
    await this.#askQuickInput("Control+p", path);
    await this.page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first().click();
    await this.page.locator(".tab.active", { hasText: name }).waitFor();
    await this.page.locator(".editor-instance .monaco-editor.focused .view-line").first().waitFor();
  }

  /** Moves the caret; line and column count from 1, as the status bar shows them. */
  async goTo(line: number, column = 1): Promise<void> {
    await this.#askQuickInput("Control+g", `:${line}:${column}`);
    await this.page.keyboard.press("Enter");
    // The place is shown while the input still has the keys.
    await this.page.locator(".quick-input-widget input.input").waitFor({ state: "hidden" });
    await this.page.locator(".editor-instance .monaco-editor.focused").first().waitFor();
    await this.statusBarItem(`Ln ${line}, Col ${column}`).waitFor();
  }

  /** Selects whole lines, the first counted from 1. */
  async selectLines(first: number, count: number): Promise<void> {
    const isThere = this.statusBarItem(new RegExp(`Ln ${first + count}, Col 1 \\(\\d+ selected\\)`));
    // The first keys after the focus has changed may be lost, or come late: then from the start again.
    for (let attempt = 0; attempt < 6; attempt += 1) {
      await this.goTo(first);
      for (let line = 0; line < count; line += 1) await this.page.keyboard.press("Shift+ArrowDown");
      if (await succeeds(isThere.waitFor({ timeout: 5000 }))) return;
    }
    throw new Error(`Lines ${first} to ${first + count - 1} could not be selected.`);
  }

  /** Types as a person does, a key every `delayMs`, into whatever has the focus. */
  async typeText(text: string, delayMs = 30): Promise<void> {
    await this.page.keyboard.type(text, { delay: delayMs });
  }

  /**
   * Waits for ghost text and gives it as it is drawn: lines joined by `\n`, no-break spaces as spaces. It begins with
   * `\n` where all of it stands below the caret's line.
   */
  async ghostText(): Promise<string> {
    const below = this.page.locator(".editor-instance .suggest-preview-text .view-line");
    await this.ghost.or(below).first().waitFor();
    const first = (await this.ghost.allTextContents()).join("");
    return [first, ...(await below.allTextContents())].join("\n").replaceAll("\u00a0", " ");
  }

  /**
   * Accepts ghost text with Tab once it can have been read: sooner, Tab indents (`midfill.completions.tabSafety`), and
   * when the 120 ms are over cannot be seen from outside.
   */
  async acceptGhostText(): Promise<void> {
    await this.ghost.first().waitFor();
    await this.page.waitForTimeout(400);
    await this.page.keyboard.press("Tab");
    await this.ghost.first().waitFor({ state: "hidden" });
  }

  /** The parts of the ghost text that stand on the caret's line. */
  get ghost(): Locator {
    return this.page.locator(".editor-instance .ghost-text-decoration");
  }

  /** Shows a view by the name of its icon in the activity bar; does nothing when it is shown already. */
  async openView(name: string): Promise<void> {
    const icon = this.page.locator(".activitybar .action-item", {
      has: this.page.locator(`.action-label[aria-label^="${name}"]`),
    });
    // A click on the icon of the view that is shown would hide it.
    if (((await icon.getAttribute("class")) ?? "").split(" ").includes("checked")) return;
    await icon.click();
    await this.page
      .locator(".activitybar .action-item.checked", { has: this.page.locator(`[aria-label^="${name}"]`) })
      .waitFor();
  }

  /** Picks a color theme by the label that its picker shows, such as `Dark Modern`, and waits until it is drawn. */
  async pickColorTheme(label: string): Promise<void> {
    await this.runCommand("Preferences: Color Theme");
    const input = this.page.locator(".quick-input-widget input.input");
    await this.page.locator(".quick-input-list .monaco-list-row").nth(1).waitFor();
    await input.fill(label);
    const row = this.page.locator(".quick-input-list .monaco-list-row", {
      has: this.page.getByText(label, { exact: true }),
    });
    await row.first().click();
    await input.waitFor({ state: "hidden" });
  }

  /** Closes what lies over the window and takes its keys: a dialog, the quick input, a menu. */
  async closeOverlays(): Promise<void> {
    const overlay = this.page.locator(".monaco-dialog-box:visible, .quick-input-widget:visible").first();
    for (let presses = 0; presses < 10 && (await overlay.isVisible()); presses += 1) {
      await this.page.keyboard.press("Escape");
      await overlay.waitFor({ state: "hidden", timeout: 1000 }).catch(() => undefined);
    }
  }

  /** Drags the edge of the side bar until it is this wide. */
  async widenSideBar(widthPx: number): Promise<void> {
    const box = await this.page.locator(".part.sidebar").boundingBox();
    if (box === null) throw new Error("The side bar is not shown.");
    const middle = box.y + box.height / 2;
    await this.page.mouse.move(box.x + box.width, middle);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + widthPx, middle, { steps: 5 });
    await this.page.mouse.up();
    // Away from the edge, which lights up under the pointer.
    await this.page.mouse.move(box.x + widthPx + 200, middle);
  }

  /**
   * Presses keys one after the other until `isDone`, which waits a moment each time: keys are lost while the
   * workbench or the extension starts.
   */
  async pressUntil(keys: readonly string[], isDone: () => Promise<boolean>): Promise<void> {
    const startedMs = performance.now();
    while (performance.now() - startedMs < slowMs) {
      for (const key of keys) await this.page.keyboard.press(key);
      if (await isDone()) return;
    }
    throw new Error(`Pressing ${keys.join(" ")} had no effect.`);
  }

  /** The document inside the nth webview of the window. */
  webviewFrame(index = 0): FrameLocator {
    return this.page.locator("iframe.webview.ready").nth(index).contentFrame().frameLocator("#active-frame");
  }

  /** The status bar's entries whose text holds this. */
  statusBarItem(text: string | RegExp): Locator {
    return this.page.locator(".statusbar .statusbar-item", { hasText: text });
  }

  /** Waits until Midfill's entry in the status bar tells a screen reader this, such as `ready` or `no API key`. */
  async midfillIs(label: string): Promise<void> {
    await this.page.locator(`.statusbar .statusbar-item[aria-label="Midfill: ${label}"]`).waitFor();
  }

  /** Saves the active editor. */
  async save(): Promise<void> {
    const saved = this.page.locator(".tab.active:not(.dirty)");
    // Again where the focus was on its way from the chat to the editor; saving twice does no harm.
    await this.pressUntil(["Control+s"], () => succeeds(saved.waitFor({ timeout: 3000 })));
  }

  /** The messages of the notifications that are on the screen now. */
  async toasts(): Promise<string[]> {
    return this.page.locator(".notification-toast .notification-list-item-message").allTextContents();
  }

  /** Saves what the window shows as a PNG file. */
  async screenshot(file: string): Promise<void> {
    await mkdir(dirname(file), { recursive: true });
    await this.page.screenshot({ path: file });
  }

  /** Closes the window and throws its browser profile away. */
  async close(): Promise<void> {
    await this.#context.close();
  }

  async #waitUntilDrawn(): Promise<void> {
    await this.page.locator(".monaco-workbench .part.statusbar .statusbar-item").first().waitFor();
  }

  /** Opens the quick input with its key and fills it in; again where a late second press has closed it meanwhile. */
  async #askQuickInput(key: string, text: string): Promise<void> {
    const input = this.page.locator(".quick-input-widget input.input");
    await this.pressUntil(
      [key],
      async () =>
        (await succeeds(input.waitFor({ state: "visible", timeout: 1500 }))) &&
        (await succeeds(input.fill(text, { timeout: 1500 }))) &&
        (await input.isVisible()),
    );
  }
}

async function succeeds(work: Promise<void>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}
