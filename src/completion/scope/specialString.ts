import type { CommentForm, StringForm, Syntax } from "./syntax";

/** A string or comment whose form depends on how it begins. `end` is the offset behind its opening. */
export type SpecialOpening =
  | { readonly form: StringForm; readonly end: number }
  | { readonly comment: CommentForm; readonly end: number };

/**
 * Forms that no table holds: Python's and C#'s prefixes, raw strings with as many `#` as they need (Rust, Swift), with
 * a word (C++) or with equals signs (Lua). Undefined: nothing special opens at this offset.
 */
export function specialString(text: string, at: number, syntax: Syntax): SpecialOpening | undefined {
  switch (syntax.special) {
    case undefined:
      return undefined;
    case "python":
      return python(text, at, syntax);
    case "csharp":
      return csharp(text, at);
    case "cpp":
      return text.charAt(at - 1) === "R"
        ? delimited(text, at, /"([^()\\\s]{0,16})\(/y, (word) => `)${word}"`)
        : undefined;
    case "rust":
      return /(?:^|[^\w])[bc]?r$/.test(text.slice(Math.max(0, at - 3), at))
        ? delimited(text, at, /(#*)"/y, (hashes) => `"${hashes}`)
        : undefined;
    case "swift":
      return delimited(text, at, /(#+)"/y, (hashes) => `"${hashes}`);
    case "lua": {
      const comment = bracketed(text, at, /--\[(=*)\[/y);
      if (comment !== undefined) {
        return { comment: { open: "--[[", close: comment.form.close }, end: comment.end };
      }
      return bracketed(text, at, /\[(=*)\[/y);
    }
  }
}

/** `f"{code}"`, also as `rf'''…'''`. */
function python(text: string, at: number, syntax: Syntax): SpecialOpening | undefined {
  const letters = /(?:^|[^\w])([a-z]{1,2})$/i.exec(text.slice(Math.max(0, at - 3), at))?.[1];
  if (letters === undefined || !/[ft]/i.test(letters)) return undefined;
  const form = syntax.strings.find(({ open }) => text.startsWith(open, at));
  return form === undefined ? undefined : { form: { ...form, hole: "{" }, end: at + form.open.length };
}

/** `$"{code}"`, `@"C:\"`, `$@"…"`, `$"""…"""`. */
function csharp(text: string, at: number): SpecialOpening | undefined {
  const signs = /[$@]{1,3}$/.exec(text.slice(Math.max(0, at - 3), at))?.[0];
  if (signs === undefined || text.charAt(at) !== '"') return undefined;
  const open = text.startsWith('"""', at) ? '"""' : '"';
  const isVerbatim = signs.includes("@");
  const form: StringForm = {
    open,
    close: open,
    escape: open.length > 1 ? "none" : isVerbatim ? "doubled" : "backslash",
    isLong: isVerbatim || open.length > 1,
    ...(signs.includes("$") && { hole: "{" as const }),
  };
  return { form, end: at + open.length };
}

/** A raw string whose opening says how it ends. @param opening sticky; group 1 goes into the end */
function delimited(
  text: string,
  at: number,
  opening: RegExp,
  closeFor: (group: string) => string,
): Extract<SpecialOpening, { form: StringForm }> | undefined {
  opening.lastIndex = at;
  const found = opening.exec(text);
  if (found === null) return undefined;
  const form: StringForm = { open: found[0], close: closeFor(found[1] ?? ""), escape: "none", isLong: true };
  return { form, end: at + found[0].length };
}

function bracketed(text: string, at: number, opening: RegExp) {
  return delimited(text, at, opening, (equals) => `]${equals}]`);
}
