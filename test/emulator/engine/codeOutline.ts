/** A named thing in code. */
export interface OutlineEntry {
  readonly kind: "function" | "class" | "type";
  readonly name: string;
  readonly parameters: readonly string[];
  /** From 1. */
  readonly line: number;
}

/** What simple lexing finds in code. */
export interface CodeOutline {
  readonly lineCount: number;
  readonly imports: readonly string[];
  readonly entries: readonly OutlineEntry[];
}

const functionLine =
  /^\s*(?:export\s+)?(?:default\s+)?(?:public |private |protected |static )*(?:async\s+)?(?:function\*?|def|func(?:\s*\([^)]*\))?|fn)\s+(?<name>[\p{L}_$][\p{L}\p{N}_$]*)\s*(?:<[^>]*>)?\((?<parameters>[^)]*)/u;
const arrowLine =
  /^\s*(?:export\s+)?const\s+(?<name>[\p{L}_$][\p{L}\p{N}_$]*)\s*(?::[^=]+)?=\s*(?:async\s*)?\((?<parameters>[^)]*)\)[^=]*=>/u;
const methodLine =
  /^\s+(?:public |private |protected |static |async |readonly )*(?<name>[\p{L}_$#][\p{L}\p{N}_$]*)\((?<parameters>[^)]*)\)[^;=]*\{\s*$/u;
/** As in Java, C# and C++: the result's type before the name, a parameter's before its own. */
const typedLine =
  /^\s*(?:(?:public|private|protected|internal|static|final|virtual|inline|constexpr|override|async)\s+)*(?!return|else|new|throw|case|await|delete|export|const\b)[\w:]+(?:<[^;={}()]*>)?(?:\[\])?[\s*&]+(?<name>~?\w+)\((?<parameters>[^;{]*)\)[^;={]*\{/u;
const classLine =
  /^\s*(?:export\s+)?(?:default\s+)?(?:public\s+)?(?:final\s+)?(?:abstract\s+)?class\s+(?<name>[\p{L}_$][\p{L}\p{N}_$]*)/u;
const typeLine =
  /^\s*(?:export\s+)?(?:interface|type|enum|struct|trait)\s+(?<name>[\p{L}_$][\p{L}\p{N}_$]*)/u;
const importLine =
  /^\s*(?:import\b.*?from\s+["'](?<es>[^"']+)["']|import\s+["'](?<bare>[^"']+)["']|from\s+(?<py>[\w.]+)\s+import\b|import\s+(?<module>[\w.]+)|use\s+(?<rust>[\w:]+))/;
const notMethods = new Set(["if", "for", "while", "switch", "catch", "return", "with"]);

/** Imports, functions with their parameters, classes and types of TypeScript, JavaScript, Python, Go and their kin. */
export function outlineOf(code: string): CodeOutline {
  const imports: string[] = [];
  const entries: OutlineEntry[] = [];
  const lines = code.split("\n");
  for (const [index, line] of lines.entries()) {
    const imported = importLine.exec(line)?.groups;
    if (imported !== undefined) {
      const name = Object.values(imported).find((value) => value !== undefined);
      if (name !== undefined) imports.push(name);
      continue;
    }
    const untyped = functionLine.exec(line) ?? arrowLine.exec(line) ?? methodLine.exec(line);
    const called = untyped ?? typedLine.exec(line);
    const name = called?.groups?.["name"];
    if (name !== undefined && !notMethods.has(name)) {
      entries.push({
        kind: "function",
        name,
        parameters: (untyped === null ? typedParametersOf : parametersOf)(
          called?.groups?.["parameters"] ?? "",
        ),
        line: index + 1,
      });
      continue;
    }
    const className = classLine.exec(line)?.groups?.["name"];
    if (className !== undefined)
      entries.push({ kind: "class", name: className, parameters: [], line: index + 1 });
    const typeName = typeLine.exec(line)?.groups?.["name"];
    if (typeName !== undefined)
      entries.push({ kind: "type", name: typeName, parameters: [], line: index + 1 });
  }
  return { lineCount: lines.length, imports, entries };
}

function parametersOf(text: string): readonly string[] {
  return text
    .split(",")
    .map((part) =>
      part
        .trim()
        .replace(/[\s:=?].*$/, "")
        .replace(/^[*&.]+/, ""),
    )
    .filter((name) => name !== "" && name !== "self" && name !== "this");
}

/** The last word of each, types with several parameters of their own left out. */
function typedParametersOf(text: string): readonly string[] {
  return text
    .replace(/<[^<>]*>/g, "")
    .split(",")
    .flatMap((part) => /(\w+)\s*(?:=.*)?$/.exec(part.trim())?.[1] ?? []);
}
