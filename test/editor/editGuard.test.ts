import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, realpath, rm, symlink, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { openAsNewFile } from "../../src/vscode/codeBlocks/newFile";
import { authorizeEdit } from "../../src/vscode/review/editGuard";
import { startFaultServer, type FaultServer } from "../faults/faultServer";
import { answering } from "./support/answering";
import { fencedAnswer } from "./support/chatAnswer";
import { closeEditors } from "./support/closeEditors";
import { activeExtension } from "./support/extension";
import { openFile } from "./support/openDocument";
import { withSetting } from "./support/withSetting";

const edit = () => vscode.commands.executeCommand("midfill.editSelection", { instruction: "change it" });
const accept = () => vscode.commands.executeCommand("midfill.acceptEdit");
const reject = () => vscode.commands.executeCommand("midfill.rejectEdit");

describe("the guard of edits", () => {
  let server: FaultServer;
  let outside = "";
  const folder = () => {
    const first = vscode.workspace.workspaceFolders?.[0];
    assert.ok(first);
    return first.uri;
  };
  const at = (path: string) => vscode.Uri.joinPath(folder(), path);
  const withServer = (body: () => Promise<void>) => () =>
    withSetting("midfill.deepseek.baseUrl", server.origin, body);
  const bytesOf = async (uri: vscode.Uri) => (await readFile(uri.fsPath)).toString("hex");

  before(async () => {
    await activeExtension();
    await closeEditors();
    server = await startFaultServer();
    outside = await realpath(await mkdtemp(join(tmpdir(), "midfill-outside-")));
    await mkdir(at("guard").fsPath, { recursive: true });
  });
  after(async () => {
    await server.close();
    await rm(outside, { recursive: true, force: true });
    for (const path of ["guard", ".github"]) await rm(at(path).fsPath, { recursive: true, force: true });
  });
  afterEach(closeEditors);

  for (const [path, before, marked, after, added] of [
    [
      "guard/.vscode/settings.json",
      `{\n  "a": 1\n}\n`,
      `{\n█  "a": 1█\n}\n`,
      `  "$schema": "https://evil.example/s.json"`,
      "$schema https://evil.example/s.json",
    ],
    [
      ".github/workflows/x.yml",
      "on: push\njobs: {}\n",
      "on: push\n█jobs: {}█\n",
      "jobs: { a: { uses: https://evil.example/w } }",
      "uses https://evil.example/w",
    ],
    [
      "guard/package.json",
      `{\n  "scripts": {}\n}\n`,
      `{\n█  "scripts": {}█\n}\n`,
      `  "scripts": { "postinstall": "x" }`,
      undefined,
    ],
  ] as const) {
    it(
      `asks with the whole change before ${path} is changed`,
      withServer(async () => {
        await mkdir(join(at(path).fsPath, ".."), { recursive: true });
        const { document } = await openFile(path, marked);
        const bytes = await bytesOf(document.uri);
        const { version } = document;
        const whole = before.replace(before.split("\n")[1] ?? "", () => after);
        server.enqueue(fencedAnswer(after));
        await edit();

        // Cancelled: nothing has changed, and the edit still waits.
        const cancelled = await answering(undefined, async () => {
          assert.equal(await accept(), false);
        });
        assert.equal(cancelled.length, 1);
        const [question] = cancelled;
        assert.equal(question?.message, `${path.split("/").at(-1)} can run code or steer tools.`);
        assert.deepEqual(question?.buttons, ["Accept Anyway"]);
        assert.equal(question?.proposed, whole);
        assert.ok(question?.detail.includes(`${path}, +1 −1 lines`), question?.detail);
        if (added === undefined) assert.ok(!question?.detail.includes("fetch"), question?.detail);
        else assert.ok(question?.detail.includes(added), question?.detail);
        assert.equal(document.getText(), before);
        assert.equal(document.version, version);
        assert.equal(document.isDirty, false);
        assert.equal(await bytesOf(document.uri), bytes);

        const confirmed = await answering("Accept Anyway", async () => {
          assert.equal(await accept(), true);
        });
        assert.equal(confirmed.length, 1);
        assert.equal(document.getText(), whole);
        await vscode.window.showTextDocument(document);
        await vscode.commands.executeCommand("undo");
        assert.equal(document.getText(), before);
      }),
    );
  }

  it(
    "asks no question for an ordinary file, and one for all hunks of a protected one",
    withServer(async () => {
      const plain = await openFile("guard/plain.ts", "█one█\n");
      server.enqueue(fencedAnswer("two"));
      await edit();
      assert.deepEqual(await answering(undefined, async () => assert.equal(await accept(), true)), []);
      assert.equal(plain.document.getText(), "two\n");
      await closeEditors();

      const { document } = await openFile("guard/Makefile", "█a:\n\tx\nb:\n\ty█\n");
      server.enqueue(fencedAnswer("A:\n\tx\nB:\n\ty"));
      await edit();
      const questions = await answering("Accept Anyway", async () => {
        await vscode.commands.executeCommand("midfill.acceptHunk");
        await vscode.commands.executeCommand("midfill.acceptHunk");
      });
      assert.equal(document.getText(), "A:\n\tx\nB:\n\ty\n");
      assert.equal(questions.length, 1);
    }),
  );

  it(
    "refuses a file outside that a link leads to, Git's files and a protected one behind another name's link",
    withServer(async () => {
      const secret = join(outside, "notes.ts");
      await writeFile(secret, "const a = 1;\n");
      await symlink(secret, at("guard/link.ts").fsPath);
      await symlink(outside, at("guard/linked").fsPath);
      await mkdir(at("guard/.git").fsPath, { recursive: true });
      for (const path of ["guard/link.ts", "guard/linked/notes.ts", "guard/.git/hook.ts"]) {
        const uri = at(path);
        if (path.includes(".git")) await writeFile(uri.fsPath, "const a = 1;\n");
        const editor = await vscode.window.showTextDocument(uri);
        editor.selection = new vscode.Selection(0, 0, 0, 5);
        const count = server.requests.length;
        await edit();
        assert.equal(server.requests.length, count, path);
        assert.equal(editor.document.getText(), "const a = 1;\n");
        assert.equal((await authorizeEdit(uri, "change")).type, "refused", path);
        await closeEditors();
      }
      await writeFile(at("guard/package.json").fsPath, "{}\n");
      await symlink("package.json", at("guard/data.json").fsPath);
      assert.equal((await authorizeEdit(at("guard/data.json"), "change")).type, "confirm");
      assert.equal(await readFile(secret, "utf8"), "const a = 1;\n");
    }),
  );

  it(
    "refuses the change where a link was set to another place during the review or the question",
    withServer(async () => {
      const link = at("guard/moving.ts").fsPath;
      const target = join(outside, "target.ts");
      await writeFile(target, "const a = 1;\n");
      await writeFile(at("guard/inside.ts").fsPath, "const a = 1;\n");
      await symlink("inside.ts", link);
      const editor = await vscode.window.showTextDocument(at("guard/moving.ts"));
      const { document } = editor;
      editor.selection = new vscode.Selection(0, 0, 0, 12);
      server.enqueue(fencedAnswer("const a = 2;"));
      await edit();
      await unlink(link);
      await symlink(target, link);
      assert.deepEqual(await answering("Accept Anyway", async () => assert.equal(await accept(), false)), []);
      assert.equal(document.getText(), "const a = 1;\n");

      // Protected first, outside when the user says yes.
      await unlink(link);
      await writeFile(at("guard/Justfile").fsPath, "const a = 1;\n");
      await symlink("Justfile", link);
      const swap = async () => {
        await unlink(link);
        await symlink(target, link);
      };
      const questions = await answering(
        "Accept Anyway",
        async () => assert.equal(await accept(), false),
        swap,
      );
      assert.equal(questions.length, 1);
      assert.equal(document.getText(), "const a = 1;\n");
      assert.equal(await readFile(target, "utf8"), "const a = 1;\n");
      await reject();
    }),
  );

  it("tells a file that the user chose from one that a model named", async () => {
    const file = vscode.Uri.file(join(outside, "chosen.ts"));
    await writeFile(file.fsPath, "");
    const type = async (uri: vscode.Uri, operation: "change" | "create") =>
      (await authorizeEdit(uri, operation)).type;
    assert.equal(await type(file, "change"), "refused", "nobody has it open");
    await vscode.workspace.openTextDocument(file);
    assert.equal(await type(file, "change"), "refused", "only a program has opened it");
    await vscode.window.showTextDocument(file);
    assert.equal(await type(file, "change"), "allowed");
    assert.equal(await type(file, "create"), "refused");
    assert.equal(await type(at("guard/new/x.ts"), "create"), "allowed");
    assert.equal(await type(at("guard/new/Dockerfile"), "create"), "confirm");
    assert.equal(await type(at("../x.ts"), "create"), "refused");
    assert.equal(await type(at("guard/new/x.ts").with({ scheme: "untitled" }), "create"), "allowed");
    assert.equal(await type(at("../x.ts").with({ scheme: "untitled" }), "create"), "refused");
    assert.equal(await type(vscode.Uri.parse("untitled:Untitled-1"), "change"), "allowed");
    assert.equal(await type(vscode.Uri.parse("git:/a.ts"), "change"), "refused");
    assert.equal(await type(vscode.Uri.parse("output:tasks"), "change"), "refused");
    assert.equal(await type(vscode.Uri.parse("vscode-userdata:/User/settings.json"), "change"), "refused");
    const own = vscode.extensions.getExtension("vscode.git")?.extensionUri;
    assert.ok(own);
    const manifest = vscode.Uri.joinPath(own, "package.json");
    await vscode.window.showTextDocument(manifest);
    assert.equal(await type(manifest, "change"), "refused", "it belongs to an extension");
  });

  it("gives a new file from the chat its name only inside the workspace, and no protected one", async () => {
    for (const [path, expected] of [
      ["guard/new/n.ts", at("guard/new/n.ts").path],
      ["guard/new/Dockerfile", undefined],
      ["../n.ts", undefined],
      [".git/hooks/n", undefined],
    ] as const) {
      await openAsNewFile({ code: "text", language: "", file: { path } });
      const document = vscode.window.activeTextEditor?.document;
      assert.equal(document?.getText(), "text\n", path);
      assert.equal(document.isUntitled, true);
      if (expected === undefined) assert.ok(!document.uri.path.includes("/"), String(document.uri));
      else assert.equal(document.uri.path, expected);
      await closeEditors();
      await vscode.commands.executeCommand("notifications.clearAll");
    }
  });

  it("judges a notebook's cell by the notebook's file", async () => {
    const cells = [new vscode.NotebookCellData(vscode.NotebookCellKind.Code, "a = 1", "python")];
    const unsaved = await vscode.workspace.openNotebookDocument(
      "jupyter-notebook",
      new vscode.NotebookData(cells),
    );
    assert.equal((await authorizeEdit(unsaved.cellAt(0).document.uri, "change")).type, "allowed");
    const text = JSON.stringify({
      cells: [{ cell_type: "code", execution_count: null, metadata: {}, outputs: [], source: ["a = 1"] }],
      metadata: {},
      nbformat: 4,
      nbformat_minor: 5,
    });
    for (const [path, expected] of [
      ["guard/book.ipynb", "allowed"],
      ["guard/.devcontainer/book.ipynb", "confirm"],
      ["guard/.hg/book.ipynb", "refused"],
    ] as const) {
      await vscode.workspace.fs.writeFile(at(path), new TextEncoder().encode(text));
      const notebook = await vscode.workspace.openNotebookDocument(at(path));
      assert.equal((await authorizeEdit(notebook.cellAt(0).document.uri, "change")).type, expected, path);
    }
  });
});
