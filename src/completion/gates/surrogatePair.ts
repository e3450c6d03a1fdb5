import type { Gate } from "./gate";

/** The cursor stands between the two halves of one character. */
export const surrogatePair: Gate = ({ cursor }) =>
  cursor.isInsidePair ? { allows: "nothing", reason: "the cursor is inside a character" } : undefined;
