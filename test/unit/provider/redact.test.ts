import assert from "node:assert/strict";
import * as fc from "fast-check";
import { redact } from "../../../src/provider/redact";

const key = "dsk_9fQ2xLm7Tz4bVw8RkP";

describe("redact", () => {
  it("masks a known key in every form it may take", () => {
    const forms = [
      key,
      `Bearer ${key}`,
      encodeURIComponent(key),
      btoa(key),
      btoa(`Bearer ${key}`),
      btoa(`user:${key}:x`),
      btoa(`a${key}bc`),
      Buffer.from(key).toString("hex"),
      key.slice(0, 8),
      key.slice(-8),
    ];
    for (const form of forms) {
      const masked = redact(`before ${form} after`, [key]);
      assert.ok(!masked.includes(key.slice(0, 8)) && !masked.includes(key.slice(-8)), masked);
      assert.ok(masked.includes("[redacted]"), form);
      assert.ok(masked.startsWith("before ") && masked.endsWith(" after"));
    }
  });

  it("masks what looks like a credential", () => {
    for (const text of [
      "sk-abcdef123456",
      "Authorization: Bearer abcdef123456",
      "http://user:pass@proxy:3128",
    ]) {
      assert.ok(redact(text).includes("[redacted]"), text);
    }
    assert.equal(redact("http://user:pass@proxy:3128"), "http://[redacted]@proxy:3128");
  });

  it("leaves ordinary text alone", () => {
    const text = "DeepSeek (api.deepseek.com) refused task-12 at ollama";
    assert.equal(redact(text, []), text);
    assert.equal(redact(text, ["", "k", "my-deepseek-key"]), text);
  });

  it("masks a short key only as a word of its own", () => {
    assert.equal(redact("ab abc ab1 (ab)", ["ab"]), "[redacted] abc ab1 ([redacted])");
    assert.equal(redact("a.b axb", ["a.b"]), "[redacted] axb");
  });

  it("lets no eight characters of a random key through, wherever it stands", () => {
    const keys = fc.string({
      unit: fc.constantFrom(...Array.from("ABCDEFGHJK23456789xyz-_+/")),
      minLength: 16,
      maxLength: 60,
    });
    fc.assert(
      fc.property(keys, fc.string(), fc.string(), (secret, before, after) => {
        const masked = redact(`${before}${secret}${after}`, [secret]);
        return (
          !masked.includes(secret.slice(0, 8)) ||
          /^[a-z.-]+$/.test(secret.slice(0, 8)) ||
          before.includes(secret.slice(0, 8))
        );
      }),
    );
  });
});
