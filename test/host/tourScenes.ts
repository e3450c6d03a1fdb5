import { join } from "node:path";
import { ChatPane } from "./chatPane";
import type { EditorSession, EditorSessionOptions } from "./editorSession";
import { lineBelow } from "./lineBelow";

/** One picture. */
export interface TourStep {
  /** Names the picture's file. */
  readonly name: string;
  /** The README shows a part of this picture: what is inside `selector`, as this file of media/readme. */
  readonly readme?: { readonly file: string; readonly selector: string };
  /** Brings the window to what the picture is to show. Steps of a scene follow each other in one window. */
  readonly play: (session: EditorSession) => Promise<void>;
}

/** Steps that share one window. */
export interface Scene {
  readonly name: string;
  readonly session: EditorSessionOptions;
  readonly steps: readonly TourStep[];
}

/** The file of the sample that is typed into; the line to type on is the one below the hint that tells the text. */
const typedFile = "shop/orders.ts";
const typedText = "export function saveOrder(order: Order): void {";

const windowSize = { widthPx: 1440, heightPx: 900 };
/** Less of the window around what the pictures are about. */
const plainLook = {
  "window.commandCenter": false,
  "workbench.layoutControl.enabled": false,
  "editor.minimap.enabled": false,
  "editor.unicodeHighlight.ambiguousCharacters": false,
};

/** The chat, shown with a side bar wide enough to read it. */
async function openChat({ workbench }: EditorSession): Promise<ChatPane> {
  const chat = new ChatPane(workbench);
  await chat.open();
  await workbench.widenSideBar(440);
  return chat;
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
    session: { ...windowSize, settings: plainLook, pace: { firstTokenMs: 300, tokensPerSecond: 40 } },
    steps: [
      {
        name: "ghost-text",
        readme: { file: "completion.png", selector: ".part.editor" },
        play: async ({ workbench, folder }) => {
          await workbench.statusBarItem("Midfill").first().waitFor();
          await workbench.openFile(typedFile);
          await workbench.goTo(await lineBelow(join(folder, typedFile), typedText));
          await workbench.typeText(typedText, 110);
          await workbench.page.keyboard.press("Enter");
          await workbench.ghostText();
        },
      },
      {
        name: "ghost-text-accepted",
        play: ({ workbench }) => workbench.acceptGhostText(),
      },
      {
        name: "chat-streaming",
        play: async (session) => {
          const chat = await openChat(session);
          await chat.button("Attach orders.ts").press("Enter");
          await chat.button(/^orders\.ts, about/).waitFor();
          await chat.ask("What does this file do? Answer with a short list and an example.");
          await chat.stopButton.waitFor();
          await chat.lastAnswer.locator(".code-block").first().waitFor();
        },
      },
      {
        name: "chat-finished",
        readme: { file: "chat.png", selector: ".part.sidebar" },
        play: async ({ workbench }) => {
          await new ChatPane(workbench).answered();
        },
      },
      {
        name: "thinking-open",
        play: async (session) => {
          const chat = await openChat(session);
          await chat.ask("Think it over: which function would you rename, and why?");
          const answer = await chat.answered();
          await answer.getByRole("button", { name: /^Thought/ }).press("Enter");
          await answer.getByRole("region", { name: "Thinking" }).scrollIntoViewIfNeeded();
        },
      },
      {
        name: "edit-review",
        readme: { file: "edit.png", selector: ".part.editor" },
        play: async ({ workbench, folder }) => {
          await workbench.openFile(typedFile);
          await workbench.selectLines((await lineBelow(join(folder, typedFile), "function netTotal")) - 1, 7);
          await workbench.runCommand("Midfill: Edit Selection");
          const instruction = workbench.page.locator('.quick-input-widget input[placeholder^="What should"]');
          await instruction.fill("Rename net to sum");
          await instruction.press("Enter");
          await workbench.page.locator(".codelens-decoration", { hasText: "Accept" }).first().waitFor();
        },
      },
      {
        name: "edit-accepted",
        play: async ({ workbench }) => {
          await workbench.runCommand("Midfill: Accept All Changes");
          await workbench.page.locator(".view-line", { hasText: "let sum = 0" }).first().waitFor();
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
          const chat = await openChat(session);
          await chat.ask("Are you there?");
          // It tries again by itself before it gives up.
          await chat.button("Try Again").first().waitFor();
        },
      },
    ],
  },
  {
    name: "Without a key",
    // The real address: nothing is sent there without a key, and the test's machine could not reach it.
    session: {
      ...windowSize,
      settings: { ...plainLook, "midfill.deepseek.baseUrl": "https://api.deepseek.com" },
    },
    steps: [
      {
        name: "key-missing",
        play: async (session) => {
          const chat = await openChat(session);
          await chat.button("Set API Key").waitFor();
        },
      },
    ],
  },
];
