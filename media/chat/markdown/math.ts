import type { Literal } from "mdast";
import type { Extension as MdastExtension } from "mdast-util-from-markdown";
import type {
  Code,
  Construct,
  Effects,
  Extension,
  State,
  TokenizeContext,
  Token,
} from "micromark-util-types";

/** A formula in a line of text, as TeX, without its marks. */
interface InlineMath extends Literal {
  type: "inlineMath";
}

/** A formula in lines of its own. */
interface MathBlock extends Literal {
  type: "math";
}

declare module "mdast" {
  interface RootContentMap {
    math: MathBlock;
    inlineMath: InlineMath;
  }
  interface PhrasingContentMap {
    inlineMath: InlineMath;
  }
}

declare module "micromark-util-types" {
  interface TokenTypeMap {
    inlineMath: "inlineMath";
    inlineMathMark: "inlineMathMark";
    mathBlock: "mathBlock";
    mathBlockFence: "mathBlockFence";
    mathData: "mathData";
  }
}

const dollar = 36;
const roundOpen = 40;
const roundClose = 41;
const squareOpen = 91;
const backslash = 92;
const squareClose = 93;

function isLineEnd(code: Code): boolean {
  return code !== null && code < -2;
}

function isSpace(code: Code): boolean {
  return code !== null && (code < 0 || code === 32);
}

function isWord(code: Code): boolean {
  return code !== null && code > 0 && /[\p{L}\p{N}]/u.test(String.fromCodePoint(code));
}

/**
 * `$…$`, `$$…$$`, `\(…\)` and `\[…\]` within a paragraph. Money stays money: a single dollar opens before a character
 * and after no word, closes behind a character and before no word, and no other dollar stands between. A formula
 * holds at least one letter or digit. Each sign is looked at once, so the work is linear.
 */
const inlineMath: Construct = { name: "inlineMath", tokenize: tokenizeInlineMath };

function tokenizeInlineMath(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  const { previous } = this;
  let dollars = 0;
  let open: Code = null;
  let last: Code = null;
  let hasWord = false;
  let closing: Token | undefined;

  return (code) => {
    if (code === dollar && (previous === dollar || isWord(previous))) return nok(code);
    effects.enter("inlineMath");
    effects.enter("inlineMathMark");
    effects.consume(code);
    if (code === backslash) return openBracket;
    dollars = 1;
    return openDollar;
  };

  function openBracket(code: Code): State | undefined {
    if (code !== roundOpen && code !== squareOpen) return nok(code);
    open = code;
    effects.consume(code);
    effects.exit("inlineMathMark");
    return between;
  }

  function openDollar(code: Code): State | undefined {
    if (code === dollar && dollars === 1) {
      dollars = 2;
      effects.consume(code);
      return openDollar;
    }
    if (code === dollar || code === null) return nok(code);
    if (dollars === 1 && isSpace(code)) return nok(code);
    effects.exit("inlineMathMark");
    return between(code);
  }

  function between(code: Code): State | undefined {
    if (code === null) return nok(code);
    if (isLineEnd(code)) {
      effects.enter("lineEnding");
      effects.consume(code);
      effects.exit("lineEnding");
      last = code;
      return between;
    }
    if (code === dollar && dollars > 0) {
      effects.enter("inlineMathMark");
      effects.consume(code);
      return dollars === 1 ? closedByOne : closeSecond;
    }
    closing = effects.enter("mathData");
    if (code !== backslash) return data(code);
    effects.consume(code);
    return escaped;
  }

  function data(code: Code): State | undefined {
    if (code === null || isLineEnd(code) || code === backslash || (code === dollar && dollars > 0)) {
      effects.exit("mathData");
      return between(code);
    }
    hasWord ||= isWord(code);
    last = code;
    effects.consume(code);
    return data;
  }

  /** Behind a backslash: the end of `\(…\)`, or a character that means nothing here. */
  function escaped(code: Code): State | undefined {
    if (open !== null && code === open) return nok(code);
    if (open !== null && code === (open === roundOpen ? roundClose : squareClose)) {
      if (!hasWord) return nok(code);
      if (closing !== undefined) closing.type = "inlineMathMark";
      effects.consume(code);
      effects.exit("inlineMathMark");
      effects.exit("inlineMath");
      return ok;
    }
    last = backslash;
    if (code === null || isLineEnd(code)) return data(code);
    effects.consume(code);
    return data;
  }

  function closedByOne(code: Code): State | undefined {
    if (isSpace(last) || isLineEnd(last) || isWord(code) || code === dollar || !hasWord) return nok(code);
    effects.exit("inlineMathMark");
    effects.exit("inlineMath");
    return ok(code);
  }

  function closeSecond(code: Code): State | undefined {
    if (code !== dollar || !hasWord) return nok(code);
    effects.consume(code);
    effects.exit("inlineMathMark");
    effects.exit("inlineMath");
    return ok;
  }
}

/**
 * A line that is only `$$` or `\[` opens a formula; a line that ends with the closing mark, a blank line (TeX allows
 * none inside) or the end of the block around it closes it. So no line read later changes what it is.
 */
const mathBlock: Construct = { name: "mathBlock", concrete: true, tokenize: tokenizeMathBlock };

function tokenizeMathBlock(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  const isInterrupting = this.interrupt === true;
  let open: Code = null;
  let before: Code = null;
  let last: Code = null;

  return (code) => {
    open = code;
    effects.enter("mathBlock");
    effects.enter("mathBlockFence");
    effects.consume(code);
    return openSecond;
  };

  function openSecond(code: Code): State | undefined {
    if (code !== (open === dollar ? dollar : squareOpen)) return nok(code);
    effects.consume(code);
    return afterOpen;
  }

  function afterOpen(code: Code): State | undefined {
    if (isSpace(code) && !isLineEnd(code)) {
      effects.consume(code);
      return afterOpen;
    }
    if (code !== null && !isLineEnd(code)) return nok(code);
    effects.exit("mathBlockFence");
    return isInterrupting ? ok(code) : lineEnd(code);
  }

  function lineEnd(code: Code): State | undefined {
    return code === null ? after(code) : effects.check(textOnNextLine, consumeLineEnd, after)(code);
  }

  function consumeLineEnd(code: Code): State | undefined {
    effects.enter("lineEnding");
    effects.consume(code);
    effects.exit("lineEnding");
    before = null;
    last = null;
    return lineStart;
  }

  function lineStart(code: Code): State | undefined {
    effects.enter("mathData");
    return inLine(code);
  }

  function inLine(code: Code): State | undefined {
    if (code === null || isLineEnd(code)) {
      effects.exit("mathData");
      const isClosed =
        open === dollar ? before === dollar && last === dollar : before === backslash && last === squareClose;
      return isClosed ? after(code) : lineEnd(code);
    }
    if (!isSpace(code)) {
      before = last;
      last = code;
    }
    effects.consume(code);
    return inLine;
  }

  function after(code: Code): State | undefined {
    effects.exit("mathBlock");
    return ok(code);
  }
}

/** The next line has text and belongs to the same block. */
const textOnNextLine: Construct = {
  partial: true,
  tokenize(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
    const isLazy = (): boolean => this.parser.lazy[this.now().line] === true;
    return (code) => {
      effects.enter("lineEnding");
      effects.consume(code);
      effects.exit("lineEnding");
      return lineStart;
    };
    function lineStart(code: Code): State | undefined {
      if (isLazy() || code === null || isLineEnd(code)) return nok(code);
      if (!isSpace(code)) return ok(code);
      effects.enter("mathData");
      return space(code);
    }
    function space(code: Code): State | undefined {
      if (code !== null && isSpace(code) && !isLineEnd(code)) {
        effects.consume(code);
        return space;
      }
      effects.exit("mathData");
      return code === null || isLineEnd(code) ? nok(code) : ok(code);
    }
  },
};

/** Formulas for the parser. They are shown as the TeX they are; nothing of them is taken for emphasis or links. */
export const mathSyntax: Extension = {
  text: { [dollar]: inlineMath, [backslash]: inlineMath },
  flow: { [dollar]: mathBlock, [backslash]: mathBlock },
};

/** Formulas for the tree. */
export const mathFromMarkdown: MdastExtension = {
  enter: {
    inlineMath(token) {
      this.enter({ type: "inlineMath", value: "" }, token);
      this.buffer();
    },
    mathBlock(token) {
      this.enter({ type: "math", value: "" }, token);
      this.buffer();
    },
    mathData(token) {
      this.config.enter["data"]?.call(this, token);
    },
  },
  exit: {
    inlineMath(token) {
      const value = this.resume()
        .trim()
        .replaceAll(/\s*\n\s*/g, " ");
      const node = this.stack.at(-1);
      if (node?.type === "inlineMath") node.value = value;
      this.exit(token);
    },
    mathBlock(token) {
      const value = this.resume()
        .trim()
        .replace(/(?:\$\$|\\\])$/, "")
        .trimEnd();
      const node = this.stack.at(-1);
      // An opener that nothing follows stays to be seen.
      if (node?.type === "math") node.value = value === "" ? this.sliceSerialize(token).trim() : value;
      this.exit(token);
    },
    mathData(token) {
      this.config.exit["data"]?.call(this, token);
    },
  },
};
