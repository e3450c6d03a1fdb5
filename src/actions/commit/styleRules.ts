import { branchTicket } from "./branchTicket";
import type { CommitStyle } from "./commitStyle";
import type { VerbForm } from "./verbForm";

const verbRules: Readonly<Record<VerbForm, string>> = {
  imperative: 'Begin what was done with a verb in the imperative ("Add", not "Added" or "Adds").',
  past: 'Begin what was done with a verb in the past tense ("Added").',
  present: 'Begin what was done with a verb in the present tense ("Adds").',
  gerund: 'Begin what was done with the -ing form of a verb ("Adding").',
};

/**
 * The rules of a message as sentences for the model.
 *
 * @param style undefined where nothing could be learned: then the usual habits count
 * @param branch the branch's name; empty where there is none
 * @param subjectLimitChars the user's own limit, which wins
 */
export function styleRules(
  style: CommitStyle | undefined,
  branch: string,
  subjectLimitChars: number | undefined,
): readonly string[] {
  const limit = subjectLimitChars ?? style?.maxSubjectChars ?? 72;
  const length = `The subject has at most ${limit} characters.`;
  if (style === undefined) {
    return [
      length,
      verbRules.imperative,
      "Begin it with a capital letter and put no full stop at its end.",
      "Write a body only where the subject alone would leave the reason unclear.",
    ];
  }
  return [
    length,
    ...prefixRules(style),
    ...ticketRules(style, branch),
    ...(style.verb === undefined ? [] : [verbRules[style.verb]]),
    ...(style.firstLetter === undefined
      ? []
      : [`Begin what was done with ${style.firstLetter === "upper" ? "a capital" : "a small"} letter.`]),
    style.endsWithFullStop ? "End the subject with a full stop." : "Put no full stop at the subject's end.",
    bodyRule(style),
    ...(style.language === undefined ? [] : [`Write in ${style.language}.`]),
  ];
}

function prefixRules({ prefix, gitmoji }: CommitStyle): readonly string[] {
  const rules: string[] = [];
  if (gitmoji !== undefined) {
    rules.push(
      gitmoji === "emoji"
        ? "Put a fitting gitmoji where the examples have theirs, as a character (✨)."
        : "Put a fitting gitmoji where the examples have theirs, as a code (:sparkles:).",
    );
  }
  if (prefix?.form === "conventional") {
    const form = prefix.scopeUse === "never" ? "type: what was done" : "type(scope): what was done";
    rules.push(
      `The subject's form is Conventional Commits: ${form}. Types used here: ${prefix.types.join(", ")}.`,
    );
    if (prefix.scopeUse === "never") rules.push("No scope is given.");
    else {
      const when = prefix.scopeUse === "always" ? "always given" : "given where one fits";
      rules.push(`A scope is ${when}. Scopes used here: ${prefix.scopes.join(", ")}.`);
    }
  } else if (prefix?.form === "area") {
    rules.push(
      `The subject begins with the part of the project and a colon. Parts named here: ${prefix.areas.join(", ")}.`,
    );
  }
  return rules;
}

function ticketRules({ ticket }: CommitStyle, branch: string): readonly string[] {
  if (ticket === undefined) return [];
  const id = branchTicket(branch, ticket.example);
  return [
    id === undefined
      ? "The ticket is not known: leave its number out."
      : `The ticket is ${id}: name it at the ${ticket.place === "start" ? "place" : "end"} where the examples have theirs.`,
  ];
}

function bodyRule({ body, bodyForm }: CommitStyle): string {
  const form = bodyForm === "bullets" ? " It is a list with a dash before each point." : "";
  switch (body) {
    case "never":
      return "Write no body: the subject is the whole message.";
    case "sometimes":
      return `Write a body only where the subject alone would leave the reason unclear.${form}`;
    case "usually":
      return `Write a body of one to four sentences that says why, after a blank line.${form}`;
  }
}
