import assert from "node:assert/strict";
import { Oracle, type Knowledge, type WrongStart } from "../../../../bench/completion/world/oracle";
import { benchTrace } from "./benchTrace";

const trace = benchTrace();
const { text } = trace;

function oracle(knowledge: Knowledge, wrongStart: WrongStart = "late", seed = 1): Oracle {
  return new Oracle(trace, { knowledge, wrongStart, seed });
}

/** Offset right behind this text. */
function behind(found: string): number {
  return text.indexOf(found) + found.length;
}

/** The answer to the document's text up to there. */
function answerAt(it: Oracle, offset: number): string {
  return it.answer(text.slice(0, offset), text.slice(trace.suffixOffset), offset, []).text;
}

/** A line that is known only after some characters, with where its code starts. */
function lateLine(it: Oracle): { readonly start: number; readonly end: number; readonly needed: number } {
  for (let start = trace.startOffset; start < trace.endOffset; start = text.indexOf("\n", start) + 1) {
    const end = text.indexOf("\n", start);
    const code = start + (/^ */.exec(text.slice(start))?.[0].length ?? 0);
    const needed = it.neededChars(code);
    if (needed > 2 && needed < Infinity && end - code > needed + 4) return { start: code, end, needed };
  }
  throw new Error("Every line is known.");
}

describe("Oracle", () => {
  it("goes on with the true text up to a blank line", () => {
    const offset = behind("if (order !== undefined) ");
    assert.equal(answerAt(oracle("perfect"), offset), "orders.push(order);\n  }");
  });

  it("goes on for six lines at most", () => {
    const offset = behind("Promise<readonly Order[]> {");
    assert.equal(answerAt(oracle("perfect"), offset).split("\n").length, 6);
  });

  it("has nothing to say before a blank line", () => {
    assert.equal(answerAt(oracle("perfect"), behind("orders.push(order);\n  }")), "");
  });

  it("finds the place by the prompt's end, whatever stands at its head", () => {
    const offset = behind("const name = ");
    const prefix = `// src/orders.ts\n// a snippet\n${text.slice(offset - 150, offset)}`;
    assert.equal(oracle("perfect").answer(prefix, "", 0, []).trueOffset, offset);
  });

  it("takes the place with the longer common text when the last characters stand in two", () => {
    const offset = behind("export const two: Order = { id: 2, lines: [] };");
    assert.equal(oracle("perfect").locate(text.slice(0, offset), 0), offset);
  });

  it("is lost, and wrong, where the prompt's end is not the file's", () => {
    const answer = oracle("perfect").answer(`${text.slice(0, 500)}qqqq`, "", 500, []);
    assert.equal(answer.trueOffset, undefined);
    assert.notEqual(answer.text, "");
  });

  it("knows half of the lines at once", () => {
    const known = Array.from({ length: 400 }, (_, seed) => oracle("half", "late", seed).neededChars(1000));
    const share = known.filter((needed) => needed === 0).length / known.length;
    assert.ok(share > 0.4 && share < 0.6, String(share));
    assert.ok(known.every((needed) => needed >= 0 && needed <= 14));
  });

  it("knows 30 % of the lines at once and 21 % never when it is hard", () => {
    const known = Array.from({ length: 1000 }, (_, seed) => oracle("hard", "late", seed).neededChars(1000));
    const never = known.filter((needed) => needed === Infinity).length / known.length;
    const atOnce = known.filter((needed) => needed === 0).length / known.length;
    assert.ok(Math.abs(never - 0.21) < 0.05, String(never));
    assert.ok(Math.abs(atOnce - 0.3) < 0.05, String(atOnce));
  });

  it("is wrong from the very character with which it knows a late line", () => {
    const it = oracle("half");
    const { start, end, needed } = lateLine(it);
    const before = answerAt(it, start).split("\n")[0] ?? "";
    assert.equal(before.slice(0, needed - 1), text.slice(start, start + needed - 1));
    assert.notEqual(before[needed - 1], text[start + needed - 1]);
    assert.equal(before.length, end - start);
    assert.equal(answerAt(it, start + needed).split("\n")[0], text.slice(start + needed, end));
  });

  it("is wrong from the first character on when asked to be wrong at once", () => {
    const it = oracle("half", "at-once");
    const { start, needed } = lateLine(it);
    for (let typed = 0; typed < needed; typed++) {
      assert.notEqual(answerAt(it, start + typed)[0], text[start + typed]);
    }
    assert.equal(answerAt(it, start + needed)[0], text[start + needed]);
  });

  it("counts no characters as typed on the later lines of an answer", () => {
    const it = oracle("half");
    const { start, needed } = lateLine(it);
    const lineBefore = text.lastIndexOf("\n", text.lastIndexOf("\n", start) - 1) + 1;
    const answer = answerAt(it, lineBefore);
    const second = answer.split("\n")[1]?.trimStart() ?? "";
    assert.notEqual(second[needed - 1], text[start + needed - 1]);
  });

  it("ends where the editor closed a bracket behind the cursor", () => {
    const offset = behind("basename(");
    const closers = [{ offset: offset + 4, text: ")" }];
    const suffix = `)${text.slice(trace.suffixOffset)}`;
    assert.equal(oracle("perfect").answer(text.slice(0, offset), suffix, offset, closers).text, "path");
  });

  it("knows a line by context only when its rarest name is in the prompt", () => {
    const offset = behind("  const content = await ");
    const it = oracle("context");
    const line = 'readFile(path, "utf8");';
    const near = text.slice(offset - 60, offset);
    // `utf8` stands nowhere above, so it decides.
    assert.equal(it.answer(near, "", offset, []).text.split("\n")[0]?.slice(0, 16), line.slice(0, 16));
    assert.notEqual(it.answer(near, "", offset, []).text.split("\n")[0], line);
    assert.equal(it.answer(`// reads utf8\n${near}`, "", offset, []).text.split("\n")[0], line);
  });

  it("says the same at the same place, whoever asks", () => {
    for (let offset = trace.startOffset; offset < trace.endOffset; offset += 7) {
      assert.equal(answerAt(oracle("hard"), offset), answerAt(oracle("hard"), offset));
    }
  });
});
