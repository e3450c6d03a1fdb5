import assert from "node:assert/strict";
import { namesInvolved } from "../../../../src/actions/fix/namesInvolved";

const mark = (line: number, from: number, to: number, endLine = line) => ({
  start: { line, character: from },
  end: { line: endLine, character: to },
});
const whole = { startLine: 0, endLine: 99 };
const names = (...found: Parameters<typeof namesInvolved>) => namesInvolved(...found).map(({ name }) => name);

const lines = [
  "const order = findOrder(id, 'some text');", // 0
  "// parseLine is old",
  "return parseLine(order.total, price);", // 2
  "  send(receipt);",
];

describe("namesInvolved", () => {
  it("gives the marked names first, then the others of the line, with their places", () => {
    assert.deepEqual(namesInvolved(lines, [mark(2, 7, 16)], whole, 6), [
      { name: "parseLine", line: 2, column: 7 },
      { name: "order", line: 2, column: 17 },
      { name: "total", line: 2, column: 23 },
      { name: "price", line: 2, column: 30 },
    ]);
  });

  it("gives what all problems mark before what else is on their lines", () => {
    assert.deepEqual(names(lines, [mark(2, 7, 16), mark(0, 14, 23)], whole, 3), [
      "parseLine",
      "findOrder",
      "order",
    ]);
  });

  it("knows the name at an empty mark", () => {
    assert.deepEqual(names(lines, [mark(2, 22, 22)], whole, 1), ["order"]);
  });

  it("gives each name once, no keywords, strings and comments", () => {
    assert.deepEqual(
      names(["const a = a + b;", "# note", "if (b) return 'c d';"], [mark(0, 0, 0, 2)], whole, 6),
      ["a", "b"],
    );
    assert.deepEqual(names(lines, [mark(1, 3, 12)], whole, 6), []);
  });

  it("looks at a long mark's first lines only", () => {
    assert.deepEqual(names(["one", "two", "three", "four"], [mark(0, 0, 4, 3)], whole, 6), [
      "one",
      "two",
      "three",
    ]);
  });

  it("leaves out the rest of a line that is not worked on", () => {
    assert.deepEqual(names(lines, [mark(2, 7, 16)], { startLine: 3, endLine: 3 }, 6), ["parseLine"]);
  });

  it("takes a mark behind the document's end", () => {
    assert.deepEqual(names(lines, [mark(40, 0, 5)], whole, 6), []);
  });
});
