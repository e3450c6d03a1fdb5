import { languageOfMessages } from "./messageLanguage";
import type { PastMessage } from "./pastCommits";
import { subjectParts, type SubjectParts } from "./subjectParts";
import { verbForm, type VerbForm } from "./verbForm";

/** How the messages of a repository are written, as far as most of them agree. */
export interface CommitStyle {
  /** Messages that were looked at. */
  readonly sampleCount: number;
  /** What stands before the colon. */
  readonly prefix?:
    | {
        readonly form: "conventional";
        readonly types: readonly string[];
        readonly scopes: readonly string[];
        readonly scopeUse: "always" | "sometimes" | "never";
      }
    | { readonly form: "area"; readonly areas: readonly string[] };
  readonly gitmoji?: "emoji" | "shortcode";
  /** Where a ticket's number stands; `example` shows its brackets. */
  readonly ticket?: { readonly place: "start" | "end"; readonly example: string };
  /** Nine of ten subjects are no longer, rounded up to 50, 72 or 100. */
  readonly maxSubjectChars: 50 | 72 | 100;
  readonly verb?: VerbForm;
  /** First letter of what stands behind the prefix. */
  readonly firstLetter?: "upper" | "lower";
  readonly endsWithFullStop: boolean;
  readonly body: "never" | "sometimes" | "usually";
  readonly bodyForm?: "prose" | "bullets";
  /** Whether bodies are broken at 72 characters. */
  readonly wrapsBody: boolean;
  /** English name of the language. */
  readonly language?: string;
}

/** So many of the messages make a rule. */
const mostShare = 0.6;
const fewestMessages = 3;
const maxListed = 12;

/** Undefined where there are too few messages to learn from. */
export function detectCommitStyle(messages: readonly PastMessage[]): CommitStyle | undefined {
  if (messages.length < fewestMessages) return undefined;
  const parts = messages.map(({ subject }) => subjectParts(subject));
  const share = (of: (part: SubjectParts) => boolean) => parts.filter(of).length / parts.length;
  const prefix = prefixOf(parts, share);
  const gitmoji = share(({ gitmoji: found }) => found !== undefined) >= mostShare;
  const ticket = share(({ ticket: found }) => found !== undefined) >= mostShare;
  const firstTicket = parts.find((part) => part.ticket !== undefined)?.ticket;
  const firstGitmoji = parts.find((part) => part.gitmoji !== undefined)?.gitmoji;
  const language = languageOfMessages(messages.map(({ body }, at) => `${parts[at]?.words ?? ""} ${body}`));
  const isEnglish = language === undefined || language === "English";
  const verb = isEnglish ? most(parts.map(({ words }) => verbForm(words))) : undefined;
  const firstLetter = most(parts.map(({ words }) => letterCase(words)));
  const bodies = messages.map(({ body }) => body).filter((body) => body !== "");
  const bodyShare = bodies.length / messages.length;
  const bodyForm = most(bodies.map((body) => (/^\s*[-*•] /mu.test(body) ? "bullets" : "prose")));
  return {
    sampleCount: messages.length,
    ...(prefix !== undefined && { prefix }),
    ...(gitmoji && firstGitmoji !== undefined && { gitmoji: firstGitmoji.form }),
    ...(ticket &&
      firstTicket !== undefined && { ticket: { place: firstTicket.place, example: firstTicket.text } }),
    maxSubjectChars: subjectLimit(messages.map(({ subject }) => subject.length)),
    ...(verb !== undefined && { verb }),
    ...(firstLetter !== undefined && { firstLetter }),
    endsWithFullStop:
      messages.filter(({ subject }) => /[^.]\.$/u.test(subject)).length / messages.length > mostShare,
    body: bodyShare < 0.1 ? "never" : bodyShare < mostShare ? "sometimes" : "usually",
    ...(bodyForm !== undefined && { bodyForm }),
    wrapsBody: isWrapped(bodies),
    ...(language !== undefined && { language }),
  };
}

function prefixOf(
  parts: readonly SubjectParts[],
  share: (of: (part: SubjectParts) => boolean) => number,
): CommitStyle["prefix"] {
  if (share(({ type }) => type !== undefined) >= mostShare) {
    const typed = parts.filter(({ type }) => type !== undefined);
    const scoped = typed.filter(({ scope }) => scope !== undefined).length / typed.length;
    return {
      form: "conventional",
      types: byCount(typed.map(({ type }) => type)),
      scopes: byCount(typed.map(({ scope }) => scope)),
      scopeUse: scoped === 0 ? "never" : scoped >= 0.9 ? "always" : "sometimes",
    };
  }
  if (share(({ area }) => area !== undefined) < mostShare) return undefined;
  return { form: "area", areas: byCount(parts.map(({ area }) => area)) };
}

/** The most frequent first. */
function byCount(names: readonly (string | undefined)[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const name of names) if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, maxListed)
    .map(([name]) => name);
}

/** What most of those that say anything agree on. */
function most<T extends string>(votes: readonly (T | undefined)[]): T | undefined {
  const counts = new Map<T, number>();
  let total = 0;
  for (const vote of votes) {
    if (vote === undefined) continue;
    total += 1;
    counts.set(vote, (counts.get(vote) ?? 0) + 1);
  }
  const [first] = [...counts].toSorted(([, a], [, b]) => b - a);
  return first !== undefined && first[1] / total > mostShare ? first[0] : undefined;
}

function letterCase(words: string): "upper" | "lower" | undefined {
  // A name such as `README` or `parseLine` says nothing about how sentences begin.
  const word = /^\p{L}+/u.exec(words)?.[0] ?? "";
  if (/^\p{Lu}\p{Ll}*$/u.test(word)) return "upper";
  return /^\p{Ll}+$/u.test(word) ? "lower" : undefined;
}

function subjectLimit(lengths: readonly number[]): 50 | 72 | 100 {
  const sorted = lengths.toSorted((a, b) => a - b);
  const longest = sorted[Math.ceil(sorted.length * 0.9) - 1] ?? 0;
  return longest <= 50 ? 50 : longest <= 72 ? 72 : 100;
}

/** Several lines of prose, none of them long: somebody or something breaks them. */
function isWrapped(bodies: readonly string[]): boolean {
  const paragraphs = bodies.flatMap((body) => body.split(/\n\s*\n/u));
  const long = paragraphs.filter((each) => each.length > 80);
  if (long.length === 0) return false;
  const broken = long.filter((each) =>
    each.split("\n").every((line) => line.length <= 76 || !line.includes(" ")),
  );
  return broken.length / long.length > mostShare;
}
