/** How a comment is written. */
export interface CommentForm {
  readonly open: string;
  /** Missing: it ends with its line. */
  readonly close?: string;
  /** A comment inside a comment has to be closed, too. */
  readonly nests?: boolean;
  /** Where `open` counts: first on its line, or first in a word (`a#b` is no comment in a shell). Missing: anywhere. */
  readonly at?: "line" | "word";
  /** It is no comment when this follows. */
  readonly unlessBefore?: string;
}

/** How a string is written. */
export interface StringForm {
  readonly open: string;
  readonly close: string;
  /** How `close` can stand inside: behind a backslash, written twice, or not at all. */
  readonly escape: "backslash" | "doubled" | "none";
  /** It may hold line breaks; another is taken to end with its line, so that a stray quote does no lasting harm. */
  readonly isLong?: boolean;
  /** Opens code inside the string. */
  readonly hole?: "${" | "#{" | "{" | "\\(" | "$(";
}

/** Forms that a table cannot hold: their ends depend on how they begin, or on what stands before them. */
type SpecialForms = "python" | "csharp" | "cpp" | "rust" | "swift" | "lua";

/** What one must know of a language to tell code, comments and strings apart. Grammar is none of our business. */
export interface Syntax {
  readonly comments: readonly CommentForm[];
  readonly strings: readonly StringForm[];
  /** A `'` opens a character (`'x'`, `'\n'`); where none follows it is something else: a lifetime, a prime, a digit separator. */
  readonly hasCharacters?: boolean;
  /** A `/` where a value can begin opens a regular expression. */
  readonly hasRegex?: boolean;
  /** Matches a heredoc's opening; group 2 is the word that closes it. Sticky. */
  readonly heredoc?: RegExp;
  readonly special?: SpecialForms;
  /** A long string that stands alone, or behind `@doc`, documents what is near it: it counts as a comment. */
  readonly hasDocStrings?: boolean;
  /** In data and markup a quoted value is what one writes all the time: it counts as code. */
  readonly areStringsCode?: boolean;
}

/** Whether an opening is a comment's. */
export function isComment(form: CommentForm | StringForm): form is CommentForm {
  return !("escape" in form);
}
