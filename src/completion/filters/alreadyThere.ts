import type { CompletionFilter } from "./filter";

/** Refuses text that would only replace what stands behind the cursor by the same: nothing to see, and a Tab lost. */
export const alreadyThere: CompletionFilter = {
  name: "already there",
  apply: (draft, cursor) =>
    draft.replacedChars > 0 && draft.text === cursor.lineRest.slice(0, draft.replacedChars)
      ? { rejection: "it stands behind the cursor already" }
      : draft,
};
