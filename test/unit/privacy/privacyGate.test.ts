import assert from "node:assert/strict";
import { createPrivacyGate } from "../../../src/privacy/privacyGate";

describe("createPrivacyGate", () => {
  it("says which pattern keeps a file", () => {
    const decision = createPrivacyGate(() => []).decide("/home/me/app/.env.local");
    assert.deepEqual(decision, {
      isAllowed: false,
      reason: ".env.local counts as a secret file (it matches “.env*”), so its content is not sent.",
    });
  });

  it("reads the user's patterns for every decision", () => {
    let extra: string[] = [];
    const gate = createPrivacyGate(() => extra);
    assert.deepEqual(gate.decide("notes.md"), { isAllowed: true });
    extra = ["notes.*"];
    assert.equal(gate.decide("notes.md").isAllowed, false);
  });

  it("refuses what has no name", () => assert.equal(createPrivacyGate(() => []).decide("").isAllowed, false));

  it("masks one secret alike in every text", () => {
    const gate = createPrivacyGate(() => []);
    const key = `sk-${"0f1e2d3c".repeat(4)}`;
    const first = gate.mask(`const key = "${key}";`);
    const second = gate.mask(`use("${key}")`);
    assert.equal(/MASKED\w{10}/.exec(first.text)?.[0], /MASKED\w{10}/.exec(second.text)?.[0]);
    assert.equal(second.unmask(first.text), `const key = "${key}";`);
  });

  it("gives another window another stand-in", () => {
    const text = `sk-${"0f1e2d3c".repeat(4)}`;
    const texts = new Set([1, 2, 3].map(() => createPrivacyGate(() => []).mask(text).text));
    assert.equal(texts.size, 3);
  });
});
