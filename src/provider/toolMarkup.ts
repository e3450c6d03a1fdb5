import { parseToolMarkup, type MarkupCall } from "./parseToolMarkup";

/** What a stretch of content turned out to be. */
export type MarkupPart =
  | { readonly kind: "text"; readonly text: string }
  /** Calls that the server should have parsed. */
  | { readonly kind: "calls"; readonly calls: readonly MarkupCall[] }
  /** Markup that makes no sense: kept out of the answer, with nothing in its place. */
  | { readonly kind: "dropped" };

/** Takes content as it streams, cut anywhere, and takes leaked tool markup out of it. */
export interface ToolMarkupFilter {
  /** What is known by now; tails that may still become markup are held back. */
  push(text: string): readonly MarkupPart[];
  /** The rest, once no more text comes. Markup that is still open is dropped. */
  end(): readonly MarkupPart[];
}

/**
 * How DeepSeek models write tool calls: V3.2 and V4 in DSML (`encoding_dsv32.py`, `encoding_dsv4.py`), V3 and V3.1 with
 * special tokens. A server parses them; since 2026-04 hosted V4 models were seen to leak them as text, with full-width
 * or ASCII bars, sometimes doubled (sglang issue 35736, vllm pull request 54686, cline issue 13348).
 */
const beginnings = ["｜", "|", "｜｜", "||"].flatMap((bar) => [
  `<${bar}DSML${bar}`,
  `</${bar}DSML${bar}`,
  `<${bar}tool▁call`,
]);

/** Markup longer than this is dropped: no call is that long, and it is held in memory. UTF-16 code units. */
const maxMarkupChars = 400_000;
/** A tag's head longer than this is no tag. */
const maxHeadChars = 200;

/** What stands in code (a fenced block, or right behind a backtick) is an answer about markup, not markup. */
export function createToolMarkupFilter(): ToolMarkupFilter {
  const code = new CodeTracker();
  let held = "";
  let block: { readonly closer: string | undefined; readonly pieces: string[]; chars: number } | undefined;
  /** The last characters of the block, among which its closer may have begun. */
  let tail = "";

  function* scan(): Generator<MarkupPart> {
    for (;;) {
      if (block !== undefined) {
        yield* scanBlock(block);
        if (block !== undefined) return;
        continue;
      }
      const at = held.indexOf("<");
      const text = at < 0 ? held : held.slice(0, at);
      code.pass(text);
      if (text !== "") yield { kind: "text", text };
      held = held.slice(text.length);
      if (held === "") return;
      if (code.isInside || !mayBegin(held)) {
        code.pass("<");
        yield { kind: "text", text: "<" };
        held = held.slice(1);
        continue;
      }
      const head = headOf(held);
      if (head === undefined) return;
      if (head.kind === "stray") {
        held = held.slice(head.length);
        yield { kind: "dropped" };
        continue;
      }
      block = { closer: head.closer, pieces: [], chars: 0 };
      tail = "";
    }
  }

  function* scanBlock(open: NonNullable<typeof block>): Generator<MarkupPart> {
    const { closer } = open;
    const window = tail + held;
    const at = closer === undefined || open.chars > maxMarkupChars ? -1 : window.indexOf(closer);
    if (closer === undefined || at < 0) {
      if (open.chars <= maxMarkupChars) open.pieces.push(held);
      open.chars += held.length;
      tail = closer === undefined ? "" : window.slice(-(closer.length - 1));
      held = "";
      return;
    }
    const end = at + closer.length - tail.length;
    const calls = parseToolMarkup(open.pieces.join("") + held.slice(0, end));
    held = held.slice(end);
    block = undefined;
    tail = "";
    yield calls === undefined ? { kind: "dropped" } : { kind: "calls", calls };
  }

  return {
    push(text) {
      held += text;
      return [...scan()];
    },
    end() {
      if (block !== undefined) {
        block = undefined;
        return [{ kind: "dropped" }];
      }
      const rest = held;
      held = "";
      if (rest === "") return [];
      const isMarkup = beginnings.some((beginning) => rest.startsWith(beginning));
      return isMarkup ? [{ kind: "dropped" }] : [{ kind: "text", text: rest }];
    },
  };
}

/** Whether text that starts with `<` is the beginning of markup, or may become one. */
function mayBegin(text: string): boolean {
  return beginnings.some((beginning) => text.startsWith(beginning) || beginning.startsWith(text));
}

/**
 * What kind of markup begins here; undefined while that cannot be known. Without a closer everything to the end of the
 * answer belongs to it: what a model writes behind a tag of its own making are results of its own making.
 */
function headOf(
  text: string,
):
  | { readonly kind: "stray"; readonly length: number }
  | { readonly kind: "block"; readonly closer: string | undefined }
  | undefined {
  if (beginnings.some((beginning) => beginning !== text && beginning.startsWith(text))) return undefined;
  const closing = /^<\/([｜|]{1,2})DSML\1[a-z_]*>/u.exec(text);
  if (closing !== null) return { kind: "stray", length: closing[0].length };
  const dsml = /^<([｜|]{1,2})DSML\1(tool_calls|function_calls|invoke)(?=[\s>])/u.exec(text);
  if (dsml !== null) return { kind: "block", closer: `</${dsml[1]}DSML${dsml[1]}${dsml[2]}>` };
  const tokens = /^<([｜|]{1,2})tool▁(calls?)▁begin\1>/u.exec(text);
  if (tokens !== null) return { kind: "block", closer: `<${tokens[1]}tool▁${tokens[2]}▁end${tokens[1]}>` };
  const isOpen = text.length < maxHeadChars && !/[\s>]/u.test(text);
  return isOpen ? undefined : { kind: "block", closer: undefined };
}

/** Follows whether text that passes by stands in a fenced block (CommonMark 0.31, 4.5) or right behind a backtick. */
class CodeTracker {
  #fence = "";
  /** The current line, as much of it as a fence may need. */
  #line = "";
  #isBehindBacktick = false;

  get isInside(): boolean {
    return this.#fence !== "" || this.#isBehindBacktick;
  }

  pass(text: string): void {
    if (text === "") return;
    this.#isBehindBacktick = text.endsWith("`");
    const lines = text.split("\n");
    const last = lines.pop() ?? "";
    for (const line of lines) {
      this.#take(line);
      this.#endLine();
    }
    this.#take(last);
  }

  #take(text: string): void {
    if (this.#line.length < maxHeadChars) this.#line += text.slice(0, maxHeadChars);
  }

  #endLine(): void {
    const line = this.#line.replace(/\r$/u, "");
    this.#line = "";
    const [, marks = "", info = ""] =
      /^(?: {0,3}|[ \t>*+-]*|[ \t>]*\d{1,9}[.)][ \t]+)(`{3,}|~{3,})(.*)$/u.exec(line) ?? [];
    if (marks === "") return;
    if (this.#fence === "") {
      if (!(marks.startsWith("`") && info.includes("`"))) this.#fence = marks;
    } else if (marks.startsWith(this.#fence) && info.trim() === "") this.#fence = "";
  }
}
