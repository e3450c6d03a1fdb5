import assert from "node:assert/strict";
import { offeredActions } from "../../../../src/actions/fix/offeredActions";

describe("offeredActions", () => {
  it("offers types only where they may be left out", () => {
    assert.equal(offeredActions("python").includes("add-types"), true);
    for (const languageId of ["go", "rust", "java", "cpp"]) {
      assert.equal(offeredActions(languageId).includes("add-types"), false);
      assert.equal(offeredActions(languageId).includes("write-tests"), true);
    }
  });

  it("offers nothing but an edit for text that is no code", () => {
    for (const languageId of ["markdown", "json", "plaintext"]) {
      assert.deepEqual(offeredActions(languageId), ["edit"]);
    }
  });
});
