import { fenced, noChange, oneLine, rows } from "./notation";

const changed = "const a = 2;\n";

/** Line ends, blank lines and blanks at the edges, and texts that are the same. */
export const edges = [
  ...rows("typescript", 2, [
    [
      "Windows line ends in the file",
      "«const a = 1;\r\n»",
      "```ts\nconst a = 2;\nconst b = 3;\n```",
      "const a = 2;\r\nconst b = 3;\r\n",
      { isPlain: true },
    ],
    [
      "Windows line ends in the answer",
      oneLine,
      "```ts\r\nconst a = 2;\r\nconst b = 3;\r\n```\r\n",
      "const a = 2;\nconst b = 3;\n",
    ],
    [
      "Windows line ends in both",
      "«const a = 1;\r\n»",
      "```ts\r\nconst a = 2;\r\nconst b = 3;\r\n```\r\n",
      "const a = 2;\r\nconst b = 3;\r\n",
    ],
    [
      "line ends of both kinds in the answer",
      oneLine,
      "```ts\r\nconst a = 2;\nconst b = 3;\r\n```",
      "const a = 2;\nconst b = 3;\n",
    ],
    ["line ends of old Macs in the answer", oneLine, "```ts\rconst a = 2;\r```", changed],
    [
      "Windows line ends around the selection",
      "import a;\r\nimport b;\r\n«const x = 1;\r\n»",
      "```ts\nimport a;\nimport b;\nconst x = 2;\n```",
      "const x = 2;\r\n",
    ],
    [
      "the same text with other line ends",
      "«const a = 1;\r\nf();\r\n»",
      "```ts\nconst a = 1;\nf();\n```",
      noChange,
    ],
    ["a byte order mark before the answer", oneLine, "\ufeff```ts\nconst a = 2;\n```", changed],
    ["a byte order mark before bare code", oneLine, "\ufeffconst a = 2;", changed],
    ["a byte order mark inside the block", oneLine, "```ts\n\ufeffconst a = 2;\n```", changed],
    ["no line end at the end", "«y»", "```ts\nx\n\n```", "x"],
    ["no line end at the end of several lines", "«a\nb»", "a\nc\n", "a\nc"],
    ["blank lines at the edges", "«\n\ny\n\n»", "x", "\n\nx\n\n"],
    ["blank lines at the answer's edges", oneLine, "\n\nconst a = 2;\n\n\n", changed],
    ["indentation behind the last line end", "  a();\n«b();\n  »c();\n", "d();", "d();\n  "],
    ["blanks at line ends", oneLine, "```ts\nconst a = 2;   \n```", changed],
    ["blanks at the end of a line that stays", "«a();\nb();\n»", "```ts\na();  \nc();\n```", "a();\nc();\n"],
    ["lines of blanks", "«a();\nb();\n»", "```ts\na();\n  \nb();\n```", "a();\n\nb();\n"],
    [
      "blanks at line ends that the selection has",
      "«a();  \nb();\n»",
      "```ts\na();\nc();\n```",
      "a();  \nc();\n",
    ],
    ["the same text", oneLine, "```ts\nconst a = 1;\n```", noChange],
    ["the same text, bare", oneLine, "const a = 1;", noChange],
    ["the same text with blanks", oneLine, "```ts\n\nconst a = 1;  \n\n```", noChange],
    [
      "the same text, moved",
      "class A {\n«  f() {\n    g();\n  }\n»}\n",
      fenced("ts", "f() {\n  g();\n}"),
      noChange,
    ],
    ["the same text with words", oneLine, "The code is fine:\n\n```ts\nconst a = 1;\n```", noChange],
    ["the same text twice", oneLine, "```ts\nconst a = 1;\n```\n```ts\nconst a = 1;\n```", noChange],
    ["nothing selected in an empty file", "«»", "```ts\nconst a = 2;\n```", "const a = 2;"],
    ["a selection of blank lines", "a();\n«\n\n»b();\n", "```ts\nc();\n```", "c();\n"],
    ["an empty line selected", "a();\n«\n»b();\n", "c();\n", "c();\n"],
  ]),
  ...rows("python", 4, [
    [
      "the same Python text, with tabs",
      "class A:\n«    def f(self):\n        return 1\n»",
      fenced("python", "def f(self):\n\treturn 1"),
      noChange,
    ],
  ]),
  ...rows("markdown", 2, [
    ["line breaks of two blanks", "«One\n»", "```markdown\nOne  \nTwo\n```", "One\nTwo\n"],
    ["line breaks of two blanks in new lines", "«One\n»", "```markdown\nTwo  \nThree\n```", "Two  \nThree\n"],
  ]),
  ...rows("go", "tab", [
    [
      "Go with Windows line ends",
      "«func f() {\r\n\ta()\r\n}\r\n»",
      fenced("go", "func f() {\n    b()\n}"),
      "func f() {\r\n\tb()\r\n}\r\n",
    ],
  ]),
];
