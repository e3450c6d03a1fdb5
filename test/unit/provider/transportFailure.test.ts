import assert from "node:assert/strict";
import { ProviderError, type ProviderErrorKind } from "../../../src/provider/errors";
import { ProxiedFailure } from "../../../src/provider/proxiedFailure";
import { retryWaitMs } from "../../../src/provider/retry";
import { fromTransportFailure } from "../../../src/provider/transportFailure";

const coded = (code: string, message = "secret details") => Object.assign(new Error(message), { code });
const failed = (error: unknown, bytesSeen = 0) =>
  fromTransportFailure(error, { providerLabel: "Testmind", host: "h.example", bytesSeen });

describe("fromTransportFailure", () => {
  const cases: readonly (readonly [string, ProviderErrorKind, ProviderErrorKind])[] = [
    ["ECONNREFUSED", "network", "network"],
    ["ENOTFOUND", "network", "network"],
    ["EAI_AGAIN", "network", "network"],
    ["EHOSTUNREACH", "network", "network"],
    ["ECONNRESET", "network", "cut-short"],
    ["EPIPE", "network", "cut-short"],
    ["UND_ERR_SOCKET", "network", "cut-short"],
    ["UND_ERR_CONNECT_TIMEOUT", "timeout", "timeout"],
    ["ETIMEDOUT", "timeout", "timeout"],
    ["UND_ERR_HEADERS_TIMEOUT", "timeout", "timeout"],
    ["UND_ERR_BODY_TIMEOUT", "timeout", "timeout"],
    ["UND_ERR_HEADERS_OVERFLOW", "bad-response", "cut-short"],
    ["HPE_INVALID_CONSTANT", "bad-response", "cut-short"],
    ["UND_ERR_DESTROYED", "network", "cut-short"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls", "tls"],
    ["SELF_SIGNED_CERT_IN_CHAIN", "tls", "tls"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "tls", "tls"],
    ["CERT_HAS_EXPIRED", "tls", "tls"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "tls", "tls"],
    ["ERR_SSL_WRONG_VERSION_NUMBER", "tls", "tls"],
    ["UND_ERR_PRX_TLS", "proxy", "proxy"],
    ["EWHATEVER", "network", "cut-short"],
  ];
  for (const [code, before, during] of cases) {
    it(`reads ${code} before and within an answer, also below fetch's own error`, () => {
      for (const error of [
        coded(code),
        new TypeError("fetch failed", { cause: coded(code) }),
        new TypeError("fetch failed", { cause: new AggregateError([coded(code)]) }),
      ]) {
        const failure = failed(error);
        assert.equal(failure.kind, before);
        assert.equal(failed(error, 1).kind, during);
        assert.ok(failure.message.includes("Testmind (h.example)"));
        assert.ok(!JSON.stringify(failure.facts).includes("secret details"));
        assert.equal(failure.cause, undefined);
        assert.equal(failure.facts.isRetryable, before !== "tls" && before !== "bad-response");
      }
    });
  }

  it("knows undici's parser error, which has no code, and Chromium's names", () => {
    const parserError = Object.assign(new Error("Expected HTTP/"), { name: "HTTPParserError" });
    assert.equal(failed(parserError).kind, "bad-response");
    assert.equal(failed(new Error("net::ERR_INTERNET_DISCONNECTED")).kind, "network");
    assert.equal(failed(new Error("net::ERR_CERT_AUTHORITY_INVALID")).kind, "tls");
    assert.equal(failed(new Error("net::ERR_CERT_WEAK_KEY")).kind, "tls");
    assert.equal(failed(new Error("net::ERR_PROXY_CONNECTION_FAILED")).kind, "proxy");
  });

  it("names the proxy", () => {
    assert.match(failed(new ProxiedFailure(coded("ENOTFOUND"), "p:3128")).message, /p:3128/);
    const refused = failed(
      new ProxiedFailure(coded("UND_ERR_ABORTED", "Proxy response (407) !== 200"), "p:3128"),
    );
    assert.deepEqual([refused.kind, refused.facts.status, refused.facts.isRetryable], ["proxy", 407, false]);
  });

  it("takes anything that was thrown", () => {
    for (const thrown of [undefined, null, "text", 5, {}, new Error("x")])
      assert.equal(failed(thrown).kind, "network");
    const known = new ProviderError("auth", { message: "m", nextStep: "n", isRetryable: false });
    assert.equal(failed(known), known);
  });
});

const failure = (facts: object, kind: ProviderErrorKind = "server") =>
  new ProviderError(kind, { message: "m", nextStep: "n", isRetryable: true, ...facts });

describe("retryWaitMs", () => {
  it("doubles from half a second to 8 s, less up to a quarter", () => {
    const waits = [1, 2, 3, 4, 5, 6].map((tries) => retryWaitMs(failure({}), tries, 9, 0));
    assert.deepEqual(waits, [500, 1000, 2000, 4000, 8000, 8000]);
    assert.equal(retryWaitMs(failure({}), 2, 9, 1), 750);
  });

  it("does what the server asks, up to a minute", () => {
    assert.equal(retryWaitMs(failure({ retryAfterMs: 7000 }), 1, 2, 0.5), 7000);
    assert.equal(retryWaitMs(failure({ retryAfterMs: 1e9 }), 1, 2, 0.5), 60_000);
  });

  it("stops after the allowed tries, sooner where nobody answers, at once where it cannot help", () => {
    assert.equal(retryWaitMs(failure({}), 3, 2, 0), undefined);
    assert.equal(retryWaitMs(failure({ code: "ENOTFOUND" }, "network"), 1, 2, 0), 500);
    assert.equal(retryWaitMs(failure({ code: "ENOTFOUND" }, "network"), 2, 2, 0), undefined);
    assert.equal(retryWaitMs(failure({ isRetryable: false }), 1, 2, 0), undefined);
    assert.equal(retryWaitMs(failure({ phase: "queued" }, "timeout"), 1, 2, 0), undefined);
    assert.equal(retryWaitMs(failure({ phase: "connect" }, "timeout"), 1, 2, 0), 500);
    assert.equal(retryWaitMs(new Error("foreign"), 1, 2, 0), undefined);
    assert.equal(retryWaitMs(failure({}), 1, 0, 0), undefined);
  });
});
