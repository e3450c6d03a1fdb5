import assert from "node:assert/strict";
import { checkBaseUrl, endpointUrl, isLoopback, originOf } from "../../../src/provider/endpoint";
import { ProviderError } from "../../../src/provider/errors";

const accepted: readonly (readonly [string, string])[] = [
  ["https://api.deepseek.com", "https://api.deepseek.com/"],
  ["https://api.deepseek.com/", "https://api.deepseek.com/"],
  ["  https://api.deepseek.com/beta/ ", "https://api.deepseek.com/beta"],
  ["https://api.deepinfra.com/v1/openai///", "https://api.deepinfra.com/v1/openai"],
  ["HTTPS://API.DeepSeek.COM/V1", "https://api.deepseek.com/V1"],
  ["https://host:8443/v1", "https://host:8443/v1"],
  ["https://host:443/v1", "https://host/v1"],
  ["https://xn--bcher-kva.example", "https://xn--bcher-kva.example/"],
  ["https://[2001:db8::1]:8080", "https://[2001:db8::1]:8080/"],
  ["http://127.0.0.1:8080", "http://127.0.0.1:8080/"],
  ["HTTP://LOCALHOST:11434/v1", "http://localhost:11434/v1"],
  ["http://[::1]:8080/v1/", "http://[::1]:8080/v1"],
  ["http://[0:0:0:0:0:0:0:1]", "http://[::1]/"],
  ["https://host/a/../b", "https://host/b"],
  ["https://host//double", "https://host//double"],
];

const refused: readonly string[] = [
  "",
  "   ",
  "api.deepseek.com",
  "//evil.example",
  "/v1",
  "https:",
  "https://",
  "https:///evil.example",
  "https:api.deepseek.com",
  "https:/api.deepseek.com",
  "https:\\\\api.deepseek.com",
  "https://api.deepseek.com\\@evil.example",
  "https://api.deepseek.com@evil.example",
  "https://user:secretpassword@api.deepseek.com",
  "https://@api.deepseek.com",
  "https://api.deepseek.com/?key=1",
  "https://api.deepseek.com?",
  "https://api.deepseek.com/#part",
  "https://api.deepseek.com#",
  "https://api.deepseek.com./v1",
  "https://localhost.",
  "http://localhost.",
  "https://api%2edeepseek.com",
  "https://api.deepseek.com%2f@evil.example",
  "https://аpi.deepseek.com",
  "https://ａpi.deepseek.com",
  "https://api。deepseek.com",
  "https://api.deepseek.com\u202e",
  "https://api.deep\tseek.com",
  "https://api.deepseek.com\nx",
  "https://api .deepseek.com",
  "http://api.deepseek.com",
  "HTTP://api.deepseek.com",
  "http://127.0.0.1.evil.example",
  "http://localhost.evil.example",
  "http://192.168.0.5:8080",
  "http://127.0.0.2",
  "http://0.0.0.0",
  "http://[::ffff:127.0.0.1]",
  "http://[::2]",
  "http://127.0.0.1@evil.example",
  "ftp://api.deepseek.com",
  "file:///etc/passwd",
  "javascript:alert(1)",
  "data:text/plain,x",
  "ws://127.0.0.1",
  "vscode://x",
  "https://host:99999",
  "https://host:port",
  "https://[::1",
  "https://exa<mple",
  `https://host/${"a".repeat(3000)}`,
];

describe("checkBaseUrl", () => {
  for (const [text, href] of accepted) {
    it(`takes ${JSON.stringify(text)}`, () => assert.equal(checkBaseUrl(text).href, href));
  }
  for (const text of refused) {
    it(`refuses ${JSON.stringify(text.slice(0, 60))}`, () => {
      assert.throws(
        () => checkBaseUrl(text),
        (error) => {
          assert.ok(error instanceof ProviderError);
          assert.equal(error.kind, "endpoint");
          assert.ok(error.facts.nextStep.length > 10);
          assert.ok(!error.message.includes("secretpassword"));
          return true;
        },
      );
    });
  }
});

describe("endpointUrl", () => {
  it("adds a path below the base URL's own", () => {
    const beta = checkBaseUrl("https://api.deepseek.com/beta/");
    assert.equal(endpointUrl(beta, "/completions").href, "https://api.deepseek.com/beta/completions");
    assert.equal(endpointUrl(checkBaseUrl("https://h"), "models").href, "https://h/models");
  });

  it("never leaves the origin", () => {
    const base = checkBaseUrl("https://h/v1");
    for (const path of ["//evil.example", "https://evil.example", "/../../..", "?x#y", "\\\\evil.example"]) {
      assert.equal(originOf(endpointUrl(base, path)), "https://h");
    }
  });
});

describe("originOf and isLoopback", () => {
  it("tell hosts, ports and schemes apart", () => {
    assert.equal(originOf(new URL("https://h:443/x")), "https://h");
    assert.equal(originOf(new URL("https://h:444/x")), "https://h:444");
    assert.equal(isLoopback(new URL("http://localhost:1")), true);
    assert.equal(isLoopback(new URL("http://localhost.evil.example")), false);
  });
});
