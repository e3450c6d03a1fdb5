import type { Gate } from "./gate";

/** A word goes on right behind the cursor: it is being edited, not written. An explicit invoke passes. */
export const midWord: Gate = ({ request, cursor }) =>
  request.trigger === "automatic" && /^[\p{L}\p{N}_$]/u.test(cursor.lineRest)
    ? { allows: "memory", reason: "a word goes on right behind the cursor" }
    : undefined;
