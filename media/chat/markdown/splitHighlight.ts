import type { HighlightNode } from "./highlight";

/** Coloured code in stretches of so many lines; a token over several lines is in all of them. Line ends between go. */
export function splitHighlight(
  nodes: readonly HighlightNode[],
  stretchLines: number,
): readonly (readonly HighlightNode[])[] {
  const stretches: HighlightNode[][] = [];
  const counter = { lines: 0 };
  let stretch: HighlightNode[] = [];
  for (const node of nodes) {
    const pieces = cut(node, stretchLines, counter);
    for (const [index, piece] of pieces.entries()) {
      if (index > 0) {
        stretches.push(stretch);
        stretch = [];
      }
      if (piece !== "") stretch.push(piece);
    }
  }
  return [...stretches, stretch];
}

/** A node cut at every `stretchLines`th line end; `counter` counts line ends over all nodes. */
function cut(node: HighlightNode, stretchLines: number, counter: { lines: number }): HighlightNode[] {
  if (typeof node === "string") {
    const pieces: string[] = [];
    let start = 0;
    for (let at = node.indexOf("\n"); at >= 0; at = node.indexOf("\n", at + 1)) {
      counter.lines++;
      if (counter.lines % stretchLines !== 0) continue;
      pieces.push(node.slice(start, at));
      start = at + 1;
    }
    return [...pieces, node.slice(start)];
  }
  const pieces: HighlightNode[][] = [[]];
  for (const child of node.children) {
    for (const [index, piece] of cut(child, stretchLines, counter).entries()) {
      if (index > 0) pieces.push([]);
      pieces.at(-1)?.push(piece);
    }
  }
  return pieces.map((children) => ({ tokenClass: node.tokenClass, children }));
}
