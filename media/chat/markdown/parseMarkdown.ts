import type { Definition, FootnoteDefinition, Nodes, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { mathFromMarkdown, mathSyntax } from "./math";

const options = {
  extensions: [gfm(), mathSyntax],
  mdastExtensions: [gfmFromMarkdown(), mathFromMarkdown],
};

/**
 * CommonMark with GFM and formulas as a tree; raw HTML stays `html` nodes, which are shown as text. Undefined when the parser
 * fails (it overflows the stack on some nestings): then the text is shown as it is.
 */
export function parseMarkdown(source: string): readonly RootContent[] | undefined {
  try {
    return fromMarkdown(source, options).children;
  } catch {
    return undefined;
  }
}

/** What references in a document point to, by normalised identifier. The first definition wins, as CommonMark says. */
export interface Definitions {
  readonly links: ReadonlyMap<string, Definition>;
  readonly footnotes: ReadonlyMap<string, FootnoteDefinition>;
}

/** A document without definitions. */
export const noDefinitions: Definitions = { links: new Map(), footnotes: new Map() };

/** Collects the definitions under `nodes`; `noDefinitions` itself when there are none. */
export function findDefinitions(nodes: readonly RootContent[]): Definitions {
  const links = new Map<string, Definition>();
  const footnotes = new Map<string, FootnoteDefinition>();
  const rest: Nodes[] = nodes.toReversed();
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    if (node.type === "definition" && !links.has(node.identifier)) links.set(node.identifier, node);
    if (node.type === "footnoteDefinition" && !footnotes.has(node.identifier)) {
      footnotes.set(node.identifier, node);
    }
    if ("children" in node) for (const child of node.children.toReversed()) rest.push(child);
  }
  return links.size + footnotes.size === 0 ? noDefinitions : { links, footnotes };
}
