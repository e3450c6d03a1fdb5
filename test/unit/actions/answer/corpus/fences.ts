import { fenced, oneLine, refused, rows, t } from "./notation";

const changed = "const a = 2;\n";
const goDocument = "package a\n\n«func f() int {\n\treturn 1\n}\n»\nfunc g() {}\n";
const goChanged = "func f() int {\n\treturn 2\n}";
const heading = "# Start\n\n«Some text.\n»\n## Next\n";

/** Code out of its fences. */
export const fences = [
  ...rows("typescript", 2, [
    ["a fenced block", oneLine, "```ts\nconst a = 2;\n```", changed, { isPlain: true }],
    ["a fence without a language", oneLine, "```\nconst a = 2;\n```", changed, { isPlain: true }],
    [
      "a fence with a title",
      oneLine,
      '```ts title="src/a.ts"\nconst a = 2;\n```',
      changed,
      { isPlain: true },
    ],
    ["a fence with a path", oneLine, "```ts:src/a.ts\nconst a = 2;\n```", changed, { isPlain: true }],
    ["a fence with line numbers wished for", oneLine, "```{.ts .numberLines}\nconst a = 2;\n```", changed],
    ["a fence of another dialect", oneLine, "```javascript\nconst a = 2;\n```", changed, { isPlain: true }],
    ["a fence in capitals", oneLine, "```TypeScript\nconst a = 2;\n```", changed, { isPlain: true }],
    ["a blank before the fence's language", oneLine, "``` ts\nconst a = 2;\n```", changed, { isPlain: true }],
    ["tildes", oneLine, "~~~ts\nconst a = 2;\n~~~", changed, { isPlain: true }],
    [
      "a longer fence",
      oneLine,
      "````ts\nconst a = `\n```\n`;\n````",
      "const a = `\n```\n`;\n",
      { isPlain: true },
    ],
    ["a closing fence longer than the opening one", oneLine, "```ts\nconst a = 2;\n`````", changed],
    ["five backticks", oneLine, "`````ts\nconst a = 2;\n`````\n", changed, { isPlain: true }],
    ["an unclosed fence", oneLine, "```ts\nconst a = 2;\n", changed],
    ["an unclosed fence without a line end", oneLine, "```ts\nconst a = 2;", changed],
    ["an indented fence", oneLine, "  ```ts\n  const a = 2;\n  ```", changed],
    ["a fence indented by a tab", oneLine, "\t```ts\n\tconst a = 2;\n\t```", changed],
    ["blank lines around a fence", oneLine, "\n\n```ts\nconst a = 2;\n```\n\n", changed],
    ["blank lines inside a fence", oneLine, "```ts\n\nconst a = 2;\n\n```", changed],
    ["the closing fence on the line of code", oneLine, "```ts\nconst a = 2;```", changed],
    ["the same, with words behind", oneLine, "```ts\nconst a = 2;```\n\nIt is two now.", changed],
    ["the opening fence behind words", oneLine, "Here it is: ```ts\nconst a = 2;\n```", changed],
    ["the opening fence lost", oneLine, "const a = 2;\n```", changed],
    [
      "the opening fence lost, words behind",
      oneLine,
      "const a = 2;\n```\n\nThis sets the value to two.",
      changed,
    ],
    ["three backticks within a line", oneLine, "```const a = 2;```", changed],
    ["three backticks within a line, and a language", oneLine, "```ts const a = 2;```", changed],
    ["a block that is empty", oneLine, "```ts\n```", ""],
    ["an opening fence and nothing else", oneLine, "```ts\n", refused("empty")],
    ["an opening fence and a blank line", oneLine, "```ts\n\n", refused("empty")],
    [
      "code that writes Markdown",
      oneLine,
      "```ts\nconst a = `\n```js\nx\n```\n`;\n```",
      "const a = `\n```js\nx\n```\n`;\n",
    ],
    ["a template literal, bare", "«const a = 'b' + c;\n»", "`b${c}`", "`b${c}`\n"],
    [
      "an unclosed fence that ends in the middle",
      "«function f() {\n  return 1;\n}\n»",
      "```ts\nfunction f() {\n  if (x) {\n    return",
      refused("cut-short"),
    ],
    [
      "an unclosed fence with all brackets",
      "«function f() {\n  return 1;\n}\n»",
      "```ts\nfunction f() {\n  return 2;\n}\n",
      "function f() {\n  return 2;\n}\n",
    ],
    [
      "an unclosed fence with as many brackets as the selection",
      "«if (a) {\n»  b();\n}\n",
      "```ts\nif (a && c) {",
      "if (a && c) {\n",
    ],
  ]),
  ...rows("go", "tab", [
    ["a Go function", goDocument, fenced("go", goChanged), `${goChanged}\n`, { isPlain: true }],
    [
      "a Go function in a fence for golang",
      goDocument,
      fenced("golang", goChanged),
      `${goChanged}\n`,
      { isPlain: true },
    ],
    ["a raw string of Go, bare", '«x := "a"\n»', "x := `a`", "x := `a`\n"],
  ]),
  ...rows("python", 4, [
    ["a Python block", "«x = 1\n»", fenced("python", "x = 2"), "x = 2\n", { isPlain: true }],
    ["a Python block in a fence for py", "«x = 1\n»", fenced("py", "x = 2"), "x = 2\n", { isPlain: true }],
    ["a span of code", "«x = 1\n»", "`x = 2`", "x = 2\n"],
    [
      "Markdown in a docstring",
      "«def f():\n    pass\n»",
      '````python\ndef f():\n    """\n    ```\n    f()\n    ```\n    """\n````',
      'def f():\n    """\n    ```\n    f()\n    ```\n    """\n',
      { isPlain: true },
    ],
  ]),
  ...rows("java", 4, [
    ["a Java block", "«int a = 1;\n»", fenced("java", "int a = 2;"), "int a = 2;\n", { isPlain: true }],
    [
      "Java in a list",
      "«int a = 1;\n»",
      "1. Change it:\n\n   ```java\n   int a = 2;\n   ```",
      "int a = 2;\n",
    ],
  ]),
  ...rows("cpp", 4, [
    ["a C++ block", "«int a = 1;\n»", fenced("c++", "int a = 2;"), "int a = 2;\n", { isPlain: true }],
    [
      "a C++ block in a fence for c",
      "«int a = 1;\n»",
      fenced("c", "int a = 2;"),
      "int a = 2;\n",
      { isPlain: true },
    ],
  ]),
  ...rows("rust", 4, [
    ["a Rust block", "«let a = 1;\n»", fenced("rust", "let a = 2;"), "let a = 2;\n", { isPlain: true }],
    [
      "a Rust doc comment with a block",
      "«fn f() {}\n»",
      "````rust\n/// ```\n/// f();\n/// ```\nfn f() {}\n````",
      "/// ```\n/// f();\n/// ```\nfn f() {}\n",
      { isPlain: true },
    ],
    [
      "a Rust doc comment with a block, in a fence of the same length",
      "«fn f() {}\n»",
      "```rust\n/// ```\n/// f();\n/// ```\nfn f() {}\n```",
      "/// ```\n/// f();\n/// ```\nfn f() {}\n",
      { isPlain: true },
    ],
  ]),
  ...rows("ruby", 2, [["a Ruby block", "«x = 1\n»", fenced("ruby", "x = 2"), "x = 2\n", { isPlain: true }]]),
  ...rows("html", 2, [
    ["an HTML block", "«<p>a</p>\n»", fenced("html", "<p>b</p>"), "<p>b</p>\n", { isPlain: true }],
  ]),
  ...rows("yaml", 2, [["a YAML block", "«a: 1\n»", fenced("yaml", "a: 2"), "a: 2\n", { isPlain: true }]]),
  ...rows("sql", 2, [
    ["an SQL block", "«SELECT 1;\n»", fenced("sql", "SELECT 2;"), "SELECT 2;\n", { isPlain: true }],
  ]),
  ...rows("shellscript", 2, [
    ["a shell block", "«echo 1\n»", fenced("bash", "echo 2"), "echo 2\n", { isPlain: true }],
    ["a shell block in a fence for sh", "«echo 1\n»", fenced("sh", "echo 2"), "echo 2\n", { isPlain: true }],
  ]),
  ...rows("plaintext", 4, [
    [
      "a block of plain text",
      "«Some text.\n»",
      fenced("text", "Other text."),
      "Other text.\n",
      { isPlain: true },
    ],
    ["plain text, bare", "«This is text.\n»", "This is better text.\n", "This is better text.\n"],
  ]),
  ...rows("diff", 4, [
    ["a file of diffs", "«-a\n+b\n»", fenced("diff", "-a\n+c"), "-a\n+c\n", { isPlain: true }],
  ]),
  ...rows("markdown", 2, [
    [
      "Markdown in a fence of the same length",
      "«# Titel\n»",
      "```markdown\n# Title\n\n```js\nx\n```\n\nend\n```",
      "# Title\n\n```js\nx\n```\n\nend\n",
      { isPlain: true },
    ],
    [
      "Markdown with a block without a language, in a fence of the same length",
      "«# Titel\n»",
      "```markdown\n# Title\n\n```\nx\n```\n\nend\n```",
      "# Title\n\n```\nx\n```\n\nend\n",
    ],
    [
      "Markdown in a longer fence",
      "«# Titel\n»",
      "````markdown\n# Title\n\n```\nx\n```\n````",
      "# Title\n\n```\nx\n```\n",
      { isPlain: true },
    ],
    ["a paragraph of Markdown", heading, fenced("md", "Better text."), "Better text.\n", { isPlain: true }],
    [
      "a paragraph of Markdown in a bare fence",
      heading,
      "```\nBetter text.\n```",
      "Better text.\n",
      { isPlain: true },
    ],
    ["a paragraph of Markdown, bare", heading, "Better text.", "Better text.\n"],
    [
      "bare Markdown that holds a block",
      "«# Title\n\ntext\n»",
      "# Title\n\n```js\nx\n```\n",
      "# Title\n\n```js\nx\n```\n",
    ],
    [
      "bare Markdown with another first line and a block",
      "«# Titel\n\n```js\nx\n```\n»",
      "# Title\n\n```js\nx\n```\n",
      "# Title\n\n```js\nx\n```\n",
    ],
    [
      "a block of code that is the selection",
      "Text.\n\n«```js\nx\n```\n»",
      "```js\ny\n```",
      "```js\ny\n```\n",
    ],
    [
      "the inside of a block of code",
      "Text.\n\n```js\n«const x = 1;\n»```\n",
      "```js\nconst x = 2;\n```",
      "const x = 2;\n",
    ],
    [
      "a wrapped text with an announcement",
      heading,
      "Here is the improved paragraph:\n\n```markdown\nBetter text.\n```\n\nI made it shorter.",
      "Better text.\n",
    ],
    [
      "two examples for a text",
      heading,
      "Run it:\n\n```sh\na\n```\n\nThen:\n\n```sh\nb\n```\n",
      "Run it:\n\n```sh\na\n```\n\nThen:\n\n```sh\nb\n```\n",
    ],
  ]),
];

/** Several blocks, of which one is the answer. */
export const blocks = [
  ...rows("typescript", 2, [
    [
      "the original quoted first",
      oneLine,
      "Before:\n```ts\nconst a = 1;\n```\nAfter:\n```ts\nconst a = 2;\n```",
      changed,
    ],
    [
      "the original quoted last",
      oneLine,
      "```ts\nconst a = 2;\n```\nIt was:\n```ts\nconst a = 1;\n```",
      changed,
    ],
    ["how to run it behind", oneLine, "```ts\nconst a = 2;\n```\nRun it:\n```sh\nnode a.js\n```", changed],
    ["how to install something first", oneLine, "```bash\nnpm i x\n```\n\n```ts\nconst a = 2;\n```", changed],
    ["what it prints behind", oneLine, "```ts\nconst a = 2;\n```\nOutput:\n```text\n2\n```", changed],
    [
      "a part, then the whole",
      oneLine,
      "```ts\nconst b = 2;\n```\nIn full:\n```ts\nconst a = 1;\nconst b = 2;\n```",
      "const a = 1;\nconst b = 2;\n",
    ],
    ["the same block twice", oneLine, "```ts\nconst a = 2;\n```\n\n```ts\nconst a = 2;\n```", changed],
    [
      "two that differ",
      oneLine,
      "```ts\nconst a = 2;\n```\nor\n```ts\nlet a = 3;\n```",
      refused("several-blocks"),
    ],
    [
      "two steps",
      oneLine,
      "1. First:\n\n```ts\nimport b;\n```\n\n2. Then:\n\n```ts\nconst a = b;\n```",
      refused("several-blocks"),
    ],
    [
      "a settings file beside",
      oneLine,
      '```json\n{ "strict": true }\n```\n\n```ts\nconst a = 2;\n```',
      changed,
    ],
    [
      "a style sheet beside, and no language",
      oneLine,
      "```\nconst a = 2;\n```\n\n```css\np {}\n```\n",
      refused("several-blocks"),
    ],
    [
      "a diff, then the whole",
      oneLine,
      "```diff\n-const a = 1;\n+const a = 2;\n```\n\n```ts\nconst a = 2;\n```",
      changed,
    ],
    [
      "the whole selection, then less of it",
      "«const a = 1;\nconst b = 2;\n»",
      "Before:\n```ts\nconst a = 1;\nconst b = 2;\n```\nAfter:\n```ts\nconst a = 1;\n```",
      "const a = 1;\n",
    ],
    [
      "a part to replace, and by what",
      t`
        «function f() {
          const a = 1;
          const b = 2;
          return a + b;
        }
        »
      `,
      t`
        Replace this line:

        '''ts
        const b = 2;
        '''

        with:

        '''ts
        const b = 3;
        '''
      `,
      "function f() {\n  const a = 1;\n  const b = 3;\n  return a + b;\n}\n",
    ],
    [
      "two parts to replace",
      "«a(1);\nb(1);\nc(1);\n»",
      "Change\n```ts\na(1);\n```\nto\n```ts\na(2);\n```\nand change\n```ts\nc(1);\n```\nto\n```ts\nc(2);\n```\n",
      "a(2);\nb(1);\nc(2);\n",
    ],
    [
      "a part to replace that is there twice",
      "«a(1);\nb(1);\na(1);\n»",
      "Replace\n```ts\na(1);\n```\nwith\n```ts\na(2);\n```",
      refused("diff"),
    ],
    [
      "a quoted part, then the whole",
      "«a(1);\nb(1);\nc(1);\n»",
      "The problem is here:\n```ts\nb(1);\n```\nFixed:\n```ts\na(1);\nb(2);\nc(1);\n```",
      "a(1);\nb(2);\nc(1);\n",
    ],
    ["an empty block beside", oneLine, "```ts\nconst a = 2;\n```\n\n```", changed],
  ]),
  ...rows("python", 4, [
    [
      "a shell block beside Python",
      "«x = 1\n»",
      "```python\nx = 2\n```\n\n```console\n$ python a.py\n```",
      "x = 2\n",
    ],
    [
      "a test beside",
      "«x = 1\n»",
      "```python\nx = 2\n```\n\n```python\nassert x == 2\n```",
      refused("several-blocks"),
    ],
  ]),
  ...rows("shellscript", 2, [
    [
      "two shell blocks",
      "«echo 1\n»",
      "```sh\necho 2\n```\nthen\n```sh\n./a.sh\n```",
      refused("several-blocks"),
    ],
  ]),
  ...rows("cpp", 4, [
    [
      "a header beside",
      "«int f() { return 1; }\n»",
      "```cpp\nint f() { return 2; }\n```\n\n```cmake\nadd_executable(a a.cpp)\n```",
      "int f() { return 2; }\n",
    ],
  ]),
];
