import type { Nodes, RootContent } from "mdast";

/**
 * Whether one paragraph, heading or cell under `node` holds more parts than `limit`: they are in the page together,
 * while long lists, tables and quotes are there piece by piece.
 */
export function hasManyInline(node: RootContent, limit: number): boolean {
  const rest: Nodes[] = [node];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (!("children" in next)) continue;
    const isText = next.type === "paragraph" || next.type === "heading" || next.type === "tableCell";
    if (isText) {
      if (countNodes(next, limit) > limit) return true;
    } else rest.push(...next.children);
  }
  return false;
}

/** Counts up to just above the limit. */
function countNodes(node: Nodes, limit: number): number {
  let count = 0;
  const rest: Nodes[] = [node];
  for (let next = rest.pop(); next !== undefined && count <= limit; next = rest.pop()) {
    count++;
    if ("children" in next) rest.push(...next.children);
  }
  return count;
}
