import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeEditors } from "./support/closeEditors";
import { fimBody, forgetRequests, requests, untilAnswered } from "./support/emulator";
import { activeExtension } from "./support/extension";
import { openFile } from "./support/openDocument";
import { reportMatching } from "./support/report";
import { triggerCompletion, typeText } from "./support/typing";
import { until } from "./support/until";
import { withSetting } from "./support/withSetting";
import { startWitness, type Witness } from "./support/witness";

const folder = () => {
  const first = vscode.workspace.workspaceFolders?.[0];
  if (first === undefined) throw new Error("The tests run with a folder open.");
  return first.uri;
};
const at = (path: string) => vscode.Uri.joinPath(folder(), path);
const write = (path: string, text: string) =>
  vscode.workspace.fs.writeFile(at(path), new TextEncoder().encode(text));
const manual = <T>(body: () => Promise<T>) => withSetting("midfill.completions.trigger", "manual", body);

describe("context from elsewhere", () => {
  let witness: Witness;
  let count = 0;
  /** Everything that was sent in this test. */
  const sent = async () => (await requests()).map(({ body }) => body).join("\n");
  /**
   * Asks at the caret, each time behind another name so that no answer is known, until a prompt matches; gathering
   * goes on in the background meanwhile.
   */
  const askUntil = async (editor: vscode.TextEditor, pattern: RegExp): Promise<string> => {
    let prompt = "";
    return until(`a prompt with ${pattern}`, async () => {
      const place = editor.selection.active;
      await editor.edit((builder) => builder.insert(place, `const probe${(count += 1)} = ratio;\n`));
      const before = (await requests()).length;
      await triggerCompletion();
      const arrived = await untilAnswered(before + 1);
      prompt = fimBody(arrived.at(-1)).prompt;
      return pattern.test(prompt) ? prompt : undefined;
    }).catch((error: unknown) => {
      throw new Error(`${String(error)} The last one was:\n${prompt}`);
    });
  };

  before(async () => {
    await activeExtension();
    witness = startWitness();
    await vscode.workspace.fs.createDirectory(at("lib"));
    await write(
      "lib/pricing.ts",
      "export interface Customer {\n  readonly loyaltyYears: number;\n}\n\n" +
        "export function discountFor(customer: Customer, day: Date): number {\n  return customer.loyaltyYears;\n}\n",
    );
  });
  beforeEach(async () => {
    await closeEditors();
    await forgetRequests();
  });
  afterEach(async () => {
    await vscode.workspace.fs.delete(at(".midfillignore")).then(undefined, () => undefined);
  });
  after(async () => {
    witness.dispose();
    await closeEditors();
    await vscode.workspace.fs.delete(at("lib"), { recursive: true });
  });

  const importing = 'import { discountFor } from "./lib/pricing";\n\n█\n';

  it("brings a signature from a file that is not open, as the language server knows it", () =>
    manual(async () => {
      const editor = await openFile("checkout.ts", importing);
      const prompt = await askUntil(
        editor,
        /^\/\/ Path: lib\/pricing\.ts\n\/\/ export function discountFor\(customer: Customer, day: Date\): number \{\n/m,
      );
      // The file's own header and text come behind it.
      assert.match(prompt, /discountFor\(customer[^]*\n\/\/ checkout\.ts\nimport \{ discountFor \}/);
      await reportMatching(/imported definition from lib\/pricing\.ts: 1 line/);
    }));

  it("brings the type of a name near the caret", () =>
    manual(async () => {
      const editor = await openFile(
        "loyal.ts",
        'import type { Customer } from "./lib/pricing";\n\nexport function loyal(customer: Customer) {\n  █\n}\n',
      );
      await askUntil(
        editor,
        /\/\/ Path: lib\/pricing\.ts\n\/\/ export interface Customer \{\n\/\/ {3}readonly loyaltyYears/,
      );
    }));

  it("brings similar code of an open file", () =>
    manual(async () => {
      await openFile(
        "lib/invoice.ts",
        "export function invoiceTotal(ledger, voucher, surcharge) {\n  const probed = ledger.sum(voucher);\n  return probed + surcharge;\n}\n█",
      );
      const editor = await openFile(
        "receipt.ts",
        "export function receiptTotal(ledger, voucher, surcharge) {\n  ledger.check(voucher);\n█\n}\n",
      );
      await askUntil(editor, /\/\/ Path: lib\/invoice\.ts\n\/\/ export function invoiceTotal/);
    }));

  it("brings what was changed elsewhere a moment ago", () =>
    manual(async () => {
      const other = await openFile("lib/rates.js", "first\n\n█\n");
      await other.edit((builder) => builder.insert(other.selection.active, "const freshlyWritten = 17;"));
      const editor = await openFile("uses.js", "// nothing alike here\n█\n");
      await askUntil(editor, /\/\/ Path: lib\/rates\.js \(changed lately\)\n\/\/ const freshlyWritten = 17;/);
      await closeEditors();
    }));

  it("brings a notebook's earlier cells as the code they are", () =>
    manual(async () => {
      const cell = (text: string) =>
        new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, "python");
      const notebook = await vscode.workspace.openNotebookDocument(
        "jupyter-notebook",
        new vscode.NotebookData([cell("humidity_by_station = {}"), cell("station = ")]),
      );
      await vscode.window.showNotebookDocument(notebook, {
        selections: [new vscode.NotebookRange(1, 2)],
      });
      await vscode.commands.executeCommand("notebook.cell.edit");
      const editor = await until("the cell's editor", () => {
        const active = vscode.window.activeTextEditor;
        return active?.document.getText() === "station = " ? active : undefined;
      });
      await askUntil(editor, /^humidity_by_station = \{\}\n\n/);
    }));

  it("takes nothing but what its settings allow", () =>
    manual(() =>
      withSetting("midfill.completions.context.imports", false, () =>
        withSetting("midfill.completions.context.definitions", false, () =>
          withSetting("midfill.completions.context.clipboard", true, async () => {
            await vscode.env.clipboard.writeText("SELECT rate FROM tariffs WHERE year = 2026");
            const editor = await openFile("checkout.ts", importing);
            const prompt = await askUntil(editor, /\/\/ Clipboard:\n\/\/ SELECT rate FROM tariffs/);
            assert.doesNotMatch(prompt, /lib\/pricing\.ts\n/);
            await withSetting("midfill.completions.context.clipboard", false, async () => {
              await forgetRequests();
              await until("a prompt without the clipboard", async () => {
                await editor.edit((builder) =>
                  builder.insert(editor.selection.active, `const more${(count += 1)} = ratio;\n`),
                );
                const before = (await requests()).length;
                await triggerCompletion();
                const arrived = await untilAnswered(before + 1);
                return !fimBody(arrived.at(-1)).prompt.includes("tariffs");
              });
            });
          }),
        ),
      ),
    ));

  it("never sends what ignore files or names keep here, and no line with a secret", () =>
    manual(async () => {
      await write(".midfillignore", "# plans\nlib/private*\n");
      await write(
        "lib/private.ts",
        "export function hiddenRate(ratio: number): number {\n  const canaryIgnored = ratio;\n  return canaryIgnored;\n}\n",
      );
      await openFile("lib/.env", "RATIO=canaryEnv\n█");
      await openFile("lib/privateToo.ts", "export const ratio = 1;\nexport const canaryOpen = ratio;\n█");
      await openFile(
        "lib/keys.ts",
        `export const ratio = 1;\nconst key = "sk-${"0f1e2d3c".repeat(4)}";\nexport const visibleRatio = ratio;\n█`,
      );
      const editor = await openFile(
        "careful.ts",
        'import { hiddenRate } from "./lib/private";\nimport { discountFor } from "./lib/pricing";\nimport { visibleRatio } from "./lib/keys";\n\nconst ratio = hiddenRate(visibleRatio);\n█\n',
      );
      await askUntil(editor, /Path: lib\/pricing\.ts/);
      await askUntil(editor, /Path: lib\/keys\.ts/);
      const all = await sent();
      for (const kept of ["canary", "lib/private", "hiddenRate(ratio", ".env", "0f1e2d3c", "sk-MASKED"]) {
        const where = all.indexOf(kept);
        // The careful file itself names the module that it imports.
        const isOwn = kept === "lib/private" && !/Path: lib\/private/.test(all);
        assert.ok(where < 0 || isOwn, `${kept}: ${all.slice(Math.max(0, where - 200), where + 200)}`);
      }
    }));

  it("completes nothing in a file that an ignore file names, and says which; again when it no longer does", () =>
    manual(async () => {
      await write(".midfillignore", "lib/*.sql.ts\n");
      const editor = await openFile("lib/seed.sql.ts", "export function findOrderById(id: string)█\n");
      await witness.sees(editor.document, triggerCompletion);
      await reportMatching(/ · gate · seed\.sql\.ts is left out by \.midfillignore \(“lib\/\*\.sql\.ts”\)/);
      assert.deepEqual(await requests(), []);
      const { languageId } = await vscode.workspace.openTextDocument(at(".midfillignore"));
      assert.equal(languageId, "ignore");
      await vscode.workspace.fs.delete(at(".midfillignore"));
      // The report is in front.
      await vscode.window.showTextDocument(editor.document);
      await until("completions in the file", async () => {
        await triggerCompletion();
        return (await requests()).length > 0;
      });
    }));

  it("obeys .gitignore where that is asked for", () =>
    manual(() =>
      withSetting("midfill.privacy.respectGitignore", true, async () => {
        await write("lib/.gitignore", "generated.ts\n");
        const editor = await openFile("lib/generated.ts", "export function findOrderById(id: string)█\n");
        await witness.sees(editor.document, () => typeText("x"));
        await witness.sees(editor.document, triggerCompletion);
        await reportMatching(/ · gate · generated\.ts is left out by lib\/\.gitignore/);
        assert.deepEqual(await requests(), []);
      }),
    ));
});
