import { textFilter } from "./filter";

/** Shorter beginnings repeat in honest code. */
const MIN_CHARS = 8;

/** Chat models write the cursor's line again from its start: what stands there already is taken off. */
export const restatedLine = textFilter("restated line", (text, cursor) => {
  const written = cursor.linePrefix.trim();
  const body = text.trimStart();
  if (written.length < MIN_CHARS || !body.startsWith(written)) return text;
  const blank = /\s*$/.exec(cursor.linePrefix)?.[0] ?? "";
  const rest = body.slice(written.length);
  return rest.startsWith(blank) ? rest.slice(blank.length) : rest;
});
