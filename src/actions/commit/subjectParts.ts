/** What a subject consists of; a part that is not there is missing. */
export interface SubjectParts {
  readonly gitmoji?: { readonly text: string; readonly form: "emoji" | "shortcode" };
  readonly ticket?: { readonly id: string; readonly place: "start" | "end"; readonly text: string };
  /** Of Conventional Commits. */
  readonly type?: string;
  readonly scope?: string;
  /** What stands before the colon where it is no type: `net/http: `. */
  readonly area?: string;
  /** The rest: what was done. */
  readonly words: string;
}

/** https://www.conventionalcommits.org, with what is commonly added to its types. */
const knownTypes = new Set(
  "feat fix docs style refactor perf test tests build ci chore revert wip deps release hotfix feature bugfix security i18n ui".split(
    " ",
  ),
);

const ticketId = String.raw`(?:[A-Z][A-Z0-9]{1,9}-\d{1,6}|#\d{1,6})`;
const ticketAtStart = new RegExp(String.raw`^[[(]?(${ticketId})[\])]?\s*[:|–—-]?\s+`, "u");
const ticketAtEnd = new RegExp(String.raw`\s+[[(]?(${ticketId})[\])]?$`, "u");

/** Takes a subject apart: `✨ feat(api)!: ABC-12 add a list`. */
export function subjectParts(subject: string): SubjectParts {
  let rest = subject.trim();
  const parts: { -readonly [Key in keyof SubjectParts]: SubjectParts[Key] } = { words: "" };
  const takeGitmoji = () => {
    const found = /^(?:(:[a-z0-9_+-]+:)|\p{Extended_Pictographic}\u{fe0f}?)\s*/u.exec(rest);
    if (found === null || parts.gitmoji !== undefined) return;
    parts.gitmoji = { text: found[0].trim(), form: found[1] === undefined ? "emoji" : "shortcode" };
    rest = rest.slice(found[0].length);
  };
  const takeTicket = () => {
    const found = ticketAtStart.exec(rest);
    if (found?.[1] === undefined || parts.ticket !== undefined) return;
    parts.ticket = { id: found[1], place: "start", text: found[0].trim() };
    rest = rest.slice(found[0].length);
  };
  takeGitmoji();
  takeTicket();
  const [head = "", type = "", scope] =
    /^([A-Za-z][\w]*)(?:\(([^()]{1,60})\))?!?:\s+(?=\S)/u.exec(rest) ?? [];
  if (knownTypes.has(type.toLowerCase())) {
    parts.type = type;
    if (scope !== undefined) parts.scope = scope;
    rest = rest.slice(head.length);
    takeGitmoji();
    takeTicket();
  } else {
    const found = /^([\w./*@-]+(?:,\s?[\w./*@-]+){0,3}):\s+(?=\S)/u.exec(rest);
    if (found?.[1] !== undefined) {
      parts.area = found[1];
      rest = rest.slice(found[0].length);
    }
  }
  const behind = ticketAtEnd.exec(rest);
  if (behind?.[1] !== undefined && parts.ticket === undefined) {
    parts.ticket = { id: behind[1], place: "end", text: behind[0].trim() };
    rest = rest.slice(0, behind.index);
  }
  parts.words = rest.trim();
  return parts;
}
