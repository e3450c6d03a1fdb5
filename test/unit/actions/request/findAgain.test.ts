import assert from "node:assert/strict";
import { findAgain } from "../../../../src/actions/request/findAgain";

describe("findAgain", () => {
  it("finds a text where it was, also where it stands twice", () => {
    assert.deepEqual(findAgain("a b a", { text: "a", start: 4, before: "" }), { start: 4, end: 5 });
  });

  it("finds a text that has moved, as long as there is one only", () => {
    assert.deepEqual(findAgain("new\nold\n", { text: "old", start: 0, before: "" }), { start: 4, end: 7 });
    assert.equal(findAgain("x old old", { text: "old", start: 0, before: "" }), undefined);
    assert.equal(findAgain("aaa", { text: "aa", start: 3, before: "" }), undefined);
    assert.equal(findAgain("gone", { text: "old", start: 0, before: "" }), undefined);
  });

  it("finds an empty place by the text before it", () => {
    assert.deepEqual(findAgain("one\ntwo", { text: "", start: 4, before: "one\n" }), { start: 4, end: 4 });
    assert.equal(findAgain("1\ntwo", { text: "", start: 4, before: "one\n" }), undefined);
    assert.equal(findAgain("on", { text: "", start: 4, before: "on" }), undefined);
  });
});
