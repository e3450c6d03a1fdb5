import assert from "node:assert/strict";
import * as fc from "fast-check";
import { isIdentifier, usableName } from "../../../../src/actions/rename/nameFilter";
import { NameParser } from "../../../../src/actions/rename/nameParser";
import { inStyleOf, namingStyleOf, styleOfText, wordsOf } from "../../../../src/actions/rename/namingStyle";

const namesIn = (answer: string, pieceChars = answer.length || 1) => {
  const parser = new NameParser();
  const found: string[] = [];
  for (let at = 0; at < answer.length; at += pieceChars) {
    for (const { name, reason } of parser.add(answer.slice(at, at + pieceChars)))
      found.push(`${name}|${reason}`);
  }
  for (const { name, reason } of parser.end()) found.push(`${name}|${reason}`);
  return found;
};

const answers: readonly (readonly [name: string, answer: string, names: readonly string[]])[] = [
  ["lines", "total: what it is\nsum\n", ["total|what it is", "sum|"]],
  ["a last line without an end", "total: a\nsum: b", ["total|a", "sum|b"]],
  ["bullets and numbers", "- total: a\n* sum\n1. count: c\n2) size", ["total|a", "sum|", "count|c", "size|"]],
  ["backticks and bold", "- `total`: a\n**sum** – b\n**`count`**: c", ["total|a", "sum|b", "count|c"]],
  ["brackets around the reason", "total (what it is)\n", ["total|what it is"]],
  ["an introduction", "Here are some names:\n\ntotal: a\n", ["total|a"]],
  ["a fence", "```\ntotal: a\nsum\n```\n", ["total|a", "sum|"]],
  ["a JSON array", '["total", "sum"]', ["total|", "sum|"]],
  ["JSON objects", '[{"name": "total", "reason": "a"},\n{"name":"sum"}]', ["total|a", "sum|"]],
  ["a JSON object over lines", '{\n  "name": "total",\n  "reason": "a"\n}', ["total|"]],
  ["JSON in a field", '{"names": ["total", "sum"]}', []],
  ["thinking", "<think>\nlength: hm\n</think>\ntotal: a\n", ["total|a"]],
  ["sentences", "I would choose total because it is clear.\nLet me know!", []],
  ["code", "const total = sum(a, b);\n", []],
  ["numbers", "1\n2024: year\n", []],
  [
    "special signs",
    "$total: a\n_sum\n@count\nisEmpty?: b\n--color: c",
    ["$total|a", "_sum|", "@count|", "isEmpty?|b", "--color|c"],
  ],
  ["other scripts", "größe: a\nдлина: b\n", ["größe|a", "длина|b"]],
  ["Windows line ends", "total: a\r\nsum: b\r\n", ["total|a", "sum|b"]],
];

describe("names in an answer", () => {
  for (const [name, answer, names] of answers) {
    it(`as ${name}`, () => assert.deepEqual(namesIn(answer), names));
  }

  it("are the same however the answer is cut", () => {
    for (const [, answer, names] of answers) {
      for (const chars of [1, 2, 3, 7]) assert.deepEqual(namesIn(answer, chars), names, answer);
    }
  });

  it("never are anything but names", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (answer) => {
        for (const found of namesIn(answer)) assert.match(found.split("|")[0] ?? "", /^[^\s:,;()"`]+$/u);
      }),
    );
  });
});

describe("the style of a name", () => {
  for (const [name, style] of [
    ["total", "lowercase"],
    ["totalSum", "camelCase"],
    ["_totalSum", "camelCase"],
    ["TotalSum", "PascalCase"],
    ["T", "PascalCase"],
    ["total_sum", "snake_case"],
    ["__total_sum__", "snake_case"],
    ["TOTAL", "CONSTANT_CASE"],
    ["TOTAL_SUM_2", "CONSTANT_CASE"],
    ["total-sum", "kebab-case"],
    ["Total_sum", undefined],
  ] as const) {
    it(`${name}: ${style ?? "mixed"}`, () => assert.equal(namingStyleOf(name), style));
  }

  it("is told by words", () => {
    assert.deepEqual(wordsOf("parseHTTPHeader_v2"), ["parse", "http", "header", "v2"]);
  });

  for (const [oldName, proposed, wanted] of [
    ["x", "totalSum", "totalSum"],
    ["totalX", "parsed_headers", "parsedHeaders"],
    ["total_x", "parsedHeaders", "parsed_headers"],
    ["TotalX", "parsedHeaders", "ParsedHeaders"],
    ["TOTAL_X", "parsedHeaders", "PARSED_HEADERS"],
    ["MAX", "limit", "LIMIT"],
    ["_x", "parsedHeaders", "_parsedHeaders"],
    ["#x", "cache", "#cache"],
    ["$x", "$item", "$item"],
    ["totalX", "userID", "userID"],
    ["total-x", "parsedHeaders", "parsed-headers"],
    ["Odd_name", "keepThis", "keepThis"],
    ["TotalX", "total", "Total"],
  ] as const) {
    it(`of ${oldName} makes ${proposed} to ${wanted}`, () =>
      assert.equal(inStyleOf(oldName, proposed, "camelCase"), wanted));
  }

  it("of a single word goes on as the file does", () => {
    assert.equal(inStyleOf("x", "totalSum", styleOfText("a_b = c_d", "plaintext")), "total_sum");
    assert.equal(styleOfText("aB = cD", "python"), "camelCase");
    assert.equal(styleOfText("", "python"), "snake_case");
    assert.equal(styleOfText("", "go"), "camelCase");
  });
});

describe("a proposed name", () => {
  const symbol = {
    oldName: "total",
    languageId: "typescript",
    fileText: "let total = 1, sumOfAll; // count",
  };
  const use = (name: string, earlier: readonly string[] = []) =>
    usableName({ name, reason: "" }, symbol, earlier);
  for (const [name, why] of [
    ["total", "it is the old one"],
    ["class", "it is a keyword"],
    ["sumOfAll", "the file has it"],
    ["count", "the file says it"],
    ["a!b", "it is no identifier"],
    ["x".repeat(81), "it is too long"],
  ] as const) {
    it(`is dropped where ${why}`, () => assert.equal(use(name), undefined));
  }
  it("is used otherwise, once", () => {
    assert.equal(use("sum"), "sum");
    assert.equal(use("sumOf"), "sumOf");
    assert.equal(use("sum", ["sum"]), undefined);
    assert.equal(use("grand_total"), "grandTotal");
  });
});

describe("an identifier", () => {
  for (const [name, oldName, languageId, isOne] of [
    ["total", "x", "go", true],
    ["größe", "x", "go", true],
    ["2x", "x", "go", false],
    ["a b", "x", "go", false],
    ["a-b", "x", "go", false],
    ["a-b", "x", "css", true],
    ["$a", "x", "php", false],
    ["$a", "$x", "php", true],
    ["a?", "x?", "ruby", true],
    ["", "x", "go", false],
  ] as const) {
    it(`${name} for ${oldName} in ${languageId}: ${isOne}`, () =>
      assert.equal(isIdentifier(name, oldName, languageId), isOne));
  }
});
