import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import manifest from "../../../../package.json";
import { reviewLanguage } from "../../../../src/vscode/review/reviewLanguage";

const { languages, grammars } = manifest.contributes;
const prefix = "midfill-review-";
const ours = languages.filter(({ id }) => id.startsWith(prefix));

describe("reviewLanguage", () => {
  it("gives a language of the same grammar where a server would read the review", () => {
    assert.equal(reviewLanguage("typescript"), "midfill-review-typescript");
    for (const { id } of ours) assert.equal(reviewLanguage(id.slice(prefix.length)), id);
  });

  it("leaves every other language as it is", () => {
    for (const id of ["python", "go", "plaintext", "constructor"]) assert.equal(reviewLanguage(id), id);
  });

  it("has a language without a name, and a grammar, for each in the manifest", async () => {
    assert.notEqual(ours.length, 0);
    for (const language of ours) {
      assert.deepEqual("aliases" in language && language.aliases, [], language.id);
      const grammar = grammars.find((each) => each.language === language.id);
      assert.ok(grammar, language.id);
      const { scopeName } = JSON.parse(await readFile(join(process.cwd(), grammar.path), "utf8"));
      assert.equal(scopeName, grammar.scopeName);
    }
  });
});
