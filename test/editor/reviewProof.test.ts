import assert from "node:assert/strict";
import * as vscode from "vscode";
import { startFaultServer, type FaultServer } from "../faults/faultServer";
import { Random } from "../proofs/random";
import { chatAnswer, stalledAnswer } from "./support/chatAnswer";
import { closeEditors } from "./support/closeEditors";
import { activeExtension } from "./support/extension";
import { withSetting } from "./support/withSetting";

const firstSeed = 1;
/** Each goes through the whole flow, half a second and more: `npm run prove:edits` has ten times as many. */
const editsInAll = Number(process.env["MIDFILL_RANDOM_EDITS"] ?? 100);
const minReplacements = 10 * editsInAll;
const editsInATest = 25;
const limitMs = 240_000;

/** What a user does with an edit. */
const endings = ["accept", "accept", "accept", "hunk by hunk", "reject", "cancel"] as const;

const run = (command: string, ...rest: readonly unknown[]) =>
  vscode.commands.executeCommand(`midfill.${command}`, ...rest);

/** A file, a part of it, and what a model makes of that part. */
class RandomEdit {
  readonly random: Random;
  readonly bytes: Uint8Array;
  readonly ending: (typeof endings)[number];
  readonly answer: string;
  readonly start: number;
  readonly end: number;
  readonly seed: number;

  constructor(seed: number) {
    this.seed = seed;
    this.random = new Random(seed);
    const lineEnd = this.random.of(["\n", "\r\n"]);
    const lines = Array.from({ length: 40 + this.random.below(80) }, () => this.line());
    const text = lines.join(lineEnd) + this.random.of(["", lineEnd, lineEnd + lineEnd]);
    this.bytes = new TextEncoder().encode((this.random.isOneOf(3) ? "\uFEFF" : "") + text);
    const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1), text.length];
    this.start = starts[this.random.below(Math.floor(starts.length / 3))] ?? 0;
    this.end = starts.at(-1 - this.random.below(Math.floor(starts.length / 3))) ?? 0;
    this.ending = this.random.of(endings);
    this.answer = this.changed(text.slice(this.start, this.end).replaceAll("\r\n", "\n"));
  }

  private line(): string {
    return this.random.of([
      "int a = 1;",
      "\tint b = a;",
      "\t\treturn '日本';",
      '  puts("🌊👩‍👩‍👧");',
      "}",
      "{",
      "",
      "  ",
      "/* e\u0301tat */",
      "a  =  a\t+ b; ",
      `value${this.random.below(1000)}();`,
    ]);
  }

  private changed(text: string): string {
    const lines: string[] = [];
    for (const line of text.split("\n")) {
      const choice = this.random.below(6);
      if (choice === 0) continue;
      if (choice === 1) lines.push(this.line());
      lines.push(choice === 2 ? `${line}more${this.random.below(1000)}();` : line);
    }
    return [...lines, `last${this.random.below(1000)}();`].join("\n");
  }
}

describe("Review, at random", () => {
  let server: FaultServer;
  const tally = {
    accepted: 0,
    "accepted hunk by hunk": 0,
    rejected: 0,
    cancelled: 0,
    replacements: 0,
    refused: 0,
  };

  before(async () => {
    await activeExtension();
    server = await startFaultServer();
  });
  after(() => server.close());
  afterEach(closeEditors);

  for (let from = 0; from < editsInAll; from += editsInATest) {
    const firstOfTest = firstSeed + from;
    it(`${editsInATest} edits from seed ${firstOfTest} on: one undo gives the bytes back, the rest changes none`, async function () {
      this.timeout(limitMs);
      await withSetting("midfill.deepseek.baseUrl", server.origin, async () => {
        for (let seed = firstOfTest; seed < firstOfTest + editsInATest; seed++) {
          try {
            await prove(new RandomEdit(seed));
          } catch (error) {
            throw new Error(`The edit with the seed ${seed} fails.`, { cause: error });
          }
        }
      });
    });
  }

  it("met every way an edit can end", () => {
    const { refused, ...met } = tally;
    for (const [what, times] of Object.entries(met)) assert.ok(times > 0, what);
    assert.ok(refused < editsInAll / 10 && tally.replacements >= minReplacements, JSON.stringify(tally));
  });

  async function prove(edit: RandomEdit): Promise<void> {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    const uri = vscode.Uri.joinPath(folder.uri, `review-proof-${edit.seed}.c`);
    await vscode.workspace.fs.writeFile(uri, edit.bytes);
    const document = await vscode.workspace.openTextDocument(uri);
    const editor = await vscode.window.showTextDocument(document);
    const original = document.getText();
    const { version } = document;
    editor.selection = new vscode.Selection(document.positionAt(edit.start), document.positionAt(edit.end));

    const untouched = async (after: string) => {
      assert.equal(document.getText(), original, after);
      assert.equal(document.version, version, after);
      assert.ok(!document.isDirty, after);
      assert.deepEqual(Buffer.from(await vscode.workspace.fs.readFile(uri)), Buffer.from(edit.bytes), after);
    };

    if (edit.ending === "cancel") {
      const count = server.requests.length;
      server.enqueue(stalledAnswer(`\`\`\`c\n${edit.answer}\n`));
      const running = run("editSelection", { instruction: "change it" });
      await server.until(() => server.requests.length > count);
      await run("cancelEdit");
      await running;
      await untouched("cancelled");
      await run("rejectEdit");
      await untouched("cancelled and rejected");
      tally.cancelled++;
    } else {
      server.enqueue(chatAnswer(`\`\`\`c\n${edit.answer}\n\`\`\``));
      await run("editSelection", { instruction: "change it" });
      await untouched("in review");
      const hunks = await pendingHunks(uri);
      if (hunks === 0) tally.refused++;
      else if (edit.ending === "reject") {
        await run("rejectEdit");
        await untouched("rejected");
        tally.rejected++;
      } else {
        await accept(document, edit, original);
        tally.replacements += hunks;
      }
    }
    assert.equal(await pendingHunks(uri), 0, "an edit is left");
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await vscode.workspace.fs.delete(uri);
  }

  async function accept(document: vscode.TextDocument, edit: RandomEdit, original: string): Promise<void> {
    const texts = [original];
    const decide = async (command: string) => {
      assert.equal(await run(command), true);
      texts.push(document.getText());
    };
    if (edit.ending === "accept") tally.accepted++;
    else {
      for (let hunks = 0; hunks < 3 && (await pendingHunks(document.uri)) > 1; hunks++)
        await decide("acceptHunk");
      tally["accepted hunk by hunk"]++;
    }
    await decide("acceptEdit");
    assert.notEqual(texts.at(-1), original);
    await vscode.window.showTextDocument(document);
    for (const text of texts.slice(0, -1).toReversed()) {
      await vscode.commands.executeCommand("undo");
      assert.equal(document.getText(), text, "undo");
    }
    assert.ok(!document.isDirty, "after undo the file is as it was saved");
    for (const text of texts.slice(1)) {
      await vscode.commands.executeCommand("redo");
      assert.equal(document.getText(), text, "redo");
    }
    await document.save();
    const mark = edit.bytes[0] === 0xef ? "\uFEFF" : "";
    const saved = await vscode.workspace.fs.readFile(document.uri);
    assert.deepEqual(Buffer.from(saved), Buffer.from(mark + (texts.at(-1) ?? "")), "saved");
  }
});

/** How many hunks wait in a file, as its first line says; 0 where it has no edit. */
async function pendingHunks(uri: vscode.Uri): Promise<number> {
  const lenses = await vscode.commands.executeCommand<readonly vscode.CodeLens[]>(
    "vscode.executeCodeLensProvider",
    uri,
  );
  const title = lenses.find(({ command }) => command?.title.includes("Midfill:"))?.command?.title;
  return title === undefined ? 0 : Number(/(\d+) changes?/.exec(title)?.[1] ?? 1);
}
