import type { Code, RootContent } from "mdast";
import { findDefinitions, noDefinitions, parseMarkdown, type Definitions } from "./parseMarkdown";
import { ownText } from "./ownText";
import { findUnparseable } from "./unparseable";

/** A top-level part of a text: what is drawn, memoised and keyed as one. */
export interface MarkdownBlock {
  /** Offset in the document; its key. */
  readonly start: number;
  readonly source: string;
  /** Undefined: shown as the plain text it is. */
  readonly node: RootContent | undefined;
  /** Its text cannot change any more. */
  readonly isFinished: boolean;
}

/** A text that grows, and its blocks so far. */
export interface MarkdownDocument {
  readonly text: string;
  readonly isFinal: boolean;
  readonly blocks: readonly MarkdownBlock[];
  readonly definitions: Definitions;
  /** How many of `blocks` are finished; they are never parsed again while the text streams. */
  readonly finishedCount: number;
  /** Where the first unfinished block starts. */
  readonly finishedChars: number;
  /** In an open fence: how far it was searched for its end. */
  readonly fenceScanChars: number;
}

/** Nothing yet. */
export const emptyDocument: MarkdownDocument = {
  text: "",
  isFinal: false,
  blocks: [],
  definitions: noDefinitions,
  finishedCount: 0,
  finishedChars: 0,
  fenceScanChars: 0,
};

/** What is parsed in one go when a long text comes at once: keeps the work linear in the text. */
const sliceChars = 16_384;
/**
 * A list is cut before its first item beyond this, and an HTML block before its first line, so that a list without end
 * is not parsed again and again. The parts are drawn one below the other, as the whole would be.
 */
const maxBlockChars = 12_288;
/** References are resolved over the whole text up to this length; beyond it only near their definitions. */
const maxWholeChars = 16_384;
/** A finished fence up to this length is read by the Markdown parser itself, a longer one by `readFence`. */
const maxParsedFenceChars = 65_536;

/**
 * The document for `text`. Where `text` continues the document's, only the open block is parsed again: a block is
 * finished when the line that starts the next block, and the one after it (a table's second line), are complete,
 * because no later line of CommonMark can change a closed block. Only reference definitions reach back; a text that
 * has some is parsed once more as a whole when it is final. So the final blocks never depend on how it was cut.
 */
export function extendDocument(document: MarkdownDocument, text: string, isFinal: boolean): MarkdownDocument {
  if (document.text === text && document.isFinal === isFinal) return document;
  const isContinued = !document.isFinal && text.startsWith(document.text);
  const growing = new GrowingDocument(isContinued ? document : emptyDocument, text, isFinal);
  return growing.run();
}

/** One run of `extendDocument`: the finished blocks and where the rest starts. */
class GrowingDocument {
  readonly #text: string;
  readonly #isFinal: boolean;
  readonly #finished: MarkdownBlock[];
  #definitions: Definitions;
  #at: number;
  #fenceScan: number;

  constructor(from: MarkdownDocument, text: string, isFinal: boolean) {
    this.#text = text;
    this.#isFinal = isFinal;
    this.#finished = from.blocks.slice(0, from.finishedCount);
    this.#definitions = from.definitions;
    this.#at = from.finishedChars;
    this.#fenceScan = from.fenceScanChars;
  }

  run(): MarkdownDocument {
    let open: readonly MarkdownBlock[] = [];
    let windowChars = sliceChars;
    while (this.#at < this.#text.length) {
      this.#skipBlankLines();
      const before = this.#at;
      if (this.#opensFence()) {
        open = this.#readFence();
        if (this.#at === before) break;
        continue;
      }
      const end = this.#windowEnd(windowChars);
      const isLast = end === this.#text.length;
      open = this.#readWindow(end, isLast && this.#isFinal);
      if (this.#at > before) windowChars = sliceChars;
      else if (isLast) break;
      else windowChars *= 2;
      if (isLast && open.length > 0) break;
    }
    const blocks = [...this.#finished, ...open];
    const document = {
      text: this.#text,
      isFinal: this.#isFinal,
      blocks,
      definitions: this.#definitions,
      finishedCount: this.#finished.length,
      finishedChars: this.#at,
      fenceScanChars: this.#fenceScan,
    };
    return this.#isFinal ? withReferences(document) : document;
  }

  #skipBlankLines(): void {
    const blank = /(?:[ \t]*(?:\r\n|\n|\r))*/y;
    blank.lastIndex = this.#at;
    blank.exec(this.#text);
    if (blank.lastIndex > this.#at) this.#at = blank.lastIndex;
  }

  /** The end of a whole line near `windowChars`, so that a slice never ends within one. */
  #windowEnd(windowChars: number): number {
    const target = this.#at + windowChars;
    if (target >= this.#text.length) return this.#text.length;
    const newline = this.#text.indexOf("\n", target);
    return newline < 0 ? this.#text.length : newline + 1;
  }

  /** Finishes what is certain in the text up to `end` and returns the blocks that may still change. */
  #readWindow(end: number, isAll: boolean): readonly MarkdownBlock[] {
    const source = ownText(this.#text.slice(this.#at, end));
    const bad = findUnparseable(source);
    if (bad !== undefined && bad.start === 0) {
      const isClosed = bad.end < source.length || isAll;
      const block = this.#plainBlock(source.slice(0, bad.end), isClosed);
      if (!isClosed) return [block];
      this.#finish([block], this.#at + bad.end);
      return [];
    }
    const parsed = bad === undefined ? source : source.slice(0, bad.start);
    const isWhole = isAll || bad !== undefined;
    const nodes = parseMarkdown(parsed);
    if (nodes === undefined) {
      const block = this.#plainBlock(parsed, isWhole);
      if (!isWhole) return [block];
      this.#finish([block], this.#at + parsed.length);
      return [];
    }
    const local = findDefinitions(nodes);
    if (local !== noDefinitions) this.#definitions = joinDefinitions(this.#definitions, local);
    const cut = cutLongBlock(parsed, nodes[0], isWhole);
    if (cut !== undefined) {
      this.#finish(
        [{ start: this.#at, source: parsed.slice(0, cut.end), node: cut.node, isFinished: true }],
        this.#at + cut.end,
      );
      return [];
    }
    const starts = nodes.map((node) => lineStart(parsed, node.position?.start.offset ?? 0));
    const finishedCount = isWhole ? nodes.length : countFinished(parsed, starts, nodes);
    const blocks = nodes.map((node, index) => ({
      start: this.#at + (starts[index] ?? 0),
      source: parsed.slice(starts[index], starts[index + 1]),
      node,
      isFinished: index < finishedCount,
    }));
    const base = this.#at;
    this.#finish(
      blocks.slice(0, finishedCount),
      base + (isWhole ? parsed.length : finishedCount === 0 ? 0 : (starts[finishedCount] ?? 0)),
    );
    return blocks.slice(finishedCount);
  }

  #plainBlock(source: string, isFinished: boolean): MarkdownBlock {
    return { start: this.#at, source, node: undefined, isFinished };
  }

  #finish(blocks: readonly MarkdownBlock[], at: number): void {
    this.#finished.push(...blocks);
    this.#at = at;
    this.#fenceScan = at;
  }

  #opensFence(): boolean {
    fenceStart.lastIndex = this.#at;
    return fenceStart.test(this.#text);
  }

  /** Reads a fence without the Markdown parser: its length may be anything, and it is drawn at every delta. */
  #readFence(): readonly MarkdownBlock[] {
    fenceStart.lastIndex = this.#at;
    const opener = fenceStart.exec(this.#text);
    if (opener === null) return [];
    const mark = opener[2] ?? opener[3] ?? "```";
    const closer = new RegExp(`^ {0,3}${mark[0]}{${mark.length},}[ \\t]*$`);
    let scan = Math.max(this.#fenceScan, this.#at + opener[0].length);
    while (scan < this.#text.length) {
      const newline = this.#text.indexOf("\n", scan);
      if (newline < 0 && !this.#isFinal) break;
      const lineEnd = newline < 0 ? this.#text.length : newline;
      const line = this.#text.slice(scan, lineEnd).replace(/\r$/, "");
      scan = Math.min(lineEnd + 1, this.#text.length);
      if (!closer.test(line)) continue;
      const source = ownText(this.#text.slice(this.#at, scan));
      this.#finish([{ start: this.#at, source, node: fenceNode(source, true), isFinished: true }], scan);
      return [];
    }
    this.#fenceScan = scan;
    const source = this.#text.slice(this.#at);
    const block = {
      start: this.#at,
      source,
      node: this.#isFinal ? fenceNode(source, false) : readFence(source, false),
      isFinished: this.#isFinal,
    };
    if (!this.#isFinal) return [block];
    this.#finish([block], this.#text.length);
    return [];
  }
}

/** A complete line that opens a fence: indentation, then backticks or tildes, then the info string. */
const fenceStart = /( {0,3})(?:(`{3,})[^`\r\n]*|(~{3,})[^\r\n]*)\r?\n/y;

function fenceNode(source: string, isClosed: boolean): Code {
  if (source.length <= maxParsedFenceChars) {
    const [node, ...others] = parseMarkdown(source) ?? [];
    if (node?.type === "code" && others.length === 0) return node;
  }
  return readFence(source, isClosed);
}

/** The code of a fence: first line off, its indentation off every line, last line off if it closes. */
function readFence(source: string, isClosed: boolean): Code {
  fenceStart.lastIndex = 0;
  const opener = fenceStart.exec(source)?.[0] ?? "";
  const indent = /^ */.exec(opener)?.[0].length ?? 0;
  const info = opener
    .trim()
    .replace(/^[`~]+/, "")
    .trim();
  const [lang = "", ...meta] = info.split(/\s+/);
  let body = source.slice(opener.length);
  if (isClosed) body = body.replace(/\r?\n$/, "").replace(/(?:^|\r?\n)[^\n]*$/, "");
  if (indent > 0) body = body.replace(new RegExp(`^ {1,${indent}}`, "gm"), "");
  const value = isClosed ? body : body.replace(/\r?\n$/, "");
  return { type: "code", lang: lang || null, meta: meta.join(" ") || null, value };
}

/** How many blocks no later text can change: those before the last block whose first two lines are complete. */
function countFinished(source: string, starts: readonly number[], nodes: readonly RootContent[]): number {
  for (let index = starts.length - 1; index > 0; index--) {
    const start = starts[index] ?? 0;
    // A byte order mark is dropped at the start of a text only, so no text may be made to start with one.
    if (source.charCodeAt(start) === 0xfeff) continue;
    // micromark 4.0 lets a line after indented code interrupt nothing ("    code\n2. two" is no list), but not where
    // the code's first line also closed a quote or list (">\n    code\n2. two" is one). So what follows the code,
    // and after a quote or list the code itself, is read differently alone.
    if (isIndentedCode(nodes[index - 1], source.slice(starts[index - 1], start))) continue;
    if (isContainer(nodes[index - 1]) && isIndentedCode(nodes[index], source.slice(start))) continue;
    const first = endOfLine(source, start);
    if (first >= 0 && endOfLine(source, first) >= 0) return index;
  }
  return 0;
}

/** The first part of a list or HTML block that is too long, and where the next one starts. */
function cutLongBlock(
  source: string,
  node: RootContent | undefined,
  isWhole: boolean,
): { readonly node: RootContent; readonly end: number } | undefined {
  const start = node?.position?.start.offset;
  const nodeEnd = node?.position?.end.offset;
  if (start === undefined || nodeEnd === undefined || nodeEnd - start <= maxBlockChars) return undefined;
  const isCertain = (end: number): boolean => {
    const first = endOfLine(source, end);
    return isWhole || (first >= 0 && endOfLine(source, first) >= 0);
  };
  if (node?.type === "list") {
    const index = node.children.findIndex(
      (item) => (item.position?.start.offset ?? 0) - start > maxBlockChars,
    );
    const offset = node.children[index]?.position?.start.offset;
    if (offset === undefined) return undefined;
    const end = lineStart(source, offset);
    return isCertain(end) ? { node: { ...node, children: node.children.slice(0, index) }, end } : undefined;
  }
  if (node?.type === "html") {
    const end = endOfLine(source, start + maxBlockChars);
    if (end < 0 || end >= nodeEnd || !isCertain(end)) return undefined;
    return { node: { ...node, value: source.slice(start, end).trimEnd() }, end };
  }
  return undefined;
}

function isIndentedCode(node: RootContent | undefined, source: string): boolean {
  return node?.type === "code" && /^(?: {4}| {0,3}\t)/.test(source);
}

function isContainer(node: RootContent | undefined): boolean {
  return node?.type === "blockquote" || node?.type === "list" || node?.type === "footnoteDefinition";
}

/** The offset after the line's end, or -1 when the line is not complete. A lone carriage return ends a line too. */
function endOfLine(source: string, from: number): number {
  for (let index = from; index < source.length; index++) {
    const char = source.charCodeAt(index);
    if (char === 10) return index + 1;
    if (char === 13) {
      if (index + 1 === source.length) return -1;
      return source.charCodeAt(index + 1) === 10 ? index + 2 : index + 1;
    }
  }
  return -1;
}

function lineStart(source: string, offset: number): number {
  let index = offset;
  while (index > 0 && source.charCodeAt(index - 1) !== 10 && source.charCodeAt(index - 1) !== 13) index--;
  return index;
}

function joinDefinitions(first: Definitions, second: Definitions): Definitions {
  return {
    links: new Map([...second.links, ...first.links]),
    footnotes: new Map([...second.footnotes, ...first.footnotes]),
  };
}

/**
 * A final document that defines references, which reach back over finished blocks: parsed as one where it is short,
 * else each block that may use some is parsed once more with those.
 */
function withReferences(document: MarkdownDocument): MarkdownDocument {
  const { text, definitions } = document;
  if (definitions === noDefinitions) return document;
  if (text.length > maxWholeChars) {
    return { ...document, blocks: document.blocks.map((block) => withItsReferences(block, definitions)) };
  }
  if (findUnparseable(text) !== undefined) return document;
  const nodes = parseMarkdown(text);
  if (nodes === undefined) return document;
  const starts = nodes.map((node) => lineStart(text, node.position?.start.offset ?? 0));
  const blocks = nodes.map((node, index) => ({
    start: starts[index] ?? 0,
    source: text.slice(starts[index], starts[index + 1]),
    node,
    isFinished: true,
  }));
  return { ...document, blocks, finishedCount: blocks.length, definitions: findDefinitions(nodes) };
}

const label = /\[(\^?)([^[\]\n]{1,200})\]/g;

function withItsReferences(block: MarkdownBlock, definitions: Definitions): MarkdownBlock {
  const { node, source } = block;
  if (node === undefined || node.type === "code" || node.type === "html" || !source.includes("["))
    return block;
  const used = new Set<string>();
  for (const [, mark = "", name = ""] of source.matchAll(label)) {
    const identifier = name.replaceAll(/\s+/g, " ").trim().toLowerCase().toUpperCase().toLowerCase();
    const isKnown = (mark === "" ? definitions.links : definitions.footnotes).has(identifier);
    if (isKnown) used.add(`[${mark}${name}]: x`);
  }
  if (used.size === 0) return block;
  const [again] = parseMarkdown(`${source.trimEnd()}\n\n${[...used].join("\n\n")}`) ?? [];
  return again?.type === node.type ? { ...block, node: again } : block;
}
