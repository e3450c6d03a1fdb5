import { chatter } from "./chatter";
import { diffs } from "./diffs";
import { edges } from "./edges";
import { blocks, fences } from "./fences";
import { indentation } from "./indentation";
import { leaks } from "./leaks";
import type { Row } from "./notation";
import { placeholders } from "./placeholders";
import { surroundings } from "./surroundings";

/** Every answer by what is special about it. */
export const corpus: Readonly<Record<string, readonly Row[]>> = {
  fences,
  blocks,
  chatter,
  indentation,
  placeholders,
  diffs,
  surroundings,
  edges,
  leaks,
};
