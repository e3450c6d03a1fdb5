import assert from "node:assert/strict";
import { readCursor } from "../../../../src/completion/prompt/cursor";
import { fimRequestFor } from "../../../../src/completion/prompt/fimRequestFor";
import { readPromptWindow } from "../../../../src/completion/prompt/promptWindow";
import { planStream } from "../../../../src/completion/stream/streamPlan";
import { createPrivacyGate } from "../../../../src/privacy/privacyGate";
import { defaultSettings, requestAt } from "../completionDriver";

const settings = { ...defaultSettings, maxPrefixChars: 1000, maxSuffixChars: 300 };
const privacy = createPrivacyGate(() => []);

/** The request that leaves for a text with the cursor in it, and the window as it was cut out. */
function requestFor(marked: string) {
  const request = requestAt(marked);
  const window = readPromptWindow(request, settings);
  const plan = planStream(readCursor(request), "auto", 0);
  const masked = fimRequestFor(window, plan, "typescript", settings, (text, around) =>
    privacy.mask(text, around),
  );
  // A mask ends in random digits, which may happen to look like a piece of the key.
  const sent = (masked.fim.prefix + masked.fim.suffix).replaceAll(/MASKED[0-9a-f]{10}/gu, "(masked)");
  return { window, masked, sent };
}

describe("fimRequestFor", () => {
  const key = "a1B2c3D4e5".repeat(4);
  const named = [
    `apiKey:"${key}"`,
    `"apiKey" : "${key}"`,
    `const apiKey =\n  "${key}"`,
    `"Authorization":"Bearer ${key}"`,
    `Server=my db;User Id=me;Password=${key};`,
    `https://me:${key}@host/`,
    `ghp_${key}`,
  ];

  it("sends no part of a key that the window's start parts from its name", () => {
    for (const secret of named) {
      for (let shift = 0; shift <= 250; shift += 3) {
        const before = `${"x;".repeat(500)}${"x".repeat(shift)};${secret}${";y".repeat(420)}█`;
        assert.doesNotMatch(requestFor(before).sent, /a1B|B2c|c3D|D4e/, `${secret}, ${shift}`);
      }
    }
  });

  it("sends no part of a key that the cursor parts from its name or divides", () => {
    for (const secret of named) {
      for (let at = 0; at <= secret.length; at++) {
        const { sent } = requestFor(`a;\n${secret.slice(0, at)}█${secret.slice(at)};\nb;`);
        assert.doesNotMatch(sent, /a1B2|B2c3|c3D4|D4e5/, `${secret}, ${at}`);
      }
    }
  });

  it("puts back what the model repeats, from before and behind the cursor", () => {
    const { masked, window } = requestFor(`apiKey = "${key}";\n█\ntoken(ghp_${key})`);
    assert.equal(masked.unmask(masked.fim.prefix), window.prefix);
    assert.equal(masked.unmask(masked.fim.suffix), window.suffix);
    assert.notEqual(masked.fim.suffix, window.suffix);
  });

  it("leaves ordinary code as it is", () => {
    const { masked, window } = requestFor("const a = 1;\nconst b = █;\nconst c = 2;");
    assert.equal(masked.fim.prefix, window.prefix);
    assert.equal(masked.fim.suffix, window.suffix);
  });
});
