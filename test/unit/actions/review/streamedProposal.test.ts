import assert from "node:assert/strict";
import { streamedProposal } from "../../../../src/actions/review/streamedProposal";

describe("streamedProposal", () => {
  const original = "a\nb\nc\nd\n";
  it("keeps what has not been reached", () => {
    assert.equal(streamedProposal(original, ""), original);
    assert.equal(streamedProposal(original, "a\n"), original);
    assert.equal(streamedProposal(original, "a\nB\n"), "a\nB\nc\nd\n");
    assert.equal(streamedProposal(original, "a\nB\nc\n"), "a\nB\nc\nd\n");
  });
  it("keeps lines that were put in", () =>
    assert.equal(streamedProposal(original, "a\nx\nb\n"), "a\nx\nb\nc\nd\n"));
  it("ends as the original does", () => {
    assert.equal(streamedProposal("a\nb", "a\n"), "a\nb");
    assert.equal(streamedProposal("a\nb", "a\nb\n"), "a\nb");
    assert.equal(streamedProposal("a\r\nb", "A\r\nB\r\n"), "A\r\nB");
  });
  it("is what has come once it is longer", () =>
    assert.equal(streamedProposal("a\n", "x\ny\nz\n"), "x\ny\nz\n"));
});
