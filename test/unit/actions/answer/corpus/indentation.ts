import { fenced, rows, t } from "./notation";

const inClass = "class A {\n«  run() {\n    return 1;\n  }\n»}\n";
const runs = "  run() {\n    return 2;\n  }\n";
const pythonMethod = "class A:\n«    def f(self):\n        return 1\n»";
const pythonChanged = "    def f(self):\n        if self:\n            return 2\n";
const goBlock = "func f() {\n«\tg()\n»}\n";
const deep = "class A {\n  m() {\n    if (x) {\n«      go();\n»    }\n  }\n}\n";

/** Indentation that models lose, double, or write in their own way. */
export const indentation = [
  ...rows("typescript", 2, [
    ["right already", inClass, fenced("ts", "  run() {\n    return 2;\n  }"), runs, { isPlain: true }],
    ["moved to the left edge", inClass, fenced("ts", "run() {\n  return 2;\n}"), runs, { isPlain: true }],
    [
      "moved too far",
      inClass,
      fenced("ts", "      run() {\n        return 2;\n      }"),
      runs,
      { isPlain: true },
    ],
    ["moved by one blank", inClass, fenced("ts", "   run() {\n     return 2;\n   }"), runs],
    [
      "the first line moved only",
      inClass,
      fenced("ts", "run() {\n    return 2;\n  }"),
      runs,
      { isPlain: true },
    ],
    [
      "only the first line in its place",
      inClass,
      fenced("ts", "  run() {\n  return 2;\n}"),
      "  run() {\n    return 2;\n  }\n",
    ],
    [
      "four blanks a level for two",
      inClass,
      fenced("ts", "run() {\n    if (a) {\n        return 2;\n    }\n}"),
      "  run() {\n    if (a) {\n      return 2;\n    }\n  }\n",
    ],
    ["tabs for blanks", inClass, fenced("ts", "\trun() {\n\t\treturn 2;\n\t}"), runs],
    ["tabs for blanks, at the left edge", inClass, fenced("ts", "run() {\n\treturn 2;\n}"), runs],
    ["bare code at the left edge", inClass, "run() {\n  return 2;\n}", runs],
    [
      "deep code at the left edge",
      deep,
      fenced("ts", "go();\nstop();"),
      "      go();\n      stop();\n",
      { isPlain: true },
    ],
    [
      "deep code, first line moved only",
      deep,
      fenced("ts", "if (y) {\n        go();\n      }"),
      "      if (y) {\n        go();\n      }\n",
    ],
    [
      "wrapped in a condition",
      "{\n«  go();\n»}\n",
      fenced("ts", "  if (x) {\n    go();\n  }"),
      "  if (x) {\n    go();\n  }\n",
      { isPlain: true },
    ],
    [
      "wrapped in a condition at the left edge",
      "{\n«  go();\n»}\n",
      fenced("ts", "if (x) {\n  go();\n}"),
      "  if (x) {\n    go();\n  }\n",
      { isPlain: true },
    ],
    [
      "one line wrapped, first line moved only",
      "{\n«  go();\n»}\n",
      fenced("ts", "if (x) {\n    go();\n  }"),
      "  if (x) {\n    go();\n  }\n",
    ],
    [
      "a selection that ends further left than it begins",
      "f(() => {\n  if (a) {\n«    b();\n  }\n»});\n",
      fenced("ts", "    b();\n    c();\n  }"),
      "    b();\n    c();\n  }\n",
      { isPlain: true },
    ],
    [
      "a comment with stars at the left edge",
      "class A {\n«  run() {}\n»}\n",
      fenced("ts", "/**\n * Runs.\n */\nrun() {}"),
      "  /**\n   * Runs.\n   */\n  run() {}\n",
      { isPlain: true },
    ],
    [
      "a template literal at the left edge stays",
      "f(() => {\n«  const a = `\none\n`;\n»});\n",
      fenced("ts", "  const a = `\ntwo\n`;"),
      "  const a = `\ntwo\n`;\n",
      { isPlain: true },
    ],
    [
      "blank lines between",
      inClass,
      fenced("ts", "run() {\n  a();\n\n  return 2;\n}"),
      "  run() {\n    a();\n\n    return 2;\n  }\n",
      { isPlain: true },
    ],
    ["an argument within a line", "  const a = «foo(1)»;\n", fenced("ts", "foo(2)"), "foo(2)"],
    ["an argument within a line, indented", "  const a = «foo(1)»;\n", fenced("ts", "  foo(2)"), "foo(2)"],
    [
      "several lines for a part of a line",
      "    const a = «{}»;\n",
      fenced("ts", "{\n  a: 1,\n}"),
      "{\n      a: 1,\n    }",
    ],
    [
      "several lines for a part of a line, in their place already",
      "    const a = «{}»;\n",
      fenced("ts", "{\n      a: 1,\n    }"),
      "{\n      a: 1,\n    }",
    ],
    [
      "a chain for a part of a line",
      "  const a = «b.c().d()»;\n",
      fenced("ts", "b\n  .c()\n  .d()"),
      "b\n    .c()\n    .d()",
    ],
    [
      "several lines within a line, indented as a whole",
      "    const a = «{}»;\n",
      fenced("ts", "    {\n      a: 1,\n    }"),
      "{\n      a: 1,\n    }",
    ],
    [
      "nothing selected, on an indented line",
      "f() {\n  «»\n}\n",
      fenced("ts", "if (x) {\n  y();\n}"),
      "if (x) {\n    y();\n  }",
    ],
    ["nothing selected, at a line's start", "f();\n«»g();\n", fenced("ts", "h();"), "h();\n"],
    ["nothing selected, on an empty line", "f();\n«»\ng();\n", fenced("ts", "h();"), "h();"],
    [
      "two blanks a level in a file that the editor takes for four",
      "function g() {\n  return 1;\n}\n«f();\n»",
      fenced("ts", "if (a) {\n  f();\n}"),
      "if (a) {\n  f();\n}\n",
      { unit: 4 },
    ],
    [
      "a continuation of four in a file of two",
      "«f(a, b);\n»",
      fenced("ts", "f(\n    a,\n    b);"),
      "f(\n  a,\n  b);\n",
    ],
  ]),
  ...rows("python", 4, [
    [
      "a Python method at the left edge",
      pythonMethod,
      fenced("python", "def f(self):\n    if self:\n        return 2"),
      pythonChanged,
      { isPlain: true },
    ],
    [
      "a Python method in its place",
      pythonMethod,
      fenced("python", pythonChanged.trimEnd()),
      pythonChanged,
      { isPlain: true },
    ],
    [
      "a Python method, first line moved only",
      pythonMethod,
      fenced("python", "def f(self):\n        if self:\n            return 2"),
      pythonChanged,
    ],
    [
      "two blanks a level for Python's four",
      pythonMethod,
      fenced("python", "def f(self):\n  if self:\n    return 2"),
      pythonChanged,
    ],
    [
      "a Python method with tabs",
      pythonMethod,
      fenced("python", "def f(self):\n\tif self:\n\t\treturn 2"),
      pythonChanged,
    ],
    [
      "a Python body at the left edge",
      "def f():\n«    return 1\n»",
      fenced("python", "x = 1\nreturn x"),
      "    x = 1\n    return x\n",
      { isPlain: true },
    ],
    [
      "a Python file of two blanks",
      "class A:\n«  def f(self):\n    return 1\n»",
      fenced("python", "def f(self):\n    if self:\n        return 2"),
      "  def f(self):\n    if self:\n      return 2\n",
    ],
    [
      "arguments that are aligned",
      "«f(a, b)\n»",
      fenced("python", "f(a,\n  b)"),
      "f(a,\n  b)\n",
      { isPlain: true },
    ],
  ]),
  ...rows("go", "tab", [
    [
      "blanks for tabs",
      "«func f() {\n\tg()\n}\n»",
      fenced("go", "func f() {\n    if x {\n        g()\n    }\n}"),
      "func f() {\n\tif x {\n\t\tg()\n\t}\n}\n",
      { isPlain: true },
    ],
    [
      "two blanks for tabs, at the left edge",
      goBlock,
      fenced("go", "if x {\n  g()\n}"),
      "\tif x {\n\t\tg()\n\t}\n",
      { isPlain: true },
    ],
    [
      "tabs at the left edge",
      goBlock,
      fenced("go", "if x {\n\tg()\n}"),
      "\tif x {\n\t\tg()\n\t}\n",
      { isPlain: true },
    ],
    [
      "tabs, first line moved only",
      goBlock,
      fenced("go", "if x {\n\t\tg()\n\t}"),
      "\tif x {\n\t\tg()\n\t}\n",
    ],
    [
      "a Go comment and struct with blanks",
      "«type A struct {\n\tb int\n}\n»",
      fenced("go", "// A is a thing.\ntype A struct {\n    b int // one\n    c string\n}"),
      "// A is a thing.\ntype A struct {\n\tb int // one\n\tc string\n}\n",
      { isPlain: true },
    ],
  ]),
  ...rows("java", "tab", [
    [
      "a comment with stars between tabs",
      "class A {\n«\tvoid f() {\n\t}\n»}\n",
      fenced("java", "    /**\n     * Runs.\n     */\n    void f() {\n        g();\n    }"),
      "\t/**\n\t * Runs.\n\t */\n\tvoid f() {\n\t\tg();\n\t}\n",
    ],
    [
      "a selection with stars between tabs",
      "class A {\n«\t/**\n\t * Runs.\n\t */\n\tvoid f() {\n\t}\n»}\n",
      fenced("java", "/**\n * Runs well.\n */\nvoid f() {\n    g();\n}"),
      "\t/**\n\t * Runs well.\n\t */\n\tvoid f() {\n\t\tg();\n\t}\n",
    ],
  ]),
  ...rows("java", 4, [
    [
      "a Java method of two blanks",
      "class A {\n«    int f() {\n        return 1;\n    }\n»}\n",
      fenced("java", "  int f() {\n    return 2;\n  }"),
      "    int f() {\n        return 2;\n    }\n",
    ],
  ]),
  ...rows("c", 4, [
    [
      "a selection with tabs and blanks, left as the model has it",
      "«\tx = 1;\n        y = 2;\n»",
      fenced("c", "\tx = 2;\n        y = 3;"),
      "\tx = 2;\n        y = 3;\n",
    ],
  ]),
  ...rows("cpp", 4, [
    [
      "a preprocessor line at the left edge",
      "void f() {\n«    g();\n»}\n",
      fenced("cpp", "#ifdef A\n    g();\n#endif"),
      "#ifdef A\n    g();\n#endif\n",
    ],
    [
      "a C++ method of two blanks",
      "struct A {\n«    int f() {\n        return 1;\n    }\n»};\n",
      fenced("cpp", "int f() {\n  return 2;\n}"),
      "    int f() {\n        return 2;\n    }\n",
    ],
  ]),
  ...rows("rust", 4, [
    [
      "a Rust match at the left edge",
      "fn f() {\n«    g();\n»}\n",
      fenced("rust", "match x {\n    1 => g(),\n    _ => {}\n}"),
      "    match x {\n        1 => g(),\n        _ => {}\n    }\n",
      { isPlain: true },
    ],
  ]),
  ...rows("ruby", 2, [
    [
      "a Ruby method of four blanks",
      "class A\n«  def f\n    1\n  end\n»end\n",
      fenced("ruby", "def f\n    if x\n        2\n    end\nend"),
      "  def f\n    if x\n      2\n    end\n  end\n",
    ],
    [
      "a Ruby method, first line moved only",
      "class A\n«  def f\n    1\n  end\n»end\n",
      fenced("ruby", "def f\n    2\n  end"),
      "  def f\n    2\n  end\n",
    ],
  ]),
  ...rows("html", 2, [
    [
      "HTML of four blanks",
      "<body>\n«  <ul>\n    <li>a</li>\n  </ul>\n»</body>\n",
      fenced("html", "<ul>\n    <li>a</li>\n    <li>b</li>\n</ul>"),
      "  <ul>\n    <li>a</li>\n    <li>b</li>\n  </ul>\n",
    ],
  ]),
  ...rows("yaml", 2, [
    [
      "YAML at the left edge",
      "a:\n«  b: 1\n»",
      fenced("yaml", "b: 2\nc:\n  d: 3"),
      "  b: 2\n  c:\n    d: 3\n",
      { isPlain: true },
    ],
    ["YAML of four blanks", "a:\n  x: 1\n«b:\n  c: 1\n»", fenced("yaml", "b:\n    c: 2"), "b:\n  c: 2\n"],
  ]),
  ...rows("sql", 4, [
    [
      "SQL that is aligned",
      "«SELECT a\n  FROM t;\n»",
      fenced("sql", "SELECT a, b\n  FROM t\n WHERE c;"),
      "SELECT a, b\n  FROM t\n WHERE c;\n",
      { isPlain: true },
    ],
  ]),
  ...rows("shellscript", 2, [
    [
      "a shell loop at the left edge",
      "if true; then\n«  echo 1\n»fi\n",
      fenced("sh", "for i in 1 2; do\n  echo $i\ndone"),
      "  for i in 1 2; do\n    echo $i\n  done\n",
      { isPlain: true },
    ],
  ]),
  ...rows("typescript", 2, [
    [
      "a method with comments at the left edge",
      t`
        export class Cart {
          private items: Item[] = [];

        «  total() {
            let sum = 0;
            for (const item of this.items) sum += item.price;
            return sum;
          }
        »}
      `,
      t`
        '''typescript
        /** The price of all items, in cents. */
        total(): number {
          // An empty cart costs nothing.
          return this.items.reduce((sum, item) => {
            return sum + item.price;
          }, 0);
        }
        '''
      `,
      [
        "  /** The price of all items, in cents. */",
        "  total(): number {",
        "    // An empty cart costs nothing.",
        "    return this.items.reduce((sum, item) => {",
        "      return sum + item.price;",
        "    }, 0);",
        "  }",
        "",
      ].join("\n"),
      { isPlain: true },
    ],
  ]),
];
