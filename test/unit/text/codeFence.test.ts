import assert from "node:assert/strict";
import { fenced } from "../../../src/text/codeFence";

describe("fenced", () => {
  it("ends every text with one line end before the fence", () => {
    assert.equal(fenced("a", "ts"), "```ts\na\n```");
    assert.equal(fenced("a\n"), "```\na\n```");
    assert.equal(fenced(""), "```\n\n```");
  });

  it("has a fence that the text cannot close", () => {
    assert.equal(fenced("```\nx\n````"), "`````\n```\nx\n````\n`````");
  });
});
