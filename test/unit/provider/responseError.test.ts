import assert from "node:assert/strict";
import type { ProviderErrorKind } from "../../../src/provider/errors";
import { plainText } from "../../../src/provider/plainText";
import { errorInAnswer, responseError } from "../../../src/provider/responseError";
import { retryAfterMs } from "../../../src/provider/retryAfter";

const kindOf = (fields: object) => errorInAnswer("T", {}, { error: { message: "m", ...fields } }).kind;

const error = (message: string) => JSON.stringify({ error: { message } });

describe("responseError", () => {
  const cases: readonly (readonly [number, string, ProviderErrorKind, string])[] = [
    [401, error("Authentication Fails, Your api key: ****abcd is invalid"), "auth", "****abcd is invalid"],
    [401, "Authentication Fails (governor)", "auth", "(governor)"],
    [402, error("Insufficient Balance"), "balance", "Insufficient Balance"],
    [403, '{"detail":{"error":"Not authenticated"}}', "auth", "Not authenticated"],
    [404, '{"error":"Model not found"}', "model", "Model not found"],
    [403, '{"error":"Model not found"}', "model", "Model not found"],
    [404, '{"error":"model \'x\' not found, try pulling it first"}', "model", "try pulling"],
    [400, error("Model Not Exist"), "model", "Model Not Exist"],
    [
      422,
      '{"detail":[{"loc":["body"],"msg":"field required","type":"value_error"}]}',
      "bad-request",
      "field required",
    ],
    [422, '{"detail":"wrong"}', "bad-request", "wrong"],
    [400, '{"message":"plain"}', "bad-request", "plain"],
    [405, "", "bad-request", "Method Not Allowed"],
    [418, "", "bad-request", "no explanation"],
    [429, error("Model busy, retry later"), "rate-limit", "Model busy"],
    [
      400,
      error("This model's maximum context length is 1048576 tokens. However, you requested N"),
      "context-length",
      "1048576",
    ],
    [500, error("Requested input length 9 exceeds maximum input length 8"), "context-length", "9"],
    [503, error("Service is too busy. We advise"), "server", "too busy"],
    [502, "<html><head><title>502</title></head><h1>Bad Gateway</h1></html>", "server", "Bad Gateway"],
    [500, "{broken", "server", "{broken"],
    [400, '{"error":{"message":{"a":1}}}', "bad-request", "Bad Request"],
    [400, '{"__proto__":{"error":"x"}}', "bad-request", "Bad Request"],
  ];
  for (const [status, body, kind, said] of cases) {
    it(`reads ${status} ${body.slice(0, 50)}`, () => {
      const failure = responseError("Testmind", status, {}, body);
      assert.equal(failure.kind, kind);
      assert.ok(failure.message.includes(said), failure.message);
      assert.ok(failure.message.includes("Testmind"));
      assert.ok(failure.facts.nextStep.length > 5);
      assert.equal(failure.facts.isRetryable, kind === "rate-limit" || kind === "server");
      assert.ok(!/DeepSeek|DeepInfra/.test(failure.message + failure.facts.nextStep));
    });
  }

  it("lists the models that the provider names", () => {
    const message = "The supported API model names are deepseek-flash, deepseek-v4-pro, but you passed x.";
    const failure = responseError("Testmind", 400, {}, error(message));
    assert.deepEqual(failure.facts.availableModels, ["deepseek-flash", "deepseek-v4-pro"]);
    assert.ok(failure.facts.nextStep.includes("deepseek-v4-pro"));
    const many = Array.from({ length: 90 }, (_, index) => `some-longer-model-name-${index}`);
    const long = `The supported API model names are ${many.slice(0, 60).join(", ")}, but you passed x.`;
    assert.equal(responseError("T", 400, {}, error(long)).facts.availableModels?.length, 60);
  });

  it("tells a missing key from a wrong one", () => {
    assert.match(responseError("T", 401, {}, "", { hadKey: false }).message, /none is stored/);
  });

  it("never repeats a key, control characters, HTML or much text", () => {
    const key = "abcdEFGH1234";
    const hostile = error(`bad ${key} \u001b[31mred\u001b[0m \u202e<b>x</b> \0 ${"y".repeat(5_000_000)}`);
    const { message } = responseError("T", 401, {}, hostile, { secrets: [key] });
    assert.ok(message.length < 400);
    assert.ok(!/abcdEFGH|[\p{Cc}\u202e]|<b>|\[31m/u.test(message));
  });

  it("obeys x-should-retry", () => {
    assert.equal(responseError("T", 503, { "x-should-retry": "false" }, "").facts.isRetryable, false);
    assert.equal(responseError("T", 400, { "x-should-retry": "true" }, "").facts.isRetryable, true);
    assert.equal(responseError("T", 401, { "x-should-retry": "true" }, "").facts.isRetryable, false);
  });

  it("gives an error object in a good answer the kind of its code or type", () => {
    assert.equal(kindOf({ code: 402 }), "balance");
    assert.equal(kindOf({ code: "429" }), "rate-limit");
    assert.equal(kindOf({ type: "authentication_error" }), "auth");
    assert.equal(kindOf({ type: "invalid_request_error" }), "bad-request");
    assert.equal(kindOf({}), "server");
    assert.equal(errorInAnswer("T", {}, { error: "text" }).kind, "server");
  });
});

describe("retryAfterMs", () => {
  const date = "Sat, 21 Nov 2026 04:00:00 GMT";
  const cases: readonly (readonly [Record<string, string>, number | undefined])[] = [
    [{}, undefined],
    [{ "retry-after": "2" }, 2000],
    [{ "retry-after": "0.5" }, 500],
    [{ "retry-after": "0" }, 0],
    [{ "retry-after": "-5" }, 0],
    [{ "retry-after": "1e9" }, 60_000],
    [{ "retry-after": "Infinity" }, 60_000],
    [{ "retry-after": "NaN" }, undefined],
    [{ "retry-after": "" }, undefined],
    [{ "retry-after": "soon" }, undefined],
    [{ "retry-after": "x 5" }, undefined],
    [{ "retry-after-ms": "250", "retry-after": "9" }, 250],
    [{ "retry-after": "Sat, 21 Nov 2026 04:00:07 GMT", date }, 7000],
    [{ "retry-after": "Sat, 21 Nov 2026 03:00:00 GMT", date }, 0],
    [{ "retry-after": "Fri, 01 Jan 2099 00:00:00 GMT", date }, 60_000],
  ];
  for (const [headers, expected] of cases) {
    it(`reads ${JSON.stringify(headers)}`, () => assert.equal(retryAfterMs(headers), expected));
  }
});

describe("plainText", () => {
  it("keeps comparisons and cuts whole characters", () => {
    assert.equal(plainText("must be < 2 and > 0"), "must be < 2 and > 0");
    assert.equal(plainText(`${"a".repeat(298)}😀b`), `${"a".repeat(298)}…`);
  });
});
