import { fenced, noChange, refused, rows, t } from "./notation";

const file = "import a;\nimport b;\n\n«const x = 1;\n»\nexport { x };\nexport { a };\n";
const inClass = "class A {\n«  run() {\n    return 1;\n  }\n»}\n";
const runs = "  run() {\n    return 2;\n  }\n";
const body = "function f() {\n«  return 1;\n»}\n";

/** More than the selection, or less of it. */
export const surroundings = [
  ...rows("typescript", 2, [
    [
      "the whole file",
      file,
      "```ts\nimport a;\nimport b;\n\nconst x = 2;\n\nexport { x };\nexport { a };\n```",
      "const x = 2;\n",
    ],
    [
      "the whole file, bare",
      file,
      "import a;\nimport b;\n\nconst x = 2;\n\nexport { x };\nexport { a };\n",
      "const x = 2;\n",
    ],
    [
      "the whole file, blank lines lost",
      file,
      "```ts\nimport a;\nimport b;\nconst x = 2;\nexport { x };\nexport { a };\n```",
      "const x = 2;\n",
    ],
    [
      "the whole file without change",
      file,
      "```ts\nimport a;\nimport b;\n\nconst x = 1;\n\nexport { x };\nexport { a };\n```",
      noChange,
    ],
    [
      "more of the file than was sent",
      "function b() {\n  two();\n}\n\n«const x = 1;\n»\nexport { x };\nexport { a };\n",
      "```ts\nimport a;\n\nfunction b() {\n  two();\n}\n\nconst x = 2;\n\nexport { x };\nexport { a };\nexport { b };\n```",
      "const x = 2;\n",
    ],
    [
      "more of the file than was sent, with a change in what was",
      "function b() {\n  two();\n  three();\n}\n\n«const x = 1;\n»\nexport { x };\nexport { a };\n",
      "```ts\nimport a;\n\nfunction c() {\n  two();\n  three();\n}\n\nconst x = 2;\n\nexport { x };\nexport { a };\n```",
      refused("surroundings"),
    ],
    [
      "the file's beginning, changed",
      "import a;\nimport b;\nimport c;\nimport d;\n\n«const x = 1;\n»",
      "```ts\nimport a;\nimport b;\nimport c;\nimport e;\n\nconst x = 2;\n```",
      refused("surroundings"),
    ],
    [
      "two lines from before",
      "import a;\nimport b;\n«const x = 1;\n»",
      fenced("ts", "import a;\nimport b;\nconst x = 2;"),
      "const x = 2;\n",
    ],
    [
      "the line before",
      "import a;\n«const x = 1;\n»",
      fenced("ts", "import a;\nconst x = 2;"),
      "const x = 2;\n",
    ],
    [
      "the line behind",
      "«const x = 1;\n»export { x };\n",
      fenced("ts", "const x = 2;\nexport { x };"),
      "const x = 2;\n",
    ],
    ["the class around a method", inClass, fenced("ts", "class A {\n  run() {\n    return 2;\n  }\n}"), runs],
    ["the head of the function", body, fenced("ts", "function f() {\n  return 2;\n}"), "  return 2;\n"],
    ["the bracket behind", body, fenced("ts", "  return 2;\n}"), "  return 2;\n"],
    ["the brackets behind", "f(() => {\n«  a();\n»});\n", fenced("ts", "  b();\n});"), "  b();\n"],
    [
      "a bracket of its own",
      "if (a) {\n«  b();\n»}\n",
      fenced("ts", "  if (c) {\n    b();\n  }"),
      "  if (c) {\n    b();\n  }\n",
    ],
    [
      "the head of the function, at the left edge",
      "class A {\n  run() {\n«    return 1;\n»  }\n}\n",
      fenced("ts", "run() {\n  return 2;\n}"),
      "    return 2;\n",
    ],
    ["the rest of the line", "  const a = «foo(1)»;\n", fenced("ts", "foo(2);"), "foo(2)"],
    [
      "the whole line for a part of it",
      "  const a = «foo(1)»;\n",
      fenced("ts", "const a = foo(2);"),
      "foo(2)",
    ],
    ["the whole line for its end", "  const a = «foo(1);\n»", fenced("ts", "const a = foo(2);"), "foo(2);\n"],
    ["a closing bracket of its own", "f(«a»);\n", fenced("ts", "g(b)"), "g(b)"],
    ["a closing bracket of the line", "f(«a»);\n", fenced("ts", "b);"), "b"],
    [
      "a repetition that the selection had",
      "step(one);\nstep(two);\n«step(one);\nstep(two);\nstep(three);\n»",
      fenced("ts", "step(one);\nstep(two);\nstep(four);"),
      "step(one);\nstep(two);\nstep(four);\n",
    ],
    [
      "a repetition that the selection had, and the lines before",
      "step(one);\nstep(two);\n«step(one);\nstep(two);\nstep(three);\n»",
      fenced("ts", "step(one);\nstep(two);\nstep(one);\nstep(two);\nstep(four);"),
      "step(one);\nstep(two);\nstep(four);\n",
    ],
    [
      "an end that the selection had",
      "«a();\nlog(x);\nreturn x;\n»log(x);\nreturn x;\n",
      fenced("ts", "b();\nlog(x);\nreturn x;"),
      "b();\nlog(x);\nreturn x;\n",
    ],
    [
      "a test like the one before",
      "it('a', () => {\n  const x = make();\n  run(x);\n});\n\n«it('b', () => {});\n»",
      fenced("ts", "it('b', () => {\n  const x = make();\n  run(x);\n});"),
      "it('b', () => {\n  const x = make();\n  run(x);\n});\n",
    ],
    [
      "a new import behind those before",
      "import a;\nimport b;\n«const x = 1;\n»",
      fenced("ts", "import c;\nconst x = c;"),
      "import c;\nconst x = c;\n",
    ],
    [
      "only a part of the selection",
      "«function a() {\n  one();\n}\n\nfunction b() {\n  two();\n}\n»",
      fenced("ts", "function b() {\n  three();\n}"),
      "function b() {\n  three();\n}\n",
    ],
    [
      "only a part of a long selection",
      `«${Array.from({ length: 30 }, (_, at) => `call(${at});\n`).join("")}»`,
      fenced("ts", "call(0);\ncall(1);\ncall(2);"),
      "call(0);\ncall(1);\ncall(2);\n",
      { warnings: ["large-deletion"] },
    ],
    ["everything removed", "a();\n«b();\n»c();\n", fenced("ts", ""), ""],
    ["the line before a closing one", "a();\n«b();\n»", fenced("ts", "}\nb();"), "}\nb();\n"],
  ]),
  ...rows("python", 4, [
    [
      "the head of a Python function",
      "def total(prices):\n«    return 1\n»",
      fenced("python", "def total(prices):\n    return sum(prices)"),
      "    return sum(prices)\n",
    ],
    [
      "the class of a Python method",
      "class Cart:\n«    def f(self):\n        return 1\n»\n    def g(self):\n        pass\n",
      fenced("python", "class Cart:\n    def f(self):\n        return 2"),
      "    def f(self):\n        return 2\n",
    ],
    [
      "an early return like the late one",
      "def f(a, x):\n«    if a:\n        x = 1\n»    return x\n",
      fenced("python", "    if a:\n        x = 2\n        return x"),
      "    if a:\n        x = 2\n        return x\n",
    ],
    [
      "the return behind",
      "def f(a, x):\n«    if a:\n        x = 1\n»    return x\n",
      fenced("python", "    if a:\n        x = 2\n    return x"),
      "    if a:\n        x = 2\n",
    ],
    [
      "a decorator before",
      "@cached(60)\n«def f():\n    return 1\n»",
      fenced("python", "@cached(60)\ndef f():\n    return 2"),
      "def f():\n    return 2\n",
    ],
  ]),
  ...rows("go", "tab", [
    [
      "a whole Go file",
      t`
        package shop

        import "fmt"

        «func f() {
        \tfmt.Println(1)
        }
        »
        func g() {
        \tfmt.Println(3)
        }
      `,
      t`
        '''go
        package shop

        import "fmt"

        func f() {
        \tfmt.Println(2)
        }

        func g() {
        \tfmt.Println(3)
        }
        '''
      `,
      "func f() {\n\tfmt.Println(2)\n}\n",
    ],
    ["the bracket behind, in Go", "func f() {\n«\ta()\n»}\n", fenced("go", "\tb()\n}"), "\tb()\n"],
  ]),
  ...rows("java", 4, [
    [
      "the class around a Java method",
      "public class Cart {\n    private int a;\n\n«    int total() {\n        return 1;\n    }\n»}\n",
      fenced(
        "java",
        "public class Cart {\n    private int a;\n\n    int total() {\n        return 2;\n    }\n}",
      ),
      "    int total() {\n        return 2;\n    }\n",
    ],
    [
      "an annotation before",
      "    @Override\n«    public int f() {\n        return 1;\n    }\n»",
      fenced("java", "    @Override\n    public int f() {\n        return 2;\n    }"),
      "    public int f() {\n        return 2;\n    }\n",
    ],
  ]),
  ...rows("cpp", 4, [
    [
      "a whole C++ file",
      "#include <vector>\n#include <string>\n\n«int f() {\n    return 1;\n}\n»\nint main() {\n    return f();\n}\n",
      fenced(
        "cpp",
        "#include <vector>\n#include <string>\n\nint f() {\n    return 2;\n}\n\nint main() {\n    return f();\n}",
      ),
      "int f() {\n    return 2;\n}\n",
    ],
  ]),
  ...rows("ruby", 2, [
    [
      "the class around a Ruby method",
      "class A\n«  def f\n    1\n  end\n»end\n",
      fenced("ruby", "class A\n  def f\n    2\n  end\nend"),
      "  def f\n    2\n  end\n",
    ],
  ]),
  ...rows("html", 2, [
    [
      "the element around",
      '<ul class="list">\n«  <li>a</li>\n»</ul>\n',
      fenced("html", '<ul class="list">\n  <li>b</li>\n</ul>'),
      "  <li>b</li>\n",
    ],
  ]),
  ...rows("yaml", 2, [
    ["the key above", "services:\n«  a: 1\n»", fenced("yaml", "services:\n  a: 2"), "  a: 2\n"],
  ]),
  ...rows("markdown", 2, [
    [
      "the heading above",
      "# Getting started\n\n«Some text.\n»\n## Next steps\n",
      "# Getting started\n\nBetter text.\n",
      "Better text.\n",
    ],
  ]),
];
