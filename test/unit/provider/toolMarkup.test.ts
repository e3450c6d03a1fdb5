import assert from "node:assert/strict";
import * as fc from "fast-check";
import { createToolMarkupFilter, type MarkupPart } from "../../../src/provider/toolMarkup";

const dsml = (name: string, args: string, bar = "｜", wrapper = "tool_calls") => {
  const mark = `${bar}DSML${bar}`;
  return `<${mark}${wrapper}>\n<${mark}invoke name="${name}">\n${args.replaceAll("｜DSML｜", mark)}\n</${mark}invoke>\n</${mark}${wrapper}>`;
};
const path = '<｜DSML｜parameter name="path" string="true">src/a b.ts</｜DSML｜parameter>';
const line = '<｜DSML｜parameter name="startLine" string="false">12</｜DSML｜parameter>';

function filter(pieces: readonly string[]) {
  const markup = createToolMarkupFilter();
  return summary([...pieces.flatMap((piece) => markup.push(piece)), ...markup.end()]);
}

function summary(parts: readonly MarkupPart[]) {
  return {
    text: parts.map((part) => (part.kind === "text" ? part.text : "")).join(""),
    calls: parts.flatMap((part) => (part.kind === "calls" ? part.calls : [])),
    dropped: parts.filter(({ kind }) => kind === "dropped").length,
  };
}

/** Every way to cut a text in two, and the text letter by letter. */
function cuts(text: string): readonly (readonly string[])[] {
  return [
    ...Array.from({ length: text.length + 1 }, (_, at) => [text.slice(0, at), text.slice(at)]),
    text.split(""),
  ];
}

describe("the filter for leaked tool markup", () => {
  const call = { name: "read_file", arguments: '{"path":"src/a b.ts","startLine":12}' };
  const cases: readonly [string, string, ReturnType<typeof filter>][] = [
    [
      "a V4 block",
      `I look.\n\n${dsml("read_file", path + line)}`,
      { text: "I look.\n\n", calls: [call], dropped: 0 },
    ],
    ["ASCII bars", dsml("read_file", path + line, "|"), { text: "", calls: [call], dropped: 0 }],
    ["doubled bars", dsml("read_file", path + line, "｜｜"), { text: "", calls: [call], dropped: 0 }],
    [
      "V3.2's name",
      dsml("read_file", path + line, "｜", "function_calls"),
      { text: "", calls: [call], dropped: 0 },
    ],
    [
      "text behind, and a block without the wrapper",
      `A<｜DSML｜invoke name="f"></｜DSML｜invoke>B`,
      { text: "AB", calls: [{ name: "f", arguments: "{}" }], dropped: 0 },
    ],
    [
      "V3.1's tokens",
      '<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>f<｜tool▁sep｜>{"a":1}<｜tool▁call▁end｜><｜tool▁call▁begin｜>g<｜tool▁sep｜>{}<｜tool▁call▁end｜><｜tool▁calls▁end｜>',
      {
        text: "",
        calls: [
          { name: "f", arguments: '{"a":1}' },
          { name: "g", arguments: "{}" },
        ],
        dropped: 0,
      },
    ],
    [
      "V3's tokens",
      '<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>f\n```json\n{"a":1}\n```<｜tool▁call▁end｜><｜tool▁calls▁end｜>',
      { text: "", calls: [{ name: "f", arguments: '{"a":1}' }], dropped: 0 },
    ],
    ["a block that never ends", `Hi ${dsml("f", path).slice(0, -9)}`, { text: "Hi ", calls: [], dropped: 1 }],
    ["a beginning at the end", "Hi <｜DSML", { text: "Hi <｜DSML", calls: [], dropped: 0 }],
    ["a tag at the end", "Hi <｜DSML｜tool_c", { text: "Hi ", calls: [], dropped: 1 }],
    [
      "a value that is no JSON",
      dsml("f", line.replace("12", "{12")) + " B",
      { text: " B", calls: [], dropped: 1 },
    ],
    ["a stray closing tag", "A</｜DSML｜parameter> B", { text: "A B", calls: [], dropped: 1 }],
    ["a tag of its own making", "A\n<｜DSML｜toolcall>Read\n{}", { text: "A\n", calls: [], dropped: 1 }],
    [
      "markup in a fence",
      `\`\`\`text\n${dsml("f", path)}\n\`\`\`\n`,
      { text: `\`\`\`text\n${dsml("f", path)}\n\`\`\`\n`, calls: [], dropped: 0 },
    ],
    [
      "a leak behind a fence",
      `\`\`\`\na\n\`\`\`\n${dsml("f", "")}`,
      { text: "```\na\n```\n", calls: [{ name: "f", arguments: "{}" }], dropped: 0 },
    ],
    [
      "a tag in inline code",
      "The tag `<｜DSML｜tool_calls>` opens it.",
      { text: "The tag `<｜DSML｜tool_calls>` opens it.", calls: [], dropped: 0 },
    ],
    ["other angle brackets", "a < b <｜x｜> <div>", { text: "a < b <｜x｜> <div>", calls: [], dropped: 0 }],
  ];
  for (const [name, text, expected] of cases) {
    it(`handles ${name} at every cut`, () => {
      for (const pieces of cuts(text)) assert.deepEqual(filter(pieces), expected, JSON.stringify(pieces));
    });
  }

  it("gives the same however the text is cut", () => {
    const piece = fc.constantFrom(
      dsml("f", path),
      "<｜DSML｜",
      "tool_calls>",
      "</｜DSML｜tool_calls>",
      '<｜DSML｜invoke name="f">',
      "</｜DSML｜invoke>",
      "<",
      "`",
      "```",
      "\n",
      "a",
      "<｜tool▁calls▁begin｜>",
      "<｜tool▁calls▁end｜>",
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }),
        fc.array(fc.nat(400), { maxLength: 12 }),
        (pieces, at) => {
          const text = pieces.join("");
          const borders = [
            0,
            ...at.map((each) => each % (text.length + 1)).toSorted((a, b) => a - b),
            text.length,
          ];
          const cut = borders.slice(1).map((end, index) => text.slice(borders[index], end));
          const { dropped, ...whole } = filter([text]);
          const { dropped: droppedInPieces, ...pieceWise } = filter(cut);
          assert.deepEqual(pieceWise, whole);
          assert.equal(droppedInPieces > 0, dropped > 0);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it("gives text without markup back as it is", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" })), (pieces) => {
        const text = pieces.join("");
        fc.pre(!/[｜|]DSML|tool▁/u.test(text));
        assert.deepEqual(filter(pieces), { text, calls: [], dropped: 0 });
      }),
    );
  });

  it("takes a long block in small pieces and drops one without end", () => {
    const long = dsml(
      "f",
      `<｜DSML｜parameter name="t" string="true">${"x".repeat(300_000)}</｜DSML｜parameter>`,
    );
    assert.equal(filter(long.match(/[\s\S]{1,64}/gu) ?? []).calls[0]?.arguments.length, 300_008);
    const markup = createToolMarkupFilter();
    markup.push("<｜DSML｜tool_calls>");
    for (let count = 0; count < 1_000; count++) assert.deepEqual(markup.push("x".repeat(1_000)), []);
    assert.deepEqual(markup.end(), [{ kind: "dropped" }]);
  });
});
