import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmod, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import * as vscode from "vscode";
import { startFaultServer, type FaultServer } from "../faults/faultServer";
import type { GitRepository } from "../../src/vscode/attachments/gitExtension";
import { brokenAnswer, chatAnswer, endlessAnswer, stalledAnswer } from "./support/chatAnswer";
import { closeEditors } from "./support/closeEditors";
import { activeExtension } from "./support/extension";
import { notificationsDuring, untilNotified } from "./support/notifications";
import { until } from "./support/until";
import { useSetting, withSetting } from "./support/withSetting";

const run = promisify(execFile);

interface OpenedRepository extends GitRepository {
  status(): Promise<void>;
}

/** A repository of its own for every test: the editor forgets one some time after it is gone. */
class TestRepository {
  readonly folder: string;
  opened!: OpenedRepository;

  constructor(folder: string) {
    this.folder = folder;
  }

  git(...args: readonly string[]) {
    return run("git", ["-c", "user.name=A", "-c", "user.email=a@example.com", ...args], { cwd: this.folder });
  }

  async write(path: string, text: string | Uint8Array): Promise<void> {
    const file = join(this.folder, path);
    await mkdir(join(file, ".."), { recursive: true });
    await writeFile(file, text);
  }

  async commit(...messages: readonly string[]): Promise<void> {
    for (const message of messages) await this.git("commit", "-q", "--allow-empty", "-m", message);
  }

  get box(): string {
    return this.opened.inputBox.value;
  }

  set box(text: string) {
    this.opened.inputBox.value = text;
  }

  writeMessage = () =>
    vscode.commands.executeCommand("midfill.writeCommitMessage", { rootUri: this.opened.rootUri });
}

describe("Write Commit Message", () => {
  let server: FaultServer;
  let count = 0;
  let repositories: TestRepository[] = [];

  const open = async (prepare: (repository: TestRepository) => Promise<void>): Promise<TestRepository> => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
    const repository = new TestRepository(join(root, `scm${(count += 1)}`));
    repositories.push(repository);
    await mkdir(repository.folder);
    await repository.git("init", "-q", "-b", "main");
    await prepare(repository);
    const extension = vscode.extensions.getExtension<{
      getAPI(version: 1): { openRepository(uri: vscode.Uri): Promise<OpenedRepository | null> };
    }>("vscode.git");
    const opened = await (
      await extension?.activate()
    )
      ?.getAPI(1)
      .openRepository(vscode.Uri.file(repository.folder));
    assert.ok(opened, "The editor has its Git extension, and git is installed.");
    repository.opened = opened;
    await opened.status();
    return repository;
  };
  /** One with a change that is staged. */
  const openStaged = (prepare: (repository: TestRepository) => Promise<void> = async () => {}) =>
    open(async (repository) => {
      await repository.write("cart.ts", "export const total = 1;\n");
      await repository.git("add", ".");
      await repository.commit("Add a cart", "Keep the total", "Show the sum");
      await repository.write("cart.ts", "export const total = 2;\n");
      await repository.git("add", ".");
      await prepare(repository);
    });
  const lastRequest = () => {
    const { messages } = JSON.parse(server.requests.at(-1)?.body ?? "") as {
      messages: readonly { content: string }[];
    };
    return messages.map(({ content }) => content).join("\n");
  };

  before(async () => {
    await activeExtension();
    server = await startFaultServer();
  });
  useSetting("midfill.deepseek.baseUrl", () => server.origin);
  after(async () => {
    await server.close();
  });
  afterEach(async () => {
    await vscode.commands.executeCommand("workbench.view.explorer");
    await closeEditors();
    for (const { folder, opened } of repositories) {
      await vscode.commands.executeCommand("git.close", opened);
      await rm(folder, { recursive: true, force: true });
    }
    repositories = [];
  });

  for (const isShown of [false, true]) {
    const view = isShown ? "shown" : "hidden";
    it(`writes about the staged changes, and takes it back, with the view ${view}`, async () => {
      const repository = await openStaged((each) => each.write("other.ts", "// not staged\n"));
      if (isShown) await vscode.commands.executeCommand("workbench.view.scm");
      repository.box = "my words";
      server.enqueue(chatAnswer("```\nDouble the total.\n```"));
      await repository.writeMessage();
      assert.equal(repository.box, "Double the total");
      const request = lastRequest();
      assert.match(request, /-export const total = 1;\n\+export const total = 2;/u);
      assert.doesNotMatch(request, /other\.ts|not staged/u);
      assert.match(request, /<examples>\nShow the sum\nKeep the total\nAdd a cart\n<\/examples>/u);
      assert.match(request, /<branch>main<\/branch>/u);
      assert.match(request, /<beginning>\nmy words\n/u);
      await vscode.commands.executeCommand("midfill.undoCommitMessage", {
        rootUri: repository.opened.rootUri,
      });
      assert.equal(repository.box, "my words");
    });

    it(`shows it as it comes and stops it by a second click, with the view ${view}`, async () => {
      const repository = await openStaged();
      if (isShown) await vscode.commands.executeCommand("workbench.view.scm");
      server.enqueue(endlessAnswer("Double the total", " and more"));
      const writing = repository.writeMessage();
      await until("the message to grow", () => /total and more and more/u.test(repository.box));
      await repository.writeMessage();
      await writing;
      await server.until(() => server.openConnections() === 0);
      const stopped = repository.box;
      assert.match(stopped, /^Double the total( and more)+$/u);
      await vscode.commands.executeCommand("midfill.undoCommitMessage");
      assert.equal(repository.box, "");
    });
  }

  it("ends where the user types, and keeps every character", async () => {
    const repository = await openStaged();
    await vscode.commands.executeCommand("workbench.view.scm");
    await vscode.commands.executeCommand("workbench.scm.action.focusNextInput");
    server.enqueue(endlessAnswer("Double the total", " on"));
    const writing = repository.writeMessage();
    await until("the message to begin", () => repository.box.startsWith("Double the total"));
    const typed = ["q", "w", "e", "r", "t", "y"];
    for (const text of typed) await vscode.commands.executeCommand("type", { text });
    await writing;
    await server.until(() => server.openConnections() === 0);
    const kept = repository.box;
    for (const letter of typed) assert.ok(kept.includes(letter), `“${letter}” is missing in “${kept}”`);
    assert.match(kept.replaceAll(" on", ""), /qwerty/u);
    await vscode.commands.executeCommand("midfill.undoCommitMessage");
    assert.equal(repository.box, kept);
  });

  it("ends before its first word where the user types", async () => {
    const repository = await openStaged();
    await vscode.commands.executeCommand("workbench.view.scm");
    await vscode.commands.executeCommand("workbench.scm.action.focusNextInput");
    const requests = server.requests.length;
    server.enqueue(stalledAnswer(""));
    const writing = repository.writeMessage();
    await server.until(() => server.requests.length > requests);
    await vscode.commands.executeCommand("type", { text: "mine" });
    await writing;
    assert.equal(repository.box, "mine");
  });

  it("describes all changes where nothing is staged, new files too", async () => {
    const repository = await open(async (each) => {
      await each.write("cart.ts", "export const total = 1;\n");
      await each.write("run.sh", "echo\n");
      await each.write("old.ts", "gone\n");
      await each.git("add", ".");
      await each.commit("Add a cart");
      await each.write("cart.ts", "export const total = 2;\n");
      await each.write("new.ts", "export const brandNew = 1;\n");
      await each.write("picture.bin", new Uint8Array([1, 0, 2]));
      await rm(join(each.folder, "old.ts"));
      await chmod(join(each.folder, "run.sh"), 0o755);
      await symlink("/etc/hostname", join(each.folder, "link.txt"));
    });
    server.enqueue(chatAnswer("Double it"));
    await repository.writeMessage();
    const request = lastRequest();
    for (const line of [
      "cart.ts: modified, +1, −1",
      "old.ts: deleted, −1",
      "run.sh: made executable",
      "new.ts: new, +1",
      "picture.bin: new, binary",
      "link.txt: new symbolic link",
    ]) {
      assert.ok(request.includes(`\n${line}\n`), `${line} in ${request}`);
    }
    assert.match(request, /\+export const brandNew = 1;/u);
    const tracked = await withSetting("git.smartCommitChanges", "tracked", async () => {
      server.enqueue(chatAnswer("Double it"));
      await repository.writeMessage();
      return lastRequest();
    });
    assert.doesNotMatch(tracked, /new\.ts|picture/u);
  });

  it("describes the first commit, renamed files and lock files", async () => {
    const first = await open(async (each) => {
      await each.write("cart.ts", "export const total = 1;\n");
      await each.git("add", ".");
    });
    server.enqueue(chatAnswer("Begin"));
    await first.writeMessage();
    assert.equal(first.box, "Begin");
    assert.match(lastRequest(), /cart\.ts: new, \+1\n/u);
    assert.doesNotMatch(lastRequest(), /<examples>/u);

    const second = await openStaged(async (each) => {
      await each.git("mv", "cart.ts", "basket.ts");
      await each.write("package-lock.json", `{\n${'  "a": 1,\n'.repeat(500)}}\n`);
      await each.git("add", ".");
    });
    server.enqueue(chatAnswer("Rename"));
    await second.writeMessage();
    assert.match(lastRequest(), /basket\.ts: (?:renamed from cart\.ts|new)/u);
    assert.match(lastRequest(), /package-lock\.json: new, \+502\n/u);
    assert.doesNotMatch(lastRequest(), /"a": 1/u);
  });

  it("sends no secret file, no ignored one and no key", async () => {
    const key = "sk-abcdefghijklmnopqrstuvwxyz0123456789";
    const repository = await openStaged(async (each) => {
      await each.write(".env", "TOKEN=quokka\n");
      await each.write(".midfillignore", "kept.ts\n");
      await each.write("kept.ts", "// wombat\n");
      await each.write("config.ts", `export const key = "${key}";\n`);
      await each.write(".gitmessage", `Use tickets. ${key}\n`);
      await each.git("add", "-f", ".env", "kept.ts", "config.ts");
    });
    server.enqueue(chatAnswer("Double it"));
    await repository.writeMessage();
    const request = lastRequest();
    assert.match(request, /\.env: left out/u);
    assert.match(request, /kept\.ts: left out/u);
    assert.match(request, /config\.ts: new/u);
    assert.match(request, /<file path="\.gitmessage">\nUse tickets\./u);
    assert.doesNotMatch(request, /quokka|wombat|sk-abcdef/u);
  });

  it("asks before it replaces the message of a merge", async () => {
    const repository = await openStaged(async (each) => {
      await each.git("stash", "-q");
      await each.git("checkout", "-q", "-b", "side");
      await each.write("side.ts", "// side\n");
      await each.git("add", ".");
      await each.commit("Add a side");
      await each.git("checkout", "-q", "main");
      await each.git("merge", "--no-ff", "--no-commit", "side");
    });
    const prepared = await readFile(join(repository.folder, ".git/MERGE_MSG"), "utf8");
    assert.match(prepared, /^Merge branch 'side'/u);
    repository.box = prepared;
    const requests = server.requests.length;
    const shown = await notificationsDuring(async () => {
      const writing = repository.writeMessage();
      const state = { isOver: false };
      void writing.then(() => (state.isOver = true));
      await until("the question to be dismissed", async () => {
        await vscode.commands.executeCommand("notifications.clearAll");
        return state.isOver;
      });
    });
    assert.match(shown.join("\n"), /git has prepared/u);
    assert.equal(server.requests.length, requests);
    assert.equal(repository.box, prepared);
  });

  for (const [name, script, told, kept] of [
    ["is empty", chatAnswer(""), /gave no commit message/u, "mine"],
    ["is refused", chatAnswer("No.", "content_filter"), /gave no commit message/u, "mine"],
    ["breaks off", brokenAnswer("Double the to"), /./u, "mine"],
    [
      "is too long",
      chatAnswer("Double it and", "length"),
      /ended .* early: look at its end/u,
      "Double it and",
    ],
  ] as const) {
    it(`says where the answer ${name}, and leaves ${kept === "mine" ? "the user's text" : "what came"}`, async () => {
      const repository = await openStaged();
      await untilNotified(told, async () => {
        repository.box = "mine";
        server.enqueue(script);
        await repository.writeMessage();
        assert.equal(repository.box, kept);
      });
    });
  }

  it("says where there is nothing to describe, or nothing that may be sent", async () => {
    const clean = await open(async (each) => {
      await each.commit("Begin");
    });
    const secret = await open(async (each) => {
      await each.write(".env", "TOKEN=quokka\n");
      await each.git("add", "-f", ".env");
    });
    const requests = server.requests.length;
    const shown = await notificationsDuring(async () => {
      await clean.writeMessage();
      await secret.writeMessage();
    });
    assert.match(shown.join("\n"), /There are no changes in scm\d+/u);
    assert.match(shown.join("\n"), /files that are not sent \(\.env\)/u);
    assert.equal(server.requests.length, requests);
  });

  it("takes the repository of the button, or of the active editor", async () => {
    const [one, two] = [await openStaged(), await openStaged()];
    server.enqueue(chatAnswer("Of the first"));
    await one.writeMessage();
    assert.deepEqual([one.box, two.box], ["Of the first", ""]);
    await vscode.window.showTextDocument(vscode.Uri.file(join(two.folder, "cart.ts")));
    server.enqueue(chatAnswer("Of the second"));
    await vscode.commands.executeCommand("midfill.writeCommitMessage");
    assert.deepEqual([one.box, two.box], ["Of the first", "Of the second"]);
    await vscode.commands.executeCommand("midfill.undoCommitMessage", { rootUri: one.opened.rootUri });
    assert.deepEqual([one.box, two.box], ["", "Of the second"]);
  });
});
