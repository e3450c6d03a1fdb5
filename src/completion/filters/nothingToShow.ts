import { textFilter } from "./filter";

/** Blank text is not a suggestion. */
export const nothingToShow = textFilter("nothing to show", (text) =>
  text.trim() === "" ? { rejection: "the model had nothing to say here" } : text,
);
