import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { appendFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { projectRoot } from "../host/projectRoot";
import { cursorLine } from "./support/cursorLine";
import { eventually } from "./support/eventually";
import { startOver } from "./support/samplePlaces";
import { useEditorSession } from "./support/useEditorSession";

/** One function after the other; a gap in the middle. */
const manyLines = 100_000;
const gapLine = manyLines / 2;
const longLineChars = 1_000_000;
/** Settings' defaults, and room for names and JSON around them. */
const mostBodyChars = 8000 + 1000 + 3000 + 3000;

function manyFunctions(): string {
  const lines: string[] = [];
  for (let line = 1; line <= manyLines; line += 4) {
    lines.push(`def mean_${line}(readings: list[float]) -> float:`, "    total = sum(readings)");
    lines.push("    return total / len(readings)", "");
  }
  return lines.join("\n");
}

function longLine(): string {
  const numbers: string[] = [];
  for (let chars = 0, next = 100_000; chars < longLineChars; chars += 8, next += 1) numbers.push(`${next}, `);
  return `table = [${numbers.join("")}]\n\ndef first_mean(readings: list[float]) -> float:\n    return sum(readings)\n`;
}

const notebook = {
  cells: [
    {
      cell_type: "code",
      metadata: {},
      execution_count: null,
      outputs: [],
      source: ["def mean_rain(readings: list[float]) -> float:\n", "    return sum(readings)\n", "\n", "\n"],
    },
  ],
  metadata: { language_info: { name: "python" } },
  nbformat: 4,
  nbformat_minor: 5,
};

describe("typing in all kinds of places", () => {
  const session = useEditorSession({
    settings: {
      "midfill.completions.eagerness": { commit: "full" },
      "files.defaultLanguage": "python",
    },
    prepare: async ({ sampleFolder }) => {
      const git = async (...words: string[]) =>
        promisify(execFile)(
          "git",
          ["-c", "user.name=Sample", "-c", "user.email=sample@localhost", ...words],
          {
            cwd: sampleFolder,
          },
        );
      await mkdir(join(sampleFolder, "big"));
      await writeFile(join(sampleFolder, "big/many_lines.py"), manyFunctions());
      await writeFile(join(sampleFolder, "big/long_line.py"), longLine());
      await writeFile(join(sampleFolder, "rain.ipynb"), JSON.stringify(notebook));
      await git("init", "--quiet");
      await git("add", ".");
      await git("commit", "--quiet", "--message", "Count what is in stock");
      await appendFile(join(sampleFolder, "stats/report.py"), "\n\n");
    },
  });
  const page = () => session().workbench.page;
  const picture = (name: string) =>
    session().workbench.screenshot(join(projectRoot, ".vscode-test/typing", `${name}.png`));
  const signature = "def mean_humidity(readings: list[float])";
  const lineReads = (text: string) =>
    eventually(`the line "${text}"`, async () => (await cursorLine(page())).line === text);

  before(() => session().workbench.midfillIs("ready"));
  beforeEach(() => session().emulator.log.clear());
  afterEach(() => startOver(session(), []));

  it("works in a cell of a notebook", async () => {
    const { workbench } = session();
    await workbench.runCommand("Go to File");
    await page().locator(".quick-input-widget input.input").fill("rain.ipynb");
    await page().locator(".quick-input-list .monaco-list-row", { hasText: "rain.ipynb" }).first().click();
    const cell = page().locator(".notebookOverlay .cell .monaco-editor").first();
    await cell.click();
    await page().keyboard.press("Control+End");
    await workbench.typeText(signature, 60);
    await lineReads(`${signature} -> float:`);
    await picture("notebook");
    await page().waitForTimeout(400);
    await page().keyboard.press("Tab");
    await lineReads(`${signature} -> float:`);
    await eventually("the taken text", async () => (await cursorLine(page())).ghost === "");
  });

  it("works in a file that has no name yet", async () => {
    const { workbench } = session();
    await workbench.runCommand("Create: New File");
    await page().locator(".quick-input-list .monaco-list-row", { hasText: "Text File" }).first().click();
    await page().locator(".editor-instance .monaco-editor.focused").waitFor();
    await workbench.typeText("def mean_rain(readings: list[float])", 60);
    await workbench.ghostText();
    await picture("untitled");
    await workbench.acceptGhostText();
    await lineReads("def mean_rain(readings: list[float]) -> float:");
  });

  it("works in the commit box where its eagerness says so", async () => {
    const { workbench, emulator } = session();
    await workbench.openView("Source Control");
    const box = page().locator(".scm-editor .monaco-editor").first();
    await box.click();
    // The emulator knows how this goes on from the sample's README.
    await workbench.typeText("Three small programs with", 60);
    // The box is narrow: the text wraps.
    const ghost = page().locator(".scm-editor .ghost-text-decoration");
    await eventually("ghost text", async () =>
      /^\s*something\s+missing\./.test((await ghost.allTextContents()).join("")),
    );
    await picture("commit-box");
    assert.ok(emulator.log.requests.length > 0);
    await page().keyboard.press("Control+a");
    await page().keyboard.press("Delete");
    await workbench.openView("Explorer");
  });

  it("works on the right of a diff, and is silent on its left", async () => {
    const { workbench, emulator } = session();
    await workbench.openFile("stats/report.py");
    await workbench.runCommand("Git: Open Changes");
    // Not the first lines, which scroll under the editor's shadow.
    await page().locator(".monaco-diff-editor .editor.original .view-line").nth(4).click();
    await page().locator(".monaco-diff-editor .editor.original .monaco-editor.focused").waitFor();
    await workbench.typeText("def mean", 60);
    await workbench.runCommand("Trigger Inline Suggestion");
    await page().keyboard.press("Escape");
    await page().locator(".monaco-diff-editor .editor.modified .view-line").nth(4).click();
    await page().locator(".monaco-diff-editor .editor.modified .monaco-editor.focused").waitFor();
    assert.deepEqual(emulator.log.requests, []);
    await page().keyboard.press("Control+End");
    await workbench.typeText(signature, 60);
    await lineReads(`${signature} -> float:`);
    await picture("diff");
  });

  it("asks for as little in the middle of 100,000 lines as anywhere", async () => {
    const { workbench, emulator } = session();
    await workbench.openFile("big/many_lines.py");
    await workbench.goTo(gapLine);
    await workbench.typeText(signature, 60);
    await lineReads(`${signature} -> float:`);
    await picture("many-lines");
    for (const { body } of emulator.log.requests) assert.ok(body.length < mostBodyChars, `${body.length}`);
  });

  it("asks for as little in a line of a million characters, and lets one type", async () => {
    const { workbench, emulator } = session();
    await workbench.openFile("big/long_line.py");
    await workbench.goTo(1, 10);
    await workbench.typeText("123456, ", 60);
    await eventually("the typed text", async () =>
      (await cursorLine(page())).line.startsWith("table = [123456, 100000"),
    );
    await picture("long-line");
    await page().keyboard.press("Control+End");
    await workbench.typeText(signature, 60);
    await lineReads(`${signature} -> float:`);
    for (const { body } of emulator.log.requests) assert.ok(body.length < mostBodyChars, `${body.length}`);
  });
});
