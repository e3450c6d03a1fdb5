import assert from "node:assert/strict";
import { judgeLink } from "../../../src/chat/links";

function verdict(href: string, text = href): string {
  const decision = judgeLink(href, text);
  if (!decision.isAllowed) return "refused";
  return decision.mustAsk ? "asks" : "opens";
}

describe("judgeLink", () => {
  it("opens plain web addresses that show where they go", () => {
    assert.equal(verdict("https://example.com/a", "see https://example.com/a"), "opens");
    assert.equal(verdict("http://www.example.com", "see www.example.com"), "opens");
    assert.equal(verdict("https://example.com/a", "[example.com](https://example.com/a)"), "opens");
    assert.equal(verdict("https://example.com/%C3%A4", "<https://example.com/ä>"), "opens");
    assert.equal(verdict("https://example.com/a_b", "https://example.com/a\\_b"), "opens");
  });

  it("asks where the address carries text away or its label names another place", () => {
    assert.equal(verdict("https://example.com/a", "[docs](https://example.com/a)"), "asks");
    assert.equal(verdict("https://example.com/a", "[docs][1]\n\n[1]: https://example.com/a"), "asks");
    assert.equal(verdict(`https://example.com/?q=${"x".repeat(65)}`), "asks");
    assert.equal(verdict(`https://example.com/#${"x".repeat(65)}`), "asks");
    assert.equal(verdict(`https://example.com/${"x".repeat(201)}`), "asks");
    assert.equal(verdict("https://xn--80ak6aa92e.com/"), "asks");
  });

  it("refuses every other scheme, hidden hosts and addresses from nowhere", () => {
    for (const href of [
      "javascript:alert(1)",
      "JAVASCRIPT:alert(1)",
      "data:text/html,x",
      "file:///etc/passwd",
      "command:workbench.action.quit",
      "vscode://x/y",
      "vscode-insiders:x",
      "mailto:a@b.c",
      "ftp://example.com",
      "//example.com",
      "/etc/passwd",
      "#x",
      "",
      "https://",
      "https://api.deepseek.com@evil.example/",
      "https://user:secret@evil.example/",
      `https://example.com/${"x".repeat(9_000)}`,
    ])
      assert.equal(verdict(href), "refused", href);
    assert.equal(verdict("https://example.com", "another text"), "refused");
  });
});
