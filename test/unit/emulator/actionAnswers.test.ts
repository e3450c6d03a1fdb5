import assert from "node:assert/strict";
import { actionTable } from "../../../src/actions/actionTable";
import { commitMessages } from "../../../src/actions/commit/commitMessages";
import { renameMessages } from "../../../src/actions/rename/renameMessages";
import { actionMessages } from "../../../src/actions/request/actionMessages";
import type { ContextSection } from "../../../src/actions/request/gatheredContext";
import type { ChatRequestMessage } from "../../../src/provider/chatRequest";
import { createAnswerEngine } from "../../emulator/engine/answerEngine";
import { attachedCode } from "../../emulator/engine/attachedCode";

const engine = createAnswerEngine([]);

function answerTo(messages: readonly ChatRequestMessage[]): string {
  return engine.answerChat({
    messages: messages.map((message) => ({
      role: message.role === "system" ? "system" : "user",
      content: "text" in message && typeof message.text === "string" ? message.text : "",
      calls: [],
      isPrefix: false,
    })),
    continues: undefined,
    isThinking: false,
    tools: [],
    toolChoice: { kind: "none" },
    wantsJson: false,
  }).text;
}

/** What one of the extension's own actions gets for some code. */
function run(
  id: string,
  languageId: string,
  selection: string,
  more: {
    readonly before?: string;
    readonly sections?: readonly ContextSection[];
    readonly input?: string;
  } = {},
): string {
  const action = actionTable.find((each) => each.id === id);
  assert.ok(action !== undefined && action.result !== "chat");
  const answer = answerTo(
    actionMessages({
      result: action.result,
      path: "stock/shelf",
      languageId,
      before: more.before ?? "",
      selection,
      after: "",
      instruction: action.prompt.replace("${input}", more.input ?? ""),
      sections: more.sections ?? [],
    }),
  );
  const [block, ...others] = attachedCode(answer);
  assert.ok(block !== undefined && others.length === 0, answer);
  return block.code;
}

describe("the emulator's answers to the extension's actions", () => {
  it("mends what a problem names, and loops that go one too far", () => {
    const text = "Line 2: Property 'deliverdAt' does not exist on type 'Parcel'. Did you mean 'deliveredAt'?";
    assert.equal(
      run("fix", "typescript", "for (let i = 0; i <= all.length; i++) {\n  go(all[i].deliverdAt);\n}", {
        sections: [{ title: "Problems", text, languageId: "text" }],
      }),
      "for (let i = 0; i < all.length; i++) {\n  go(all[i].deliveredAt);\n}",
    );
    assert.equal(run("fix", "python", "if a != None:\n    go()"), "if a is not None:\n    go()");
    assert.equal(run("fix", "go", "x := 1"), "x := 1");
  });

  it("says the same with less", () => {
    assert.equal(run("simplify", "typescript", "sum = sum + each;"), "sum += each;");
    assert.equal(run("simplify", "typescript", "name = name + a + b;"), "name = name + a + b;");
    assert.equal(run("simplify", "go", "if found == false {"), "if !found {");
    assert.equal(run("simplify", "java", "  double r = a / 2;\n  return r;"), "  return a / 2;");
  });

  it("loops over elements where the index serves for nothing else", () => {
    assert.equal(
      run(
        "refactor",
        "typescript",
        "for (let i = 0; i < all.length; i++) {\n  const each = all[i];\n  go(each);\n}",
      ),
      "for (const each of all) {\n  go(each);\n}",
    );
    assert.equal(
      run(
        "refactor",
        "java",
        "for (int i = 0; i < all.size(); i++) {\n  Line each = all.get(i);\n  go(each);\n}",
      ),
      "for (Line each : all) {\n  go(each);\n}",
    );
    assert.equal(
      run("refactor", "python", "for i in range(0, len(all)):\n    each = all[i]\n    go(each)"),
      "for each in all:\n    go(each)",
    );
    const withIndex = "for i in range(len(all)):\n    each = all[i]\n    go(each, i)";
    assert.equal(run("refactor", "python", withIndex), withIndex);
  });

  it("saves copies", () => {
    assert.equal(
      run("optimise", "cpp", "double load(std::vector<Item> items, double above) {"),
      "double load(const std::vector<Item> &items, double above) {",
    );
  });

  it("writes types out, and nothing else", () => {
    assert.equal(
      run("add-types", "typescript", "let count = 0;\nf(count);"),
      "let count: number = 0;\nf(count);",
    );
    assert.equal(run("add-types", "go", "func f() {\n}"), "func f() {\n}");
  });

  it("writes tests that hold, from the facts it is given", () => {
    const sections = [
      { title: "Tests", text: 'Framework: node:test.\nImport the code under test from "./shelf".' },
    ];
    const code = run("write-tests", "typescript", "  load(above: number) {\n  }", {
      before: "export class Shelf {\n",
      sections,
    });
    assert.match(
      code,
      /^import assert .*\nimport \{ describe, it \} from "node:test";\nimport \{ Shelf \} from ".\/shelf";/,
    );
    assert.match(code, /assert\.equal\(typeof Shelf\.prototype\.load, "function"\)/);
    assert.match(
      run("write-tests", "java", "int load(int above) {\n}"),
      /class SelectionTest \{\n.*\n {4}@Test\n {4}void load\(\)/,
    );
    assert.match(run("write-tests", "cpp", "int load(int above) {\n}"), /TEST\(SelectionTest, Load\)/);
    assert.match(
      run("write-tests", "go", "func Load(above int) int {\n}", { before: "package stock\n" }),
      /^package stock\n\nimport "testing"\n\nfunc TestLoad\(/,
    );
  });

  it("says what it has not translated", () => {
    assert.equal(
      run("translate", "java", "double loadOf(int above) {\n}", { input: "Python" }),
      "def load_of(above):\n    # Midfill's emulator, no language model, translates names only.\n    raise NotImplementedError",
    );
  });

  it("writes a commit's subject and names, nothing around them", () => {
    const prompt = { rules: [], examples: [], ruleFiles: [], branch: "main", beginning: "" };
    assert.equal(
      answerTo(
        commitMessages({
          ...prompt,
          changes: "src/a.ts: changed, +2\nb.md: new, +1\n\nsrc/a.ts: changed, +2\n+x",
        }),
      ),
      "Change a.ts and b.md",
    );
    const names = answerTo(
      renameMessages({
        name: "parsedLine",
        path: "a.ts",
        languageId: "typescript",
        definition: "",
        usages: [],
      }),
    ).split("\n");
    assert.ok(names.length >= 4);
    for (const line of names) assert.match(line, /^[a-z][A-Za-z]+: \S/);
  });
});
