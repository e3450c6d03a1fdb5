import assert from "node:assert/strict";
import * as fc from "fast-check";
import { placeBlock, type FileSymbol } from "../../../../src/actions/placement/placeBlock";

const file = `import { read } from "./read";

/** Adds up. */
export function total(values: number[]): number {
  let sum = 0;
  for (const value of values) {
    sum += value;
  }
  return sum;
}

export class Basket {
  private items: number[] = [];

  add(value: number): void {
    this.items.push(value);
  }

  size(): number {
    return this.items.length;
  }
}

export function load(path: string): number[] {
  const text = read(path);
  return text.split("\\n").map(Number);
}
`;

function lineOf(text: string): number {
  return file.split("\n").findIndex((line) => line.includes(text));
}

const symbols: readonly FileSymbol[] = [
  { name: "total", startLine: lineOf("function total"), endLine: lineOf("return sum") + 1 },
  { name: "Basket", startLine: lineOf("class Basket"), endLine: lineOf("function load") - 2 },
  { name: "add", startLine: lineOf("add(value"), endLine: lineOf("this.items.push") + 1 },
  { name: "size", startLine: lineOf("size()"), endLine: lineOf("this.items.length") + 1 },
  { name: "load", startLine: lineOf("function load"), endLine: lineOf("map(Number)") + 1 },
];

function place(code: string, text = file, known = symbols): string {
  const placement = placeBlock(text, code, known, 2);
  return placement.type === "placed" ? `${placement.by}\n${placement.text}` : "unclear";
}

describe("placeBlock", () => {
  it("takes a block from the file's first to its last line for the whole file", () => {
    const newer = file.replace("sum += value", "sum += Math.abs(value)").replace("/** Adds up. */\n", "");
    assert.equal(place(newer), `whole-file\n${newer}`);
    assert.equal(place(newer.trimEnd()), `whole-file\n${newer}`);
    assert.equal(place("x = 1", "\n"), "whole-file\nx = 1\n");
  });

  it("places a function by the lines that stayed, changed ones at its edges included", () => {
    const newer = `export function total(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
  }
  return sum;
}`;
    assert.equal(
      place(newer),
      `context\n${file.replace("values: number[]", "values: readonly number[]").replace("    sum += value", "    if (Number.isNaN(value)) continue;\n    sum += value")}`,
    );
  });

  it("gives a part the indentation of its place", () => {
    const newer = `add(value: number): void {
  if (value < 0) return;
  this.items.push(value);
}`;
    assert.equal(
      place(newer),
      `context\n${file.replace("    this.items.push", "    if (value < 0) return;\n    this.items.push")}`,
    );
  });

  it("leaves what placeholders stand for", () => {
    const newer = `export class Basket {
  // ... existing code ...

  size(): number {
    return this.items.length;
  }

  clear(): void {
    this.items = [];
  }
}`;
    assert.equal(
      place(newer),
      `context\n${file.replace("items.length;\n  }\n", "items.length;\n  }\n\n  clear(): void {\n    this.items = [];\n  }\n")}`,
    );
    const imports = `import { read } from "./read";
import { write } from "./write";

// ... rest of the file unchanged ...`;
    assert.equal(
      place(imports),
      `context\n${file.replace('/read";\n', '/read";\nimport { write } from "./write";\n')}`,
    );
  });

  it("puts a member behind a placeholder before its class's closing bracket", () => {
    const newer = `export class Basket {
  // ... existing members ...

  clear(): void {
    this.items = [];
  }
}`;
    assert.equal(
      place(newer),
      `context\n${file.replace("items.length;\n  }\n", "items.length;\n  }\n  clear(): void {\n    this.items = [];\n  }\n")}`,
    );
  });

  it("places a function written anew by its name", () => {
    const newer = `export async function load(path: string): Promise<number[]> {
  return (await readAll(path)).lines().map(parseFloat);
}`;
    assert.equal(place(newer), `symbol\n${file.slice(0, file.indexOf("export function load"))}${newer}\n`);
  });

  it("is unclear about code that the file does not know, and where two places are alike", () => {
    assert.equal(place("export function other(): void {\n  run();\n}"), "unclear");
    assert.equal(place(""), "unclear");
    const twice = "head(er);\na(one);\nb(two);\n\nmiddle();\n\na(one);\nb(two);\nfoot(er);\n";
    assert.equal(place("a(one);\nb(three);\nb(two);", twice, []), "unclear");
    assert.equal(place("}", file), "unclear");
    // Two methods of one name.
    const both = [...symbols, { name: "load", startLine: 0, endLine: 1 }];
    assert.equal(place("function load() {\n  other();\n}", file, both), "unclear");
  });

  it("places any stretch of a file with one line added, and changes nothing else", () => {
    const lines = Array.from(
      { length: 60 },
      (_, index) => `${" ".repeat((index % 3) * 2)}call${index}(value${index});`,
    );
    fc.assert(
      fc.property(fc.nat(50), fc.integer({ min: 3, max: 9 }), fc.nat(8), (start, count, offset) => {
        const part = lines.slice(start, start + count);
        const at = 1 + (offset % (part.length - 1));
        const added = part.toSpliced(at, 0, `${/^ */.exec(part[at] ?? "")?.[0] ?? ""}added(here);`);
        const expected = lines.toSpliced(start + at, 0, added[at] ?? "");
        const placement = placeBlock(lines.join("\n"), added.join("\n"), [], 2);
        assert.deepEqual(placement.type === "placed" ? placement.text.split("\n") : [], expected);
      }),
      { numRuns: 300 },
    );
  });
});
