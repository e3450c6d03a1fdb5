import assert from "node:assert/strict";
import { importedNames, namesAround } from "../../../../src/completion/context/namesToAsk";

const names = (found: readonly { readonly name: string }[]) => found.map(({ name }) => name);

describe("namesAround", () => {
  const lines = [
    "import { far } from 'away';",
    ...Array.from({ length: 30 }, () => ""),
    "function total(order: Order) {",
    "  // comments name nothing",
    '  const text = "nor do strings";',
    "  return sum(order.lines, text);",
    "}",
  ];

  it("has the nearest line's names first, each once, with their places, and no imports", () => {
    assert.deepEqual(names(namesAround(lines, 0, 34, 10)), [
      "sum",
      "order",
      "lines",
      "text",
      "total",
      "Order",
    ]);
    assert.deepEqual(namesAround(lines.slice(30), 30, 34, 1), [{ name: "sum", line: 34, column: 9 }]);
  });
});

describe("importedNames", () => {
  for (const { language, text, is } of [
    {
      language: "TypeScript",
      text: 'import fs, { readFile as read } from "node:fs";\nimport {\n  Order,\n  findOrder,\n} from "./orders";\nimport * as path from "path";\nconst other = 1;',
      is: ["readFile", "read", "Order", "findOrder", "path"],
    },
    {
      language: "Python",
      text: "import numpy as np\nfrom shop.orders import Order, total\n\nvalue = 1",
      is: ["numpy", "Order", "total"],
    },
    {
      language: "Rust",
      text: "use crate::store::{Crate, Shelf};\nfn main() {}",
      is: ["crate", "store", "Crate", "Shelf"],
    },
    { language: "CommonJS", text: 'const { join } = require("path");\nconst y = 2;', is: ["join"] },
  ]) {
    it(`reads ${language}`, () =>
      assert.deepEqual(names(importedNames(text.split("\n"), new Set(), 20)), is));
  }

  it("has those first that are used near the cursor, and no more than asked for", () => {
    const lines = ['import { apple, pear, plum } from "./fruit";'];
    assert.deepEqual(names(importedNames(lines, new Set(["plum"]), 2)), ["plum", "apple"]);
  });
});
