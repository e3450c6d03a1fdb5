import assert from "node:assert/strict";
import { hostileCharacters } from "../../../../src/actions/answer/hostileCharacters";

describe("hostileCharacters", () => {
  it("finds every control, format and separator character and every half pair", () => {
    let count = 0;
    for (let code = 0; code <= 0x10ffff; code++) {
      const character = String.fromCodePoint(code);
      if (!/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u.test(character) || /[\t\n\r]/.test(character)) continue;
      count++;
      const expected = [`U+${code.toString(16).toUpperCase().padStart(4, "0")}`];
      assert.deepEqual(hostileCharacters(`a${character}b`, "ab"), expected);
    }
    assert.ok(count > 2000, String(count));
  });

  it("leaves what was there already", () => assert.deepEqual(hostileCharacters("a\u202eb", "\u202e"), []));
  it("leaves ordinary text, tabs, line ends and joined emoji", () =>
    assert.deepEqual(hostileCharacters("\tä 日本 😀 👩‍👩‍👧 👩🏽‍💻 ❤️‍🔥\r\n", ""), []));
  it("finds a joiner between letters", () => assert.deepEqual(hostileCharacters("a\u200db", ""), ["U+200D"]));
  it("finds letters without a picture, and what hides data behind letters", () => {
    assert.deepEqual(hostileCharacters("const \u3164 = 1;", ""), ["U+3164"]);
    assert.deepEqual(hostileCharacters("a\ufe00b\u{e0100}", ""), ["U+FE00", "U+E0100"]);
  });
  it("leaves the form of an emoji", () => assert.deepEqual(hostileCharacters("❤️ ✔︎ 1️⃣", ""), []));
});
