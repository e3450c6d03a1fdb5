import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { fencedAnswer, stalledAnswer } from "../editor/support/chatAnswer";
import type { FaultStep } from "../faults/steps";
import type { RunFolder } from "../host/runFolder";
import { EditFlow } from "./support/editFlow";
import { eventually } from "./support/eventually";
import { startOver } from "./support/samplePlaces";
import { useEditorSession } from "./support/useEditorSession";

/** Bytes that are easily lost: a mark at the start, Windows' line ends, no end of the last line. */
const file = "shop/receipt.ts";
const lines = [
  "/** One line of a receipt. */",
  "export interface Line {",
  "  readonly product: string;",
  "  readonly cents: number;",
  "}",
  "",
  "/** What it costs. */",
  "export function total(lines: readonly Line[]): number {",
  "  let sum = 0;",
  "  for (const { cents } of lines) sum += cents;",
  "  return sum;",
  "}",
  "",
  "// The end, “without” an end of line",
];
/** What is edited, by the number of its first line. */
const selected = { first: 7, count: 6 };
/** Three changes of it. */
const proposed = [
  "/** What all of it costs. */",
  "export function total(lines: readonly Line[]): number {",
  "  let cents = 0;",
  "  for (const { cents } of lines) sum += cents;",
  "  return cents;",
  "}",
];
const manifest = '{\n  "name": "shop",\n  "version": "1.0.0"\n}\n';
const textOf = (all: readonly string[]) => all.join("\r\n");
const original = textOf(lines);

/** Where the flow is when the window is reloaded. */
interface Point {
  readonly name: string;
  readonly reach: () => Promise<void>;
  /** What the user has by then, where it is not what was there. */
  readonly text?: string;
}

describe("reloading the window amid an edit changes no byte", () => {
  const session = useEditorSession({
    settings: { "midfill.completions.enabled": false, "files.hotExit": "onExitAndWindowClose" },
    prepare: prepareFiles,
  });
  let flow: EditFlow;

  /** Editors that only an edit that is on its way can fill. */
  const staleTabs = () => flow.reviews.or(flow.page.locator(".tab", { hasText: /\d changes?, / }));
  const select = async () => {
    await flow.open(file);
    await session().workbench.selectLines(selected.first, selected.count);
  };

  /** Asks for an edit that is answered like this. */
  async function ask(answer: readonly FaultStep[]): Promise<void> {
    session().emulator.addFaults(answer);
    await flow.edit("Say what it costs");
  }

  async function propose(): Promise<void> {
    await ask(fencedAnswer(proposed.join("\n")));
    await flow.lens("3 changes, +3 −3").waitFor();
  }

  async function streamTo(lineCount: number): Promise<void> {
    const soFar = proposed.slice(0, lineCount).join("\n");
    await ask(stalledAnswer(`\`\`\`ts\n${soFar}\n`));
    await flow.line("What all of it costs").waitFor();
  }

  async function askForChanges(answer: readonly FaultStep[]): Promise<void> {
    await propose();
    await openWish();
    await flow.type("Shorter");
    const asked = flow.requests.length;
    session().emulator.addFaults(answer);
    await flow.page.keyboard.press("Enter");
    await flow.requestAfter(asked);
  }

  async function openWish(): Promise<void> {
    await flow.press(["Shift+Alt+M", "Shift+Alt+F"], flow.quickInput.getByText("Edit: ask for changes"));
  }

  async function showDiff(): Promise<void> {
    await flow.run("Midfill: Show Edit as Diff");
    await flow.page.locator(".monaco-diff-editor").first().waitFor();
  }

  const points: readonly Point[] = [
    { name: "the box for the instruction open", reach: () => flow.openInstruction() },
    {
      name: "an instruction typed",
      reach: async () => {
        await flow.openInstruction();
        await flow.type("Say what it costs");
      },
    },
    { name: "a request without an answer", reach: () => ask([{ do: "stall" }]) },
    { name: "one line streamed", reach: () => streamTo(1) },
    { name: "half of it streamed", reach: () => streamTo(3) },
    {
      name: "stopped, with what came in review",
      reach: async () => {
        await streamTo(3);
        await flow.press(["Escape"], flow.lens("stopped: the rest is as it was"));
      },
    },
    { name: "a proposal in review", reach: propose },
    {
      name: "one change accepted",
      reach: async () => {
        await propose();
        await flow.press(["Control+Enter"], flow.lens("2 changes, +2 −2"));
      },
      text: textOf(lines.with(selected.first - 1, proposed[0] ?? "")),
    },
    {
      name: "all accepted",
      reach: async () => {
        await propose();
        await flow.press(["Control+Shift+Enter"], flow.page.locator(".tab.active.dirty"));
      },
      text: textOf(lines.toSpliced(selected.first - 1, selected.count, ...proposed)),
    },
    {
      name: "one change rejected",
      reach: async () => {
        await propose();
        await flow.press(["Control+Backspace"], flow.lens("2 changes, +2 −2"));
      },
    },
    {
      name: "the box for a wish open",
      reach: async () => {
        await propose();
        await openWish();
      },
    },
    { name: "a wish without an answer", reach: () => askForChanges([{ do: "stall" }]) },
    {
      name: "a wish being answered",
      reach: async () => {
        await askForChanges(stalledAnswer("```ts\n/** All of it, in cents. */\n"));
        await flow.line("All of it, in cents").waitFor();
      },
    },
    {
      name: "the editor's diff open",
      reach: async () => {
        await propose();
        await showDiff();
      },
    },
    {
      name: "the list of edits open",
      reach: async () => {
        await propose();
        await flow.press(
          ["Shift+Alt+M", "Shift+Alt+L"],
          flow.focusedRow.filter({ hasText: "Edit: receipt.ts:7" }),
        );
      },
    },
    {
      name: "the file in front of its review",
      reach: async () => {
        await propose();
        await flow.open(file);
        await flow.lens("3 changes, +3 −3").waitFor();
      },
    },
    {
      name: "the review editor closed",
      reach: async () => {
        await propose();
        await flow.page.keyboard.press("Control+w");
        await flow.reviews.waitFor({ state: "detached" });
      },
    },
    {
      name: "asked about a file that steers tools",
      reach: async () => {
        await flow.open("package.json");
        await session().workbench.selectLines(3, 1);
        await ask(fencedAnswer('  "version": "2.0.0"'));
        await flow.lens("1 change, +1 −1").waitFor();
        await flow.press(["Control+Shift+Enter"], flow.dialog.getByText("can run code or steer tools"));
      },
    },
    {
      name: "asked about characters that cannot be seen",
      reach: async () => {
        await ask(fencedAnswer(proposed.with(0, "/** What\u202E it costs. */").join("\n")));
        await flow.lens("3 changes, +3 −3").waitFor();
        await flow.press(["Control+Shift+Enter"], flow.dialog.getByText("characters that cannot be seen"));
      },
    },
    {
      name: "a file of tests being written",
      reach: async () => {
        const asked = flow.requests.length;
        session().emulator.addFaults(stalledAnswer("```ts\nimport assert from"));
        await flow.run("Midfill: Write Tests for Selection");
        await flow.requestAfter(asked);
        await flow.toasts.getByText("Midfill: Write Tests").first().waitFor();
      },
    },
    {
      name: "a commit message being written",
      reach: async () => {
        const asked = flow.requests.length;
        session().emulator.addFaults(stalledAnswer("Say what"));
        await flow.run("Midfill: Write Commit Message");
        await flow.requestAfter(asked);
      },
    },
  ];

  before(async () => {
    flow = new EditFlow(session());
    await session().workbench.page.locator('.statusbar-item[aria-label^="Midfill: "]').waitFor();
  });

  /** What must hold after every start, and that the next edit can begin. */
  async function nothingChanged(text: string): Promise<void> {
    const { workbench, folder } = session();
    const isDirty = text !== original;
    await flow.open(file);
    await eventually("the end of stale editors", async () => (await staleTabs().count()) === 0);
    assert.equal(await flow.page.locator(".monaco-editor-pane-placeholder").count(), 0);
    assert.equal(await flow.dialog.count(), 0);
    assert.equal(await flow.page.locator(".tab.dirty").count(), isDirty ? 1 : 0);
    assert.equal((await flow.editorText()).replaceAll("\r\n", "\n"), text.replaceAll("\r\n", "\n"));
    assert.equal(await readFile(join(folder, file), "utf8"), `\uFEFF${original}`);
    assert.equal(await readFile(join(folder, "package.json"), "utf8"), manifest);
    if (isDirty) {
      await workbench.save();
      assert.equal(await readFile(join(folder, file), "utf8"), `\uFEFF${text}`);
    }
    await workbench.selectLines(selected.first, selected.count);
    await ask([{ do: "stall" }]);
    await flow.reviews.waitFor();
    await workbench.pressUntil(["Escape"], async () => (await flow.reviews.count()) === 0);
  }

  afterEach(async function () {
    if (this.currentTest?.state === "passed") return;
    // The next one starts with what this one should have left.
    await session().workbench.reload();
    await startOver(session(), []);
    await writeFile(join(session().folder, file), `\uFEFF${original}`);
  });

  for (const { name, reach, text = original } of points) {
    it(`with ${name}`, async () => {
      const { workbench, run, folder } = session();
      await select();
      await reach();
      if (text !== original) await eventually("the editor's own copy", () => hasBackup(run, text));
      await workbench.reload();
      await nothingChanged(text);
      if (text === original) return;
      await writeFile(join(folder, file), `\uFEFF${original}`);
      await flow.run("File: Revert File");
    });
  }
});

async function prepareFiles({ sampleFolder }: RunFolder): Promise<void> {
  await writeFile(join(sampleFolder, file), `\uFEFF${original}`);
  await writeFile(join(sampleFolder, "package.json"), manifest);
  const git = (...args: readonly string[]) =>
    promisify(execFile)("git", ["-c", "user.name=A", "-c", "user.email=a@example.com", ...args], {
      cwd: sampleFolder,
    });
  await git("init", "-q", "-b", "main");
  await git("commit", "-q", "--allow-empty", "-m", "Begin");
  await git("add", file);
}

/** Whether the editor has put an unsaved text aside, from where it comes back. */
async function hasBackup({ dataFolder }: RunFolder, text: string): Promise<boolean> {
  const names = await readdir(dataFolder, { recursive: true });
  for (const name of names.filter((each) => /Backups/.test(each))) {
    const held = await readFile(join(dataFolder, name), "utf8").catch(() => "");
    if (held.includes(text)) return true;
  }
  return false;
}
