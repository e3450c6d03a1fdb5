/**
 * The offset behind a block, such as a comment, that is open at `from`; undefined where its `close` does not come.
 *
 * @param nests each `open` inside needs a `close` of its own
 */
export function endOfBlock(
  text: string,
  from: number,
  open: string,
  close: string,
  nests: boolean,
): number | undefined {
  let at = from;
  for (let depth = 1; depth > 0;) {
    const end = text.indexOf(close, at);
    if (end === -1) return undefined;
    const inner = nests ? text.indexOf(open, at) : -1;
    if (inner !== -1 && inner < end) {
      depth++;
      at = inner + open.length;
    } else {
      depth--;
      at = end + close.length;
    }
  }
  return at;
}
