import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { assert as assertProperty, property, string } from "fast-check";
import { createAnswerEngine, type AnswerEngine } from "../../emulator/engine/answerEngine";
import type { ChatQuestion } from "../../emulator/engine/chatQuestion";
import { readMaterial } from "../../emulator/engine/material";
import { editCode } from "../../emulator/engine/mechanicalEdits";
import { tokenise } from "../../emulator/tokens";

const sample = "test/host/sample";
const question = (content: string, system?: string): ChatQuestion => ({
  messages: [
    ...(system === undefined
      ? []
      : [{ role: "system" as const, content: system, calls: [], isPrefix: false }]),
    { role: "user", content, calls: [], isPrefix: false },
  ],
  continues: undefined,
  isThinking: false,
  tools: [],
  toolChoice: { kind: "none" },
  wantsJson: false,
});

/** What comes at the cursor █ of a text. */
function fill(engine: AnswerEngine, document: string): string {
  const [prefix = "", suffix = ""] = document.split("█");
  return engine.fillInMiddle({ prefix, suffix });
}

/** A file of the sample with text typed on the line below a marked spot, which names that text. */
async function typedAt(file: string, typed: string, rest = ""): Promise<string> {
  const text = await readFile(`${sample}/${file}`, "utf8");
  const spot = text
    .split("\n")
    .findIndex((line) => line.includes("Try it") && line.includes(typed.split("(")[0] ?? ""));
  assert.ok(spot >= 0, `no spot for ${typed}`);
  return text
    .split("\n")
    .toSpliced(spot + 1, 0, `${typed}█${rest}`)
    .join("\n");
}

describe("the emulator's engine", () => {
  let engine: AnswerEngine;
  before(async () => {
    engine = createAnswerEngine(await readMaterial(sample));
  });

  it("has up to three different texts for a place, the less obvious ones at higher temperatures", async () => {
    const [prefix = "", suffix = ""] = (await typedAt("shop/orders.ts", "export function grossTotal(")).split(
      "█",
    );
    const texts = [undefined, 0.5, 0.8, 1.2].map((temperature) =>
      engine.fillInMiddle({ prefix, suffix, temperature }),
    );
    assert.equal(texts[0], texts[1]);
    assert.equal(new Set(texts).size, 3, texts.join("\n---\n"));
    for (const text of texts) assert.match(text, /^\w+: \w+\): \w+ \{\n/);
  });

  it("continues every marked spot of the sample with several lines", async () => {
    let count = 0;
    for (const file of ["shop/orders.ts", "stats/temperature.py", "inventory/store.go"]) {
      for (const [, typed = ""] of (await readFile(`${sample}/${file}`, "utf8")).matchAll(
        /Try it: type {2}(.*)$/gm,
      )) {
        const text = fill(engine, await typedAt(file, typed));
        assert.ok(text.split("\n").length >= 4, `${file}: ${typed} gave ${text}`);
        count += 1;
      }
    }
    assert.equal(count, 7);
  });

  it("writes a TypeScript function after its sibling, names replaced", async () => {
    assert.equal(
      fill(engine, await typedAt("shop/orders.ts", "export function findOrderById(id: string)")),
      ": Order {\n  const order = orders.get(id);\n  if (order === undefined) {\n    throw new Error(`There is no order ${id}.`);\n  }\n  return order;\n}",
    );
  });

  it("stops before a bracket that the editor has closed already", async () => {
    assert.equal(
      fill(engine, await typedAt("shop/orders.ts", "export function findOrderById(", ")")),
      "id: string",
    );
    assert.equal(
      fill(
        engine,
        await typedAt("shop/orders.ts", "export function grossTotal(order: Order): number {", "}"),
      ),
      "\n  let gross = 0;\n  for (const line of order.lines) {\n    gross += line.quantity * line.unitPrice;\n  }\n  return Math.round(gross * 100) / 100;\n",
    );
  });

  it("restores what was deleted in the middle of a function", async () => {
    const python = await readFile(`${sample}/stats/temperature.py`, "utf8");
    assert.equal(
      fill(engine, python.replace("    total = sum(readings)\n    return", "    █\n    return")),
      "total = sum(readings)",
    );
    const go = await readFile(`${sample}/inventory/store.go`, "utf8");
    assert.equal(
      fill(
        engine,
        go.replace(
          'fmt.Errorf("item %s: %w", sku, ErrNotFound)\n\t}\n\treturn item',
          "fmt.█\n\t}\n\treturn item",
        ),
      ),
      'Errorf("item %s: %w", sku, ErrNotFound)',
    );
  });

  it("carries on a pattern of the prompt alone, closes brackets, returns what was computed", () => {
    assert.equal(fill(engine, "LEVEL_1 = 10\nLEVEL_2 = 20\n█"), "LEVEL_3 = 30");
    assert.equal(fill(engine, "  const quux = 4;\n  zork(quux█\n"), ");");
    assert.equal(fill(engine, "func f() {\n\tzonk := g()\n\treturn █\n}"), "zonk");
    assert.equal(fill(engine, "zzz qqq █"), "");
  });

  it("keeps carriage returns", () => {
    assert.equal(fill(engine, "a = 1\r\na = 2\r\n█\r\n"), "a = 3");
    assert.ok(
      !/(?<!\r)\n/.test(fill(engine, "def mean_humidity(readings: list[float]) -> float:\r\n    █\r\n")),
    );
  });

  it("says what it is, names what is in attached code and where words stand in the folder", () => {
    const { text } = engine.answerChat(
      question(
        'Where is `saveCustomer`?\n\na.ts:\n```ts\nimport x from "x";\nexport function f(a: number, b = 2) {}\n```',
      ),
    );
    assert.match(text, /no language model/);
    assert.match(text, /imports `x`/);
    assert.match(text, /Line 2: function `f` with `a`, `b`/);
    assert.match(text, /`shop\/customers.ts`, line 12/);
  });

  it("answers an edit with one fenced block", () => {
    const system = "Reply with only one fenced code block that replaces the selection.";
    const { text } = engine.answerChat(
      question("Selected code:\n```ts\nlet a = b;\n```\n\nInstruction: rename a to total", system),
    );
    assert.equal(text, "```ts\nlet total = b;\n```");
  });

  it("edits the selection, not what stands around it", () => {
    const asked = [
      "File: a.py (python)",
      "Before the selection:\n\n```python\nb = 1\n```",
      "After the selection:\n\n```python\nd = 1\n```",
      "Selection:\n\n```python\nz = 1\nc = 1\n```",
      "Problems in the selection:\n\n```text\nNot sorted\n```",
      "Instruction: sort the lines",
    ].join("\n\n");
    const system = "Answer with exactly one fenced code block that replaces the selection, and nothing else.";
    assert.equal(engine.answerChat(question(asked, system)).text, "```python\nc = 1\nz = 1\n```");
    assert.match(engine.answerChat(question(asked)).text, /looked up, not understood/);
  });

  it("edits mechanically, else says in a comment that it cannot", () => {
    assert.equal(editCode("b\na", "Sort these lines", "text"), "a\nb");
    assert.equal(editCode("a = 1 # one\n# two\nb = 2", "remove the comments", "python"), "a = 1\nb = 2");
    assert.equal(editCode("f('x')", "use double quotes", "typescript"), 'f("x")');
    assert.equal(
      editCode("f();", "wrap in try/catch", "typescript"),
      "try {\n  f();\n} catch (error) {\n  console.error(error);\n  throw error;\n}",
    );
    assert.equal(
      editCode("def go_on(a):\n    pass", "add a docstring", "python"),
      'def go_on(a):\n    """Go on. Parameters: a."""\n    pass',
    );
    assert.equal(
      editCode("  x();", "make it fly", "go"),
      "  // Midfill's emulator cannot do this (no language model): make it fly\n  x();",
    );
  });

  it("fills a hole asked for in a chat, and goes on inside an opened fence", () => {
    const asked = question("Language: typescript\n\nlet a = 1;\nlet a = 2;\n<hole></hole>\n");
    assert.equal(engine.answerChat(asked).text, "```typescript\nlet a = 3;\n```");
    assert.equal(engine.answerChat({ ...asked, continues: "```typescript\n" }).text, "let a = 3;\n```");
  });

  it("reads no hidden files, secrets or dependencies", async () => {
    const paths = (await readMaterial(".")).map((file) => file.path);
    assert.ok(paths.includes("package.json"));
    assert.deepEqual(
      paths.filter((path) => /(?:^|\/)\.|node_modules|secret/i.test(path)),
      [],
    );
  });

  it("gives the same answer to the same question, whatever it is", () => {
    assertProperty(
      property(string({ unit: "binary" }), string({ unit: "binary" }), (prefix, suffix) => {
        assert.equal(engine.fillInMiddle({ prefix, suffix }), engine.fillInMiddle({ prefix, suffix }));
        assert.equal(tokenise(prefix).join(""), prefix);
      }),
      { numRuns: 60 },
    );
  });
});
