import assert from "node:assert/strict";
import { chmod } from "node:fs/promises";
import * as vscode from "vscode";
import { startFaultServer, type FaultServer } from "../faults/faultServer";
import { closeEditors } from "./support/closeEditors";
import { brokenAnswer, chatAnswer, endlessAnswer, fencedAnswer } from "./support/chatAnswer";
import { activeExtension } from "./support/extension";
import { untilNotified } from "./support/notifications";
import { openDocument, openFile } from "./support/openDocument";
import { lensTitles, reviewTab } from "./support/shownEdit";
import { until } from "./support/until";
import { withSetting } from "./support/withSetting";

const instruction = "change it";
const edit = () => vscode.commands.executeCommand("midfill.editSelection", { instruction });

let server: FaultServer;

const withServer = (body: () => Promise<void>) => async () => {
  await withSetting("midfill.deepseek.baseUrl", server.origin, body);
};
const refuses = (open: () => Promise<unknown>) =>
  withServer(async () => {
    await open();
    const count = server.requests.length;
    await edit();
    assert.equal(server.requests.length, count);
    assert.equal(reviewTab(), undefined);
  });

describe("Edit Selection", () => {
  before(async () => {
    await activeExtension();
    server = await startFaultServer();
  });
  after(() => server.close());
  afterEach(closeEditors);

  for (const [name, lineEnd] of [
    ["LF", "\n"],
    ["CRLF", "\r\n"],
  ] as const) {
    it(
      `shows a review, applies it as one step of undo and redoes it (${name})`,
      withServer(async () => {
        const lines = ["\ufeffclass A {", "\trun() {", "\t\treturn '日本';", "\t}", "}", ""];
        const marked = ["class A {", "█\trun() {", "\t\treturn '日本';", "\t}", "█}", ""].join(lineEnd);
        const editor = await openFile(`edit-${name}.ts`, marked);
        const { document } = editor;
        const original = document.getText();
        assert.equal(original, lines.join(lineEnd).slice(1));
        server.enqueue(fencedAnswer("run() {\n    return '中国';\n}"));
        await edit();

        assert.equal(document.getText(), original);
        assert.equal(reviewTab()?.label, `Review: edit-${name}.ts`);
        const review = vscode.window.activeTextEditor?.document;
        assert.ok(review);
        assert.equal(
          review.getText(),
          "class A {\n\trun() {\n\t\treturn '日本';\n\t\treturn '中国';\n\t}\n}\n",
        );
        const titles = [
          "Midfill: Edit, 1 change, +1 −1",
          "$(check) Accept All",
          "$(close) Reject All",
          "$(diff) Show Diff",
        ];
        assert.deepEqual(await lensTitles(document.uri), titles);
        assert.deepEqual(await lensTitles(review.uri), titles);

        assert.equal(await vscode.commands.executeCommand("midfill.acceptEdit"), true);
        const accepted = original.replace("日本", "中国");
        assert.equal(document.getText(), accepted);
        assert.equal(reviewTab(), undefined);
        assert.deepEqual(await lensTitles(document.uri), []);

        await vscode.window.showTextDocument(document);
        await vscode.commands.executeCommand("undo");
        assert.equal(document.getText(), original);
        await vscode.commands.executeCommand("redo");
        assert.equal(document.getText(), accepted);
      }),
    );
  }

  it(
    "changes nothing when the edit is rejected",
    withServer(async () => {
      const { document } = await openDocument("const a = █1█;\n");
      const { version } = document;
      server.enqueue(fencedAnswer("2"));
      await edit();
      await vscode.commands.executeCommand("midfill.rejectEdit");
      assert.equal(document.getText(), "const a = 1;\n");
      assert.equal(document.version, version);
      assert.equal(reviewTab(), undefined);
      assert.equal(await vscode.commands.executeCommand("midfill.acceptEdit"), false);
    }),
  );

  it(
    "follows edits outside the range and accepts into the right place",
    withServer(async () => {
      const { document } = await openDocument("one\n█two\n█three\n");
      server.enqueue(fencedAnswer("TWO"));
      await edit();
      const around = new vscode.WorkspaceEdit();
      around.insert(document.uri, new vscode.Position(0, 0), "zero\n");
      around.insert(document.uri, new vscode.Position(2, 5), "!");
      await vscode.workspace.applyEdit(around);
      assert.equal(await vscode.commands.executeCommand("midfill.acceptEdit"), true);
      assert.equal(document.getText(), "zero\none\nTWO\nthree!\n");
    }),
  );

  it(
    "does nothing for a place that is none",
    withServer(async () => {
      const { document } = await openDocument("one\n█two\n█three\n");
      const count = server.requests.length;
      const { uri } = document;
      for (const place of [
        { uri: String(uri) },
        { uri, range: [0, 1] },
        { around: "line 2" },
        { uri: uri.with({ scheme: "file", path: "/nowhere/at.all" }) },
      ]) {
        await untilNotified(/so nothing was done/u, async () => {
          await vscode.commands.executeCommand("midfill.runAction", {
            action: "edit",
            instruction,
            ...place,
          });
        });
      }
      assert.equal(server.requests.length, count);
    }),
  );

  it(
    "ends by an edit inside the range and closes the request",
    withServer(async () => {
      const { document } = await openDocument("one\n█two\n█three\n");
      const count = server.requests.length;
      server.enqueue(endlessAnswer("```\nhalf"));
      const running = edit();
      await server.until(() => server.requests.length > count);
      await until("the writing to be shown", async () =>
        (await lensTitles(document.uri)).some((title) => title.includes("characters")),
      );
      const typed = new vscode.WorkspaceEdit();
      typed.insert(document.uri, new vscode.Position(1, 1), "x");
      await vscode.workspace.applyEdit(typed);
      await running;
      await server.until(() => server.openConnections() === 0);
      assert.equal(document.getText(), "one\ntxwo\nthree\n");
      assert.equal(await vscode.commands.executeCommand("midfill.acceptEdit"), false);
    }),
  );

  it(
    "cancels while the model writes",
    withServer(async () => {
      const { document } = await openDocument("█two█");
      const count = server.requests.length;
      server.enqueue(endlessAnswer("```\nhalf"));
      const running = edit();
      await server.until(() => server.requests.length > count);
      await vscode.commands.executeCommand("midfill.cancelEdit");
      await running;
      await server.until(() => server.openConnections() === 0);
      assert.equal(document.getText(), "two");
    }),
  );

  it(
    "applies nothing of an answer that was cut",
    withServer(async () => {
      const { document } = await openDocument("█two█");
      server.enqueue(brokenAnswer("```\nhalf"), chatAnswer("```\nhalf", "length"));
      await edit();
      await edit();
      assert.equal(document.getText(), "two");
      assert.equal(reviewTab(), undefined);
      assert.deepEqual(await lensTitles(document.uri), []);
    }),
  );

  it(
    "takes the line where nothing is selected, also in a notebook's cell",
    withServer(async () => {
      const notebook = await vscode.workspace.openNotebookDocument(
        "jupyter-notebook",
        new vscode.NotebookData([
          new vscode.NotebookCellData(vscode.NotebookCellKind.Code, "a = 1\nb = 2", "python"),
        ]),
      );
      const notebookEditor = await vscode.window.showNotebookDocument(notebook);
      const { document } = notebook.cellAt(0);
      await vscode.commands.executeCommand("notebook.cell.edit");
      await until("the cell's editor", () => vscode.window.activeTextEditor?.document === document);
      assert.ok(notebookEditor);
      server.enqueue(fencedAnswer("a = 3"));
      await edit();
      assert.equal(await vscode.commands.executeCommand("midfill.acceptEdit"), true);
      assert.equal(document.getText(), "a = 3\nb = 2");
    }),
  );

  it(
    "sends nothing over the budget unless it is told to",
    withServer(async () => {
      // The edits before have spent more than this.
      const spent = <T>(body: () => Promise<T>) =>
        withSetting("midfill.budget.chat", "stop", () =>
          withSetting("midfill.budget.dailyUsd", 0.000_000_1, body),
        );
      await openDocument("█1█\n");
      const count = server.requests.length;
      await spent(async () => {
        const running = { isOver: false };
        void edit().then(() => (running.isOver = true));
        await until("the question to be dismissed", async () => {
          await vscode.commands.executeCommand("notifications.clearAll");
          return running.isOver;
        });
      });
      assert.equal(server.requests.length, count);
      assert.equal(reviewTab(), undefined);
      server.enqueue(fencedAnswer("2"));
      await edit();
      assert.equal(server.requests.length, count + 1);
    }),
  );

  describe("refuses before it asks the provider", () => {
    it(
      "a secret file",
      refuses(() => openFile(".env.local", "█KEY=1█")),
    );
    it(
      "a file that an ignore file names",
      refuses(async () => {
        await openFile("kept/.midfillignore", "plan.ts\n█");
        await openFile("kept/plan.ts", "█const a = 1;█");
      }),
    );
    it(
      "a read-only file",
      refuses(async () => {
        const { document } = await openFile("read-only.ts", "█const a = 1;█");
        await chmod(document.uri.fsPath, 0o444);
      }),
    );
    it(
      "a selection that is too large",
      refuses(() => openDocument(`█${"x".repeat(60_001)}█`)),
    );
    it(
      "binary text",
      refuses(() => openDocument("█a\0b█")),
    );
    it(
      "a document that cannot be written",
      refuses(async () => {
        const provider = vscode.workspace.registerTextDocumentContentProvider("fixed", {
          provideTextDocumentContent: () => "text",
        });
        await vscode.window.showTextDocument(
          await vscode.workspace.openTextDocument(vscode.Uri.parse("fixed:a.ts")),
        );
        provider.dispose();
      }),
    );
  });
});
