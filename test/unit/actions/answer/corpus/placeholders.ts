import { fenced, oneLine, refused, rows, t, type Row } from "./notation";

/** One row for each line that stands for code left out, behind a line of code. */
const leftOut = (languageId: string, code: string, lines: readonly string[]): readonly Row[] =>
  rows(
    languageId,
    2,
    lines.map((line) => [
      `left out in ${languageId}: ${line}`,
      `«${code}\n»`,
      fenced("", `${code} \n${line}`),
      refused("placeholder"),
    ]),
  );

/** The same for lines that only look so. */
const kept = (languageId: string, code: string, lines: readonly string[]): readonly Row[] =>
  rows(
    languageId,
    2,
    lines.map((line) => [
      `kept in ${languageId}: ${line}`,
      `«${code}\n»`,
      fenced("", `${code}\n${line}`),
      `${code}\n${line}\n`,
    ]),
  );

/** Code that the answer leaves out, and code that only looks so. */
export const placeholders = [
  ...leftOut("typescript", "const a = 2;", [
    "// ... rest of the code unchanged ...",
    "// ...existing code...",
    "// … existing code …",
    "/* ... existing code ... */",
    "// rest of the function remains the same",
    "// Rest of your code here",
    "// ... (rest of the implementation)",
    "// existing code here",
    "// other methods unchanged",
    "// ... keep the same as before",
    "// keep the rest of the file as it is",
    "// unchanged",
    "// ...",
    "/* ... */",
    "...",
    "... rest of the code ...",
    "// your existing code here",
    "// remaining code stays the same",
    "// previous code remains unchanged",
    "// ... other methods ...",
    "// ... the rest of the class is unchanged",
    "// (rest of the code)",
    "// [existing code]",
    "// same as before",
    "// omitted for brevity",
    "// ... code omitted for brevity ...",
    "// TypeScript code unchanged".replace("TypeScript code", "imports"),
    "/** ... existing implementation ... */",
    "{/* ... existing code ... */}",
    "function b() { ... }",
    "  run() { /* ... */ }",
    "}; // ... existing code ...",
    "// ... 其余代码保持不变 ...",
    "// 省略其余代码",
    "// 其他代码不变",
    "// 現".replace("現", "...残りのコードは省略"),
    "// ... restlicher Code bleibt unverändert ...",
    "// ... reste du code inchangé ...",
    "// ... resto del código sin cambios ...",
    "// ... остальной код без изменений ...",
  ]),
  ...leftOut("python", "a = 2", [
    "# ... existing code ...",
    "# rest of the file unchanged",
    "# …",
    "# ... rest of the class ...",
    "    # ... (unchanged)",
    '"""... existing code ..."""',
    "# Remaining methods stay the same",
  ]),
  ...leftOut("go", "a := 2", ["// ... existing code ...", "...", "func f() { ... }"]),
  ...leftOut("java", "int a = 2;", [
    "// ... other fields and methods",
    "/* rest of the class unchanged */",
    "// ... getters and setters unchanged",
  ]),
  ...leftOut("cpp", "int a = 2;", ["// ... rest of the implementation remains the same", "/* ... */"]),
  ...leftOut("rust", "let a = 2;", ["// ... existing code ...", "// rest unchanged"]),
  ...leftOut("ruby", "a = 2", ["# ... existing methods ...", "# rest of the class"]),
  ...leftOut("html", "<p>a</p>", [
    "<!-- rest unchanged -->",
    "<!-- ... existing content ... -->",
    "<!-- ... -->",
  ]),
  ...leftOut("yaml", "a: 2", ["# ... rest of the services unchanged", "# (other jobs unchanged)"]),
  ...leftOut("sql", "SELECT 2;", ["-- ... remaining columns ...", "-- rest of the query unchanged"]),
  ...leftOut("shellscript", "echo 2", [
    "# ... rest of the script remains the same".replace("script", "code"),
    "# ...",
  ]),
  ...leftOut("css", "p { a: b }", ["/* ... existing styles ... */", "/* rest of the styles */"]),
  ...leftOut("lua", "a = 2", ["-- ... existing code ..."]),
  ...leftOut("clojure", "(def a 2)", [";; ... existing code ..."]),
  ...leftOut("jinja", "<p>a</p>", ["{# ... existing content ... #}"]),
  ...leftOut("latex", "Text.", ["% ... rest of the document unchanged"]),
  ...leftOut("markdown", "# Title", [
    "[... rest of the document unchanged ...]",
    "<!-- rest of the file unchanged -->",
  ]),
  ...kept("typescript", "const a = 2;", [
    "call(...args);",
    "const { a, ...rest } = b;",
    "const c = [...other];",
    "const d = { ...existing };",
    "// ...rest is passed on to the element",
    "// Returns the rest of the list.",
    "// Existing users keep their settings.",
    "// Unchanged values are skipped.",
    'log("loading...");',
    'log("... and more");',
    "// TODO: handle other cases",
    "// see the previous section for details",
    "// Keeps the order.",
    "// The same holds for the other side.",
    "type Rest = readonly string[];",
  ]),
  ...kept("python", "a = 2", [
    "def f(): ...",
    "    ...",
    "# the rest of the arguments is optional: see above",
    "x[..., 0] = 1",
  ]),
  ...kept("go", "a := 2", ["f(args...)", "b = append(b, c...)"]),
  ...kept("cpp", "int a = 2;", ["template <typename... Args>", "f(args...);"]),
  ...kept("rust", "let a = 2;", ["let b = B { c, ..d };", "// Everything else is checked above."]),
  ...kept("yaml", "a: 2", ["..."]),
  ...kept("markdown", "Text.", ["To be continued...", "And the rest is history."]),
  ...kept("shellscript", "echo 2", ['echo "Loading..."']),
  ...rows("typescript", 2, [
    [
      "a placeholder that stood there before",
      "«const a = 1;\n// ... existing code ...\n»",
      "```ts\nconst a = 2;\n// ... existing code ...\n```",
      "const a = 2;\n// ... existing code ...\n",
    ],
    [
      "placeholders for what is around the selection",
      "import x;\n\n«function f() {\n  return 1;\n}\n»\nfunction g() {}\n",
      "```ts\n// ... existing code ...\nfunction f() {\n  return 2;\n}\n// ... existing code ...\n```",
      "function f() {\n  return 2;\n}\n",
    ],
    [
      "a placeholder for the beginning of the selection",
      "import x;\n\n«const a = 1;\nfunction f() {\n  return 1;\n}\n»\nfunction g() {}\n",
      "```ts\n// ... existing code ...\nfunction f() {\n  return 2;\n}\n```",
      refused("placeholder"),
    ],
    [
      "a placeholder for the end of the selection",
      "«function f() {\n  return 1;\n}\nconst a = 1;\n»function g() {}\n",
      "```ts\nfunction f() {\n  return 2;\n}\n// ... rest of the code ...\n```",
      refused("placeholder"),
    ],
    ["a placeholder in bare code", oneLine, "const a = 2;\n// ... existing code ...", refused("placeholder")],
    [
      "a placeholder amid a long method",
      t`
        class A {
        «  run() {
            this.first();
            this.second();
            this.third();
          }
        »}
      `,
      t`
        '''ts
          run() {
            this.first();
            // ... rest of the method stays the same ...
            this.fourth();
          }
        '''
      `,
      refused("placeholder"),
    ],
  ]),
];
