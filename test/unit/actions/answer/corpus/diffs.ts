import { noChange, oneLine, refused, rows, t } from "./notation";

const changed = "const a = 2;\n";
const goDocument = t`
  package a

  «func f(x int) int {
  \ty := x + 1
  \treturn y
  }
  »
  func g() {}
`;
const goChanged = "func f(x int) int {\n\ty := x + 2\n\treturn y\n}\n";
const long = t`
  import a;

  «function first() {
    one();
    two();
  }

  function second() {
    one();
    three();
  }
  »
  export { first };
`;

/** Answers that say what changes instead of how the text is then. */
export const diffs = [
  ...rows("typescript", 2, [
    ["a unified diff", oneLine, "```diff\n@@ -1 +1 @@\n-const a = 1;\n+const a = 2;\n```", changed],
    [
      "a unified diff with the files' names",
      oneLine,
      "```diff\n--- a/src/a.ts\n+++ b/src/a.ts\n@@ -1,1 +1,1 @@\n-const a = 1;\n+const a = 2;\n```",
      changed,
    ],
    [
      "a diff of git",
      oneLine,
      "diff --git a/a.ts b/a.ts\nindex 83db48f..bf269f4 100644\n--- a/a.ts\n+++ b/a.ts\n@@ -1 +1 @@\n-const a = 1;\n+const a = 2;\n",
      changed,
    ],
    ["a diff without a head", oneLine, "```\n-const a = 1;\n+const a = 2;\n```", changed],
    ["a diff without a head, named", oneLine, "```diff\n- const a = 1;\n+ const a = 2;\n```", changed],
    ["a diff that only says what is new", oneLine, "```diff\n+const a = 2;\n```", refused("diff")],
    ["a diff for nothing selected", "«»\nf();\n", "```diff\n+const a = 2;\n```", "const a = 2;"],
    ["a diff of something else", oneLine, "```diff\n-const b = 1;\n+const b = 2;\n```", refused("diff")],
    [
      "a diff with another context",
      "«const a = 1;\nconst b = 1;\n»",
      "```diff\n const z = 1;\n-const b = 1;\n+const b = 2;\n```",
      refused("diff"),
    ],
    [
      "wrong line numbers",
      long,
      "```diff\n@@ -40,3 +40,3 @@\n   one();\n-  two();\n+  deux();\n }\n```",
      "function first() {\n  one();\n  deux();\n}\n\nfunction second() {\n  one();\n  three();\n}\n",
    ],
    [
      "two hunks",
      long,
      "```diff\n@@ -3,3 +3,3 @@\n   one();\n-  two();\n+  deux();\n }\n@@ -8,3 +8,4 @@\n   one();\n   three();\n+  four();\n }\n```",
      "function first() {\n  one();\n  deux();\n}\n\nfunction second() {\n  one();\n  three();\n  four();\n}\n",
    ],
    [
      "two blocks of diffs",
      long,
      "```diff\n-  two();\n+  deux();\n```\n\nand\n\n```diff\n-  three();\n+  trois();\n```",
      "function first() {\n  one();\n  deux();\n}\n\nfunction second() {\n  one();\n  trois();\n}\n",
    ],
    ["a hunk that fits twice", long, "```diff\n-  one();\n+  un();\n```", refused("diff")],
    [
      "kept lines without their blank",
      long,
      "```diff\nfunction first() {\n  one();\n-  two();\n+  deux();\n}\n```",
      "function first() {\n  one();\n  deux();\n}\n\nfunction second() {\n  one();\n  three();\n}\n",
    ],
    [
      "a diff at the left edge",
      "class A {\n«  run() {\n    return 1;\n  }\n»}\n",
      "```diff\n run() {\n-  return 1;\n+  return 2;\n }\n```",
      "  run() {\n    return 2;\n  }\n",
    ],
    [
      "a diff with lines from around the selection",
      "class A {\n«  run() {\n    return 1;\n  }\n»}\n",
      "```diff\n class A {\n   run() {\n-    return 1;\n+    return 2;\n   }\n }\n```",
      "  run() {\n    return 2;\n  }\n",
    ],
    [
      "a diff that changes what is not selected",
      "class A {\n«  run() {\n    return 1;\n  }\n»}\n",
      "```diff\n-class A {\n+class B {\n   run() {\n-    return 1;\n+    return 2;\n   }\n```",
      refused("surroundings"),
    ],
    [
      "a diff that only removes",
      "«const a = 1;\nconst b = 1;\n»",
      "```diff\n const a = 1;\n-const b = 1;\n```",
      "const a = 1;\n",
    ],
    [
      "a diff that only adds",
      "«f() {\n  a();\n}\n»",
      "```diff\n f() {\n   a();\n+  b();\n }\n```",
      "f() {\n  a();\n  b();\n}\n",
    ],
    [
      "a diff that only adds, not named",
      "«f() {\n  a();\n}\n»",
      "```ts\n f() {\n   a();\n+  b();\n }\n```",
      "f() {\n  a();\n  b();\n}\n",
    ],
    [
      "a diff that leaves code out",
      "«f() {\n  a();\n  b();\n}\n»",
      "```diff\n f() {\n-  a();\n+  // ... existing code ...\n   b();\n }\n```",
      refused("placeholder"),
    ],
    ["a diff that changes nothing", oneLine, "```diff\n-const a = 1;\n+const a = 1;\n```", noChange],
    [
      "a diff of a part of a line",
      "  const a = «foo(1)»;\n",
      "```diff\n-  const a = foo(1);\n+  const a = foo(2);\n```",
      "foo(2)",
    ],
    [
      "search and replace",
      oneLine,
      "```\n<<<<<<< SEARCH\nconst a = 1;\n=======\nconst a = 2;\n>>>>>>> REPLACE\n```",
      changed,
    ],
    [
      "search and replace with a file's name, bare",
      oneLine,
      "src/a.ts\n<<<<<<< SEARCH\nconst a = 1;\n=======\nconst a = 2;\n>>>>>>> REPLACE\n",
      changed,
    ],
    [
      "search and replace, original and updated",
      oneLine,
      "<<<<<<< ORIGINAL\nconst a = 1;\n=======\nconst a = 2;\n>>>>>>> UPDATED",
      changed,
    ],
    [
      "two search and replace blocks",
      long,
      t`
        First:

        '''ts
        <<<<<<< SEARCH
          two();
        =======
          deux();
        >>>>>>> REPLACE
        '''

        Then:

        '''ts
        <<<<<<< SEARCH
          three();
        =======
          trois();
          quatre();
        >>>>>>> REPLACE
        '''
      `,
      "function first() {\n  one();\n  deux();\n}\n\nfunction second() {\n  one();\n  trois();\n  quatre();\n}\n",
    ],
    [
      "a search that is not there",
      oneLine,
      "<<<<<<< SEARCH\nconst b = 1;\n=======\nconst b = 2;\n>>>>>>> REPLACE",
      refused("diff"),
    ],
    [
      "a search that is there twice",
      long,
      "<<<<<<< SEARCH\n  one();\n=======\n  un();\n>>>>>>> REPLACE",
      refused("diff"),
    ],
    [
      "a search for nothing",
      oneLine,
      "<<<<<<< SEARCH\n=======\nconst b = 2;\n>>>>>>> REPLACE",
      refused("diff"),
    ],
    [
      "a search that removes",
      "«const a = 1;\nconst b = 1;\n»",
      "<<<<<<< SEARCH\nconst b = 1;\n=======\n>>>>>>> REPLACE",
      "const a = 1;\n",
    ],
    [
      "a conflict that is to be resolved",
      "«<<<<<<< HEAD\na();\n=======\nb();\n>>>>>>> main\n»",
      "```ts\na();\nb();\n```",
      "a();\nb();\n",
    ],
    [
      "a patch in an envelope",
      oneLine,
      "*** Begin Patch\n*** Update File: src/a.ts\n@@\n-const a = 1;\n+const a = 2;\n*** End Patch",
      changed,
    ],
    ["a decrement that looks like a diff", "«i++;\n»", "```ts\n--i;\n++j;\n```", "--i;\n++j;\n"],
    ["a sum that begins with signs", "«const a = b;\n»", "const a =\n- b\n+ c;", "const a =\n- b\n+ c;\n"],
  ]),
  ...rows("go", "tab", [
    [
      "a Go diff",
      goDocument,
      "```diff\n func f(x int) int {\n-\ty := x + 1\n+\ty := x + 2\n \treturn y\n }\n```",
      goChanged,
    ],
    [
      "a Go diff with blanks for tabs",
      goDocument,
      "```diff\n-    y := x + 1\n+    y := x + 2\n```",
      refused("diff"),
    ],
  ]),
  ...rows("python", 4, [
    [
      "a Python diff",
      "«def f():\n    a = 1\n    return a\n»",
      "```diff\n@@ def f():\n-    a = 1\n+    a = 2\n     return a\n```",
      "def f():\n    a = 2\n    return a\n",
    ],
    [
      "a Python diff at the left edge",
      "class A:\n«    def f(self):\n        return 1\n»",
      "```diff\n def f(self):\n-    return 1\n+    return 2\n```",
      "    def f(self):\n        return 2\n",
    ],
  ]),
  ...rows("sql", 2, [
    [
      "an SQL diff that removes a comment",
      "«-- all rows\nSELECT 1;\n»",
      "```diff\n--- all rows\n-SELECT 1;\n+SELECT 2;\n```",
      "SELECT 2;\n",
    ],
  ]),
  ...rows("markdown", 2, [
    ["a list with minus and plus", "«- a\n- b\n»", "- a\n+ b\n", "- a\n+ b\n"],
    ["a diff of Markdown", "«Some text.\n»", "```diff\n-Some text.\n+Better text.\n```", "Better text.\n"],
  ]),
  ...rows("yaml", 2, [["a list of YAML", "«- a\n- b\n»", "```yaml\n- a\n- c\n```", "- a\n- c\n"]]),
  ...rows("typescript", 2, [
    [
      "a diff of Windows line ends",
      "«const a = 1;\r\nconst b = 1;\r\n»",
      "```diff\n-const a = 1;\n+const a = 2;\n```",
      "const a = 2;\r\nconst b = 1;\r\n",
    ],
  ]),
];
