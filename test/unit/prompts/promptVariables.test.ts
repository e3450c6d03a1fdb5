import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  bringsSelection,
  expandPrompt,
  inputsOf,
  readArguments,
  variablesOf,
  type PromptValues,
} from "../../../src/prompts/promptVariables";

describe("prompt variables", () => {
  const values: PromptValues = {
    selection: "a ${file} b",
    file: "src/deep/main.test.go",
    workspaceFolder: "shop",
    language: "go",
    diagnostics: "main.go:3:1: error: ${symbol} is not used",
    symbol: "Total",
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
    ["${input}, ${input}", "U ${selection}, U ${selection}"],
    ["${language} ${symbol}", "go Total"],
    ["${diagnostics}", "main.go:3:1: error: ${symbol} is not used"],
    ["${language:x} ${Selection}", "${language:x} ${Selection}"],
    [
      "${unknown} ${env:HOME} ${} $file {file} ${file:x}",
      "${unknown} ${env:HOME} ${} $file {file} ${file:x}",
    ],
    ["$${file}", "$src/deep/main.test.go"],
  ];
  for (const [body, text] of rows) {
    it(`fills ${body}`, () => {
      const inputs: readonly [string, string][] = [
        ["x", "X"],
        ["", "U ${selection}"],
      ];
      assert.equal(expand(body, {}, inputs), text);
    });
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
    assert.match(expand("${language}", { language: undefined }), /^! This prompt is about a file/u);
    assert.match(expand("${diagnostics}", { diagnostics: undefined }), /^! This prompt is about a file/u);
    assert.match(expand("${symbol}", { symbol: undefined }), /^! This prompt is about a function/u);
    assert.equal(expand("Nothing", { selection: undefined, file: undefined, symbol: undefined }), "Nothing");
  });

  it("says where there is no problem", () => {
    assert.equal(expand("Problems: ${diagnostics}", { diagnostics: "" }), "Problems: (no problems)");
  });

  it("reads nothing in what values bring along", () => {
    const unit = fc.constantFrom("${selection}", "${input}", "${input:x}", "$", "{", "}", "$&", "$1", "a");
    const text = fc.string({ unit, maxLength: 6 });
    fc.assert(
      fc.property(text, text, text, text, (selection, symbol, unnamed, named) => {
        const inputs: readonly [string, string][] = [
          ["", unnamed],
          ["x", named],
        ];
        const body = "<${selection}|${symbol}|${input}|${input:x}>";
        assert.equal(
          expand(body, { selection, symbol }, inputs),
          `<${selection}|${symbol}|${unnamed}|${named}>`,
        );
      }),
    );
  });

  it("knows which variables a prompt uses", () => {
    const body = "${file} ${input:selection} ${other} ${env:symbol} $selection";
    assert.deepEqual([...variablesOf(body)], ["file", "other"]);
    assert.equal(bringsSelection(body), false);
    assert.equal(bringsSelection("${selection}"), true);
    assert.equal(bringsSelection("a${selectedText}"), true);
  });

  it("puts what is left over behind the prompt", () => {
    assert.equal(expand("Review.", {}, [], "only tests"), "Review.\n\nonly tests");
  });

  it("finds each input once, in order", () => {
    assert.deepEqual(inputsOf("${input:b:What: now?} ${input} ${input:a} ${input:b} ${file}"), [
      { name: "b", placeholder: "What: now?" },
      { name: "", placeholder: "" },
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

  it("gives all that is typed to the one input without a name, whatever it looks like", () => {
    const read = readArguments("set input=5, then =x", inputsOf("Do ${input}"));
    assert.deepEqual([Object.fromEntries(read.given), read.rest], [{ "": "set input=5, then =x" }, ""]);
  });
});
