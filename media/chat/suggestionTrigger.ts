import { attachableKinds, type AttachableKind } from "../../src/chat/protocol";

/** A word at the caret that asks for suggestions. */
export type SuggestionTrigger =
  | {
      readonly type: "context";
      /** Where the `@` stands. */
      readonly start: number;
      /** What stands behind it, up to the caret. */
      readonly query: string;
      /** The one kind that is asked for, as in `@symbol put`. */
      readonly kind?: AttachableKind;
    }
  | {
      readonly type: "command";
      /** Where the `/` stands. */
      readonly start: number;
      readonly query: string;
    };

/** The host reads no longer query. */
const maxQueryChars = 256;

/**
 * An `@` opens at the start of a word only: not in `name@example.org` nor in `lodash/@types`. Chinese and Japanese are
 * written without spaces, so their characters may stand right before it; their keyboards also type it wide.
 */
const contextPattern = new RegExp(
  String.raw`(?:^|[\s([{（「『【，。、：；？！]|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])` +
    String.raw`([@＠])(?:(${attachableKinds.join("|")}) )?([^\s@＠]*)$`,
  "u",
);
const commandPattern = /^\s*[/／]([\p{L}\p{N}_.-]*)$/u;
const wholeCommandPattern = /^\s*[/／]([\p{L}\p{N}_.-]+)(?:\s+([\s\S]*))?$/u;

/** What the text before `caret` asks for. Inside a fenced block of code, `@` and `/` are code. */
export function triggerAt(text: string, caret: number): SuggestionTrigger | undefined {
  const before = text.slice(0, caret);
  const command = commandPattern.exec(before);
  if (command !== null) {
    const query = command[1] ?? "";
    return { type: "command", start: caret - query.length - 1, query };
  }
  // No trigger is longer than this, and a long message is not to be read at every key.
  const match = contextPattern.exec(before.slice(-2 * maxQueryChars));
  if (match === null || isInFence(before)) return undefined;
  const query = match[3] ?? "";
  if (query.length > maxQueryChars) return undefined;
  const kind = attachableKinds.find((each) => each === match[2]);
  const start = caret - query.length - (kind === undefined ? 0 : kind.length + 1) - 1;
  return kind === undefined ? { type: "context", start, query } : { type: "context", start, query, kind };
}

/** A message that begins with a command's name, such as `/review the tests`; whether there is such a one, others know. */
export function readCommandLine(text: string): { readonly name: string; readonly args: string } | undefined {
  const match = wholeCommandPattern.exec(text);
  return match === null ? undefined : { name: match[1] ?? "", args: (match[2] ?? "").trim() };
}

function isInFence(text: string): boolean {
  return (text.match(/^[ \t]*(?:```|~~~)/gmu)?.length ?? 0) % 2 === 1;
}
