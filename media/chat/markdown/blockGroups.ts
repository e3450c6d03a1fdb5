import type { MarkdownBlock } from "./markdownDocument";

const maxGroupChars = 2000;
const maxGroupBlocks = 20;

/** Consecutive blocks that are drawn, and left out of the page, together. More blocks behind change the last only. */
export function groupBlocks(blocks: readonly MarkdownBlock[]): readonly (readonly MarkdownBlock[])[] {
  const groups: MarkdownBlock[][] = [];
  let group: MarkdownBlock[] = [];
  let chars = 0;
  for (const block of blocks) {
    const isFull = chars + block.source.length > maxGroupChars || group.length >= maxGroupBlocks;
    if (isFull && group.length > 0) {
      groups.push(group);
      group = [];
      chars = 0;
    }
    group.push(block);
    chars += block.source.length;
  }
  if (group.length > 0) groups.push(group);
  return groups;
}
