import assert from "node:assert/strict";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import { createPrivacyGate } from "../../src/privacy/privacyGate";
import { createRealPaths } from "../../src/vscode/realPaths";
import { createWorkspaceAccess } from "../../src/vscode/tools/workspaceAccess";
import { activeExtension } from "./support/extension";

const folders = 100;
const filesAFolder = 50;

/** Tells in the tests' names how long searches take; how long is too long depends on the machine, so nothing is held against a limit. */
describe("the chat's search in 5,000 files", () => {
  let root = "";

  before(async function () {
    this.timeout(120_000);
    await activeExtension();
    root = join(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "", "many");
    const line = "const value = compute(first, second, third); // nothing to see here\n";
    for (let folder = 0; folder < folders; folder++) {
      const path = join(root, `module${folder}`);
      await mkdir(path, { recursive: true });
      await Promise.all(
        Array.from({ length: filesAFolder }, (_, file) =>
          // About 7 kB each.
          writeFile(
            join(path, `file${file}.ts`),
            `${line.repeat(100)}export const id${folder}_${file} = 1;\n`,
          ),
        ),
      );
    }
  });

  after(() => rm(root, { recursive: true, force: true }));

  for (const [name, text, isRegex] of [
    ["a text in one of them", "id99_49", false],
    ["a text in none", "wombat", false],
    ["a regular expression in one", "id99_\\d9 = 1", true],
  ] as const) {
    it(`finds ${name}`, async function () {
      const gate = createPrivacyGate(() => [], createRealPaths({ nowMs: () => performance.now() }));
      const query = { text, isRegex, isCaseSensitive: false, glob: "many/**", maxLines: 60 };
      const startMs = performance.now();
      const outcome = await createWorkspaceAccess(gate).searchText(query, new AbortController().signal);
      const tookMs = performance.now() - startMs;
      assert.ok("found" in outcome);
      assert.equal(outcome.found.searchedFiles, folders * filesAFolder);
      assert.equal(outcome.found.files.length > 0, text !== "wombat");
      if (this.test !== undefined) this.test.title += ` in ${Math.round(tookMs)} ms`;
    });
  }
});
