import assert from "node:assert/strict";
import * as vscode from "vscode";
import { isAttachable } from "../../src/vscode/chatContext";
import { startFaultServer, type FaultServer } from "../faults/faultServer";
import { closeEditors } from "./support/closeEditors";
import { answering, pressing } from "./support/answering";
import { chatAnswer, fencedAnswer, stalledAnswer } from "./support/chatAnswer";
import { activeExtension } from "./support/extension";
import { untilNotified } from "./support/notifications";
import { openDocument, openFile } from "./support/openDocument";
import { lensTitles, reviewTab } from "./support/shownEdit";
import { until } from "./support/until";
import { withSetting } from "./support/withSetting";

const run = <T>(command: string, ...args: readonly unknown[]) =>
  vscode.commands.executeCommand<T>(`midfill.${command}`, ...args);
const edit = (instruction = "change it") => run("editSelection", { instruction });

const original = "one\ntwo\nthree\nfour\nfive\n";
const marked = `█${original}█`;
/** Two hunks: `two` and `four`. */
const proposed = "one\nTWO\nthree\nFOUR\nfive\n";
let server: FaultServer;

const withServer = (body: () => Promise<void>) => async () => {
  await withSetting("midfill.deepseek.baseUrl", server.origin, body);
};

/** Opens a file with an edit of two hunks in review. */
async function reviewed(path: string): Promise<vscode.TextDocument> {
  const { document } = await openFile(path, marked);
  server.enqueue(fencedAnswer(proposed.trimEnd()));
  await edit();
  assert.equal(document.getText(), original);
  return document;
}

async function type(
  document: vscode.TextDocument,
  line: number,
  character: number,
  text: string,
): Promise<void> {
  const typed = new vscode.WorkspaceEdit();
  typed.insert(document.uri, new vscode.Position(line, character), text);
  assert.equal(await vscode.workspace.applyEdit(typed), true);
}

async function undoIn(document: vscode.TextDocument, command: "undo" | "redo" = "undo"): Promise<void> {
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand(command);
}

const reviewText = () => vscode.window.activeTextEditor?.document.getText();
const messagesOf = (index: number): readonly { role: string; content: string }[] => {
  const request = server.requests.at(index);
  assert.ok(request);
  return JSON.parse(request.body).messages;
};

describe("The review of an edit", () => {
  before(async () => {
    await activeExtension();
    server = await startFaultServer();
  });
  after(() => server.close());
  afterEach(async () => {
    while (await run("rejectEdit"));
    await closeEditors();
  });

  it(
    "accepts and rejects hunk by hunk, each accept one step of undo",
    withServer(async () => {
      const document = await reviewed("hunks.txt");
      assert.deepEqual(
        (await lensTitles(document.uri)).filter((title) => /Accept$|Reject$/.test(title)),
        ["$(check) Accept", "$(close) Reject", "$(check) Accept", "$(close) Reject"],
      );
      assert.equal(await run("acceptHunk"), true);
      assert.equal(document.getText(), "one\nTWO\nthree\nfour\nfive\n");
      await until("the rest to be shown", () => reviewText() === "one\nTWO\nthree\nfour\nFOUR\nfive\n");
      await run("rejectHunk");
      assert.equal(reviewTab(), undefined);
      assert.equal(document.getText(), "one\nTWO\nthree\nfour\nfive\n");
      await undoIn(document);
      assert.equal(document.getText(), original);
    }),
  );

  it(
    "accepts two hunks that are accepted at once, each in its turn",
    withServer(async () => {
      const document = await reviewed("at-once.txt");
      assert.deepEqual(await Promise.all([run("acceptHunk", 0), run("acceptHunk", 1)]), [true, true]);
      assert.equal(document.getText(), proposed);
      await undoIn(document);
      assert.equal(document.getText(), "one\nTWO\nthree\nfour\nfive\n");
    }),
  );

  it(
    "shows an answer that is there before its editor is open",
    withServer(async () => {
      for (let turn = 0; turn < 8; turn += 1) {
        await reviewed(`instant${turn}.txt`);
        await until(
          "the change to be shown",
          () => reviewText() === "one\ntwo\nTWO\nthree\nfour\nFOUR\nfive\n",
        );
        await run("rejectEdit");
      }
    }),
  );

  it(
    "accepts no other proposal than the one that was asked about",
    withServer(async () => {
      const { document } = await openFile("another.txt", marked);
      server.enqueue(fencedAnswer("one\nt\u200bwo\nthree\nfour\nfive"));
      await edit();
      server.enqueue(fencedAnswer("one\ntwo\nthree\nf\u200bour\nfive"));
      let isAccepted: unknown;
      const questions = await answering(
        "Accept Anyway",
        async () => {
          isAccepted = await run("acceptEdit");
        },
        async () => {
          await run("retryEdit");
        },
      );
      assert.equal(questions.length, 1);
      assert.equal(isAccepted, false);
      assert.equal(document.getText(), original);
      // What has not been asked about is asked about.
      assert.equal((await answering(undefined, async () => void (await run("acceptEdit")))).length, 1);
      assert.equal(document.getText(), original);
    }),
  );

  it(
    "names what was used, as far as the buttons keep their place",
    withServer(async () => {
      const { document } = await openFile("used.txt", marked);
      const problem = (line: number) =>
        new vscode.Diagnostic(new vscode.Range(line, 0, line, 3), `Problem ${line}.`);
      const reported = vscode.languages.createDiagnosticCollection("used");
      try {
        reported.set(document.uri, [problem(1), problem(3)]);
        server.enqueue(fencedAnswer(proposed.trimEnd()));
        await run("runAction", { action: "fix" });
        assert.match(
          (await lensTitles(document.uri))[0] ?? "",
          /^Midfill: Fix, 2 changes, \+2 −2, with 2 problems/,
        );
      } finally {
        reported.dispose();
      }
    }),
  );

  it(
    "takes an undone hunk back into the review, and a redone one out of it",
    withServer(async () => {
      const document = await reviewed("undo.txt");
      assert.equal(await run("acceptHunk"), true);
      await undoIn(document);
      assert.equal(document.getText(), original);
      assert.equal((await lensTitles(document.uri))[0], "Midfill: Edit, 2 changes, +2 −2");
      await undoIn(document, "redo");
      assert.equal((await lensTitles(document.uri))[0], "Midfill: Edit, 1 change, +1 −1");
      assert.equal(await run("acceptEdit"), true);
      assert.equal(document.getText(), proposed);
    }),
  );

  it(
    "keeps what the user types: beside a hunk, and in its place",
    withServer(async () => {
      const document = await reviewed("typing.txt");
      await type(document, 2, 5, "!");
      await type(document, 1, 1, "x");
      assert.equal((await lensTitles(document.uri))[0], "Midfill: Edit, 1 change, +1 −1");
      assert.equal(await run("acceptEdit"), true);
      assert.equal(document.getText(), "one\ntxwo\nthree!\nFOUR\nfive\n");
    }),
  );

  it(
    "ends when the last hunk's lines are changed",
    withServer(async () => {
      const document = await reviewed("gone.txt");
      await type(document, 1, 0, "a");
      await type(document, 3, 0, "b");
      await until("the review to close", () => reviewTab() === undefined);
      assert.equal(await run("acceptEdit"), false);
      assert.equal(document.getText(), "one\natwo\nthree\nbfour\nfive\n");
    }),
  );

  it(
    "keeps its hunks when the document is formatted or replaced around them",
    withServer(async () => {
      const document = await reviewed("format.txt");
      const replaced = new vscode.WorkspaceEdit();
      const whole = new vscode.Range(
        new vscode.Position(0, 0),
        document.lineAt(document.lineCount - 1).range.end,
      );
      replaced.replace(document.uri, whole, original.replace("three", "THREE").repeat(1));
      await vscode.workspace.applyEdit(replaced);
      assert.equal(await run("acceptEdit"), true);
      assert.equal(document.getText(), proposed.replace("three", "THREE"));
    }),
  );

  it(
    "stays when its editor is closed, and is shown again",
    withServer(async () => {
      const document = await reviewed("closed.txt");
      const tab = reviewTab();
      assert.ok(tab);
      await vscode.window.tabGroups.close(tab);
      assert.equal(document.getText(), original);
      await run("showReview");
      assert.equal(reviewText(), "one\ntwo\nTWO\nthree\nfour\nFOUR\nfive\n");
      assert.equal(await run("acceptEdit"), true);
      assert.equal(document.getText(), proposed);
    }),
  );

  it(
    "goes from change to change and around",
    withServer(async () => {
      await reviewed("steps.txt");
      const line = () => vscode.window.activeTextEditor?.selection.active.line;
      assert.equal(line(), 1);
      await run("nextHunk");
      assert.equal(line(), 4);
      await run("nextHunk");
      assert.equal(line(), 1);
      await run("previousHunk");
      assert.equal(line(), 4);
      await run("acceptHunk", { lineNumber: 2 });
      await until(
        "the first hunk to be applied",
        () => reviewText() === "one\nTWO\nthree\nfour\nFOUR\nfive\n",
      );
    }),
  );

  it(
    "asks for changes of the same range, with the conversation so far",
    withServer(async () => {
      const document = await reviewed("changes.txt");
      assert.equal(await run("acceptHunk"), true);
      server.enqueue(fencedAnswer("one\nTWO\nthree\n4\nfive"));
      await run("askForChanges", { instruction: "digits, please" });
      const messages = messagesOf(-1);
      assert.deepEqual(
        messages.map(({ role }) => role),
        ["system", "user", "assistant", "user"],
      );
      assert.match(messages[2]?.content ?? "", /FOUR/);
      assert.match(messages[3]?.content ?? "", /TWO\nthree\nfour[^]*Instruction: digits, please$/);
      assert.equal(reviewText(), "one\nTWO\nthree\nfour\n4\nfive\n");
      assert.equal(await run("acceptEdit"), true);
      assert.equal(document.getText(), "one\nTWO\nthree\n4\nfive\n");
    }),
  );

  it(
    "keeps the proposal when a wish brings nothing",
    withServer(async () => {
      const document = await reviewed("nothing.ts");
      server.enqueue(chatAnswer("Sorry, I cannot do that."));
      await run("askForChanges", { instruction: "impossible" });
      assert.equal((await lensTitles(document.uri))[0], "Midfill: Edit, 2 changes, +2 −2");
      server.enqueue([{ do: "reset" }], [{ do: "reset" }], [{ do: "reset" }]);
      await run("askForChanges", { instruction: "no network" });
      assert.equal((await lensTitles(document.uri))[0], "Midfill: Edit, 2 changes, +2 −2");
      assert.equal(await run("acceptEdit"), true);
      assert.equal(document.getText(), proposed);
    }),
  );

  for (const [what, refused] of [
    ["leaves code out", "```\none\nTWO\n// ... rest unchanged\n```"],
    ["gives a diff that does not fit", "```diff\n@@ -1,2 +1,2 @@\n six\n-seven\n+SEVEN\n```"],
    ["ends in the middle", "```\none\nTWO {"],
  ] as const) {
    it(
      `asks for the whole after an answer that ${what}, with the conversation so far`,
      withServer(async () => {
        const { document } = await openFile("whole.txt", marked);
        const count = server.requests.length;
        server.enqueue(chatAnswer(refused));
        server.enqueue(fencedAnswer(proposed.trimEnd()));
        const buttons = await pressing("Ask for the Whole", async () => {
          await edit();
          await until("the whole", async () => (await lensTitles(document.uri)).length > 1);
        });
        assert.deepEqual(buttons, ["Ask for the Whole", "Try Again"]);
        assert.equal(server.requests.length, count + 2);
        const messages = messagesOf(-1);
        assert.deepEqual(
          messages.map(({ role }) => role),
          ["system", "user", "assistant", "user"],
        );
        assert.equal(messages[2]?.content, refused);
        assert.match(messages[3]?.content ?? "", /Instruction: Your .*\. Write the whole text out/u);
        assert.equal(await run("acceptEdit"), true);
        assert.equal(document.getText(), proposed);
      }),
    );
  }

  it(
    "opens no new document in the place of an unsaved one that was closed",
    withServer(async () => {
      const { document } = await openDocument(marked);
      server.enqueue(chatAnswer("Sorry, I cannot do that."));
      const count = server.requests.length;
      await pressing(
        "Try Again",
        async (told) => {
          await edit();
          await until("the reason", () => told.some((each) => each.includes("cannot be opened any more")));
        },
        async () => {
          await closeEditors();
          await until("the document to be closed", () => document.isClosed);
        },
      );
      assert.equal(server.requests.length, count + 1);
      assert.deepEqual(
        vscode.workspace.textDocuments.filter(({ uri }) => uri.toString() === document.uri.toString()),
        [],
      );
    }),
  );

  it(
    "tries again from the start",
    withServer(async () => {
      const document = await reviewed("retry.txt");
      server.enqueue(fencedAnswer("1\ntwo\nthree\nfour\nfive"));
      await run("retryEdit");
      assert.equal(messagesOf(-1).length, 2);
      assert.equal(reviewText(), "one\n1\ntwo\nthree\nfour\nfive\n");
      await run("rejectEdit");
      assert.equal(document.getText(), original);
    }),
  );

  it(
    "shows what came of a stopped answer, and keeps the rest",
    withServer(async () => {
      const { document } = await openFile("stopped.txt", marked);
      server.enqueue(stalledAnswer("```\none\nTWO\nthr"));
      const running = edit();
      await until("the first lines", () => reviewText()?.includes("TWO") === true);
      assert.equal(document.getText(), original);
      await run("cancelEdit");
      await running;
      await server.until(() => server.openConnections() === 0);
      assert.equal(reviewText(), "one\ntwo\nTWO\nthree\nfour\nfive\n");
      assert.match((await lensTitles(document.uri))[0] ?? "", /stopped/);
      assert.equal(await run("acceptEdit"), true);
      assert.equal(document.getText(), "one\nTWO\nthree\nfour\nfive\n");
    }),
  );

  it(
    "goes on with the conversation about a stopped answer, and tells what the user has typed since",
    withServer(async () => {
      const { document } = await openFile("stopped-on.txt", marked);
      server.enqueue(stalledAnswer("```\none\nTWO\nthree\nFOUR\nfi"));
      const running = edit();
      await until("the first lines", () => reviewText()?.includes("FOUR") === true);
      await run("cancelEdit");
      await running;
      await type(document, 2, 5, "!");
      server.enqueue(fencedAnswer("one\nTWO\nthree!\n4\nfive"));
      await run("askForChanges", { instruction: "digits, please" });
      const messages = messagesOf(-1);
      assert.deepEqual(
        messages.map(({ role }) => role),
        ["system", "user", "assistant", "user"],
      );
      assert.match(messages[2]?.content ?? "", /FOUR/);
      assert.match(messages[3]?.content ?? "", /two\nthree!\nfour[^]*Instruction: digits, please$/);
      assert.equal(await run("acceptEdit"), true);
      assert.equal(document.getText(), "one\nTWO\nthree!\n4\nfive\n");
    }),
  );

  it(
    "lets what came be reviewed where the answer breaks off",
    withServer(async () => {
      const { document } = await openFile("cut.txt", marked);
      server.enqueue(chatAnswer("```\none\nTWO\nthr", "length"));
      await edit();
      assert.match((await lensTitles(document.uri))[0] ?? "", /1 change, \+1 −1, cut short/);
      assert.equal(await run("acceptEdit"), true);
      assert.equal(document.getText(), "one\nTWO\nthree\nfour\nfive\n");
    }),
  );

  it(
    "stays when the file gets another language",
    withServer(async () => {
      const document = await reviewed("language.txt");
      await vscode.languages.setTextDocumentLanguage(document, "markdown");
      assert.equal((await lensTitles(document.uri))[0], "Midfill: Edit, 2 changes, +2 −2");
      assert.equal(await run("acceptEdit"), true);
      assert.equal(document.getText(), proposed);
    }),
  );

  it(
    "is no code to the editor's language servers, old and new lines in one as it is",
    withServer(async () => {
      const one = '{\n  "a": 1\n}\n';
      await openFile("review.json", `█${one}█`);
      server.enqueue(fencedAnswer(one.trimEnd().replace("1", "2")));
      await edit();
      const review = vscode.window.activeTextEditor?.document;
      assert.ok(review);
      assert.match(review.getText(), /"a": 1\n {2}"a": 2/);
      // Read by the server after the review.
      const { document: wrong } = await openFile("wrong.json", "{ █,, }");
      await until("its problems", () => vscode.languages.getDiagnostics(wrong.uri).length > 0);
      assert.deepEqual(vscode.languages.getDiagnostics(review.uri), []);
    }),
  );

  it(
    "is no file: nothing of its text is sent",
    withServer(async () => {
      await reviewed("shown.txt");
      const review = vscode.window.activeTextEditor?.document.uri;
      assert.ok(review);
      assert.equal(review.scheme, "midfill-review");
      assert.equal(isAttachable(review), false);
      assert.equal(isAttachable(review.with({ scheme: "midfill-proposed" })), false);
      const count = server.requests.length;
      for (const command of ["editSelection", "explainSelection"]) {
        await untilNotified(/only shows an edit of a file/u, async () => {
          await run(command, { instruction: "change it" });
        });
      }
      assert.equal(server.requests.length, count);
    }),
  );

  it(
    "keeps edits of several files apart",
    withServer(async () => {
      const first = await reviewed("several-1.txt");
      const second = await reviewed("several-2.txt");
      await vscode.window.showTextDocument(first);
      assert.equal(await run("acceptEdit"), true);
      assert.equal(first.getText(), proposed);
      assert.equal(second.getText(), original);
      await vscode.window.showTextDocument(second);
      await run("rejectEdit");
      assert.equal(second.getText(), original);
    }),
  );

  it(
    "ends with its file",
    withServer(async () => {
      const document = await reviewed("ended.txt");
      const { uri } = document;
      const tabs = vscode.window.tabGroups.all
        .flatMap((group) => group.tabs)
        .filter(
          ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString(),
        );
      await vscode.window.tabGroups.close(tabs);
      await vscode.workspace.fs.delete(uri);
      await until("the review to close", () => reviewTab() === undefined || !document.isClosed);
      assert.equal(document.isDirty, false);
    }),
  );
});
