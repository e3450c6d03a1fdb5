/** A prompt that a user or a workspace keeps: `*.prompt.md`, as VS Code's own chat has them. */
export interface PromptFile {
  /** From the front matter; else the file's name counts. */
  readonly name?: string;
  /** What lists show in place of the name. */
  readonly title?: string;
  readonly description?: string;
  readonly argumentHint?: string;
  /** Where the answer goes, unchecked: `result`, or `midfill-result` where other tools read the file too. */
  readonly result?: string;
  /** Whether it asks for an answer without thinking. */
  readonly isThinkingOff: boolean;
  /** Fields of the front matter that have no effect here, such as `agent` or `model`. */
  readonly ignored: readonly string[];
  /** What is sent, with its variables. */
  readonly body: string;
}

/**
 * Fields that ask for what only VS Code's own chat has, or that the user chooses here: a repository must not decide
 * what is paid.
 */
const withoutEffect = ["mode", "agent", "model", "tools"];

/**
 * Reads a prompt file: an optional front matter between lines of `---`, then the prompt. Of YAML it knows what such
 * files hold: `key: text`, quotes, folded and literal blocks; anything else in the front matter is passed over. Total.
 */
export function parsePromptFile(text: string): PromptFile {
  const lines = text.replace(/^\uFEFF/u, "").split(/\r\n|\r|\n/u);
  const end =
    lines[0]?.trimEnd() === "---" ? lines.findIndex((line, at) => at > 0 && line.trimEnd() === "---") : -1;
  const fields = frontMatter(end < 0 ? [] : lines.slice(1, end));
  const body = lines
    .slice(end + 1)
    .join("\n")
    .trim();
  const field = (key: string) => {
    const value = fields.get(key)?.trim();
    return value === undefined || value === "" ? undefined : value;
  };
  const name = field("name");
  const description = field("description");
  const argumentHint = field("argument-hint");
  const title = field("title");
  const result = field("midfill-result") ?? field("result");
  const thinking = field("thinking");
  const isThinkingOff = thinking === "off" || thinking === "false";
  return {
    ...(name === undefined ? {} : { name }),
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(argumentHint === undefined ? {} : { argumentHint }),
    ...(result === undefined ? {} : { result }),
    isThinkingOff,
    ignored: [
      ...withoutEffect.filter((key) => fields.has(key)),
      ...(thinking === undefined || isThinkingOff ? [] : ["thinking"]),
    ],
    body,
  };
}

function frontMatter(lines: readonly string[]): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (let at = 0; at < lines.length; at++) {
    const [, key, value = ""] = /^([A-Za-z][\w-]*):(?:\s+(.*))?$/u.exec(lines[at] ?? "") ?? [];
    if (key === undefined) continue;
    const block = /^([|>])[-+\d]*\s*(?:#.*)?$/u.exec(value)?.[1];
    if (block === undefined) {
      fields.set(key, scalar(value.trim()));
      continue;
    }
    const inside: string[] = [];
    while (at + 1 < lines.length && /^(?:\s+|$)/u.test(lines[at + 1] ?? ""))
      inside.push((lines[++at] ?? "").trim());
    fields.set(key, inside.join(block === "|" ? "\n" : " "));
  }
  return fields;
}

function scalar(value: string): string {
  const double = /^"((?:[^"\\]|\\.)*)"/u.exec(value)?.[1];
  if (double !== undefined) {
    return double.replaceAll(/\\(.)/gu, (_, escaped: string) =>
      escaped === "n" ? "\n" : escaped === "t" ? "\t" : escaped,
    );
  }
  const single = /^'((?:[^']|'')*)'/u.exec(value)?.[1];
  if (single !== undefined) return single.replaceAll("''", "'");
  return value.replace(/(?:^|\s)#.*$/u, "");
}
