import assert from "node:assert/strict";
import { cursorIn, withCursor } from "../../editor/support/cursorMark";

describe("cursorIn", () => {
  it("finds a caret", () => {
    assert.deepEqual(cursorIn("a = █;"), { text: "a = ;", anchor: 4, active: 4 });
  });

  it("finds a selection", () => {
    assert.deepEqual(cursorIn("█a = 1█;"), { text: "a = 1;", anchor: 0, active: 5 });
  });

  it("refuses samples without a mark or with three", () => {
    assert.throws(() => cursorIn("a"), /not 0/);
    assert.throws(() => cursorIn("█a█b█"), /not 3/);
  });

  it("is undone by withCursor", () => {
    for (const marked of ["█", "a█", "█a\nb█c"]) assert.equal(withCursor(cursorIn(marked)), marked);
  });
});
