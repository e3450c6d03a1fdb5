import assert from "node:assert/strict";
import { declarationText } from "../../../../src/completion/context/declarationText";

/** The declaration at the line that begins with `▶`. */
const shown = (text: string): string | undefined => {
  const lines = text.split("\n");
  const at = lines.findIndex((line) => line.startsWith("▶"));
  return declarationText(
    lines.map((line) => line.replace("▶", "")),
    at,
  );
};

describe("declarationText", () => {
  for (const { what, of, is } of [
    {
      what: "a function's head",
      of: "▶export function net(order: Order): number {\n  return 1;\n}",
      is: "export function net(order: Order): number {",
    },
    {
      what: "a head of several lines",
      of: "▶def mean(\n    readings: list[float],\n) -> float:\n    return 1.0",
      is: "def mean(\n    readings: list[float],\n) -> float:",
    },
    {
      what: "an interface's members",
      of: "▶export interface Order {\n  readonly id: string;\n\n  readonly lines: {\n    price: number;\n  }[];\n}\nconst x = 1;",
      is: "export interface Order {\n  readonly id: string;\n  readonly lines: {\n}",
    },
    {
      what: "a class's methods without their bodies",
      of: "▶class Store:\n    crates = {}\n\n    def find(self, code):\n        return self.crates[code]\n\n    def add(self, crate):\n        pass\n\nx = 1",
      is: "class Store:\n    crates = {}\n    def find(self, code):\n    def add(self, crate):",
    },
    {
      what: "no members that nobody outside can use",
      of: "▶export class Judge {\n  readonly #source: Source;\n  #rules = 1;\n  private last = 2;\n  // about it\n  forget(): void {\n    this.#rules = 0;\n  }\n}",
      is: "export class Judge {\n  forget(): void {\n}",
    },
    {
      what: "a struct with tabs",
      of: "▶type Crate struct {\n\tCode string\n\tCount int\n}\n\nfunc f() {",
      is: "type Crate struct {\n\tCode string\n\tCount int\n}",
    },
    { what: "a value", of: "a\n▶const limit = 3;\nb", is: "const limit = 3;" },
    { what: "nothing on a blank line", of: "▶\na", is: undefined },
  ]) {
    it(`shows ${what}`, () => assert.equal(shown(of), is));
  }

  it("shows so many members at most", () => {
    const body = Array.from({ length: 500 }, (_, at) => `  field${at}: string;`).join("\n");
    const lines = shown(`▶interface Wide {\n${body}\n}`)?.split("\n") ?? [];
    assert.equal(lines.length, 25);
  });
});
