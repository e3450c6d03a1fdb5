import assert from "node:assert/strict";
import { editWarnings } from "../../../../src/actions/answer/editWarnings";

const lines = (count: number, end = "\n") =>
  Array.from({ length: count }, (_, at) => `call(${at});${end}`).join("");
const largeDeletion = (removedLines: number, ofLines: number) => [
  { type: "large-deletion", removedLines, ofLines },
];

describe("editWarnings", () => {
  it("points out that more than half of 21 lines go", () =>
    assert.deepEqual(editWarnings(lines(10), lines(21)), largeDeletion(11, 21)));
  it("says nothing while half of them stay", () => assert.deepEqual(editWarnings(lines(11), lines(21)), []));
  it("says nothing at exactly half", () => assert.deepEqual(editWarnings(lines(11), lines(22)), []));
  it("points out one line more than half", () =>
    assert.deepEqual(editWarnings(lines(10), lines(22)), largeDeletion(12, 22)));
  it("says nothing of 20 lines, even if all go", () => assert.deepEqual(editWarnings("", lines(20)), []));
  it("points out that all of 21 lines go", () =>
    assert.deepEqual(editWarnings("", lines(21)), largeDeletion(21, 21)));
  it("does not count what follows the last line end", () => {
    assert.deepEqual(editWarnings(lines(1), lines(20).trimEnd()), []);
    assert.deepEqual(editWarnings("a\n", `${lines(20)}  `), largeDeletion(20, 21));
  });
  it("says nothing where other lines take their place", () =>
    assert.deepEqual(editWarnings(lines(30).replaceAll("call", "run"), lines(30)), []));
  it("counts lines of any line end", () => {
    assert.deepEqual(editWarnings(lines(11, "\n"), lines(21, "\r\n")), []);
    assert.deepEqual(editWarnings(lines(10, "\r\n"), lines(21, "\n")), largeDeletion(11, 21));
  });
  it("says nothing of additions", () => assert.deepEqual(editWarnings(lines(90), lines(21)), []));
  it("names new characters that cannot be seen, once each", () =>
    assert.deepEqual(editWarnings("a\u202eb\u202e\u200b\n", "a\u200b\n"), [
      { type: "hostile-characters", codePoints: ["U+202E"] },
    ]));
  it("tells of both", () =>
    assert.deepEqual(
      editWarnings("\u2066", lines(21)).map(({ type }) => type),
      ["hostile-characters", "large-deletion"],
    ));
});
