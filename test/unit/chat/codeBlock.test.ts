import assert from "node:assert/strict";
import { codeBlockOf } from "../../../src/chat/codeBlock";

const code = "run();\nstop();";

function named(message: string, text = code): string | undefined {
  return codeBlockOf(text, message).file?.path;
}

describe("codeBlockOf", () => {
  it("finds the file in the info string, in any of its usual forms", () => {
    for (const info of [
      "ts src/a.ts",
      "ts:src/a.ts",
      "src/a.ts",
      'ts title="src/a.ts"',
      "ts filename=src/a.ts {1,3}",
      "typescript // src/a.ts",
      "12:20:src/a.ts",
    ]) {
      assert.equal(named(`\`\`\`${info}\n${code}\n\`\`\``), "src/a.ts", info);
    }
  });

  it("finds it in the line before, where that line names one file only", () => {
    for (const line of ["In `src/a.ts`:", "**src/a.ts**", "### src/a.ts", "- Change src/a.ts:12-20, too:"]) {
      assert.equal(named(`${line}\n\n\`\`\`ts\n${code}\n\`\`\``), "src/a.ts", line);
    }
    assert.equal(named(`From a.ts to b.ts:\n\n\`\`\`ts\n${code}\n\`\`\``), undefined);
    assert.equal(named(`Run this:\n\n\`\`\`ts\n${code}\n\`\`\``), undefined);
  });

  it("finds it in a first line that is a comment of nothing else", () => {
    for (const comment of [
      "// src/a.ts",
      "# src/a.ts",
      "<!-- src/a.ts -->",
      "/* src/a.ts */",
      "// File: src/a.ts",
    ]) {
      const text = `${comment}\n${code}`;
      const block = codeBlockOf(text, `\`\`\`ts\n${text}\n\`\`\``);
      assert.equal(block.file?.path, "src/a.ts", comment);
      assert.equal(block.isNamedInside, true);
    }
    assert.equal(named("", "// see src/a.ts for more\nrun();"), undefined);
  });

  it("tells blocks of one message apart, in lists and quotes as well", () => {
    const message = [
      "1. First",
      "   ```ts a.ts",
      "   one();",
      "   ```",
      "2. Second `b.ts`:",
      "   ~~~py",
      "   two();",
      "   ~~~",
      "> ```c.ts",
      "> three();",
      "> ```",
    ].join("\n");
    assert.deepEqual(codeBlockOf("one();", message), {
      code: "one();",
      language: "ts",
      file: { path: "a.ts" },
    });
    assert.deepEqual(codeBlockOf("two();", message), {
      code: "two();",
      language: "py",
      file: { path: "b.ts" },
    });
    assert.deepEqual(codeBlockOf("three();", message), {
      code: "three();",
      language: "ts",
      file: { path: "c.ts" },
    });
    assert.deepEqual(codeBlockOf("four();", message), { code: "four();", language: "" });
  });
});
