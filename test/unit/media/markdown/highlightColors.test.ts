import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { highlight } from "../../../../media/chat/markdown/highlight";

interface Theme {
  readonly variables: Readonly<Record<string, string>>;
}

const themes = JSON.parse(readFileSync("test/fixtures/themes.json", "utf8")) as Readonly<
  Record<string, Theme>
>;
const css = readFileSync("media/chat/markdown/codeBlock.css", "utf8");

/** Red, green, blue and alpha, 0 to 1. */
function rgba(color: string): [number, number, number, number] {
  const hex = /^#([0-9a-f]{6})$/i.exec(color)?.[1];
  if (hex !== undefined) {
    const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
    return [r, g, b, 1];
  }
  const [r, g, b, a = 1] = (/^rgba?\(([^)]*)\)$/.exec(color)?.[1] ?? "").split(",").map(Number);
  assert.ok(r !== undefined && g !== undefined && b !== undefined, `unknown colour ${color}`);
  return [r / 255, g / 255, b / 255, a];
}

function luminance(color: string, background: string): number {
  const [r, g, b, alpha] = rgba(color);
  const under = rgba(background);
  const [x = 0, y = 0, z = 0] = [r, g, b].map((value, index) => {
    const mixed = value * alpha + (under[index] ?? 0) * (1 - alpha);
    return mixed <= 0.04045 ? mixed / 12.92 : ((mixed + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
}

function contrast(color: string, background: string): number {
  const [dark = 0, light = 0] = [luminance(color, background), luminance(background, background)].toSorted(
    (first, second) => first - second,
  );
  return (light + 0.05) / (dark + 0.05);
}

describe("token colours", () => {
  const names = [...css.matchAll(/^\s*color: var\((--vscode-[\w-]+)\)/gm)].map((match) => match[1] ?? "");

  for (const [theme, { variables }] of Object.entries(themes)) {
    it(`can be read on the editor's background in ${theme}`, () => {
      assert.ok(names.length >= 8);
      const background = variables["--vscode-editor-background"] ?? "";
      for (const name of names) {
        const color = variables[name];
        assert.ok(color, `${name} is missing`);
        const ratio = contrast(color, background);
        assert.ok(ratio >= 4.5, `${name} ${color} on ${background}: ${ratio.toFixed(2)}`);
      }
    });
  }
});

describe("highlight", () => {
  it("gives back the code it was given, in classes of tokens", () => {
    const code = 'export const answer: number = 42; // "why"\n<b>';
    const nodes = highlight(code, "ts") ?? [];
    const text = (node: (typeof nodes)[number]): string =>
      typeof node === "string" ? node : node.children.map(text).join("");
    assert.equal(nodes.map(text).join(""), code);
    assert.ok(nodes.some((node) => typeof node !== "string" && node.tokenClass === "keyword"));
  });

  it("leaves languages it does not know, and names of object members, alone", () => {
    for (const language of ["brainfuck", "__proto__", "constructor", "toString", ""]) {
      assert.equal(highlight("x", language), undefined);
    }
  });
});
