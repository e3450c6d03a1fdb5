import assert from "node:assert/strict";
import * as vscode from "vscode";
import { startFaultServer, type FaultServer } from "../faults/faultServer";
import { closeEditors } from "./support/closeEditors";
import { chatAnswer, fencedAnswer } from "./support/chatAnswer";
import { activeExtension } from "./support/extension";
import { untilNotified } from "./support/notifications";
import { reviewTab } from "./support/shownEdit";
import { until } from "./support/until";
import { withSetting } from "./support/withSetting";

/** A project of its own below the sample's folder. */
const project = "shop-with-tests";
const at = (path: string) => {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error("The tests run with a folder open.");
  return vscode.Uri.joinPath(folder.uri, project, path);
};
const write = (path: string, text: string) =>
  vscode.workspace.fs.writeFile(at(path), new TextEncoder().encode(text));
const onDisk = async (path: string): Promise<string | undefined> => {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(at(path)));
  } catch {
    return undefined;
  }
};
const open = async (path: string): Promise<vscode.TextEditor> => {
  const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(at(path)));
  const { document } = editor;
  editor.selection = new vscode.Selection(
    document.positionAt(0),
    document.positionAt(document.getText().length),
  );
  return editor;
};
const unsaved = () =>
  vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "untitled" && uri.path.includes(project));
const neighbour = `import { expect, test } from "vitest";
import { read } from "../src/read";

test("reads", () => {
  expect(read()).toBe(1);
});
`;
const written = `import { expect, test } from "vitest";
import { parse } from "../src/parse";

test("parses", () => {
  expect(parse("1")).toBe(1);
});`;

let server: FaultServer;
const withServer = (body: () => Promise<void>) => async () => {
  await withSetting("midfill.deepseek.baseUrl", server.origin, body);
};
const writeTests = () => vscode.commands.executeCommand("midfill.writeTestsForSelection");
const lastRequest = () => String(server.requests.at(-1)?.body);

describe("Write Tests and other results that are files", () => {
  before(async () => {
    await activeExtension();
    server = await startFaultServer();
  });
  after(() => server.close());
  beforeEach(async () => {
    await write("package.json", JSON.stringify({ devDependencies: { vitest: "3.0.0" } }));
    await write("src/parse.ts", "export const parse = (text: string) => Number(text);\n");
    await write("src/read.ts", "export const read = () => 1;\n");
    await write("test/read.test.ts", neighbour);
  });
  afterEach(async () => {
    await closeEditors();
    await vscode.workspace.fs.delete(at(""), { recursive: true });
  });

  it(
    "opens new tests unsaved where they belong, after the neighbours' example",
    withServer(async () => {
      await open("src/parse.ts");
      server.enqueue(fencedAnswer(written, "ts"));
      await writeTests();
      const document = await until("the new file", unsaved);
      assert.equal(document.uri.path, at("test/parse.test.ts").path);
      assert.equal(document.getText(), `${written}\n`);
      assert.equal(document.languageId, "typescript");
      assert.equal(vscode.window.activeTextEditor?.document, document);
      assert.equal(await onDisk("test/parse.test.ts"), undefined);
      assert.equal(await document.save(), true);
      assert.equal(await onDisk("test/parse.test.ts"), `${written}\n`);

      const request = lastRequest();
      for (const part of [
        "Framework: Vitest.",
        `Write the new file ${project}/test/parse.test.ts.`,
        '../src/parse\\".',
        'test(\\"reads\\"',
      ])
        assert.ok(request.includes(part), `${part} in ${request}`);
    }),
  );

  it(
    "shows tests for a file that is there as a review, and writes nothing to the disk",
    withServer(async () => {
      const existing = neighbour.replaceAll("read", "parse").replaceAll("\n", "\r\n");
      await write("test/parse.test.ts", existing);
      await open("src/parse.ts");
      server.enqueue(
        fencedAnswer(
          'import { parse, split } from "../src/parse";\n\ntest("splits", () => {\n  split();\n});',
          "ts",
        ),
      );
      await writeTests();
      await until("the review", reviewTab);
      assert.ok(lastRequest().includes("There are tests already"), lastRequest());
      const document = vscode.workspace.textDocuments.find(
        ({ uri }) => uri.path === at("test/parse.test.ts").path,
      );
      assert.equal(document?.getText(), existing);

      await vscode.commands.executeCommand("midfill.acceptEdit");
      const accepted = `${existing.replace("{ parse }", "{ parse, split }")}\r\ntest("splits", () => {\r\n  split();\r\n});\r\n`;
      await until("the change", () => document?.getText() !== existing);
      assert.equal(document?.getText(), accepted);
      assert.equal(await onDisk("test/parse.test.ts"), existing);
    }),
  );

  it(
    "keeps the tests in review while others are asked for, and where none come",
    withServer(async () => {
      const existing = neighbour.replaceAll("read", "parse");
      await write("test/parse.test.ts", existing);
      await open("src/parse.ts");
      const adding = (name: string) => `test("${name}", () => {});`;
      server.enqueue(fencedAnswer(adding("first"), "ts"));
      await writeTests();
      const shows = (name: string) =>
        vscode.window.activeTextEditor?.document.getText().includes(adding(name));
      await until("the review", () => reviewTab() !== undefined && shows("first"));

      server.enqueue(chatAnswer("", "content_filter"));
      await untilNotified(/./u, async () => {
        await vscode.commands.executeCommand("midfill.retryEdit");
      });
      assert.ok(shows("first"));

      server.enqueue(fencedAnswer(adding("second"), "ts"));
      await vscode.commands.executeCommand("midfill.retryEdit");
      await until("the other review", () => shows("second"));
      assert.equal(await vscode.commands.executeCommand("midfill.acceptEdit"), true);
      const document = vscode.workspace.textDocuments.find(
        ({ uri }) => uri.path === at("test/parse.test.ts").path,
      );
      assert.equal(document?.getText(), `${existing}\n${adding("second")}\n`);
    }),
  );

  it(
    "asks for nothing while the tests' file has an edit in review",
    withServer(async () => {
      await write("test/parse.test.ts", neighbour.replaceAll("read", "parse"));
      await open("test/parse.test.ts");
      server.enqueue(fencedAnswer("// none", "ts"));
      await vscode.commands.executeCommand("midfill.editSelection", { instruction: "empty it" });
      await open("src/parse.ts");
      const count = server.requests.length;
      await untilNotified(/parse\.test\.ts has an edit already/u, async () => {
        await writeTests();
      });
      assert.equal(server.requests.length, count);
      assert.equal(await vscode.commands.executeCommand("midfill.rejectEdit"), undefined);
    }),
  );

  it(
    "keeps what was typed into the tests while the model wrote",
    withServer(async () => {
      const existing = neighbour.replaceAll("read", "parse");
      await write("test/parse.test.ts", existing);
      const { document } = await open("test/parse.test.ts");
      await open("src/parse.ts");
      const count = server.requests.length;
      const [head, ...rest] = fencedAnswer(written, "ts");
      assert.ok(head);
      server.enqueue([head, { do: "wait", ms: 2000 }, ...rest]);
      const running = writeTests();
      await server.until(() => server.requests.length > count);
      const typing = new vscode.WorkspaceEdit();
      typing.insert(document.uri, new vscode.Position(0, 0), "// mine\n");
      await vscode.workspace.applyEdit(typing);
      await running;
      assert.equal(document.getText(), `// mine\n${existing}`);
      assert.equal(reviewTab(), undefined);
    }),
  );

  it(
    "does not overwrite what stands in an unsaved file of that name",
    withServer(async () => {
      const uri = at("test/parse.test.ts").with({ scheme: "untitled" });
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document, { preview: false });
      const typing = new vscode.WorkspaceEdit();
      typing.insert(uri, new vscode.Position(0, 0), 'test("mine", () => {});\n');
      await vscode.workspace.applyEdit(typing);
      await open("src/parse.ts");
      server.enqueue(fencedAnswer(written, "ts"));
      await writeTests();
      await until("the review", reviewTab);
      assert.equal(document.getText(), 'test("mine", () => {});\n');
      await vscode.commands.executeCommand("midfill.acceptEdit");
      await until("both tests", () => /test\("mine"[\s\S]*test\("parses"/.test(document.getText()));
      assert.equal(await onDisk("test/parse.test.ts"), undefined);
    }),
  );

  it(
    "opens nothing for an answer without code",
    withServer(async () => {
      await open("src/parse.ts");
      server.enqueue(fencedAnswer("test('a');\n// ... rest of the tests", "ts"));
      await writeTests();
      assert.equal(unsaved(), undefined);
      assert.equal(reviewTab(), undefined);
    }),
  );

  it(
    "opens a translation beside the source",
    withServer(async () => {
      await open("src/parse.ts");
      server.enqueue(fencedAnswer("def parse(text):\n    return int(text)", "python"));
      await vscode.commands.executeCommand("midfill.translateSelection", { input: "Python" });
      const document = await until("the new file", unsaved);
      assert.equal(document.uri.path, at("src/parse.py").path);
      assert.equal(document.languageId, "python");
      assert.equal(await onDisk("src/parse.py"), undefined);
    }),
  );

  it(
    "names a translation also where no extension brings its language",
    withServer(async () => {
      await open("src/parse.ts");
      server.enqueue(fencedAnswer("fun parse(text: String) = text.toInt()", "kotlin"));
      await vscode.commands.executeCommand("midfill.translateSelection", { input: "Kotlin" });
      const document = await until("the new file", unsaved);
      assert.equal(document.uri.path, at("src/parse.kt").path);
    }),
  );

  it(
    "asks for doc comments in the file's own form",
    withServer(async () => {
      await write("cart.py", 'def a():\n    """A.\n\n    :returns: one\n    """\n\ndef b(): pass\n');
      await open("cart.py");
      server.enqueue(fencedAnswer("def b(): pass", "python"));
      await vscode.commands.executeCommand("midfill.documentSelection");
      assert.ok(lastRequest().includes("Form: reST docstrings."), lastRequest());
      await vscode.commands.executeCommand("midfill.rejectEdit");
    }),
  );
});
