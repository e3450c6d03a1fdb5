import type { Gate } from "./gate";

/** One text cannot be right at several places. */
export const severalCursors: Gate = ({ request }) =>
  request.hasSeveralCursors ? { allows: "nothing", reason: "there is more than one cursor" } : undefined;
