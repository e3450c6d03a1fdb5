import assert from "node:assert/strict";
import type { Nodes } from "mdast";
import { parseMarkdown } from "../../../../media/chat/markdown/parseMarkdown";

/** Types with their texts, such as `paragraph(text"a ",inlineMath"b")`. */
function shape(nodes: readonly Nodes[]): string {
  return nodes
    .map((node) => {
      const inside = "children" in node ? `(${shape(node.children)})` : "";
      return node.type + inside + ("value" in node ? JSON.stringify(node.value) : "");
    })
    .join(",");
}

function parsed(text: string): string {
  return shape(parseMarkdown(text) ?? []);
}

describe("formulas", () => {
  it("are kept whole in a line of text, in all four marks", () => {
    for (const marked of ["$a_1 * b_2$", "$$a_1 * b_2$$", "\\(a_1 * b_2\\)", "\\[ a_1 * b_2 \\]"]) {
      assert.equal(
        parsed(`x ${marked}, *y*`),
        'paragraph(text"x ",inlineMath"a_1 * b_2",text", ",emphasis(text"y"))',
        marked,
      );
    }
    assert.equal(parsed("$a\nb$"), 'paragraph(inlineMath"a b")');
    assert.equal(parsed("**$a*b$**"), 'paragraph(strong(inlineMath"a*b"))');
  });

  it("are kept whole in lines of their own, whatever their lines look like", () => {
    const lines = "a\n= b\n- c\n# d\n> e";
    for (const [open, close] of [
      ["$$", "$$"],
      ["\\[", "\\]"],
    ]) {
      assert.equal(
        parsed(`text\n${open}\n${lines}\n${close}\nafter`),
        `paragraph(text"text"),math${JSON.stringify(lines)},paragraph(text"after")`,
      );
    }
    assert.equal(parsed("- $$\n  a\n  $$\n- b"), 'list(listItem(math"a"),listItem(paragraph(text"b")))');
    assert.equal(parsed("> $$\n> a\nlazy"), 'blockquote(math"a"),paragraph(text"lazy")');
    assert.equal(parsed("$$\na\n\n# b"), 'math"a",heading(text"b")');
    assert.equal(parsed("$$\n\nb"), 'math"$$",paragraph(text"b")');
  });

  it("are not money, variables, code or what is escaped", () => {
    for (const text of [
      "$5 and $10",
      "US$5, $x$y",
      "$HOME/$PATH",
      "5$ or 6$",
      "\\$a\\$",
      "$ a $",
      "$a",
      "$$$a$$$",
    ]) {
      assert.doesNotMatch(parsed(text), /math/i, text);
    }
    assert.equal(parsed("`$a$`"), 'paragraph(inlineCode"$a$")');
    assert.equal(parsed("\\(\\) \\[\\\\\\]"), 'paragraph(text"() [\\\\]")');
  });
});
