import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeEditors } from "./support/closeEditors";
import { fimBody, forgetRequests, requests, untilAnswered } from "./support/emulator";
import { activeExtension } from "./support/extension";
import { openDocument, openFile } from "./support/openDocument";
import { reportMatching } from "./support/report";
import { openAtTryIt } from "./support/sampleFile";
import { acceptGhostText, triggerCompletion, typeText } from "./support/typing";
import { until } from "./support/until";
import { withSetting } from "./support/withSetting";
import { startWitness, type Witness } from "./support/witness";

const manual = <T>(body: () => Promise<T>) => withSetting("midfill.completions.trigger", "manual", body);

/** Small files that read like `shop/customers.ts`, which the emulator answers from. */
const unfinished = `interface Order { readonly id: string }

const orders = new Map<string, Order>();

export function findOrderById(id: string)█
`;

describe("ghost text", () => {
  let witness: Witness;

  before(async () => {
    await activeExtension();
    witness = startWitness();
  });
  beforeEach(async () => {
    await closeEditors();
    await forgetRequests();
  });
  after(async () => {
    witness.dispose();
    await closeEditors();
  });

  for (const { language, path, comment, typed, offered } of [
    {
      language: "TypeScript",
      path: "shop/orders.ts",
      comment: "findOrderById",
      typed: "export function findOrderById(id: string)",
      offered: ": Order {",
    },
    {
      language: "Python",
      path: "stats/temperature.py",
      comment: "mean_humidity",
      typed: "def mean_humidity(readings: list[float])",
      offered: " -> float:",
    },
    {
      language: "Go",
      path: "inventory/store.go",
      comment: "FindCrate",
      typed: "func (s *Store) FindCrate(code string)",
      offered: " (Crate, error) {",
    },
  ]) {
    it(`is asked for once and accepted in a ${language} file`, () =>
      manual(async () => {
        const editor = await openAtTryIt(path, comment);
        await editor.edit((builder) => builder.insert(editor.selection.active, typed));
        const caret = editor.document.offsetAt(editor.selection.active);
        const text = editor.document.getText();
        await triggerCompletion();
        assert.equal(await acceptGhostText(editor), offered);
        const arrived = await requests();
        assert.deepEqual(
          arrived.map(({ method, path: where }) => `${method} ${where}`),
          ["POST /beta/completions"],
        );
        const { prompt, suffix } = fimBody(arrived[0]);
        assert.ok(prompt.endsWith(text.slice(0, caret).slice(-500)), prompt);
        assert.ok(text.slice(caret).startsWith(suffix ?? "-"), suffix);
      }));
  }

  it("has several lines behind an opened block", () =>
    manual(async () => {
      const editor = await openDocument("export function findOrderById(id: string): Order {\n  █\n}\n");
      await triggerCompletion();
      const gained = await acceptGhostText(editor);
      assert.match(gained, /^const order = orders\.get\(id\);\n {2}if \(order === undefined\) \{\n/);
      assert.match(editor.document.getText(), /return order;\n\}\n$/);
    }));

  it("comes by itself while one types", async () => {
    const editor = await openAtTryIt("shop/orders.ts", "grossTotal");
    await typeText("export function grossTotal(order: Order)");
    assert.equal(await acceptGhostText(editor), ": number {");
    assert.notEqual((await requests()).length, 0);
  });

  it("is typed along without asking again", () =>
    // An item of the suggest widget that says something else would hide it.
    withSetting("editor.quickSuggestions", { other: "off", comments: "off", strings: "off" }, () =>
      withSetting("editor.suggestOnTriggerCharacters", false, async () => {
        const editor = await openDocument("export function netTotalOf(order: Order)█", "typescript");
        await triggerCompletion();
        await untilAnswered(1);
        for (const key of ": nu") await witness.sees(editor.document, () => typeText(key));
        assert.equal(await acceptGhostText(editor), "mber {");
        assert.equal((await requests()).length, 1);
      }),
    ));

  it("is accepted a word at a time", () =>
    manual(async () => {
      const editor = await openFile(
        "words.ts",
        "export function findOrderById(id: string): Order {\n  █\n}\n",
      );
      await triggerCompletion();
      const first = await acceptGhostText(editor, "editor.action.inlineSuggest.acceptNextWord");
      assert.match(first, /^const ?$/);
      const second = await acceptGhostText(editor, "editor.action.inlineSuggest.acceptNextWord");
      // Versions differ in whether the blank comes with the word before it or is taken alone.
      assert.ok("const order ".startsWith(first + second) && second !== "", first + second);
      await acceptGhostText(editor);
      assert.match(editor.document.getText(), /return order;\n\}\n$/);
      assert.equal((await requests()).length, 1);
    }));

  it("keeps the line ends of a file with CRLF", () =>
    manual(async () => {
      const editor = await openFile(
        "crlf.ts",
        "export function findOrderById(id: string): Order {\r\n  █\r\n}\r\n",
      );
      assert.equal(editor.document.eol, vscode.EndOfLine.CRLF);
      await triggerCompletion();
      const gained = await acceptGhostText(editor);
      assert.match(gained, /^const order = orders\.get\(id\);\r\n {2}if/);
      assert.doesNotMatch(editor.document.getText(), /[^\r]\n|\r\r/);
    }));

  it("comes in a cell of a notebook", async () => {
    const notebook = await vscode.workspace.openNotebookDocument(
      "jupyter-notebook",
      new vscode.NotebookData([
        new vscode.NotebookCellData(
          vscode.NotebookCellKind.Code,
          "def mean_humidity(readings: list[float])",
          "python",
        ),
      ]),
    );
    await vscode.window.showNotebookDocument(notebook);
    await vscode.commands.executeCommand("notebook.cell.edit");
    const editor = await until("the cell's editor", () => vscode.window.activeTextEditor);
    const { document } = editor;
    const end = document.positionAt(document.getText().length);
    editor.selection = new vscode.Selection(end, end);
    await manual(async () => {
      await triggerCompletion();
      assert.equal(await acceptGhostText(editor), " -> float:");
    });
  });

  let markerCount = 0;
  /** VS Code is seen to ask, by hand and while typing, and nothing reaches the server before a later request does. */
  const assertSilent = async (editor: vscode.TextEditor) => {
    await withSetting("midfill.completions.debounceMs", 0, async () => {
      await witness.sees(editor.document, () => typeText("x"));
      await witness.sees(editor.document, triggerCompletion);
      const reported = await reportMatching(/^Outcome: /m);
      await withSetting("midfill.completions.enabled", true, () =>
        withSetting("midfill.completions.languages", { "*": true }, async () => {
          // Each time another text, because known answers are not asked for again.
          const name = `lastRequest${(markerCount += 1)}`;
          const other = await openDocument(`export function ${name}(id: string)█`, "javascript");
          await witness.sees(other.document, triggerCompletion);
          const arrived = await untilAnswered(1);
          assert.ok(arrived.every((record) => fimBody(record).prompt.includes(name)));
        }),
      );
      return reported;
    });
  };

  it("is off where completions are turned off", () =>
    withSetting("midfill.completions.enabled", false, async () => {
      await assertSilent(await openDocument(unfinished));
    }));

  it("is off for a language that is turned off", () =>
    withSetting("midfill.completions.languages", { "*": true, typescript: false }, async () => {
      await assertSilent(await openDocument(unfinished));
    }));

  it("never comes in a file of secrets, and the report says so", async () => {
    const editor = await openFile(".env", "API_TOKEN=abc\nAPI_█\n");
    await witness.sees(editor.document, triggerCompletion);
    await reportMatching(/· gate · .*\.env/);
    await assertSilent(await openFile(".env", "API_TOKEN=abc\nAPI_█\n"));
  });

  it("explains which setting keeps it away", async () => {
    await withSetting("midfill.completions.languages", { "*": true, typescript: false }, async () => {
      const editor = await openDocument(unfinished);
      await witness.sees(editor.document, triggerCompletion);
      await reportMatching(/· gate · .*typescript \[midfill\.completions\.languages\]/);
    });
    await withSetting("midfill.completions.enabled", false, async () => {
      const editor = await openDocument(unfinished);
      await witness.sees(editor.document, triggerCompletion);
      await reportMatching(/· gate · .*turned off \[midfill\.completions\.enabled\]/);
    });
  });
});
