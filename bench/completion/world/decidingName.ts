import { lineEndAfter, lineStartBefore } from "../traces/trace";

/** A name that decides what a line says, and where in the line it stands. */
export interface DecidingName {
  readonly name: string;
  /** In the true text. */
  readonly offset: number;
}

const namePattern = /[\p{L}_$][\p{L}\p{N}_$]{3,}/gu;

/**
 * The rarest name between `offset` and its line's end: the one that stands least often in the text above the line, the
 * first of them if several do. Whoever has never seen it cannot write the line. A name that is begun decides nothing
 * any more. Undefined where no name follows.
 */
export function decidingName(text: string, offset: number): DecidingName | undefined {
  const start = lineStartBefore(text, offset);
  const above = text.slice(0, start);
  let rarest: (DecidingName & { readonly count: number }) | undefined;
  for (const { 0: name, index } of text.slice(start, lineEndAfter(text, start)).matchAll(namePattern)) {
    if (start + index < offset) continue;
    const count = above.split(name).length - 1;
    if (rarest === undefined || count < rarest.count) rarest = { name, offset: start + index, count };
  }
  return rarest;
}
