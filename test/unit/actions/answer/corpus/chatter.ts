import { noChange, oneLine, refused, rows, t } from "./notation";

const changed = "const a = 2;\n";
const goDocument = "package a\n\n«func f() int {\n\treturn 1\n}\n»";
const paragraph = "# Start\n\n«This are a text.\n»\n## Next\n";

/** Words around the code, with and without fences, and words in its place. */
export const chatter = [
  ...rows("typescript", 2, [
    ["bare code", oneLine, "const a = 2;", changed],
    ["bare code with a line end", oneLine, "const a = 2;\n", changed],
    ["bare code with a lead", oneLine, "Here is the updated code:\n\nconst a = 2;\n", changed],
    ["bare code with a lead and no blank line", oneLine, "Here's the updated code:\nconst a = 2;", changed],
    ["bare code with two leads", oneLine, "Sure!\n\nHere is the updated code:\n\nconst a = 2;\n", changed],
    ["bare code with a lead of one word", oneLine, "Certainly!\nconst a = 2;", changed],
    ["bare code with a title", oneLine, "**Updated code:**\n\nconst a = 2;", changed],
    ["bare code with the request's label", oneLine, "Selection:\n\nconst a = 2;", changed],
    ["bare code with a Markdown title", oneLine, "### Updated code\n\nconst a = 2;", changed],
    ["bare code with a sentence before", oneLine, "I changed the value to two.\n\nconst a = 2;", changed],
    ["bare code with a tail", oneLine, "const a = 2;\n\nThis change sets a to 2.", changed],
    [
      "bare code with a tail of two paragraphs",
      oneLine,
      "const a = 2;\n\nThe value is two now.\n\nLet me know if you need anything else!",
      changed,
    ],
    [
      "bare code with a list of changes",
      oneLine,
      "const a = 2;\n\n**Changes:**\n- Set `a` to 2\n- Kept the name",
      changed,
    ],
    [
      "bare code with numbered changes",
      oneLine,
      "const a = 2;\n\nKey changes:\n\n1. Set the value to two.\n2. Kept the name.",
      changed,
    ],
    ["a file's name above bare code", "let x;\n«const a = 1;\n»", "src/a.ts\n\nconst a = 2;", changed],
    ["a bold file's name above bare code", "let x;\n«const a = 1;\n»", "**src/a.ts**\nconst a = 2;", changed],
    [
      "the request's file line above bare code",
      oneLine,
      "File: src/a.ts (typescript)\n\nconst a = 2;",
      changed,
    ],
    ["prose before a fence", oneLine, "Here it is:\n\n```ts\nconst a = 2;\n```", changed, { isPlain: true }],
    [
      "prose on both sides",
      oneLine,
      "Sure!\n```ts\nconst a = 2;\n```\nThis changes the value to 2.",
      changed,
      { isPlain: true },
    ],
    [
      "a file's name before a fence",
      oneLine,
      "**`src/a.ts`**\n\n```ts\nconst a = 2;\n```",
      changed,
      { isPlain: true },
    ],
    [
      "numbered steps around a fence",
      oneLine,
      "1. I looked at the value.\n2. I changed it:\n\n```ts\nconst a = 2;\n```\n\n3. Done.",
      changed,
      { isPlain: true },
    ],
    [
      "spans of code around a fence",
      oneLine,
      "Set `a` to `2`:\n```ts\nconst a = 2;\n```\nNow `a` is `2`.",
      changed,
    ],
    [
      "a file's name as the first line of the code",
      "let x;\n«const a = 1;\n»",
      "```ts\n// src/a.ts\nconst a = 2;\n```",
      changed,
    ],
    [
      "a file's name that the selection has",
      "let x;\n«// src/a.ts\nconst a = 1;\n»",
      "```ts\n// src/a.ts\nconst a = 2;\n```",
      "// src/a.ts\nconst a = 2;\n",
    ],
    [
      "a file's name asked for at the top of the file",
      oneLine,
      "```ts\n// src/a.ts\nconst a = 2;\n```",
      "// src/a.ts\nconst a = 2;\n",
    ],
    [
      "a comment that looks like a tail",
      "«f();\n»",
      "```ts\nf();\n\n// This change is needed.\n```",
      "f();\n\n// This change is needed.\n",
    ],
    [
      "a string of several lines that looks like a tail, bare",
      "«const a = `x`;\n»",
      "const a = `x\n\nThis code is text.\n\nThe end.\n`;",
      "const a = `x\n\nThis code is text.\n\nThe end.\n`;\n",
    ],
    ["nothing", oneLine, "", refused("empty")],
    ["blanks", oneLine, " \n ", refused("empty")],
    ["an excuse", oneLine, "I'm sorry, I can't help with that.", refused("no-code")],
    ["an excuse with another apostrophe", oneLine, "I’m unable to change this.", refused("no-code")],
    ["a question", oneLine, "Could you share the rest of the function?", refused("no-code")],
    [
      "a wish for more",
      oneLine,
      "It looks like the selection is empty. Please provide the code.",
      refused("no-code"),
    ],
    ["only a lead", oneLine, "Here is the code:", refused("no-code")],
    ["advice", oneLine, "You should rename the variable and add a check for null.", refused("no-code")],
    [
      "advice as a list",
      oneLine,
      "Consider the following:\n\n- Rename the variable\n- Add a check for null\n",
      refused("no-code"),
    ],
    ["an explanation", oneLine, "The variable is never used.\n\nIt can be removed.", refused("no-code")],
    ["advice in Chinese", oneLine, "这个函数需要更多的上下文。", refused("no-code")],
    ["no change needed", oneLine, "No changes are needed.", noChange],
    ["fine already", oneLine, "The code is already correct as it is.", noChange],
    ["an excuse before code", oneLine, "I'm sorry for the mistake.\n\n```ts\nconst a = 2;\n```", changed],
    ["prose for a comment", "/**\n«This are a text.\n»*/\n", "This is a text.", "This is a text.\n"],
  ]),
  ...rows("go", "tab", [
    [
      "bare Go with words on both sides",
      goDocument,
      "Here's the modified function:\n\nfunc f() int {\n\treturn 2\n}\n\nThis returns two.",
      "func f() int {\n\treturn 2\n}\n",
    ],
  ]),
  ...rows("python", 4, [
    [
      "a docstring that looks like a tail, bare",
      "«def f():\n    pass\n»",
      'def f():\n    """Adds.\n\n    The function adds.\n\n    This code is new.\n    """\n    pass\n',
      'def f():\n    """Adds.\n\n    The function adds.\n\n    This code is new.\n    """\n    pass\n',
    ],
    [
      "comments that look like titles, bare",
      "«x = 1\n»",
      "# Result:\n\nx = 2\n\n# Changes come below.",
      "# Result:\n\nx = 2\n\n# Changes come below.\n",
    ],
    [
      "a file's name as the first line of Python",
      "import a\n«x = 1\n»",
      "```python\n# src/app.py\nx = 2\n```",
      "x = 2\n",
    ],
    ["bare Python with a lead", "«x = 1\n»", "The updated code is:\n\nx = 2", "x = 2\n"],
  ]),
  ...rows("yaml", 2, [
    [
      "a list of sentences in YAML, bare",
      "a:\n«  - Build it.\n»",
      "  - Build the app.\n  - Test the app.\n",
      "  - Build the app.\n  - Test the app.\n",
    ],
    [
      "a text in YAML that ends like a tail, bare",
      "«a: |\n  Some text.\n»",
      "a: |\n  Better text.\n\n  This change is text too.\n",
      "a: |\n  Better text.\n\n  This change is text too.\n",
    ],
    ["a key that looks like a lead", "«code: 1\n»", "code: 2\n", "code: 2\n"],
  ]),
  ...rows("java", 4, [
    [
      "bare Java with a lead and a list behind",
      "«int a = 1;\n»",
      "Sure, here is the improved version:\n\nint a = 2;\n\nExplanation:\n- The value is two now",
      "int a = 2;\n",
    ],
  ]),
  ...rows("sql", 2, [
    ["bare SQL with a lead", "«SELECT 1;\n»", "Here is the optimized query:\n\nSELECT 2;\n", "SELECT 2;\n"],
  ]),
  ...rows("shellscript", 2, [
    ["bare shell with a comment first", "«echo 1\n»", "# Prints two.\necho 2", "# Prints two.\necho 2\n"],
  ]),
  ...rows("html", 2, [
    [
      "bare HTML with text in it",
      "«<p>\n  Hi\n</p>\n»",
      "<p>\n  Hello there.\n</p>",
      "<p>\n  Hello there.\n</p>\n",
    ],
  ]),
  ...rows("markdown", 2, [
    [
      "an announcement before bare Markdown",
      paragraph,
      "Here is the corrected version:\n\nThis is a text.",
      "This is a text.\n",
    ],
    [
      "a text that begins like an answer",
      paragraph,
      "Here are the points:\n\n- a\n- b\n",
      "Here are the points:\n\n- a\n- b\n",
    ],
    [
      "an excuse in place of Markdown",
      paragraph,
      "I'm sorry, but I can't assist with that.",
      refused("no-code"),
    ],
    ["a list in Markdown", "«1. one\n2. two\n»", "1. One\n2. Two\n3. Three\n", "1. One\n2. Two\n3. Three\n"],
    [
      "a text with a quoted apology",
      "«Dear all,\n»",
      "Sorry for the delay, and thank you for waiting.",
      "Sorry for the delay, and thank you for waiting.\n",
    ],
  ]),
  ...rows("typescript", 2, [
    [
      "words around a long function",
      t`
        const b = 1;

        «export function total(prices: number[]) {
          let sum = 0;
          for (let i = 0; i < prices.length; i++) sum += prices[i];
          return sum;
        }
        »
        export const c = 2;
      `,
      t`
        I replaced the loop by a reduction, which says the same with less:

        '''typescript
        export function total(prices: number[]): number {
          return prices.reduce((sum, price) => sum + price, 0);
        }
        '''

        **Why this is better**

        1. No mutable state
        2. It is one line
      `,
      "export function total(prices: number[]): number {\n  return prices.reduce((sum, price) => sum + price, 0);\n}\n",
      { isPlain: true },
    ],
  ]),
];
