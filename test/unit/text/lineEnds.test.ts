import assert from "node:assert/strict";
import {
  countLineFeeds,
  lineEndOf,
  linesWithEnds,
  withLineEnd,
  withLineFeeds,
  withPlainLines,
} from "../../../src/text/lineEnds";

describe("line ends", () => {
  it("become line feeds, and the document's own again", () => {
    assert.equal(withLineFeeds("\ufeffa\r\nb\rc\n"), "\ufeffa\nb\nc\n");
    assert.equal(withPlainLines("\ufeffa\r\nb"), "a\nb");
    assert.equal(withLineEnd("a\nb\n", "\r\n"), "a\r\nb\r\n");
    assert.equal(withLineEnd("a\n", "\n"), "a\n");
    assert.equal(lineEndOf("a\r\nb\n"), "\r\n");
    assert.equal(lineEndOf("a"), "\n");
  });

  it("stay with their lines", () => {
    assert.deepEqual(linesWithEnds("a\r\n\nb"), ["a\r\n", "\n", "b"]);
    assert.deepEqual(linesWithEnds("a\n"), ["a\n"]);
    assert.deepEqual(linesWithEnds(""), []);
    assert.equal(countLineFeeds("a\n\nb"), 2);
  });
});
