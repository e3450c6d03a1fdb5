import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { startFaultServer, type FaultServer } from "../faults/faultServer";
import { chatAnswer, endlessAnswer } from "./support/chatAnswer";
import { closeEditors } from "./support/closeEditors";
import { activeExtension } from "./support/extension";
import { notificationsDuring, untilNotified } from "./support/notifications";
import { openFile } from "./support/openDocument";
import { until } from "./support/until";
import { useSetting } from "./support/withSetting";

const suggest = () => vscode.commands.executeCommand("midfill.suggestNames");
const accept = () => vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");

/** Renames a word in the files that it is told, as a language server would. */
class WordRenamer implements vscode.RenameProvider {
  readonly #uris: readonly vscode.Uri[];
  readonly newNames: string[] = [];

  constructor(...uris: readonly vscode.Uri[]) {
    this.#uris = uris;
  }

  prepareRename(document: vscode.TextDocument, position: vscode.Position) {
    const range = document.getWordRangeAtPosition(position);
    if (range === undefined || document.getText(range) === "fixed") throw new Error("It cannot be renamed.");
    return range;
  }

  async provideRenameEdits(document: vscode.TextDocument, position: vscode.Position, newName: string) {
    this.newNames.push(newName);
    const name = document.getText(document.getWordRangeAtPosition(position));
    const edit = new vscode.WorkspaceEdit();
    for (const uri of this.#uris) {
      const each = await vscode.workspace.openTextDocument(uri);
      for (const { index } of each.getText().matchAll(new RegExp(String.raw`\b${name}\b`, "gu"))) {
        edit.replace(
          uri,
          new vscode.Range(each.positionAt(index), each.positionAt(index + name.length)),
          newName,
        );
      }
    }
    return edit;
  }
}

describe("Suggest Names for Symbol", () => {
  let server: FaultServer;
  let count = 0;
  const owned: vscode.Disposable[] = [];

  /** Two files that use `x`; the cursor on the first one's. */
  const openTwo = async () => {
    count += 1;
    const second = await openFile(`rename${count}/second.quux`, "print x\n█");
    const editor = await openFile(
      `rename${count}/first.quux`,
      'let █x = 1\nlet taken = x\nlet key = "sk-abcdefghijklmnopqrstuvwxyz0123456789" + x\nfixed\n',
    );
    return { editor, first: editor.document, second: second.document };
  };
  const registerFor = (provider: vscode.RenameProvider) => {
    owned.push(vscode.languages.registerRenameProvider({ pattern: "**/*.quux" }, provider));
  };
  const lastRequest = () => server.requests.at(-1)?.body ?? "";

  before(async () => {
    await activeExtension();
    server = await startFaultServer();
  });
  useSetting("midfill.deepseek.baseUrl", () => server.origin);
  after(async () => {
    await server.close();
  });
  afterEach(async () => {
    await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
    for (const each of owned.splice(0)) each.dispose();
    await closeEditors();
  });

  it("renames in all files by the language server, undone by one step", async () => {
    const { editor, first, second } = await openTwo();
    const renamer = new WordRenamer(first.uri, second.uri);
    registerFor(renamer);
    const [before, beforeSecond] = [first.getText(), second.getText()];
    server.enqueue(chatAnswer("taken: is there\nclass name\nline_total: what it is\nsum: shorter\n"));
    const running = suggest();
    await until("a name to be chosen", async () => {
      await accept();
      return renamer.newNames.length > 1;
    });
    await running;
    // The first was the question whether anybody can rename; `taken` stands in the file.
    assert.deepEqual(renamer.newNames, ["xRenamed", "lineTotal"]);
    assert.equal(first.getText(), before.replaceAll(/\bx\b/gu, "lineTotal"));
    assert.equal(second.getText(), "print lineTotal\n");
    const request = lastRequest();
    assert.match(request, /Name: x\\nFile: rename\d+\/first\.quux/u);
    assert.match(request, /first\.quux:2: let taken = x/u);
    assert.doesNotMatch(request, /sk-abcdef/u);

    await vscode.window.showTextDocument(editor.document);
    await vscode.commands.executeCommand("undo");
    // The editor asks whether the other files are undone as well where they are open; each has one step.
    if (second.getText() !== beforeSecond) {
      await vscode.window.showTextDocument(second);
      await vscode.commands.executeCommand("undo");
    }
    assert.deepEqual([first.getText(), second.getText()], [before, beforeSecond]);
  });

  it("sends nothing of what stands outside the workspace, nor where that is", async () => {
    const { first } = await openTwo();
    registerFor(new WordRenamer(first.uri));
    const outside = await mkdtemp(join(tmpdir(), "midfill-outside-"));
    try {
      await writeFile(join(outside, "far.quux"), "let x = CANARY\n");
      const far = new vscode.Location(vscode.Uri.file(join(outside, "far.quux")), new vscode.Position(0, 4));
      owned.push(
        vscode.languages.registerDefinitionProvider(
          { pattern: "**/*.quux" },
          { provideDefinition: () => far },
        ),
        vscode.languages.registerReferenceProvider(
          { pattern: "**/*.quux" },
          { provideReferences: () => [far] },
        ),
      );
      const before = server.requests.length;
      server.enqueue(chatAnswer("total: what it is\n"));
      const running = suggest();
      await server.until(() => server.requests.length > before);
      await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
      await running;
      assert.match(lastRequest(), /Name: x/u);
      assert.doesNotMatch(lastRequest(), /CANARY|midfill-outside/u);
    } finally {
      await rm(outside, { recursive: true });
    }
  });

  it("changes nothing on Escape, and ends the request", async () => {
    const { first, second } = await openTwo();
    const renamer = new WordRenamer(first.uri, second.uri);
    registerFor(renamer);
    const { version } = first;
    const requests = server.requests.length;
    server.enqueue(endlessAnswer("sum: a\n", "other: b\n"));
    const running = suggest();
    await server.until(() => server.requests.length > requests);
    await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
    await running;
    await server.until(() => server.openConnections() === 0);
    assert.deepEqual(renamer.newNames, ["xRenamed"]);
    assert.equal(first.version, version);
  });

  it("renames nothing where the file has changed meanwhile", async () => {
    const { first, second } = await openTwo();
    const renamer = new WordRenamer(first.uri, second.uri);
    registerFor(renamer);
    const requests = server.requests.length;
    server.enqueue(chatAnswer("sum: a\n"));
    const shown = await notificationsDuring(async () => {
      const running = suggest();
      await server.until(() => server.requests.length > requests);
      const edit = new vscode.WorkspaceEdit();
      edit.insert(first.uri, new vscode.Position(0, 0), "# new\n");
      await vscode.workspace.applyEdit(edit);
      const state = { isOver: false };
      void running.then(() => (state.isOver = true));
      await until("the command's end", async () => {
        await accept();
        return state.isOver;
      });
    });
    assert.match(shown.join("\n"), /has changed meanwhile/u);
    assert.deepEqual(renamer.newNames, ["xRenamed"]);
    assert.match(first.getText(), /let x = 1/u);
  });

  for (const [name, column, told] of [
    ["no language server renames", 0, /“x” cannot be renamed: no language server/u],
    ["it refuses", 3, /nothing to rename at the cursor/u],
  ] as const) {
    it(`says so, and asks nobody, where ${name}`, async () => {
      const { editor } = await openTwo();
      if (column > 0) {
        registerFor(new WordRenamer(editor.document.uri));
        editor.selection = new vscode.Selection(3, column, 3, column);
      }
      const requests = server.requests.length;
      await untilNotified(told, async () => {
        await suggest();
      });
      assert.equal(server.requests.length, requests);
    });
  }
});
