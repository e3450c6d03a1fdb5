import assert from "node:assert/strict";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { createPrivacyGate } from "../../src/privacy/privacyGate";
import { CodeActions } from "../../src/vscode/actions/codeActions";
import { gatherDefinitions } from "../../src/vscode/actions/definitionsInvolved";
import { gatherDiagnostics } from "../../src/vscode/actions/fixDiagnostics";
import { serverAnswer } from "../../src/vscode/actions/serverAnswer";
import { startFaultServer, type FaultServer } from "../faults/faultServer";
import { fencedAnswer } from "./support/chatAnswer";
import { closeEditors } from "./support/closeEditors";
import { activeExtension } from "./support/extension";
import { openDocument, openFile } from "./support/openDocument";
import { until } from "./support/until";
import { withSetting } from "./support/withSetting";

const { Error: error, Warning: warning, Hint: hint } = vscode.DiagnosticSeverity;

const folder = () => {
  const first = vscode.workspace.workspaceFolders?.[0];
  if (first === undefined) throw new Error("The tests run with a folder open.");
  return first.uri;
};
const at = (path: string) => vscode.Uri.joinPath(folder(), "fixing", path);
const write = (path: string, text: string) =>
  vscode.workspace.fs.writeFile(at(path), new TextEncoder().encode(text));
const diagnostic = (line: number, from: number, to: number, message: string, severity = error) =>
  new vscode.Diagnostic(new vscode.Range(line, from, line, to), message, severity);

/** The selection as it is: nothing to review. */
const unchanged = () => fencedAnswer("x = 1");

const problemPlace = new vscode.Selection(4, 12, 4, 12);
const mainText = [
  "from parsing import parse_line", // 0
  "",
  "def total(rows):", // 2
  "    first = parse_line(rows[0])",
  "    return firstt + 1", // 4
  "",
  "x = 2", // 6
  "",
].join("\n");

describe("Fix", () => {
  let server: FaultServer;
  let problems: vscode.DiagnosticCollection;
  const providers: vscode.Disposable[] = [];
  /** Where a name in a Python file is declared, as the fake language server knows it. */
  const definitions = new Map<string, vscode.Location | vscode.LocationLink>();
  let quickFixes: (
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ) => Thenable<vscode.CodeAction[]> | vscode.CodeAction[] = () => [];

  const inFixing = { language: "python", pattern: "**/fixing/**" };
  const open = async (selected: string, path = "main.py") => {
    const editor = await openFile(`fixing/${path}`, `${mainText}█`);
    const start = mainText.indexOf(selected);
    const { document } = editor;
    editor.selection = new vscode.Selection(
      document.positionAt(start),
      document.positionAt(start + selected.length),
    );
    return editor;
  };
  /** Nothing else asks that server meanwhile. */
  const withServer = (body: () => Promise<void>) =>
    withSetting("midfill.completions.trigger", "manual", () =>
      withSetting("midfill.deepseek.baseUrl", server.origin, body),
    );
  /** Runs a command and gives what the model was asked. */
  const asked = async (command = "midfill.fixSelection", options?: object): Promise<string> => {
    const count = server.requests.length;
    server.enqueue(unchanged());
    await withServer(async () => {
      await vscode.commands.executeCommand(command, options);
      await server.until(() => server.requests.length > count);
    });
    const body = JSON.parse(server.requests.at(-1)?.body ?? "{}") as {
      messages: readonly { readonly content: string }[];
    };
    await vscode.commands.executeCommand("midfill.rejectEdit");
    return body.messages.map(({ content }) => content).join("\n");
  };

  before(async () => {
    await activeExtension();
    server = await startFaultServer();
    problems = vscode.languages.createDiagnosticCollection("fake");
    providers.push(
      problems,
      vscode.languages.registerDefinitionProvider(inFixing, {
        provideDefinition: (document, position) => {
          const word = document.getText(document.getWordRangeAtPosition(position));
          const found = definitions.get(word);
          return found === undefined ? [] : ([found] as vscode.Location[]);
        },
      }),
      vscode.languages.registerCodeActionsProvider(
        inFixing,
        { provideCodeActions: (_document, range, context) => quickFixes(range, context) },
        { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
      ),
    );
  });
  after(async () => {
    for (const provider of providers) provider.dispose();
    await server.close();
  });
  afterEach(async () => {
    problems.clear();
    definitions.clear();
    quickFixes = () => [];
    await closeEditors();
    await vscode.workspace.fs.delete(at(""), { recursive: true }).then(undefined, () => undefined);
  });

  describe("tells the model", () => {
    it("the problems with their places, what they relate to, and the quick fixes", async () => {
      await write("parsing.py", "import re\n\ndef parse_line(text):\n    return text\n");
      const { document } = await open("    return firstt + 1");
      const typo = diagnostic(4, 11, 17, '"firstt" is not defined');
      typo.source = "Fakelance";
      typo.code = { value: "reportUndefined", target: vscode.Uri.parse("https://example.invalid/rule") };
      typo.tags = [vscode.DiagnosticTag.Deprecated];
      typo.relatedInformation = [
        new vscode.DiagnosticRelatedInformation(
          new vscode.Location(at("parsing.py"), new vscode.Position(2, 4)),
          "Did you mean what this gives?",
        ),
        new vscode.DiagnosticRelatedInformation(
          new vscode.Location(document.uri, new vscode.Position(3, 4)),
          '"first" is here',
        ),
      ];
      problems.set(document.uri, [
        diagnostic(4, 4, 10, "Returns late", warning),
        typo,
        diagnostic(4, 4, 10, "Prefer a generator", hint),
        diagnostic(6, 0, 1, "Unused x", warning),
      ]);
      quickFixes = ({ start }) => {
        const fix = new vscode.CodeAction("Change spelling to 'first'", vscode.CodeActionKind.QuickFix);
        const disabled = new vscode.CodeAction("Rewrite it all", vscode.CodeActionKind.QuickFix);
        disabled.disabled = { reason: "not here" };
        return start.character === 11 ? [fix, disabled] : [];
      };
      const prompt = await asked();
      const [, section] = /Problems:\n\n```text\n([^]*?)\n```/u.exec(prompt) ?? [];
      assert.equal(
        section,
        [
          '- line 5, error: "firstt" is not defined [Fakelance reportUndefined, deprecated, at `firstt`]',
          "  > return firstt + 1",
          "  see fixing/parsing.py:3: Did you mean what this gives?",
          "  > def parse_line(text):",
          '  see main.py:4: "first" is here',
          "  > first = parse_line(rows[0])",
          "  quick fixes: Change spelling to 'first'",
          "- line 5, warning: Returns late [at `return`]",
          "  > return firstt + 1",
        ].join("\n"),
      );
      assert.doesNotMatch(prompt, /example\.invalid|Midfill/u);
    });

    it("the definitions of the symbols involved, whole and from the workspace only", async () => {
      await write("parsing.py", "import re\n\ndef parse_line(text):\n    return text\n\nother = 1\n");
      const { document } = await open("    first = parse_line(rows[0])");
      problems.set(document.uri, [diagnostic(3, 12, 22, "Wrong type")]);
      definitions.set("parse_line", new vscode.Location(at("parsing.py"), new vscode.Position(2, 4)));
      // In sight, so the model sees it anyway.
      definitions.set("rows", new vscode.Location(document.uri, new vscode.Position(2, 10)));
      const prompt = await asked();
      assert.match(
        prompt,
        /\nThe definition of `parse_line`, fixing\/parsing\.py:3:\n\n```python\ndef parse_line\(text\):\n {4}return text\n```\n/u,
      );
      assert.doesNotMatch(prompt, /other = 1|definition of `rows`/u);
      assert.equal(vscode.window.visibleTextEditors.length, 1);
    });

    it("the part that the language server calls the declaration", async () => {
      await write("parsing.py", "@cached\ndef parse_line(\n    text):\n    return text\nother = 1\n");
      const { document } = await open("    first = parse_line(rows[0])");
      problems.set(document.uri, [diagnostic(3, 12, 22, "Wrong type")]);
      definitions.set("parse_line", {
        targetUri: at("parsing.py"),
        targetRange: new vscode.Range(0, 0, 3, 15),
        targetSelectionRange: new vscode.Range(1, 4, 1, 14),
      });
      assert.match(
        await asked(),
        /parsing\.py:2:\n\n```python\n@cached\ndef parse_line\(\n {4}text\):\n {4}return text\n```/u,
      );
    });

    it("the function, or the lines, where only the cursor stands at a problem", async () => {
      const editor = await open("firstt");
      problems.set(editor.document.uri, [diagnostic(4, 11, 17, "Unknown")]);
      const withSymbols = () =>
        vscode.languages.registerDocumentSymbolProvider(inFixing, {
          provideDocumentSymbols: () => [
            new vscode.DocumentSymbol(
              "total",
              "",
              vscode.SymbolKind.Function,
              new vscode.Range(2, 0, 4, 21),
              new vscode.Range(2, 4, 2, 9),
            ),
          ],
        });
      const placeCursor = async () => {
        const { document, viewColumn } = editor;
        const shown = await vscode.window.showTextDocument(document, viewColumn);
        shown.selection = problemPlace;
      };
      await placeCursor();
      // The cursor's own line is too little to mend anything, also without a language server.
      assert.match(await asked(), /\nSelection:\n\n```python\nfrom parsing [^]*\nx = 2\n```\n/u);
      await placeCursor();
      const symbols = withSymbols();
      try {
        assert.match(
          await asked(),
          /\nSelection:\n\n```python\ndef total\(rows\):\n.*\n {4}return firstt \+ 1\n```\n/u,
        );
      } finally {
        symbols.dispose();
      }
    });
  });

  describe("keeps here", () => {
    const asksAbout = async (uri: vscode.Uri) => {
      const { document } = await open("    first = parse_line(rows[0])");
      const wrong = diagnostic(3, 12, 22, "Wrong type");
      wrong.relatedInformation = [
        new vscode.DiagnosticRelatedInformation(
          new vscode.Location(uri, new vscode.Position(0, 0)),
          "the related message",
        ),
      ];
      problems.set(document.uri, [wrong]);
      definitions.set("parse_line", new vscode.Location(uri, new vscode.Position(0, 0)));
      const prompt = await asked();
      assert.match(prompt, /Wrong type/u);
      assert.doesNotMatch(prompt, /CANARY|The definition of/u);
      return prompt;
    };

    it("what stands in a secret file", async () => {
      await write(".env", "TOKEN=CANARY\n");
      assert.doesNotMatch(await asksAbout(at(".env")), /related message/u);
    });

    it("what stands in a file that an ignore file names", async () => {
      await write(".midfillignore", "kept.py\n");
      await write("kept.py", "CANARY = 1\n");
      assert.doesNotMatch(await asksAbout(at("kept.py")), /related message/u);
    });

    it("what stands outside the workspace, also behind a link, and where that lies", async () => {
      const outside = await mkdtemp(join(tmpdir(), "outside-"));
      try {
        const file = join(outside, "far.py");
        await writeFile(file, "CANARY = 1\n");
        const prompt = await asksAbout(vscode.Uri.file(file));
        assert.match(prompt, /see far\.py:1: the related message\n/u);
        assert.equal(prompt.includes(outside), false);
        await vscode.workspace.fs.createDirectory(at(""));
        await symlink(file, at("linked.py").fsPath);
        await asksAbout(at("linked.py"));
      } finally {
        await rm(outside, { recursive: true });
      }
    });

    it("a line of a private key, which alone does not show what it is", async () => {
      const body = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC".repeat(2);
      const key = `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----`;
      const { document } = await openFile("fixing/key.py", `█key = """${key}"""█\n`);
      const wrong = diagnostic(1, 0, 8, "Line too long", warning);
      wrong.relatedInformation = [
        new vscode.DiagnosticRelatedInformation(
          new vscode.Location(document.uri, new vscode.Position(1, 0)),
          "This one",
        ),
      ];
      problems.set(document.uri, [wrong]);
      const prompt = await asked();
      assert.match(prompt, /line 2, warning: Line too long\n {2}see key\.py:2: This one\n/u);
      assert.equal(prompt.includes(body.slice(0, 8)), false);
    });
  });

  describe("does not depend on the language server", () => {
    it("asks without what a slow one has not said", async () => {
      const { document } = await open("    return firstt + 1");
      problems.set(document.uri, [diagnostic(4, 11, 17, "Unknown")]);
      quickFixes = () => new Promise(() => undefined);
      assert.match(await asked(), /line 5, error: Unknown/u);
    });

    it("takes a failure for no answer", async () => {
      const { signal } = new AbortController();
      const missing = at("missing.py");
      await assert.rejects(async () =>
        vscode.commands.executeCommand("vscode.executeCodeActionProvider", missing, problemPlace),
      );
      assert.equal(
        await serverAnswer(signal, "vscode.executeCodeActionProvider", missing, problemPlace),
        undefined,
      );
    });

    it("asks nothing when it is cancelled while it gathers", async () => {
      const { document } = await open("    return firstt + 1");
      problems.set(document.uri, [diagnostic(4, 11, 17, "Unknown")]);
      let isAsked = false;
      quickFixes = (_range, { triggerKind }) => {
        // The light bulb asks, too.
        isAsked ||= triggerKind === vscode.CodeActionTriggerKind.Invoke;
        return new Promise(() => undefined);
      };
      const count = server.requests.length;
      await withServer(async () => {
        const running = vscode.commands.executeCommand("midfill.fixSelection");
        await until("the quick fixes to be asked for", () => isAsked);
        await vscode.commands.executeCommand("midfill.cancelEdit");
        await running;
      });
      assert.deepEqual(
        server.requests.slice(count).map(({ target, body }) => `${target} ${body}`),
        [],
      );
      assert.equal(document.isDirty, false);
    });
  });

  describe("says what it used", () => {
    const privacy = createPrivacyGate(() => []);
    const whole = (document: vscode.TextDocument) => ({
      document,
      range: { start: 0, end: document.getText().length },
      path: "main.py",
    });

    it("in words", async () => {
      await write("parsing.py", "def parse_line(text):\n    return text\n");
      const { document } = await open("first");
      problems.set(document.uri, [diagnostic(3, 12, 22, "One"), diagnostic(4, 11, 17, "Two")]);
      quickFixes = () => [new vscode.CodeAction("Mend it", vscode.CodeActionKind.QuickFix)];
      definitions.set("parse_line", new vscode.Location(at("parsing.py"), new vscode.Position(0, 4)));
      const { signal } = new AbortController();
      assert.deepEqual((await gatherDiagnostics(whole(document), privacy, signal)).used, [
        "2 problems",
        "1 quick fix offered",
      ]);
      assert.deepEqual((await gatherDefinitions(whole(document), privacy, signal)).used, [
        "definition of parse_line in fixing/parsing.py",
      ]);
    });

    it("also that there was nothing, or too little time", async () => {
      const { document } = await open("first");
      const { signal } = new AbortController();
      assert.deepEqual(await gatherDiagnostics(whole(document), privacy, signal), {
        sections: [],
        used: ["no reported problems"],
      });
      problems.set(document.uri, [diagnostic(3, 12, 22, "One")]);
      quickFixes = () => new Promise(() => undefined);
      assert.deepEqual((await gatherDiagnostics(whole(document), privacy, signal)).used, [
        "1 problem",
        "not all quick fixes: the language server took too long",
      ]);
    });

    it("and rejects at once when it is cancelled", async () => {
      const { document } = await open("first");
      problems.set(document.uri, [diagnostic(3, 12, 22, "One")]);
      const run = new AbortController();
      quickFixes = (_range, { triggerKind }) => {
        if (triggerKind === vscode.CodeActionTriggerKind.Invoke) run.abort(new Error("cancelled"));
        return new Promise(() => undefined);
      };
      await assert.rejects(gatherDiagnostics(whole(document), privacy, run.signal), /cancelled/u);
      await assert.rejects(gatherDefinitions(whole(document), privacy, run.signal), /cancelled/u);
    });
  });

  describe("in the light bulb", () => {
    const offered = async (uri: vscode.Uri, range: vscode.Range, kind?: vscode.CodeActionKind) => {
      const actions =
        (await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
          "vscode.executeCodeActionProvider",
          uri,
          range,
          kind?.value,
        )) ?? [];
      return actions.filter(({ title }) => title.includes("Midfill"));
    };
    const titles = async (...query: Parameters<typeof offered>) =>
      (await offered(...query)).map(({ title }) => title);
    const withProblem = async (severity = error, path = "main.py") => {
      const { document } = await open("firstt", path);
      problems.set(document.uri, [diagnostic(4, 11, 17, "Unknown", severity)]);
      return document.uri;
    };

    it("mends and explains a problem, and never by itself", async () => {
      const uri = await withProblem();
      const actions = await offered(uri, problemPlace);
      assert.deepEqual(
        actions.map(({ title, kind, isPreferred }) => [title, kind?.value, isPreferred === true]),
        [
          ["Fix with Midfill", "quickfix.midfill.fix", false],
          ["Explain with Midfill", "quickfix.midfill.explain", false],
        ],
      );
      assert.deepEqual(await titles(uri, problemPlace, vscode.CodeActionKind.SourceFixAll), []);
      assert.deepEqual(await titles(uri, problemPlace, vscode.CodeActionKind.Source), []);
      assert.deepEqual(await titles(uri, problemPlace, vscode.CodeActionKind.Refactor), []);
    });

    it("stands below what the language offers", async () => {
      const { document } = await openFile("fixing/order.ts", "export function one() {\n  return 1;\n}\n█");
      const found = await until("TypeScript's own", async () => {
        const actions =
          (await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
            "vscode.executeCodeActionProvider",
            document.uri,
            new vscode.Selection(0, 0, 2, 1),
            vscode.CodeActionKind.RefactorRewrite.value,
          )) ?? [];
        const names = actions.map(({ title }) => title);
        return names.includes("Convert named export to default export") && names;
      });
      assert.equal(found[0], "Convert named export to default export");
      assert.equal(found.includes("Edit with Midfill…"), true);
    });

    it("says which problems, and offers nothing to what runs at a save", async () => {
      const uri = await withProblem();
      const document = await vscode.workspace.openTextDocument(uri);
      const actions = new CodeActions({
        privacy: createPrivacyGate(() => []),
        isOn: () => true,
      });
      const provide = (triggerKind: vscode.CodeActionTriggerKind, only?: vscode.CodeActionKind) =>
        actions.provideCodeActions(document, problemPlace, {
          diagnostics: vscode.languages.getDiagnostics(uri),
          triggerKind,
          only,
        });
      const { Automatic, Invoke } = vscode.CodeActionTriggerKind;
      for (const each of provide(Automatic)) {
        assert.deepEqual(each.diagnostics, vscode.languages.getDiagnostics(uri));
      }
      assert.equal(provide(Automatic).length, 2);
      assert.equal(provide(Invoke, vscode.CodeActionKind.QuickFix).length, 2);
      assert.equal(provide(Automatic, vscode.CodeActionKind.QuickFix).length, 0);
    });

    it("runs the fix on the problem's own file, also where another is active", async () => {
      const uri = await withProblem();
      const [fix] = await offered(uri, problemPlace);
      const other = await openDocument("z = 3█", "python");
      const command = fix?.command;
      const prompt = await asked(command?.command, command?.arguments?.[0] as object);
      assert.match(prompt, /File: fixing\/main\.py/u);
      assert.match(prompt, /line 5, error: Unknown/u);
      assert.equal(other.document.getText(), "z = 3");
    });

    it("asks in the chat what a problem means", async () => {
      const uri = await withProblem();
      const [, explain] = await offered(uri, problemPlace);
      const command = explain?.command;
      const prompt = await asked(command?.command, command?.arguments?.[0] as object);
      assert.match(prompt, /Explain this problem[^]*- line 5, error: Unknown \[/u);
      assert.match(prompt, /return firstt \+ 1/u);
    });

    it("rewrites a selection as it suits the language", async () => {
      const selection = new vscode.Selection(2, 0, 4, 21);
      const { document } = await open("x = 2");
      assert.deepEqual(await titles(document.uri, selection), [
        "Edit with Midfill…",
        "Refactor with Midfill",
        "Simplify with Midfill",
        "Optimise with Midfill",
        "Document with Midfill",
        "Add Types with Midfill",
        "Write Tests with Midfill",
      ]);
      for (const { kind } of await offered(document.uri, selection)) {
        assert.match(kind?.value ?? "", /^refactor\.rewrite\.midfill\./u);
      }
      const go = await openDocument("func main() {}\n█", "go");
      assert.equal(
        (await titles(go.document.uri, new vscode.Selection(0, 0, 0, 14))).includes("Add Types with Midfill"),
        false,
      );
      const prose = await openDocument("Some words.█", "markdown");
      assert.deepEqual(await titles(prose.document.uri, new vscode.Selection(0, 0, 0, 4)), [
        "Edit with Midfill…",
      ]);
    });

    it("works in a notebook's cell", async () => {
      const notebook = await vscode.workspace.openNotebookDocument(
        "jupyter-notebook",
        new vscode.NotebookData([
          new vscode.NotebookCellData(vscode.NotebookCellKind.Code, "a = 1", "python"),
        ]),
      );
      await vscode.window.showNotebookDocument(notebook);
      const { uri } = notebook.cellAt(0).document;
      assert.equal((await titles(uri, new vscode.Selection(0, 0, 0, 5))).length, 7);
    });

    it("is silent without a selection or a problem, at a hint, in secret files and where it is off", async () => {
      const { document } = await open("x = 2");
      assert.deepEqual(await titles(document.uri, new vscode.Selection(6, 0, 6, 0)), []);
      assert.deepEqual(await titles(document.uri, new vscode.Selection(1, 0, 2, 0)), []);
      assert.deepEqual(await titles(document.uri, new vscode.Range(2, 0, 4, 21)), []);
      assert.deepEqual(await titles(await withProblem(hint), problemPlace), []);
      assert.deepEqual(await titles(await withProblem(error, ".env.py/.env"), problemPlace), []);
      const uri = await withProblem();
      await withSetting("midfill.actions.codeActions", false, async () => {
        assert.deepEqual(await titles(uri, problemPlace), []);
        assert.deepEqual(await titles(uri, new vscode.Selection(2, 0, 4, 21)), []);
      });
      assert.equal((await titles(uri, problemPlace)).length, 2);
    });

    it("is silent where nobody can write", async () => {
      const provider = vscode.workspace.registerTextDocumentContentProvider("fixed", {
        provideTextDocumentContent: () => "x = 1",
      });
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse("fixed:a.py"));
      await vscode.window.showTextDocument(document);
      assert.deepEqual(await titles(document.uri, new vscode.Selection(0, 0, 0, 5)), []);
      provider.dispose();
    });
  });
});
