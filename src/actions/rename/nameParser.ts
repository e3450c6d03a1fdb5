/** A name as the model proposes it. */
export interface ProposedName {
  readonly name: string;
  /** Why, in a few words; empty where it gives none. */
  readonly reason: string;
}

const maxReasonChars = 120;

/**
 * Reads names out of an answer while it comes: one a line, `name` or `name: reason`, as it is asked for; also with
 * bullets, numbers and backticks, and as JSON, an object of which may go over several lines. Anything else is no name.
 */
export class NameParser {
  #pending = "";
  #isThinking = false;

  /** Adds a piece of the answer; gives the names that are whole by now. */
  add(piece: string): readonly ProposedName[] {
    this.#pending += piece;
    const end = Math.max(this.#pending.lastIndexOf("\n"), this.#pending.lastIndexOf("}"));
    if (end < 0) return [];
    const whole = this.#pending.slice(0, end + 1);
    this.#pending = this.#pending.slice(end + 1);
    return this.#read(whole);
  }

  /** The answer is over; gives the last name. */
  end(): readonly ProposedName[] {
    const rest = this.#pending;
    this.#pending = "";
    return this.#read(rest);
  }

  #read(text: string): readonly ProposedName[] {
    return text.split(/\n|(?<=\})/u).flatMap((line) => {
      if (line.includes("<think>")) this.#isThinking = true;
      const end = line.indexOf("</think>");
      if (end >= 0) this.#isThinking = false;
      if (this.#isThinking) return [];
      const rest = end < 0 ? line : line.slice(end + "</think>".length);
      return rest.includes('"') ? namesInJson(rest) : nameInLine(rest);
    });
  }
}

/** An object with a name, or strings of an array. */
function namesInJson(line: string): readonly ProposedName[] {
  const field = (names: string) =>
    new RegExp(`"(?:${names})"\\s*:\\s*"((?:[^"\\\\]|\\\\.)*)"`, "u").exec(line)?.[1];
  const name = field("name|newName|new_name|identifier");
  if (name !== undefined) return proposed(name, field("reason|why|description|explanation") ?? "");
  if (/"\s*:/u.test(line)) return [];
  return [...line.matchAll(/"([^"\\]*)"/gu)].flatMap(([, text = ""]) => proposed(text, ""));
}

function nameInLine(line: string): readonly ProposedName[] {
  const [, , name = "", reason = ""] =
    /^\s*(?:[-*•]\s+|\d{1,2}[.)]\s+)?(\*\*)?`?([^\s`:,;()*]+)`?\1?(?:\s*(?::|–|—|--?(?=\s)|,|\()\s*(.*?)\)?)?\s*$/u.exec(
      line,
    ) ?? [];
  return proposed(name, reason);
}

function proposed(name: string, reason: string): readonly ProposedName[] {
  if (!/^[\p{L}_$@#-][\p{L}\p{N}_$@#?!-]*$/u.test(name) || !/\p{L}/u.test(name)) return [];
  return [
    {
      name,
      reason: reason
        .replaceAll(/[\p{Cc}\p{Cf}*`]/gu, "")
        .trim()
        .slice(0, maxReasonChars),
    },
  ];
}
