import assert from "node:assert/strict";
import { hostileCharacters } from "../../../../src/completion/filters/hostileCharacters";
import { cursorAt } from "../completionDriver";

const isShown = (text: string, marked = "const a = █;") =>
  !("rejection" in hostileCharacters.apply({ text, replacedChars: 0 }, cursorAt(marked)));

describe("hostile characters", () => {
  it("lets no control, format or surrogate code point through", () => {
    for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
      const character = String.fromCodePoint(codePoint);
      if (!/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u.test(character) || /[\t\n]/.test(character)) continue;
      assert.equal(isShown(`a${character}b`), false, codePoint.toString(16));
    }
  });

  it("lets through what the file uses already, but never a control character", () => {
    assert.equal(isShown("a\u200Db", "// \u200D\nconst a = █;"), true);
    assert.equal(isShown("a\u0000b", "// \u0000\nconst a = █;"), false);
  });

  it("lets letters, emoji, tabs and line feeds of every script through", () => {
    assert.equal(isShown("\tконст ñ 変数 = '😀❤️';\n"), true);
  });
});
