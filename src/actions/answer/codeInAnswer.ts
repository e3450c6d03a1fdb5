import { refused, type AnswerRefusal } from "./answerRefusal";
import { cleanedCode } from "./cleanedCode";
import { isProseLanguage } from "./codeLanguage";
import { holdsPatch, isDiff, type DiffText } from "./diffText";
import { fencedBlocks } from "./fencedBlocks";
import { programInAnswer } from "./programInAnswer";
import { proseInAnswer } from "./proseInAnswer";
import { withoutModelTokens } from "./withoutModelTokens";
import { unwrapped } from "./wrappedCode";

/** What an answer is read against. Lines end with `\n`. */
export interface AnswerPlace {
  readonly selection: string;
  readonly before: string;
  readonly after: string;
  readonly languageId: string;
}

/** What an answer holds. */
export type CodeInAnswer =
  | {
      readonly type: "code";
      readonly code: string;
      /** The block's end is missing. */
      readonly isOpen: boolean;
    }
  | { readonly type: "diff"; readonly diff: DiffText }
  /** The answer says in words that nothing has to change. */
  | { readonly type: "no-change" }
  | AnswerRefusal;

/** The code that an answer holds, out of fences, tags, JSON and chatter; or the diff that it is. Lines end with `\n`. */
export function codeInAnswer(answer: string, place: AnswerPlace): CodeInAnswer {
  const { selection, languageId } = place;
  if (answer.trim() === "") return refused("empty", "The model gave an empty answer.");
  const known = withoutModelTokens(answer, selection);
  if (typeof known !== "string") return known;
  const text = unwrapped(known, selection, languageId);
  if (text.trim() === "") return refused("empty", "The model gave an empty answer.");
  if (holdsPatch(text, selection, languageId)) return { type: "diff", diff: { type: "patch", text } };
  const found = holdsProse(place) ? proseInAnswer(text, place) : programInAnswer(text, place);
  if (found.type !== "code") return found;
  return cleaned(found, place);
}

/** Whether a selection is prose: prose languages hold it everywhere but in their blocks of code. */
export function holdsProse({ before, languageId }: AnswerPlace): boolean {
  return isProseLanguage(languageId) && fencedBlocks(before).at(-1)?.isClosed !== false;
}

function cleaned(found: CodeInAnswer & { type: "code" }, place: AnswerPlace): CodeInAnswer {
  const code = cleanedCode(found.code, place, !holdsProse(place));
  if (isDiff(code, place, false)) return { type: "diff", diff: { type: "patch", text: code } };
  return { ...found, code };
}
