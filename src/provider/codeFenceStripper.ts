/** Takes a chat model's answer as it streams and gives back only the code in it. */
export interface CodeFenceStripper {
  /** The code that is safe to show now. */
  push(text: string): string;
  /** The rest, once no more text comes. */
  end(): string;
}

/** A line with which chat models begin although they were asked for code alone. */
const chatter =
  /^\s*(?:sure|certainly|of course|okay|ok|here|below|the (?:missing|completed?|code|hole))\b[^\n]*$/iu;
const fenceLine = /^\s*(?:```|~~~)[^\n`]*$/u;
/** A closing fence with the line break before it; and a tail that may still grow into one. */
const closing = /\r?\n[ \t]*(?:```|~~~)/u;
const possibleClosing = /(?:\r?\n[ \t]*(?:`{0,2}|~{0,2})|\r)$/u;
/** The same at the very beginning of the code: an empty answer. */
const closingAtStart = /^[ \t]*(?:```|~~~)/u;
const possibleClosingAtStart = /^[ \t]*(?:`{0,2}|~{0,2})$/u;
/** More than this is no line that announces code. */
const maxAnnouncementChars = 240;

/**
 * Takes away one Markdown fence and one line of chatter before it, piece by piece: the code begins behind the opening
 * fence, or at once where there is none, and ends before a line that begins with a fence. The line break before the closing
 * fence belongs to the fence. Chatter without a fence behind it is code (it may be the text of a Markdown file).
 */
export function createCodeFenceStripper(): CodeFenceStripper {
  let state: "start" | "code" | "done" = "start";
  let held = "";
  let hasGivenCode = false;

  /** Decides about the beginning; true once `held` starts with code. */
  function findStart(isLast: boolean): boolean {
    const lines = held.split("\n");
    const first = lines.findIndex((line) => line.trim() !== "");
    if (first < 0) return isLast;
    const line = lines[first] ?? "";
    const isWhole = first < lines.length - 1 || isLast;

    if (fenceLine.test(line)) {
      if (!isWhole) return false;
      held = lines.slice(first + 1).join("\n");
      return true;
    }
    if (!isWhole && couldBecomeFence(line)) return false;
    if (!chatter.test(line) || line.length > maxAnnouncementChars)
      return isWhole || !couldBecomeChatter(line);

    const next = lines.findIndex((each, index) => index > first && each.trim() !== "");
    const nextLine = lines[next] ?? "";
    if (next >= 0 && fenceLine.test(nextLine)) {
      if (next === lines.length - 1 && !isLast) return false;
      held = lines.slice(next + 1).join("\n");
      return true;
    }
    return isLast || (next >= 0 && (next < lines.length - 1 || !couldBecomeFence(nextLine)));
  }

  function takeCode(isLast: boolean): string {
    const end = (hasGivenCode ? null : closingAtStart.exec(held)) ?? closing.exec(held);
    if (end !== null) {
      const code = held.slice(0, end.index);
      held = "";
      state = "done";
      return code;
    }
    if (!isLast && !hasGivenCode && possibleClosingAtStart.test(held)) return "";
    const tail = isLast ? "" : (possibleClosing.exec(held)?.[0] ?? "");
    const code = held.slice(0, held.length - tail.length);
    held = tail;
    hasGivenCode ||= code !== "";
    return code;
  }

  return {
    push(text) {
      if (state === "done") return "";
      held += text;
      if (state === "start") {
        if (!findStart(false)) return "";
        state = "code";
      }
      return takeCode(false);
    },
    end() {
      if (state === "done") return "";
      if (state === "start") findStart(true);
      const code = takeCode(true);
      state = "done";
      return code;
    },
  };
}

function couldBecomeFence(line: string): boolean {
  const start = line.trimStart();
  return "```".startsWith(start) || "~~~".startsWith(start);
}

/** The beginning of a line that may turn out to be chatter: a few letters of its first word. */
function couldBecomeChatter(line: string): boolean {
  return line.length < 24 && /^\s*[a-z ]*$/iu.test(line);
}
