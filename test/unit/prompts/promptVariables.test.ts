import assert from "node:assert/strict";
import {
  expandPrompt,
  inputsOf,
  readArguments,
  type PromptValues,
} from "../../../src/prompts/promptVariables";

describe("prompt variables", () => {
  const values: PromptValues = {
    selection: "a ${file} b",
    file: "src/deep/main.test.go",
    workspaceFolder: "shop",
  };
  const expand = (
    body: string,
    given: Partial<PromptValues> = {},
    inputs: readonly [string, string][] = [],
    rest = "",
  ) => {
    const expanded = expandPrompt(body, { ...values, ...given }, new Map(inputs), rest);
    return expanded.isComplete ? expanded.text : `! ${expanded.problem}`;
  };
  const rows: readonly [string, string][] = [
    ["${selection}|${selectedText}", "a ${file} b|a ${file} b"],
    ["${file} ${relativeFile}", "src/deep/main.test.go src/deep/main.test.go"],
    ["${fileBasename} ${fileBasenameNoExtension} ${fileDirname}", "main.test.go main.test src/deep"],
    ["${workspaceFolder} ${workspaceFolderBasename}", "shop shop"],
    ["${input:x} ${input:x:What?} ${input: x }", "X X X"],
    [
      "${unknown} ${env:HOME} ${} $file {file} ${file:x}",
      "${unknown} ${env:HOME} ${} $file {file} ${file:x}",
    ],
    ["$${file}", "$src/deep/main.test.go"],
  ];
  for (const [body, text] of rows) {
    it(`fills ${body}`, () => assert.equal(expand(body, {}, [["x", "X"]]), text));
  }

  it("takes names without folder or ending", () => {
    assert.equal(expand("${fileDirname} ${fileBasenameNoExtension}", { file: ".env" }), ". .env");
  });

  it("says what is missing instead of sending half a prompt", () => {
    assert.match(
      expand("Fix ${selection}", { selection: undefined }),
      /^! This prompt is about a selection/u,
    );
    assert.match(expand("${fileBasename}", { file: undefined }), /^! This prompt is about a file/u);
    assert.match(
      expand("${workspaceFolder}", { workspaceFolder: undefined }),
      /^! This prompt is about a folder/u,
    );
    assert.equal(expand("Nothing", { selection: undefined, file: undefined }), "Nothing");
  });

  it("puts what is left over behind the prompt", () => {
    assert.equal(expand("Review.", {}, [], "only tests"), "Review.\n\nonly tests");
  });

  it("finds each input once, in order", () => {
    assert.deepEqual(inputsOf("${input:b:What: now?} ${input:a} ${input:b} ${file}"), [
      { name: "b", placeholder: "What: now?" },
      { name: "a", placeholder: "" },
    ]);
  });

  const inputs = inputsOf("${input:a} ${input:b}");
  const argumentRows: readonly [string, Readonly<Record<string, string>>, string][] = [
    ["", {}, ""],
    ["one two", { a: "one two" }, ""],
    ["b=2 one", { b: "2", a: "one" }, ""],
    ['a="x \\"y\\" z" b=2', { a: 'x "y" z', b: "2" }, ""],
    ["a=1 b=2 more", { a: "1", b: "2" }, "more"],
    ["x=1 y", { a: "x=1 y" }, ""],
  ];
  for (const [args, given, rest] of argumentRows) {
    it(`reads the arguments “${args}”`, () => {
      const read = readArguments(args, inputs);
      assert.deepEqual([Object.fromEntries(read.given), read.rest], [given, rest]);
    });
  }
});
