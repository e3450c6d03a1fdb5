import type { EditorSession, EditorSessionOptions } from "./editorSession";

/** One picture. */
export interface TourStep {
  /** Names the picture's file. */
  readonly name: string;
  /** Brings the window to what the picture is to show. Steps of a scene follow each other in one window. */
  readonly play: (session: EditorSession) => Promise<void>;
}

/** Steps that share one window. */
export interface Scene {
  readonly name: string;
  readonly session: EditorSessionOptions;
  readonly steps: readonly TourStep[];
}

/** The file of the sample that is typed into, and its line that says what to type; the next one is empty. */
const typedFile = "orders.ts";
const typedLine = 43;
const typedText = "export function saveOrder(order: Order): void {";
const question = "What does this file do? Answer with a short list and an example.";

/** The chat's document; opens the view first. */
async function chat(session: EditorSession) {
  await session.workbench.openView("Midfill");
  return session.workbench.webviewFrame();
}

async function ask(session: EditorSession, text: string) {
  const frame = await chat(session);
  const composer = frame.getByRole("textbox");
  await composer.fill(text);
  await composer.press("Enter");
  return frame;
}

/** Waits until the answer that streams is over: Stop gives way to Send. */
async function answered(session: EditorSession): Promise<void> {
  const frame = await chat(session);
  await frame.getByRole("button", { name: "Stop" }).waitFor({ state: "hidden" });
}

/** A step that shows the window as it is in another theme. */
function themeStep(name: string, theme: string, themeClass: string): TourStep {
  return {
    name,
    play: async ({ workbench }) => {
      await workbench.pickColorTheme(theme);
      await workbench.page.locator(`.monaco-workbench.${themeClass}`).waitFor();
    },
  };
}

/** The whole tour, in order. */
export const scenes: readonly Scene[] = [
  {
    name: "With the emulator",
    session: { pace: { firstTokenMs: 300, tokensPerSecond: 40 } },
    steps: [
      {
        name: "ghost-text",
        play: async ({ workbench }) => {
          await workbench.statusBarItem("Midfill").first().waitFor();
          await workbench.openFile(typedFile);
          await workbench.goTo(typedLine);
          await workbench.typeText(typedText, 110);
          await workbench.ghostText();
        },
      },
      {
        name: "ghost-text-accepted",
        play: async ({ workbench }) => {
          await workbench.page.keyboard.press("Tab");
          await workbench.ghost.first().waitFor({ state: "hidden" });
        },
      },
      {
        name: "chat-streaming",
        play: async (session) => {
          const frame = await ask(session, question);
          await frame.getByRole("button", { name: "Stop" }).waitFor();
        },
      },
      { name: "chat-finished", play: answered },
      {
        name: "thinking-open",
        play: async (session) => {
          const frame = await chat(session);
          await frame
            .getByRole("button", { name: /^Thinking/ })
            .first()
            .click();
          await ask(session, "Think it over: which function would you rename, and why?");
          await answered(session);
          await frame
            .getByRole("button", { name: /^Thought|^Thinking/ })
            .last()
            .click();
        },
      },
      {
        name: "edit-as-diff",
        play: async ({ workbench }) => {
          await workbench.openFile(typedFile);
          await workbench.page.keyboard.press("Control+A");
          await workbench.runCommand("Midfill: Edit Selection");
          await workbench.page
            .locator(".quick-input-widget input.input")
            .fill("Rename netTotal to totalBeforeTax");
          await workbench.page.keyboard.press("Enter");
          await workbench.page
            .locator(".monaco-diff-editor .line-insert, .monaco-diff-editor .char-insert")
            .first()
            .waitFor();
        },
      },
      themeStep("dark", "Dark Modern", "vs-dark"),
      themeStep("high-contrast-dark", "Dark High Contrast", "hc-black"),
      themeStep("high-contrast-light", "Light High Contrast", "hc-light"),
      themeStep("light", "Light Modern", "vs"),
      {
        name: "server-down",
        play: async (session) => {
          await session.emulator.close();
          const frame = await ask(session, "Are you there?");
          await frame.getByRole("alert").first().waitFor();
        },
      },
    ],
  },
  {
    name: "Without a key",
    // The real address: nothing is sent there without a key, and the test's machine could not reach it.
    session: { settings: { "midfill.deepseek.baseUrl": "https://api.deepseek.com" } },
    steps: [
      {
        name: "key-missing",
        play: async (session) => {
          const frame = await chat(session);
          await frame
            .getByRole("button", { name: /API Key/i })
            .first()
            .waitFor();
        },
      },
    ],
  },
];
