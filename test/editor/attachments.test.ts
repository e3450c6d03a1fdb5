import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { promisify } from "node:util";
import * as vscode from "vscode";
import { actionTable } from "../../src/actions/actionTable";
import { readOwnActions } from "../../src/actions/own/readOwnActions";
import { AttachableCatalogue } from "../../src/chat/attachables/catalogue";
import type { PendingAttachment } from "../../src/chat/attachment";
import type { AttachableKind, AttachableView } from "../../src/chat/protocol";
import { createPrivacyGate } from "../../src/privacy/privacyGate";
import { systemClock } from "../../src/provider/clock";
import { readPromptFiles } from "../../src/vscode/actions/promptFiles";
import { AttachedContents } from "../../src/vscode/attachments/attachedContents";
import { AttachmentReader } from "../../src/vscode/attachments/attachmentReader";
import { readDropped } from "../../src/vscode/attachments/dropped";
import { EditorSource } from "../../src/vscode/attachments/editorSource";
import { FileSource } from "../../src/vscode/attachments/fileSource";
import { GitSource } from "../../src/vscode/attachments/gitSource";
import { readInstructions } from "../../src/vscode/attachments/instructionFiles";
import { ProblemSource } from "../../src/vscode/attachments/problemSource";
import { SlashCommands } from "../../src/vscode/attachments/slashCommands";
import { SymbolSource } from "../../src/vscode/attachments/symbolSource";
import { TerminalSource } from "../../src/vscode/attachments/terminalSource";
import { WorkspaceFiles } from "../../src/vscode/attachments/workspaceFiles";
import { ChatContext, openAttachment } from "../../src/vscode/chatContext";
import { IgnoreFiles } from "../../src/vscode/ignoreFiles";
import { createRealPaths } from "../../src/vscode/realPaths";
import { closeEditors } from "./support/closeEditors";
import { openFile } from "./support/openDocument";
import { until } from "./support/until";

const run = promisify(execFile);
const root = () => {
  const first = vscode.workspace.workspaceFolders?.[0];
  if (first === undefined) throw new Error("The tests run with a folder open.");
  return first.uri;
};
const at = (path: string) => vscode.Uri.joinPath(root(), path);
const write = (path: string, text: string | Uint8Array) =>
  vscode.workspace.fs.writeFile(at(path), typeof text === "string" ? new TextEncoder().encode(text) : text);
const remove = (path: string) =>
  vscode.workspace.fs.delete(at(path), { recursive: true }).then(undefined, () => undefined);

/** A PNG's start with its size, 28 by 28 pixels. */
const png = new Uint8Array(40);
png.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
png.set([0, 0, 0, 28, 0, 0, 0, 28], 16);

describe("what can be attached", () => {
  let owned: vscode.Disposable[] = [];
  const own = <T extends vscode.Disposable>(part: T): T => {
    owned.push(part);
    return part;
  };
  const setUp = () => {
    const realPathOf = createRealPaths(systemClock);
    const ignoreFiles = own(new IgnoreFiles(() => false, realPathOf));
    const privacy = createPrivacyGate(
      () => [],
      realPathOf,
      (path) => ignoreFiles.reasonFor(path),
    );
    let kept = 0;
    const keep = (name: string) => vscode.Uri.from({ scheme: "kept", path: `/${++kept}/${name}` });
    const reader = new AttachmentReader({ privacy, contents: { keep } });
    const context = own(new ChatContext(reader));
    const files = own(new FileSource(own(new WorkspaceFiles()), reader));
    const lines: string[] = [];
    const catalogue = new AttachableCatalogue({
      sources: [
        new EditorSource(context, reader),
        files,
        new SymbolSource(context, reader),
        new ProblemSource(context, reader),
        new GitSource(reader),
        own(new TerminalSource(reader)),
      ],
      clock: systemClock,
      log: (_, line) => lines.push(line),
    });
    const search = async (query: string, kind?: AttachableKind) => {
      let found: readonly AttachableView[] = [];
      await catalogue.search(query, kind, new AbortController().signal, (items) => {
        found = items;
      });
      return found;
    };
    const attach = async (query: string, kind: AttachableKind, label?: string) => {
      const item = await until(`${kind} “${query}”`, async () => {
        const items = await search(query, kind);
        return items.find((each) => label === undefined || each.label === label);
      });
      const attachment = await catalogue.attach(item.id);
      assert.ok(attachment !== undefined, `${item.label} is gone`);
      return attachment;
    };
    return { realPathOf, privacy, reader, context, files, search, attach, lines };
  };
  let tools: ReturnType<typeof setUp>;

  beforeEach(async () => {
    await closeEditors();
    tools = setUp();
  });
  afterEach(async () => {
    for (const each of owned) each.dispose();
    owned = [];
    await closeEditors();
    await Promise.all(
      ["attach", ".midfillignore", "AGENTS.md", ".github", ".git", "outside", "link.txt"].map(remove),
    );
    assert.deepEqual(tools.lines, []);
  });

  describe("files", () => {
    it("are found by letters of their path, and read as they are, unsaved text too", async () => {
      await write("attach/deep/customerRegistry.ts", "export const saved = 1;\n");
      const { label, detail, text, tokens, path } = await tools.attach("ad/cuReg", "file");
      assert.deepEqual(
        [label, detail, text],
        ["customerRegistry.ts", "attach/deep/customerRegistry.ts", "export const saved = 1;\n"],
      );
      assert.ok(tokens > 0 && path === detail);
      const editor = await openFile("attach/deep/customerRegistry.ts", "export const █saved = 1;\n");
      assert.equal(editor.document.isDirty, false);
      await editor.edit((builder) => builder.insert(new vscode.Position(0, 0), "// unsaved\n"));
      assert.match((await tools.attach("cuReg", "file")).text, /^\/\/ unsaved\n/u);
    });

    it("are known once they are made, gone once they are deleted, and left out where the editor leaves them out", async () => {
      await tools.search("x", "file");
      await write("attach/freshlyMade.ts", "x");
      await tools.attach("freshlyMade", "file");
      await remove("attach/freshlyMade.ts");
      await until(
        "the deleted file to be forgotten",
        async () => (await tools.search("freshlyMade", "file")).length === 0,
      );
      await write("attach/node_modules/package/hiddenAway.js", "x");
      await write("attach/seenBehind.ts", "x");
      await tools.attach("seenBehind", "file");
      assert.deepEqual(await tools.search("hiddenAway", "file"), []);
    });

    it("that may not be sent, or are no text, say so", async () => {
      await write("attach/.env", "KEY=1");
      await write("attach/kept.ts", "const secret = 1;");
      await write(".midfillignore", "kept.ts\n");
      await write("attach/data.bin", new Uint8Array([1, 0, 2, 0]));
      const items = await until("the secret file", async () => {
        const found = await tools.search("attach/.env", "file");
        return found.some(({ label }) => label === ".env") ? found : undefined;
      });
      assert.match(items.find(({ label }) => label === ".env")?.refusal ?? "", /secret file/u);
      const refusalOf = async (query: string) => {
        const { refusal = "", text } = await tools.attach(query, "file");
        assert.equal(text, "");
        return refusal;
      };
      assert.match(await refusalOf("attach/.env"), /secret file/u);
      assert.match(await refusalOf("attach/kept"), /left out by \.midfillignore/u);
      assert.match(await refusalOf("attach/data.bin"), /not a text file/u);
    });

    it("that are images go as images", async () => {
      await write("attach/logo.png", png);
      const { kind, image, tokens } = await tools.attach("logo.png", "file");
      assert.deepEqual([kind, image?.mimeType, tokens], ["image", "image/png", 1]);
      await write("attach/fake.png", "<svg/>");
      assert.match((await tools.attach("fake.png", "file")).refusal ?? "", /no PNG/u);
    });
  });

  it("folders go as a tree with the files that fit, without what may not be sent", async () => {
    await write("attach/pack/a.ts", "const a = 1;\n");
    await write("attach/pack/inner/b.ts", "const b = 2;\n");
    await write("attach/pack/.env", "KEY=1");
    await write("attach/pack/c.bin", new Uint8Array([0, 1]));
    const { kind, text, judgedPaths } = await tools.attach("attach/pack", "folder", "pack/");
    assert.equal(kind, "folder");
    assert.match(
      text,
      /^2 of 3 files in full; the others are only named\.\n- c\.bin: It is not a text file/u,
    );
    assert.match(text, /a\.ts\nc\.bin\ninner\/\n {2}b\.ts\n/u);
    assert.match(text, /--- inner\/b\.ts ---\nconst b = 2;/u);
    assert.doesNotMatch(text, /\.env|KEY/u);
    assert.equal(judgedPaths?.length, 2);
  });

  it("the selection and open editors come first, as they are", async () => {
    await openFile("attach/one.ts", "const one = 1;\n█");
    await vscode.commands.executeCommand("workbench.action.pinEditor");
    await openFile("attach/two.ts", "const a = 1;\n█const b = 2;\n█const c = 3;\n");
    const items = await until("the editors", async () => {
      const found = await tools.search("");
      return found.length >= 3 ? found : undefined;
    });
    assert.deepEqual(
      items.slice(0, 3).map(({ kind, label, detail }) => [kind, label, detail]),
      [
        ["selection", "Selection", "two.ts:2"],
        ["editor", "two.ts", "attach"],
        ["editor", "one.ts", "attach"],
      ],
    );
    const { kind, text, label } = await tools.attach("selection", "selection");
    assert.deepEqual([kind, text, label], ["selection", "const b = 2;\n", "two.ts:2"]);
    assert.equal((await tools.attach("one", "editor")).text, "const one = 1;\n");
    assert.deepEqual(
      [tools.context.currentFile()?.label, tools.context.readCurrentFile()?.text.length],
      ["two.ts", 39],
    );
  });

  it("symbols go with their whole declaration, from the open file and from elsewhere", async () => {
    await write(
      "attach/store.ts",
      "export class Depot {\n  fetchCrate(id: string) {\n    return id;\n  }\n}\n",
    );
    await openFile(
      "attach/main.ts",
      'import { Depot } from "./store";\n\nexport function unpackAll(depot: Depot) {\n  return depot;\n}\n█',
    );
    const here = await tools.attach("unpack", "symbol", "unpackAll");
    assert.deepEqual(
      [here.kind, here.text, here.source.startLine, here.source.endLine],
      ["symbol", "export function unpackAll(depot: Depot) {\n  return depot;\n}", 3, 5],
    );
    const there = await tools.attach("fetchCrate", "symbol", "fetchCrate");
    assert.deepEqual(
      [there.label, there.path, there.text],
      ["Depot.fetchCrate", "attach/store.ts", "  fetchCrate(id: string) {\n    return id;\n  }"],
    );
  });

  it("problems go with source, code and related places, and never of a secret file", async () => {
    const reports = own(vscode.languages.createDiagnosticCollection("attach-test"));
    await write("attach/wrong.txt", "one\n  two\n");
    await write("attach/.env", "KEY=1\n");
    const wrong = new vscode.Diagnostic(
      new vscode.Range(1, 2, 1, 5),
      "Two is wrong.",
      vscode.DiagnosticSeverity.Error,
    );
    wrong.source = "checker";
    wrong.code = { value: "E7", target: vscode.Uri.parse("https://example.com") };
    wrong.relatedInformation = [
      new vscode.DiagnosticRelatedInformation(
        new vscode.Location(at("attach/wrong.txt"), new vscode.Position(0, 0)),
        "See one.",
      ),
      new vscode.DiagnosticRelatedInformation(
        new vscode.Location(at("attach/.env"), new vscode.Position(0, 0)),
        "KEY=1",
      ),
    ];
    await openFile("attach/wrong.txt", "one\n  two\n█");
    reports.set(at("attach/wrong.txt"), [
      wrong,
      new vscode.Diagnostic(new vscode.Range(0, 0, 0, 1), "A hint.", vscode.DiagnosticSeverity.Hint),
    ]);
    reports.set(at("attach/.env"), [new vscode.Diagnostic(new vscode.Range(0, 0, 0, 1), "KEY=1 is wrong.")]);
    const { detail, text } = await tools.attach("problems wrong.txt", "problems", "Problems in wrong.txt");
    assert.equal(detail, "Problems in attach/wrong.txt");
    assert.equal(
      text,
      "attach/wrong.txt:2:3: error: Two is wrong. [checker E7]\n    > two\n    see attach/wrong.txt:1: See one.",
    );
    const all = await tools.attach("problems", "problems", "Problems");
    assert.match(all.text, /attach\/wrong\.txt:2:3/u);
    assert.doesNotMatch(all.text, /KEY/u);
  });

  it("git changes go staged, unstaged and by commit, without secret files", async () => {
    const folder = root().fsPath;
    const git = (...args: readonly string[]) =>
      run("git", ["-c", "user.name=A", "-c", "user.email=a@example.com", ...args], { cwd: folder });
    await write("attach/first.txt", "first\n");
    await git("init", "-q");
    await git("add", "attach/first.txt");
    await git("commit", "-q", "-m", "Begin");
    await write("attach/first.txt", "second\n");
    await write("attach/.env", "KEY=1\n");
    await git("add", "-f", "attach");
    await git("commit", "-q", "-m", "Change the first line\n\nBecause.");
    await write("attach/first.txt", "third\n");
    await write("attach/.env", "KEY=2\n");
    await git("add", "-f", "attach");
    await write("attach/first.txt", "fourth\n");
    await write("attach/new.txt", "new\n");

    const extension = vscode.extensions.getExtension<{
      getAPI(version: 1): {
        openRepository(uri: vscode.Uri): Promise<{ status(): Promise<void> } | null>;
      };
    }>("vscode.git");
    const repository = await (await extension?.activate())?.getAPI(1).openRepository(root());
    assert.ok(repository, "The editor has its Git extension, and git is installed.");
    await repository.status();

    const staged = await tools.attach("staged", "changes", "Staged changes");
    assert.match(staged.text, /^The changes of 1 files are left out\.\n\ndiff --git a\/attach\/first\.txt/u);
    assert.match(staged.text, /-second\n\+third\n/u);
    const unstaged = await tools.attach("changes", "changes", "Changes");
    assert.match(
      unstaged.text,
      /^New files, not added yet \(only named\): [^\n]*attach\/new\.txt[^\n]*\n\n[^]*-third\n\+fourth\n/u,
    );
    const commit = await tools.attach("commit change the first", "changes", "Change the first line");
    assert.match(commit.detail, /^Commit [0-9a-f]{8}: Change the first line$/u);
    assert.match(commit.text, /^Change the first line\n\nBecause\.\n\n[^]*-first\n\+second\n/u);
    for (const { text } of [staged, unstaged, commit]) assert.doesNotMatch(text, /KEY/u);
    assert.match((await tools.attach("commit begin", "changes", "Begin")).refusal ?? "", /first commit/u);
  });

  it("a terminal's last command goes with what it printed and how it ended", async () => {
    const terminal = own(
      vscode.window.createTerminal({ name: "build", shellPath: "/bin/bash", cwd: root() }),
    );
    terminal.show();
    const shell = await until("the shell's integration", () => terminal.shellIntegration);
    const run = () => shell.executeCommand(String.raw`printf '\033[31mred\033[0m 10%%\r20%% ok\n'; (exit 3)`);
    run();
    const { text, detail } = await until("the command's end", async () => {
      const [item] = await tools.search("printf", "terminal");
      if (item?.detail.includes("exit code") !== true) return undefined;
      const attached = await tools.attach("printf", "terminal");
      if (!attached.text.includes("(no output)")) return attached;
      // On a busy machine the editor may tell of a command only when it is over and what it printed is gone.
      run();
      return undefined;
    });
    assert.match(detail, /^Terminal command “printf [^”]*”, exit code 3$/u);
    assert.match(text, /^\$ printf [^\n]*\n20% ok%\n$/u);
  });

  it("what is no file is kept to be opened: as it was, read-only, the newest", async () => {
    const contents = own(new AttachedContents("attached-in-a-test"));
    const first = contents.keep("Staged changes of a/b: “x”.diff", "-old\n+new\n");
    const document = await vscode.workspace.openTextDocument(first);
    assert.deepEqual(
      [document.getText(), document.languageId, document.uri.path.split("/").length],
      ["-old\n+new\n", "diff", 3],
    );
    assert.equal(vscode.workspace.fs.isWritableFileSystem("attached-in-a-test"), false);
    for (let count = 0; count < 5; count++) contents.keep("large.txt", new Uint8Array(10_000_000));
    assert.throws(() => contents.readFile(first));
    assert.equal(contents.stat(contents.keep("image.png", png)).size, png.length);
  });

  it("is shown where it came from", async () => {
    await openFile("attach/shown.ts", "one\ntwo\nthree\n█");
    const attachment = tools.context.read(
      await vscode.workspace.openTextDocument(at("attach/shown.ts")),
      new vscode.Range(1, 0, 2, 0),
    );
    await closeEditors();
    await openAttachment(attachment);
    const editor = vscode.window.activeTextEditor;
    assert.deepEqual(
      [editor?.document.uri.path.endsWith("attach/shown.ts"), editor?.selection.start.line],
      [true, 1],
    );
    await openAttachment({ ...attachment, source: { uri: "command:workbench.action.quit" } });
    await openAttachment({ ...attachment, source: { uri: "" } });
  });

  describe("what is dropped", () => {
    const drop = (...addresses: readonly string[]) =>
      readDropped(addresses, { reader: tools.reader, folders: tools.files, realPathOf: tools.realPathOf });
    const only = async (address: string): Promise<PendingAttachment> => {
      const [first, ...more] = await drop(address);
      assert.ok(first !== undefined && more.length === 0);
      return first;
    };

    it("goes along when it lies in the workspace: files, folders, documents that were never saved", async () => {
      await write("attach/a b.ts", "const a = 1;\n");
      assert.equal((await only(at("attach/a b.ts").toString())).text, "const a = 1;\n");
      assert.match((await only(at("attach").toString())).text, /--- a b\.ts ---/u);
      const document = await vscode.workspace.openTextDocument({ content: "never saved" });
      await vscode.window.showTextDocument(document);
      assert.equal((await only(document.uri.toString())).text, "never saved");
      assert.equal(
        (await drop("# a comment", "", at("attach").toString(), at("attach").toString())).length,
        1,
      );
    });

    it("is refused elsewhere, with the reason", async () => {
      await symlink("/etc/hostname", at("link.txt").fsPath);
      await symlink(tmpdir(), at("outside").fsPath);
      const refusals: readonly [string, RegExp][] = [
        ["file:///etc/hostname", /not in this workspace/u],
        [`${root().toString()}/../../../../etc/hostname`, /this workspace/u],
        [at("link.txt").toString(), /leads out of this workspace/u],
        [at("outside").toString(), /leads out of this workspace/u],
        [at("attach/missing.ts").toString(), /does not exist/u],
        ["https://example.com/a.ts", /not in this workspace/u],
        ["command:workbench.action.quit", /not in this workspace/u],
        ["just words", /not the address of a file/u],
        [`${at("sample").toString()}%00.txt`, /./u],
      ];
      for (const [address, expected] of refusals) {
        const { refusal = "", text } = await only(address);
        assert.match(refusal, expected, address);
        assert.equal(text, "", address);
      }
    });
  });

  it("instructions are read from the workspace's files, masked, and from nowhere else", async () => {
    await write(".github/copilot-instructions.md", "Use tabs.\n");
    await write("AGENTS.md", "Run make. Key: sk-abcdefghijklmnopqrstuvwxyz0123456789\n");
    await write("attach/AGENTS.md", "Nearer.\n");
    await openFile("attach/deep/file.ts", "█");
    const read = (isWanted = true) =>
      readInstructions({
        reader: tools.reader,
        privacy: tools.privacy,
        realPathOf: tools.realPathOf,
        isWanted: () => isWanted,
        activeDocument: () => tools.context.lastEditor()?.document.uri,
      });
    const { text, sources } = await read();
    assert.deepEqual(
      sources.map(({ label }) => label),
      [".github/copilot-instructions.md", "AGENTS.md", "attach/AGENTS.md"],
    );
    assert.match(text, /Use tabs\.[^]*Run make\.[^]*Nearer\./u);
    assert.doesNotMatch(text, /sk-abcdefghijkl/u);
    assert.deepEqual(await read(false), { text: "", sources: [] });

    await remove("AGENTS.md");
    await symlink("/etc/hostname", at("AGENTS.md").fsPath);
    // Where links lead is remembered for some seconds.
    tools = setUp();
    assert.deepEqual(
      (await read()).sources.map(({ label }) => label),
      [".github/copilot-instructions.md", "attach/AGENTS.md"],
    );
  });

  it("commands come from the actions, the user and the workspace, in this order of rank", async () => {
    await write(
      ".github/prompts/review.prompt.md",
      "---\ndescription: Looks for ${nothing}\nagent: agent\n---\nReview ${selection} in ${file} for ${input:focus}.",
    );
    await write(".github/prompts/explain.prompt.md", "Take the action's place.");
    await write(".github/prompts/mine.prompt.md", "The workspace's.");
    await write(
      ".github/prompts/swap.prompt.md",
      "---\ndescription: Swaps them\nresult: replace\nthinking: on\n---\nSwap ${input:what}.",
    );
    const own = readOwnActions({
      edit: { prompt: "Another edit.", result: "chat" },
      log: { prompt: "Log ${input}.", result: "replace", description: "Adds a log line" },
    }).actions;
    const commands = new SlashCommands({
      context: tools.context,
      reader: tools.reader,
      actions: () => [...actionTable.filter(({ id }) => id === "explain" || id === "edit"), ...own],
      promptFiles: () => readPromptFiles(tools.reader, tools.realPathOf),
      userPrompts: () => ({ mine: "The user's.", "two words": "Hello ${fileBasename}" }),
    });
    const listed = await until("the prompt files", async () => {
      const found = await commands.list();
      return found.length === 7 ? found : undefined;
    });
    assert.deepEqual(
      listed.map(({ name, kind, description, argumentHint = "" }) => [name, kind, description, argumentHint]),
      [
        ["explain", "action", "Explain what the code does and why", ""],
        ["edit", "action", "Change the code as you say", "[what to change]"],
        ["log", "action", "Adds a log line", "[input]"],
        ["mine", "prompt", "The user's.", ""],
        ["two-words", "prompt", "Hello ${fileBasename}", ""],
        ["review", "prompt", "Looks for ${nothing} (without its agent)", "[focus]"],
        ["swap", "action", "Swaps them (without its thinking)", "[what]"],
      ],
    );
    const idOf = (name: string) => listed.find((each) => each.name === name)?.id ?? "";
    await openFile("attach/deep/file.ts", "a █const b = 1;█ c");
    assert.equal(
      await until("the prompt", () => commands.run(idOf("review"), "focus=bugs please")),
      "Review const b = 1; in attach/deep/file.ts for bugs.\n\nplease",
    );
    assert.equal(await commands.run(idOf("mine"), ""), "The user's.");
    assert.equal(await commands.run("command-999", ""), undefined);
    await openFile("attach/.env", "█KEY=1█");
    assert.equal(await commands.run(idOf("review"), "focus=x"), undefined);
  });
});
