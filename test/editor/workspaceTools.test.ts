import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { createWorkspaceTools } from "../../src/chat/tools/workspaceTools";
import { createPrivacyGate } from "../../src/privacy/privacyGate";
import { createRealPaths } from "../../src/vscode/realPaths";
import { createWorkspaceAccess } from "../../src/vscode/tools/workspaceAccess";
import { closeEditors } from "./support/closeEditors";
import { activeExtension } from "./support/extension";
import { until } from "./support/until";

const folder = () => {
  const first = vscode.workspace.workspaceFolders?.[0];
  if (first === undefined) throw new Error("The tests run with a folder open.");
  return first.uri;
};
const at = (path: string) => vscode.Uri.joinPath(folder(), path);
const write = (path: string, text: string) =>
  vscode.workspace.fs.writeFile(at(path), new TextEncoder().encode(text));

const clock = { nowMs: () => performance.now() };
const gate = createPrivacyGate(() => [], createRealPaths(clock));
const tools = createWorkspaceTools(createWorkspaceAccess(gate));

async function call(name: string, args: Record<string, unknown>): Promise<string> {
  const tool = tools.find(({ definition }) => definition.name === name);
  assert.ok(tool);
  const { text, isError } = await tool.run(args, new AbortController().signal);
  return isError === true ? `error: ${text}` : text;
}

describe("the chat's tools in the workspace", () => {
  let outside: vscode.Uri;
  let repositories = 0;

  before(async () => {
    await activeExtension();
    await closeEditors();
    outside = vscode.Uri.file(join(tmpdir(), `midfill-outside-${process.pid}`));
    await vscode.workspace.fs.writeFile(
      vscode.Uri.joinPath(outside, "diary.txt"),
      new TextEncoder().encode("quokka outside\n"),
    );
    await write(
      "tools/cart.ts",
      "export class Cart {\n  total(): number {\n    return 1;\n  }\n}\n// Quokka\n",
    );
    await write("tools/.env", "TOKEN=quokka\n");
    await write("tools/built/out.js", "// quokka built\n");
    await write("tools/.gitignore", "built/\n");
    await write("tools/picture.png", "quokka\0");
    await symlink(outside.fsPath, at("tools/linked").fsPath);
    await symlink(join(outside.fsPath, "diary.txt"), at("tools/note.txt").fsPath);
  });

  after(async () => {
    await vscode.workspace.fs.delete(at("tools"), { recursive: true });
    await vscode.workspace.fs.delete(outside, { recursive: true });
  });

  it("read what lies in it, unsaved changes included", async () => {
    assert.match(
      await call("read_file", { path: "tools/cart.ts", endLine: 1 }),
      /lines 1–1 of 6\n1\texport class Cart \{$/u,
    );
    const editor = await vscode.window.showTextDocument(at("tools/cart.ts"));
    await editor.edit((builder) => builder.insert(new vscode.Position(0, 0), "// not saved\n"));
    assert.match(await call("read_file", { path: "tools/cart.ts" }), /^1\t\/\/ not saved$/mu);
    assert.match(await call("search_text", { query: "not saved" }), /^tools\/cart\.ts:1: \/\/ not saved$/mu);
    await vscode.commands.executeCommand("workbench.action.files.revert");
    await closeEditors();
  });

  it("show nothing from outside, secret or binary", async () => {
    for (const path of [
      "../outside",
      "/etc/hostname",
      "tools/linked/diary.txt",
      "tools/note.txt",
      "tools/.env",
      "tools/picture.png",
      "tools",
      "tools/no-such-file.ts",
    ]) {
      const text = await call("read_file", { path });
      assert.match(text, /^error: /u, path);
      assert.doesNotMatch(text, /quokka/u, path);
    }
    assert.match(await call("list_files", { path: "tools/linked" }), /^error: .*leads out of the workspace/u);
    assert.match(await call("find_symbols", { path: "tools/note.txt" }), /^error: /u);
    assert.match(await call("get_problems", { path: "../.." }), /^error: /u);
  });

  it("search and list what git does not ignore", async () => {
    const listed = await call("list_files", { path: "tools" });
    assert.deepEqual(
      listed.split("\n").filter((path) => !path.endsWith("note.txt")),
      ["tools/.gitignore", "tools/cart.ts", "tools/picture.png"],
    );
    assert.match(await call("list_files", { glob: "*.go" }), /^inventory\/store\.go$/u);
    const found = await call("search_text", { query: "quokka" });
    assert.match(found, /^1 line found/u);
    assert.match(found, /\ntools\/cart\.ts:6: \/\/ Quokka$/u);
    assert.match(
      await call("search_text", { query: "cla[s]+ Cart", isRegex: true, glob: "tools/**" }),
      /cart\.ts:1:/u,
    );
    await write("tools/evil.txt", `${"a".repeat(60)}b\n`);
    assert.match(await call("search_text", { query: "(a+)+$", isRegex: true }), /^error: .*takes too long/u);
    assert.match(await call("search_text", { query: "quokka" }), /^1 line found/u);
  });

  it("tell declarations and problems", async () => {
    await vscode.window.showTextDocument(at("tools/cart.ts"));
    const symbols = await until("the symbols", async () => {
      const text = await call("find_symbols", { path: "tools/cart.ts" });
      return text.includes("total") ? text : undefined;
    });
    assert.equal(symbols, "tools/cart.ts:1-5 class Cart\ntools/cart.ts:2-4 method Cart.total");
    const problems = vscode.languages.createDiagnosticCollection("tools");
    const range = new vscode.Range(1, 0, 1, 5);
    problems.set(at("tools/cart.ts"), [new vscode.Diagnostic(range, "One is no total.")]);
    assert.match(
      await call("get_problems", { path: "tools" }),
      /^tools\/cart\.ts:2 error: One is no total\.$/mu,
    );
    assert.equal(await call("get_problems", { path: "stats" }), "No problems are reported.");
    problems.dispose();
    await closeEditors();
  });

  it("say when there is no git repository", async () => {
    assert.match(await call("git_diff", {}), /^error: There is no git repository/u);
  });

  it("show changes in git, but not those of secret files", async function () {
    // Of its own at every try: the editor forgets a repository some time after it is gone.
    const name = `tools/repository${(repositories += 1)}`;
    const root = at(name).fsPath;
    const git = (...words: readonly string[]) => execFileSync("git", words, { cwd: root, stdio: "pipe" });
    await write(`${name}/cart.ts`, "export class Cart {\n}\n");
    await write(`${name}/.env`, "TOKEN=quokka\n");
    try {
      git("init", "--quiet");
    } catch {
      this.skip();
    }
    const commit = (message: string) => {
      git("add", ".");
      git("-c", "user.name=T", "-c", "user.email=t@example.com", "commit", "--quiet", "-m", message);
    };
    commit("First");
    await write(`${name}/cart.ts`, "export class Cart {\n  // second\n}\n");
    await write(`${name}/.env`, "TOKEN=numbat\n");
    commit("Second");
    await write(`${name}/cart.ts`, "export class Cart {}\n");
    await write(`${name}/.env`, "TOKEN=wombat\n");
    await write(`${name}/new.ts`, "");
    await vscode.commands.executeCommand("git.openRepository", root);
    const changes = await until("the changes", async () => {
      const text = await call("git_diff", {});
      return text.includes("+export class Cart {}") && text.includes("New files") ? text : undefined;
    });
    assert.match(changes, /\[\S+\.env changed: \.env counts as a secret file/u);
    assert.match(changes, /^\[New files that git does not track yet: \S+\/new\.ts\]$/mu);
    assert.doesNotMatch(changes, /wombat|numbat|quokka/u);
    assert.equal(await call("git_diff", { staged: true }), "No changes.");
    assert.equal(await call("git_diff", { path: "shop" }), "No changes.");
    const second = await call("git_diff", { commit: "HEAD" });
    assert.match(second, /^\+ {2}\/\/ second$/mu);
    assert.match(second, /\[\S+\.env changed: /u);
    assert.doesNotMatch(second, /numbat|quokka/u);
    assert.match(await call("git_diff", { commit: "HEAD~1" }), /^error: .*first commit/u);
    assert.match(await call("git_diff", { commit: "--output=x" }), /^error: .*not the name of a commit/u);
    assert.match(await call("git_diff", { commit: "nowhere" }), /^error: There is no commit/u);
  });
});
