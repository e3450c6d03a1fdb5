import assert from "node:assert/strict";
import { chatHtml } from "../../../src/vscode/chatHtml";

describe("chatHtml", () => {
  it("allows our script, style and font, and nothing else", () => {
    const html = chatHtml({
      cspSource: "https://*.test",
      nonce: "abc",
      scriptUri: "https://x/chat.js",
      place: "view",
      styleUri: "https://x/chat.css",
    });
    const policy = /Content-Security-Policy" content="([^"]*)"/u.exec(html)?.[1];
    assert.equal(
      policy,
      "default-src 'none'; script-src 'nonce-abc'; style-src https://*.test; font-src https://*.test; img-src 'none'; connect-src 'none'; form-action 'none'; base-uri 'none'; frame-src 'none'; require-trusted-types-for 'script'",
    );
    assert.equal(html.match(/<script/gu)?.length, 1);
  });
});
