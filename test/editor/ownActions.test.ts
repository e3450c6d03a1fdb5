import assert from "node:assert/strict";
import * as vscode from "vscode";
import { startFaultServer, type FaultServer } from "../faults/faultServer";
import { chatAnswer } from "./support/chatAnswer";
import { closeEditors } from "./support/closeEditors";
import { activeExtension } from "./support/extension";
import { openDocument, openFile } from "./support/openDocument";
import { until } from "./support/until";
import { withSetting } from "./support/withSetting";

interface ChatBody {
  readonly model: string;
  readonly thinking?: { readonly type: string };
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

let server: FaultServer;

const run = (action: string, options: object = {}) =>
  vscode.commands.executeCommand("midfill.runAction", { action, ...options });
const fenced = (code: string) => chatAnswer(`\`\`\`\n${code}\n\`\`\``);
/** The questions, without those for a conversation's title. */
const bodies = (): readonly ChatBody[] =>
  server.requests
    .filter(({ target }) => target.endsWith("/chat/completions"))
    .map(({ body }) => JSON.parse(body) as ChatBody)
    .filter(({ messages }) => messages.every(({ content }) => !/\btitle\b/iu.test(content.slice(0, 300))));
const lastBody = (): ChatBody => {
  const body = bodies().at(-1);
  if (body === undefined) throw new Error("There was no request.");
  return body;
};
const lastText = () => lastBody().messages.findLast(({ role }) => role === "user")?.content ?? "";
const timesIn = (text: string, part: string) => text.split(part).length - 1;

/** With the fault server in DeepSeek's place, and these own actions. */
const withOwn = (own: unknown, body: () => Promise<void>) =>
  withSetting("midfill.deepseek.baseUrl", server.origin, () => withSetting("midfill.actions.own", own, body));
const workspaceFile = (path: string) => {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error("The tests run with a folder open.");
  return vscode.Uri.joinPath(folder.uri, path);
};
/** Has a file in the workspace while `body` runs. */
async function withFile(path: string, text: string, body: () => Promise<void>): Promise<void> {
  await vscode.workspace.fs.writeFile(workspaceFile(path), new TextEncoder().encode(text));
  try {
    await body();
  } finally {
    await vscode.workspace.fs.delete(workspaceFile(path));
  }
}

const texts = {
  replace: "one\nTWO\nthree\n",
  "insert-before": "one\nTWO\ntwo\nthree\n",
  "insert-after": "one\ntwo\nTWO\nthree\n",
} as const;
const places = { replace: undefined, "insert-before": "above", "insert-after": "below" } as const;

describe("own actions", () => {
  before(async () => {
    await activeExtension();
    server = await startFaultServer();
  });
  after(() => server.close());
  afterEach(async () => {
    // What a failed test leaves for review would be in the way of its second try.
    await vscode.commands.executeCommand("midfill.rejectEdit");
    await closeEditors();
  });

  for (const result of ["replace", "insert-before", "insert-after"] as const) {
    it(`write into the document: ${result}`, () => {
      const own = {
        mine: {
          prompt: "Do ${input} to lines of ${fileBasename} (${language}).",
          result,
          model: "deepseek-v4-pro",
          thinking: "on",
        },
      };
      return withOwn(own, async () => {
        const { document } = await openFile(`own-${result}.ts`, "one\n█two█\nthree\n");
        server.setDefaultScript(fenced("TWO"));
        await run("own:mine", { input: "this" });
        const body = lastBody();
        assert.equal(body.model, "deepseek-v4-pro");
        assert.equal(body.thinking?.type, "enabled");
        const text = lastText();
        assert.match(text, /Selection:\n\n```typescript\ntwo\n```/u);
        assert.equal(/Place: (\w+)/u.exec(text)?.[1], places[result]);
        assert.ok(text.endsWith(`Instruction: Do this to lines of own-${result}.ts (typescript).`), text);
        assert.equal(document.getText(), "one\ntwo\nthree\n");
        assert.equal(await vscode.commands.executeCommand("midfill.acceptEdit"), true);
        assert.equal(document.getText(), texts[result]);
      });
    });
  }

  for (const result of ["new-file", "test-file"] as const) {
    it(`write a file: ${result}`, () =>
      withOwn({ mine: { prompt: "Write it.", result, thinking: "off" } }, async () => {
        await openFile(`own-${result}.ts`, "█export const one = 1;█\n");
        const code = `const written${result.length} = true;`;
        server.setDefaultScript(fenced(code));
        await run("own:mine");
        assert.equal(lastBody().thinking?.type, "disabled");
        assert.ok(lastText().endsWith("Instruction: Write it."));
        await until("the file", () =>
          vscode.workspace.textDocuments.some(
            (document) => document.uri.scheme === "untitled" && document.getText().includes(code),
          ),
        );
      }));
  }

  it("ask in the chat, with the selection attached", () =>
    withOwn(
      { mine: { prompt: "What is ${symbol}?", result: "chat", model: "deepseek-v4-pro" } },
      async () => {
        const symbols = vscode.languages.registerDocumentSymbolProvider(
          { pattern: "**/own-chat.ts" },
          {
            provideDocumentSymbols: () => {
              const range = new vscode.Range(0, 0, 2, 1);
              return [new vscode.DocumentSymbol("totalOf", "", vscode.SymbolKind.Function, range, range)];
            },
          },
        );
        try {
          await openFile("own-chat.ts", "function totalOf() {\n█  return 4711;\n█}\n");
          const count = bodies().length;
          server.setDefaultScript(chatAnswer("A function."));
          await run("own:mine");
          await until("the request", () => bodies().length > count);
          assert.equal(lastBody().model, "deepseek-v4-pro");
          const text = lastBody()
            .messages.map(({ content }) => content)
            .join("\n");
          assert.match(text, /What is totalOf\?/u);
          assert.equal(timesIn(text, "return 4711;"), 1);
        } finally {
          symbols.dispose();
        }
      },
    ));

  it("bring the selection along once, free of secrets", () =>
    withOwn(
      {
        replace: { prompt: "Sort this:\n${selection}", result: "replace" },
        ask: { prompt: "Explain: ${selectedText}", result: "chat" },
      },
      async () => {
        const secret = `sk-${"a1B2c3D4".repeat(4)}`;
        const { document } = await openFile("own-selection.ts", `█const key = "${secret}";█\n`);
        server.setDefaultScript(fenced("const key = process.env.KEY;"));
        await run("own:replace");
        assert.equal(timesIn(lastText(), "const key = "), 1);
        assert.match(
          lastText(),
          /Selection: it stands in the instruction\.[^]+Instruction: Sort this:\nconst key = /u,
        );
        assert.doesNotMatch(JSON.stringify(lastBody()), new RegExp(secret, "u"));
        await vscode.commands.executeCommand("midfill.rejectEdit");

        await vscode.window.showTextDocument(document, { selection: new vscode.Range(0, 0, 1, 0) });
        const count = bodies().length;
        server.setDefaultScript(chatAnswer("It is a key."));
        await run("own:ask");
        await until("the request", () => bodies().length > count);
        const asked = JSON.stringify(lastBody());
        assert.equal(timesIn(asked, "const key = "), 1);
        assert.doesNotMatch(asked, new RegExp(secret, "u"));
      },
    ));

  it("send no part of a key whose ends are not selected", () =>
    withOwn({ mine: { prompt: "Wrap: ${selection}", result: "replace" } }, async () => {
      const lines = ["Qx7Yb2", "Lm9Zc4", "Rt5Wd8"].map((part) => part.repeat(10));
      const [first = "", middle = "", last = ""] = lines;
      const head = "-----BEGIN PRIVATE KEY-----";
      await openFile("own-pem.ts", `${head}\n${first}\n█${middle}\n█${last}\n-----END PRIVATE KEY-----\n`);
      server.setDefaultScript(fenced("x"));
      await run("own:mine");
      for (const line of lines) assert.equal(timesIn(JSON.stringify(lastBody()), line), 0);
    }));

  it("tell the problems that the editor shows there", () =>
    withOwn({ mine: { prompt: "Mend:\n${diagnostics}", result: "replace" } }, async () => {
      const { document } = await openFile("own-problems.ts", "one\n█two\n█three\n");
      const diagnostics = vscode.languages.createDiagnosticCollection("own-actions");
      const problem = (line: number, message: string) =>
        new vscode.Diagnostic(new vscode.Range(line, 0, line, 3), message, vscode.DiagnosticSeverity.Error);
      try {
        diagnostics.set(document.uri, [problem(1, "Two is wrong ${file}."), problem(2, "Three is wrong.")]);
        server.setDefaultScript(fenced("TWO"));
        await run("own:mine");
        assert.match(
          lastText(),
          /Instruction: Mend:\nown-problems\.ts:2:1: error: Two is wrong \$\{file\}\.$/u,
        );
      } finally {
        diagnostics.dispose();
      }
    }));

  it("answer for themselves: a bad one leaves the others, an unknown one sends nothing", () =>
    withOwn(
      { bad: { prompt: "x", result: "shell" }, good: { prompt: "Good.", result: "replace" } },
      async () => {
        await openDocument("█1█");
        const count = bodies().length;
        await run("own:bad");
        await run("own:nothing");
        await run("workspace:nothing");
        assert.equal(bodies().length, count);
        server.setDefaultScript(fenced("2"));
        await run("own:good");
        assert.equal(bodies().length, count + 1);
      },
    ));

  it("say what is missing, before anything is sent", () =>
    withOwn({ mine: { prompt: "Explain ${symbol}.", result: "replace" } }, async () => {
      await openDocument("█1█", "plaintext");
      const count = bodies().length;
      await run("own:mine");
      assert.equal(bodies().length, count);
    }));

  it("are overridden by the user, as built-in ones are", () =>
    withOwn({ mine: { prompt: "Mine.", result: "replace", thinking: "on" } }, () =>
      withSetting(
        "midfill.actions.overrides",
        { edit: { thinking: "on", model: "deepseek-v4-pro" }, "own:mine": { thinking: "off" } },
        async () => {
          await openDocument("█1█");
          server.setDefaultScript(fenced("2"));
          await run("edit", { input: "Change it." });
          assert.equal(lastBody().model, "deepseek-v4-pro");
          assert.equal(lastBody().thinking?.type, "enabled");
          await vscode.commands.executeCommand("midfill.rejectEdit");
          await openDocument("█1█");
          await run("own:mine");
          assert.equal(lastBody().thinking?.type, "disabled");
        },
      ),
    ));

  it("come from the workspace's prompt files, which choose no model and no thinking", () =>
    withFile(
      ".github/prompts/swap.prompt.md",
      "---\nresult: replace\nmodel: deepseek-v4-pro\nthinking: on\n---\nSwap ${input:what:What?} in ${file}.",
      () =>
        withOwn({}, async () => {
          const { document } = await openFile("own-prompt.ts", "█1█\n");
          server.setDefaultScript(fenced("2"));
          await run("edit", { input: "Change it." });
          const { model } = lastBody();
          await vscode.commands.executeCommand("midfill.rejectEdit");
          await vscode.window.showTextDocument(document, { selection: new vscode.Range(0, 0, 0, 1) });
          await run("workspace:swap", { input: 'what="the signs"' });
          assert.ok(lastText().endsWith("Instruction: Swap the signs in own-prompt.ts."), lastText());
          assert.equal(lastBody().model, model);
          assert.notEqual(model, "deepseek-v4-pro");
          assert.notEqual(lastBody().thinking?.type, "enabled");
          assert.equal(await vscode.commands.executeCommand("midfill.acceptEdit"), true);
          assert.equal(document.getText(), "2\n");
        }),
    ));

  it("come from no workspace's settings, and are not changed by them", () => {
    const hostile = {
      "midfill.actions.own": {
        evil: { prompt: "Evil.", result: "replace" },
        mine: { prompt: "Evil.", result: "replace", model: "evil" },
      },
      "midfill.actions.overrides": { "own:mine": { model: "evil", thinking: "on" } },
      // This one a workspace may set; it tells that the file has been read.
      "midfill.completions.debounceMs": 7,
    };
    return withFile(".vscode/settings.json", JSON.stringify(hostile), () =>
      withOwn({ mine: { prompt: "Mine.", result: "replace", thinking: "off" } }, async () => {
        await until(
          "the workspace's settings",
          () => vscode.workspace.getConfiguration().get("midfill.completions.debounceMs") === 7,
        );
        await openDocument("█1█");
        const count = bodies().length;
        await run("own:evil");
        assert.equal(bodies().length, count);
        server.setDefaultScript(fenced("2"));
        await run("own:mine");
        assert.ok(lastText().endsWith("Instruction: Mine."));
        assert.notEqual(lastBody().model, "evil");
        assert.equal(lastBody().thinking?.type, "disabled");
      }),
    );
  });
});
