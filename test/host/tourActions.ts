import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Locator } from "playwright-core";
import { ChatPane } from "./chatPane";
import type { EditorSession, EditorSessionOptions } from "./editorSession";
import type { RunFolder } from "./runFolder";
import type { Scene, TourStep } from "./tourScenes";
import { readTourText, tourLanguages, writeTourFiles, type TourText } from "./tourTexts";

const run = promisify(execFile);

/** What the settings call a theme, the window's class in it, and our pictures. */
const themes = [
  { id: "Default Dark Modern", windowClass: "vs-dark", name: "dark" },
  { id: "Default Light Modern", windowClass: "vs", name: "light" },
  { id: "Default High Contrast", windowClass: "hc-black", name: "hc-dark" },
  { id: "Default High Contrast Light", windowClass: "hc-light", name: "hc-light" },
] as const;

type Theme = (typeof themes)[number];

/** What happens to the answer of an action, and what the user is asked first. */
const actions = [
  { id: "edit", command: "Edit Selection…", result: "review", input: () => "Handle the empty case" },
  { id: "fix", command: "Fix Selection", result: "review" },
  { id: "refactor", command: "Refactor Selection", result: "review" },
  { id: "simplify", command: "Simplify Selection", result: "review" },
  { id: "optimise", command: "Optimise Selection", result: "review" },
  { id: "add-types", command: "Add Types to Selection", result: "review" },
  { id: "document", command: "Document Selection", result: "review" },
  {
    id: "translate",
    command: "Translate Selection to…",
    result: "file",
    input: (text: TourText) => text.otherLanguage,
  },
  { id: "write-tests", command: "Write Tests for Selection", result: "file" },
  { id: "explain", command: "Explain Selection", result: "chat" },
  { id: "ask", command: "Ask About Selection…", result: "chat", input: () => "What can go wrong here?" },
  { id: "review", command: "Review Selection", result: "chat" },
] as const satisfies readonly TourAction[];

interface TourAction {
  readonly id: string;
  readonly command: string;
  readonly result: "review" | "file" | "chat";
  readonly input?: (text: TourText) => string;
}

const manifest = `{
  "name": "sample",
  "scripts": {
    "test": "node --test"
  }
}
`;

/** Long enough that leaving most of it out is asked about. */
const longText = `${Array.from({ length: 30 }, (_, index) => `Step ${index + 1}: look at shelf ${index + 1}.`).join("\n")}\n`;

async function git(folder: string, ...args: readonly string[]): Promise<void> {
  await run("git", ["-c", "user.name=A", "-c", "user.email=a@example.com", ...args], { cwd: folder });
}

/** Files in five languages, a repository with a change, files that are asked about. */
async function prepare({ sampleFolder }: RunFolder): Promise<void> {
  const write = async (path: string, text: string) => {
    const file = join(sampleFolder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  };
  await writeTourFiles(sampleFolder);
  await write("package.json", manifest);
  await write("docs/stocktaking.md", longText);
  await write(".gitignore", ".vscode\n");
  await git(sampleFolder, "init", "-q", "-b", "main");
  for (const subject of [
    "Keep prices by SKU",
    "Tell the heaviest parcel of a day",
    "Count pieces on a shelf",
  ]) {
    await git(sampleFolder, "add", "-A");
    await git(sampleFolder, "commit", "-q", "--allow-empty", "-m", subject);
  }
  await write("docs/stocktaking.md", `${longText}\nCount twice what is small.\n`);
}

const session: EditorSessionOptions = {
  widthPx: 1440,
  heightPx: 900,
  settings: {
    "window.commandCenter": false,
    "workbench.layoutControl.enabled": false,
    "editor.minimap.enabled": false,
    "midfill.actions.own": {
      example: {
        title: "Show How It Is Used",
        description: "An example in a comment, above",
        prompt: "Write a comment that shows a call and what it gives.",
        result: "insert-before",
        thinking: "off",
      },
    },
  },
  prepare,
};

/** The window in a theme; by the workspace's settings, because an editor in a browser reads the user's once. */
async function useTheme({ workbench, folder }: EditorSession, theme: Theme): Promise<void> {
  await mkdir(join(folder, ".vscode"), { recursive: true });
  await writeFile(
    join(folder, ".vscode/settings.json"),
    JSON.stringify({ "workbench.colorTheme": theme.id }),
  );
  await workbench.page.locator(`.monaco-workbench.${theme.windowClass}`).waitFor();
}

/** Selects what the file's actions work on. */
async function selectText({ workbench }: EditorSession, text: TourText): Promise<void> {
  await workbench.openFile(text.path);
  await workbench.selectLines(text.firstLine, text.lineCount);
}

/** Lets the emulator give this answer to every question, and how fast. */
function answerWith({ emulator }: EditorSession, answer: string, tokensPerSecond = 0): void {
  emulator.configure({
    // Where it is slow it also thinks first, as a model does.
    firstTokenMs: tokensPerSecond === 0 ? 0 : 1500,
    tokensPerSecond,
    recitals: [
      { question: "", reasoning: "Each branch has to be looked at, and the last turn.", text: answer },
    ],
  });
}

async function ask({ workbench }: EditorSession, command: string, input?: string): Promise<void> {
  await workbench.runCommand(`Midfill: ${command}`);
  if (input === undefined) return;
  await workbench.page.locator('.quick-input-widget input[placeholder*="For example"]').waitFor();
  await workbench.typeText(input);
  await workbench.page.keyboard.press("Enter");
}

/** The line of buttons with this text. */
const lens = ({ workbench }: EditorSession, text: string | RegExp): Locator =>
  workbench.page.locator(".codelens-decoration", { hasText: text }).first();

/** One button of that line. */
const pressLens = ({ workbench }: EditorSession, text: string): Promise<void> =>
  workbench.page.locator(".codelens-decoration a", { hasText: text }).first().click();

/** The last button above an edit that is being written. */
const isWriting = /Stop\s*$/;

/** Waits for an edit that is to be decided, and until its changes are marked. */
async function reviewed(each: EditorSession): Promise<void> {
  await lens(each, "Accept All").waitFor();
  await each.workbench.page.locator(".glyph-margin-widgets .cgmr[class*='ced-']").first().waitFor();
}

/** Leaves nothing of the step before. */
async function startOver(each: EditorSession): Promise<void> {
  const { workbench } = each;
  const { page } = workbench;
  answerWith(each, "");
  await page.keyboard.press("Escape");
  await workbench.closeOverlays();
  const reviews = page.locator(".tab", { hasText: "Review:" });
  for (let open = await reviews.count(); open > 0; open = await reviews.count()) {
    await reviews.first().click();
    if (await lens(each, isWriting).isVisible()) await workbench.runCommand("Midfill: Stop Edit");
    await lens(each, "Reject All").waitFor();
    await workbench.runCommand("Midfill: Reject All Changes");
    await reviews.nth(open - 1).waitFor({ state: "detached" });
  }
  const tabs = page.locator(".tab");
  for (let open = await tabs.count(); open > 0; open = await tabs.count()) {
    await workbench.runCommand("View: Revert and Close Editor");
    await tabs.nth(open - 1).waitFor({ state: "detached" });
  }
}

/** Runs an action of the table to its end. */
async function playAction(each: EditorSession, action: TourAction, text: TourText): Promise<void> {
  const { workbench } = each;
  await selectText(each, text);
  answerWith(each, text.answers.get(action.id) ?? "");
  await ask(each, action.command, action.input?.(text));
  switch (action.result) {
    case "review":
      return reviewed(each);
    case "file":
      return workbench.page.locator(".tab.active.dirty").waitFor();
    case "chat": {
      const chat = new ChatPane(workbench);
      await chat.answers.first().waitFor();
      await chat.answered();
    }
  }
}

/** Every action in every language, once each; the themes take turns, so that each action is seen in all four. */
function actionSteps(texts: readonly TourText[]): readonly TourStep[] {
  return texts.flatMap((text, ofLanguage) =>
    actions.map((action, ofAction): TourStep => {
      const theme = themes[(ofLanguage + ofAction) % themes.length] ?? themes[0];
      return {
        name: `${action.id}-${tourLanguages[ofLanguage] ?? ""}-${theme.name}`,
        play: async (each) => {
          await startOver(each);
          if (action.result === "chat") await new ChatPane(each.workbench).startNew();
          else await each.workbench.openView("Explorer");
          await useTheme(each, theme);
          await playAction(each, action, text);
        },
      };
    }),
  );
}

/** What a person meets around an answer. */
function places(text: TourText, other: TourText): Readonly<Record<string, TourStep["play"]>> {
  const answer = (id: string) => text.answers.get(id) ?? "";
  const row = (each: EditorSession, label: string) =>
    each.workbench.page.locator(".quick-input-list .monaco-list-row", { hasText: label }).first();
  const edit = async (each: EditorSession, tokensPerSecond = 0) => {
    await selectText(each, text);
    answerWith(each, answer("fix"), tokensPerSecond);
    await ask(each, "Edit Selection…", "Mend the loop and the names");
  };
  const streaming = async (each: EditorSession) => {
    await edit(each, 12);
    await each.workbench.page
      .locator(".view-line", { hasText: "parcel.deliveredAt !== undefined" })
      .waitFor();
  };
  return {
    "instruction-input": async (each) => {
      await selectText(each, text);
      await ask(each, "Edit Selection…");
      await each.workbench.page.locator('.quick-input-widget input[placeholder*="For example"]').waitFor();
      await each.workbench.typeText("Mend");
    },
    streaming,
    stopped: async (each) => {
      await streaming(each);
      await each.workbench.page.keyboard.press("Escape");
      await lens(each, "stopped").waitFor();
    },
    "change-accepted": async (each) => {
      await edit(each);
      await reviewed(each);
      await each.workbench.page.keyboard.press("Control+Enter");
      await lens(each, "2 changes").waitFor();
    },
    "marks-in-the-file": async (each) => {
      await edit(each);
      await reviewed(each);
      await each.workbench.openFile(text.path);
      await each.workbench.page.locator('.tab.active:not([aria-label^="Review"])').waitFor();
      await each.workbench.goTo(text.firstLine - 2);
      await lens(each, "Accept All").waitFor();
    },
    "insert-above": async (each) => {
      await selectText(each, text);
      answerWith(
        each,
        '```typescript\n// For example: shipments.averageDelayHours("2026-11-21") gives 1.5.\n```\n',
      );
      await ask(each, "Run Action on Selection…");
      await row(each, "Explain").waitFor();
      await each.workbench.typeText("Show How");
      await row(each, "Show How It Is Used").click();
      await reviewed(each);
    },
    "large-deletion": async (each) => {
      await each.workbench.openFile("docs/stocktaking.md");
      await each.workbench.selectLines(1, 30);
      answerWith(each, "```markdown\nStep 1: look at shelf 1.\nStep 2: look at shelf 2.\n```\n");
      await ask(each, "Edit Selection…", "Shorter");
      await reviewed(each);
      await pressLens(each, "Accept All");
      await each.workbench.page.locator(".monaco-dialog-box").waitFor();
    },
    "protected-file": async (each) => {
      await each.workbench.openFile("package.json");
      await each.workbench.selectLines(3, 3);
      answerWith(
        each,
        '```json\n  "scripts": {\n    "postinstall": "node setup.js",\n    "test": "node --test"\n  }\n```\n',
      );
      await ask(each, "Edit Selection…", "Run the setup after installing");
      await reviewed(each);
      await pressLens(each, "Accept All");
      await each.workbench.page.locator(".monaco-dialog-box").waitFor();
    },
    "list-of-edits": async (each) => {
      await edit(each);
      await reviewed(each);
      await selectText(each, other);
      answerWith(each, other.answers.get("document") ?? "", 8);
      await ask(each, "Document Selection");
      await lens(each, isWriting).waitFor();
      await each.workbench.runCommand("Midfill: Show Edits");
      await row(each, "waiting for review").waitFor();
    },
    "light-bulb": async (each) => {
      await each.workbench.openFile(text.path);
      await each.workbench.page.locator(".squiggly-error").first().waitFor();
      await each.workbench.goTo(text.firstLine + 7, 18);
      await each.workbench.page.keyboard.press("Control+.");
      await each.workbench.page.locator(".action-widget", { hasText: "Fix with Midfill" }).waitFor();
    },
    "selection-actions": async (each) => {
      await selectText(each, other);
      await each.workbench.page.keyboard.press("Control+.");
      await each.workbench.page.locator(".action-widget", { hasText: "with Midfill" }).waitFor();
    },
    "context-menu": async (each) => {
      const { page } = each.workbench;
      await selectText(each, text);
      await page
        .locator(".view-line", { hasText: "let count = 0" })
        .click({ button: "right", position: { x: 60, y: 8 } });
      const entry = page.locator(".monaco-menu .action-item", { hasText: /^Midfill$/ });
      await entry.hover();
      await page.locator(".monaco-submenu .action-item", { hasText: "Write Tests" }).waitFor();
    },
    "all-actions": async (each) => {
      await selectText(each, text);
      await ask(each, "Run Action on Selection…");
      await row(each, "Explain").waitFor();
    },
    "commit-message": async (each) => {
      await each.workbench.openView("Source Control");
      answerWith(each, "Count small things twice when taking stock\n");
      await each.workbench.runCommand("Midfill: Write Commit Message");
      await each.workbench.page
        .locator(".scm-view .view-line", { hasText: "Count small things twice" })
        .waitFor();
    },
    names: async (each) => {
      await each.workbench.openFile(text.path);
      await each.workbench.goTo(text.firstLine, 8);
      answerWith(
        each,
        "meanDelayHours: the usual word for an average\ndelayHoursOn: reads with the day behind it\naverageLatenessHours: late, not only delayed\nmeanHoursLate: plain words, unit first\n",
      );
      await ask(each, "Suggest Names for Symbol…");
      await row(each, "meanHoursLate").waitFor();
    },
  };
}

/** The actions: each in every language, then all that surrounds them in every theme. */
export async function actionScenes(): Promise<readonly Scene[]> {
  const texts = await Promise.all(tourLanguages.map(readTourText));
  const [text, , other] = texts;
  if (text === undefined || other === undefined) throw new Error("The tour has no texts.");
  return [
    { name: "Actions in five languages", session, steps: actionSteps(texts) },
    {
      name: "Around the actions",
      session,
      steps: Object.entries(places(text, other)).flatMap(([name, show]) =>
        themes.map((theme) => ({
          name: `${name}-${theme.name}`,
          play: async (each: EditorSession) => {
            await startOver(each);
            await useTheme(each, theme);
            await show(each);
          },
        })),
      ),
    },
  ];
}
