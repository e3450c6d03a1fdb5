import { outlineOf } from "./codeOutline";
import { indentOf } from "./hole";

/** Code changed, or undefined when the instruction asks for something else. */
type Edit = (code: string, instruction: string, language: string) => string | undefined;

/** Edits in the order they are tried; the first that understands the instruction is taken. */
const edits: readonly Edit[] = [
  rename,
  sortLines,
  removeComments,
  addDocComments,
  convertQuotes,
  wrapInTry,
  changeCase,
  addTypes,
  addComments,
];

/**
 * Does what an instruction asks by its keywords: rename X to Y, sort lines, remove or add comments or doc comments,
 * change quotes, wrap in try/catch, upper or lower case, types of literals. Anything else returns the code unchanged
 * below a comment that names the instruction and says that no model is at work.
 */
export function editCode(code: string, instruction: string, language: string): string {
  for (const edit of edits) {
    const edited = edit(code, instruction, language);
    if (edited !== undefined) return edited;
  }
  const [first = ""] = code.split("\n");
  const note = `${commentSign(language)} Midfill's emulator cannot do this (no language model): ${instruction.replace(/\s+/g, " ").trim()}`;
  return `${indentOf(first)}${note}\n${code}`;
}

function rename(code: string, instruction: string): string | undefined {
  const match =
    /\b(?:rename|replace|change)\s+(?:\w+\s+)?[`"']?([\p{L}_$][\p{L}\p{N}_$]*)[`"']?\s+(?:to|with|by|into)\s+[`"']?([\p{L}_$][\p{L}\p{N}_$]*)/iu.exec(
      instruction,
    );
  const [, from, to] = match ?? [];
  if (from === undefined || to === undefined) return undefined;
  const whole = new RegExp(`(?<![\\p{L}\\p{N}_$])${from.replaceAll("$", "\\$")}(?![\\p{L}\\p{N}_$])`, "gu");
  return whole.test(code) ? code.replace(whole, () => to) : undefined;
}

function sortLines(code: string, instruction: string): string | undefined {
  if (!/\bsort\b/i.test(instruction)) return undefined;
  const lines = code.split("\n");
  const sorted = lines.toSorted((one, other) => (one < other ? -1 : one > other ? 1 : 0));
  return (/\b(?:descending|reverse)/i.test(instruction) ? sorted.toReversed() : sorted).join("\n");
}

function removeComments(code: string, instruction: string, language: string): string | undefined {
  if (!/\b(?:remove|delete|strip|drop)\b.*\bcomments?\b/i.test(instruction)) return undefined;
  const sign = commentSign(language);
  const lines = code.replace(/^[ \t]*\/\*[^]*?\*\/[ \t]*\n/gm, "").split("\n");
  return lines
    .filter((line) => !line.trimStart().startsWith(sign))
    .map((line) => line.replace(new RegExp(`\\s+${sign}\\s[^"'\`]*$`), ""))
    .join("\n");
}

function addDocComments(code: string, instruction: string, language: string): string | undefined {
  if (!/\b(?:doc ?strings?|js ?docs?|doc(?:umentation)? comments?|document)\b/i.test(instruction))
    return undefined;
  return beforeFunctions(code, (name, parameters, indent) => {
    const purpose = name
      .replace(/([a-z])([A-Z])/g, "$1 $2")
      .replaceAll("_", " ")
      .toLowerCase();
    const sentence = purpose.charAt(0).toUpperCase() + purpose.slice(1);
    if (language === "python") {
      const list = parameters.length === 0 ? "" : ` Parameters: ${parameters.join(", ")}.`;
      return { inside: `${indent}    """${sentence}.${list}"""` };
    }
    if (language === "go") return { above: `${indent}// ${name} does what its name says: ${purpose}.` };
    const tags = parameters
      .map((parameter) => `\n${indent} * @param ${parameter} The ${parameter}.`)
      .join("");
    return {
      above:
        tags === ""
          ? `${indent}/** ${sentence}. */`
          : `${indent}/**\n${indent} * ${sentence}.${tags}\n${indent} */`,
    };
  });
}

function addComments(code: string, instruction: string, language: string): string | undefined {
  if (!/\b(?:add|write|insert|put)\b.*\bcomments?\b|^\s*comment\b/i.test(instruction)) return undefined;
  const sign = commentSign(language);
  const commented = beforeFunctions(code, (name, parameters, indent) => ({
    above: `${indent}${sign} ${name} takes ${parameters.length === 0 ? "nothing" : parameters.join(" and ")}.`,
  }));
  if (commented !== undefined) return commented;
  const [first = ""] = code.split("\n");
  return `${indentOf(first)}${sign} ${code.split("\n").length} lines.\n${code}`;
}

function convertQuotes(code: string, instruction: string): string | undefined {
  const match = /\b(single|double)[ -]quote/i.exec(instruction.replace(/^.*\b(?:to|into|with|use)\b/i, ""));
  if (match === null) return undefined;
  const [from, to] = match[1]?.toLowerCase() === "single" ? ['"', "'"] : ["'", '"'];
  const literal = new RegExp(`${from}((?:[^${from}${to}\\\\\\n]|\\\\.)*)${from}`, "g");
  return code.replace(literal, (_, inner: string) => `${to}${inner}${to}`);
}

function wrapInTry(code: string, instruction: string, language: string): string | undefined {
  if (!/\btry\b|\b(?:handle|catch)\b.*\b(?:errors?|exceptions?)\b/i.test(instruction)) return undefined;
  const indent = indentOf(code.split("\n").find((line) => line.trim() !== "") ?? "");
  const step = language === "python" ? "    " : code.includes("\n\t") ? "\t" : "  ";
  const inner = code
    .split("\n")
    .map((line) => (line.trim() === "" ? line : step + line))
    .join("\n");
  if (language === "python")
    return `${indent}try:\n${inner}\n${indent}except Exception as error:\n${indent}${step}print(error)\n${indent}${step}raise`;
  if (language === "go") return undefined;
  return `${indent}try {\n${inner}\n${indent}} catch (error) {\n${indent}${step}console.error(error);\n${indent}${step}throw error;\n${indent}}`;
}

function changeCase(code: string, instruction: string): string | undefined {
  if (/\bupper ?case\b|\bcapitals\b/i.test(instruction)) return code.toUpperCase();
  return /\blower ?case\b/i.test(instruction) ? code.toLowerCase() : undefined;
}

/** Types of variables that hold literals; undefined where there are none, or the instruction is about something else. */
export function addTypes(code: string, instruction: string, language: string): string | undefined {
  if (!/\btypes?\b|\bannotat/i.test(instruction) || !/typescript|tsx?|python/.test(language))
    return undefined;
  const names = language === "python" ? { number: "int", string: "str", boolean: "bool" } : undefined;
  const declared =
    language === "python"
      ? /^(\s*)([a-z_]\w*) = (.+)$/gm
      : /^(\s*(?:export )?(?:const|let|var) )([\w$]+) = (.+)$/gm;
  const typed = code.replace(declared, (line: string, head: string, name: string, value: string) => {
    const bare = value.replace(/;$/, "");
    const type = /^-?\d+$/.test(bare)
      ? "number"
      : /^(?:"[^"]*"|'[^']*')$/.test(bare)
        ? "string"
        : /^(?:true|false)$/i.test(bare)
          ? "boolean"
          : undefined;
    return type === undefined ? line : `${head}${name}: ${names?.[type] ?? type} = ${value}`;
  });
  return typed === code ? undefined : typed;
}

function beforeFunctions(
  code: string,
  comment: (
    name: string,
    parameters: readonly string[],
    indent: string,
  ) => { above?: string; inside?: string },
): string | undefined {
  const functions = new Map(
    outlineOf(code)
      .entries.filter((entry) => entry.kind === "function")
      .map((entry) => [entry.line, entry]),
  );
  if (functions.size === 0) return undefined;
  return code
    .split("\n")
    .flatMap((line, index) => {
      const entry = functions.get(index + 1);
      if (entry === undefined) return [line];
      const { above, inside } = comment(entry.name, entry.parameters, indentOf(line));
      return [...(above === undefined ? [] : [above]), line, ...(inside === undefined ? [] : [inside])];
    })
    .join("\n");
}

/** The sign of a line comment. */
function commentSign(language: string): string {
  return /^(?:python|py|ruby|rb|shellscript|shell|sh|bash|ya?ml|toml|r|makefile|dockerfile)$/i.test(language)
    ? "#"
    : "//";
}
