/** Code improved by its form alone; where nothing fits, the same code. */
type Rewrite = (code: string, language: string) => string;

/** Mends what the editor's problems name, and loops that go one too far. */
export function fixCode(code: string, problems: string): string {
  let fixed = code;
  // As TypeScript, Python's and Rust's tools say it: “Property 'deliverdAt' … Did you mean 'deliveredAt'?”
  for (const line of problems.split("\n")) {
    const [, wrong, right] =
      /['"`‘“](\w+)['"`’”].*\b(?:did you mean|maybe)\b[^'"`‘“]*['"`‘“](\w+)/i.exec(line) ?? [];
    if (wrong !== undefined && right !== undefined) {
      fixed = fixed.replace(new RegExp(String.raw`\b${wrong}\b`, "g"), right);
    }
  }
  return inOrder(fixed, "", [
    (text) => text.replace(/(\bi = 0; i )<=( [\w.]+\.(?:length|size\(\))|(?: len\([\w.]+\)))/g, "$1<$2"),
    (text) => text.replace(/(\bi := 0; i )<=( len\([\w.]+\))/g, "$1<$2"),
    (text) => text.replace(/ != None\b/g, " is not None").replace(/ == None\b/g, " is None"),
    (text) => text.replace(/^(\s*)except:/gm, "$1except Exception:"),
  ]);
}

/** Says the same with less. */
export function simplifyCode(code: string, language: string): string {
  return inOrder(code, language, [shorterSums, withoutTruths, directReturns]);
}

/** Gives loops over indices the language's usual form. */
export function refactorCode(code: string, language: string): string {
  return inOrder(code, language, [loopsOverElements, withoutTruths]);
}

/** Saves copies and work that is done again and again. */
export function optimiseCode(code: string, language: string): string {
  return inOrder(code, language, [
    (text) =>
      language === "cpp"
        ? text.replace(/([(,]\s*)(std::(?:vector|string|map)\b(?:<[^(){}]*?>)?) (?=\w+[,)])/g, "$1const $2 &")
        : text,
    (text) =>
      text.replace(
        /strings\.ToLower\(([^()]+)\) == strings\.ToLower\(([^()]+)\)/g,
        "strings.EqualFold($1, $2)",
      ),
    (text) => text.replace(/\.filter\(((?:[^()]|\([^()]*\))*)\)\.length > 0/g, ".some($1)"),
    loopsOverElements,
  ]);
}

function inOrder(code: string, language: string, rewrites: readonly Rewrite[]): string {
  return rewrites.reduce((text, rewrite) => rewrite(text, language), code);
}

/** `sum = sum + x` to `sum += x`. */
function shorterSums(code: string): string {
  return code.replace(/^(\s*)([\w.]+) = \2 \+ ([^+?<>=&|\n]+)$/gm, "$1$2 += $3");
}

/** `if (found == false)` to `if (!found)`. */
function withoutTruths(code: string, language: string): string {
  const not = language === "python" ? "not " : "!";
  return code
    .replace(/\b([\w.]+) ===? (?:false|False)\b/g, (_, name: string) => not + name)
    .replace(/\b([\w.]+) ===? (?:true|True)\b/g, "$1");
}

/** A value that is only named to be returned is returned. */
function directReturns(code: string): string {
  return code.replace(
    /^([ \t]*)(?:(?:const|let|var|auto|final|double|int|long|float|String|bool|boolean) )?(\w+) :?= (.+)\n\1return \2(;?)$/gm,
    "$1return $3",
  );
}

/** A loop over indices that takes the element first, and uses the index for nothing else. */
function loopsOverElements(code: string): string {
  const forms: readonly (readonly [RegExp, (element: string, list: string) => string])[] = [
    [
      /for \(let i = 0; i < ([\w.]+)\.length; (?:i\+\+|\+\+i|i \+= 1)\) \{\n\s*const (\w+) = \1\[i\];?\n/,
      (element, list) => `for (const ${element} of ${list}) {\n`,
    ],
    [
      /for \(int i = 0; i < ([\w.]+)\.size\(\); (?:i\+\+|\+\+i)\) \{\n\s*((?:final )?\w+ \w+) = \1\.get\(i\);\n/,
      (element, list) => `for (${element} : ${list}) {\n`,
    ],
    [
      /for \((?:int|size_t|std::size_t) i = 0; i < ([\w.]+)\.size\(\); (?:i\+\+|\+\+i)\) \{\n\s*(\w+ \w+) = \1\[i\];\n/,
      (element, list) => `for (const ${element.replace(" ", " &")} : ${list}) {\n`,
    ],
    [
      /for i in range\((?:0, )?len\(([\w.]+)\)\):\n\s*(\w+) = \1\[i\]\n/,
      (element, list) => `for ${element} in ${list}:\n`,
    ],
  ];
  for (const [form, loop] of forms) {
    const match = form.exec(code);
    const [whole = "", list = "", element = ""] = match ?? [];
    if (
      match === null ||
      /\[i\]|\bi\b(?=[^\w]*[-+*/)\],;])/.test(bodyBehind(code, match.index + whole.length))
    )
      continue;
    return code.slice(0, match.index) + loop(element, list) + code.slice(match.index + whole.length);
  }
  return code;
}

/** The lines that are indented as the first one or deeper. */
function bodyBehind(code: string, start: number): string {
  const lines = code.slice(start).split("\n");
  const depth = /^\s*/.exec(lines[0] ?? "")?.[0].length ?? 0;
  const end = lines.findIndex((line) => line.trim() !== "" && (/^\s*/.exec(line)?.[0].length ?? 0) < depth);
  return lines.slice(0, end < 0 ? undefined : end).join("\n");
}
