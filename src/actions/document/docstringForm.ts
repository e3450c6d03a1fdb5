import type { GatheredContext } from "../request/gatheredContext";
import { docLanguages, type DocForm } from "./docForms";

/** The form of doc comments for a document, and what says so. */
interface FoundDocForm {
  readonly form: DocForm;
  /** `file`: the document is written so; `neighbours`: others of its language are; `language`: the usual form. */
  readonly saidBy: "file" | "neighbours" | "language";
}

/** Of a text this much is looked at, in UTF-16 code units. */
const maxSeenChars = 100_000;

/**
 * The form in which a document's doc comments are to be written: its own habit, else that of its neighbours, else the
 * language's usual one. Undefined for a language that has none.
 *
 * @param texts the document first, then others of its language
 */
export function docstringForm(languageId: string, texts: readonly string[]): FoundDocForm | undefined {
  const row = docLanguages.find(({ languageIds }) => languageIds.includes(languageId));
  const usual = row?.forms[0];
  if (row === undefined || usual === undefined) return undefined;
  const [own = "", ...neighbours] = texts;
  const inFile = habitOf(own, row.forms);
  if (inFile !== undefined) return { form: inFile, saidBy: "file" };
  const nearby = habitOf(neighbours.join("\n"), row.forms);
  return nearby === undefined ? { form: usual, saidBy: "language" } : { form: nearby, saidBy: "neighbours" };
}

/** The form that is seen most often. */
function habitOf(text: string, forms: readonly DocForm[]): DocForm | undefined {
  const seen = text.slice(0, maxSeenChars).replaceAll("\r\n", "\n");
  let best: DocForm | undefined;
  let most = 0;
  for (const form of forms) {
    const count = form.seenAs === undefined ? 0 : Array.from(seen.matchAll(form.seenAs)).length;
    // One tag in a file of prose is no habit, nor is one comment without tags.
    if (form.isPlain === true ? count >= 2 && count > most * 2 : count > most) {
      best = form;
      most = count;
    }
  }
  return best;
}

/** What a request says of the form, and what the user is told of it. Empty for a language without one. */
export function docFormContext(languageId: string, texts: readonly string[]): GatheredContext {
  const found = docstringForm(languageId, texts);
  if (found === undefined) return { sections: [], used: [] };
  const { form, saidBy } = found;
  const why = {
    file: "as in this file",
    neighbours: "as in the open files",
    language: "usual for the language",
  }[saidBy];
  const place =
    form.position === "above"
      ? "on the lines above what it documents"
      : "inside what it documents, before everything else";
  const rules = [`Form: ${form.name}. The comment stands ${place}.`];
  if (form.rules !== undefined) rules.push(form.rules);
  if (saidBy === "file") rules.push("The file has such comments already: keep to their style.");
  return {
    sections: [
      { title: "Doc comments", text: rules.join(" ") },
      { title: "An example of the form", text: form.example, languageId },
    ],
    used: [`${form.name} (${why})`],
  };
}
