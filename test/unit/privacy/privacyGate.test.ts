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

  it("judges the file that links lead to, of absolute paths", () => {
    const links = new Map([
      ["/w/notes.txt", "/home/me/.env"],
      ["/w/folder/config", "/home/me/.ssh/config"],
      ["/w/main.ts", "/w/src/main.ts"],
    ]);
    const gate = createPrivacyGate(
      () => [],
      (path) => links.get(path),
    );
    assert.deepEqual(gate.decide("/w/notes.txt"), {
      isAllowed: false,
      reason:
        "notes.txt, a link to .env, counts as a secret file (it matches “.env*”), so its content is not sent.",
    });
    assert.equal(gate.decide("/w/folder/config").isAllowed, false);
    assert.equal(gate.decide("/w/main.ts").isAllowed, true);
    assert.equal(gate.decide("/w/never-saved.ts").isAllowed, true);
  });

  it("refuses a file whose links cannot be followed", () => {
    const gate = createPrivacyGate(
      () => [],
      () => {
        throw new Error("too many links");
      },
    );
    assert.equal(gate.decide("/w/main.ts").isAllowed, false);
    assert.equal(gate.decide("main.ts").isAllowed, true);
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
