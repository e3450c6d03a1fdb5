import { textFilter } from "./filter";

/** Models like to begin with a blank where one stands before the cursor already. */
export const leadingSpace = textFilter("leading space", (text, cursor) =>
  cursor.linePrefix.endsWith(" ") && cursor.linePrefix.trim() !== "" && /^ [^ \n]/.test(text)
    ? text.slice(1)
    : text,
);
