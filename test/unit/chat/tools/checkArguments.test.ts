import assert from "node:assert/strict";
import * as fc from "fast-check";
import { checkArguments } from "../../../../src/chat/tools/checkArguments";

const schema = {
  type: "object",
  properties: {
    path: { type: "string", minLength: 1 },
    line: { type: "integer", minimum: 1, maximum: 10 },
    deep: { type: "boolean" },
    kinds: { type: "array", items: { type: "string", enum: ["a", "b"] }, maxItems: 2 },
    either: { anyOf: [{ type: "integer" }, { type: "object", required: ["x"] }] },
    maybe: { type: ["string", "null"] },
  },
  required: ["path"],
  additionalProperties: false,
};
const check = (value: unknown) => checkArguments(JSON.stringify(value), schema);
const problem = (text: string) => {
  const checked = checkArguments(text, schema);
  assert.ok(!checked.isFit, text);
  return checked.problem;
};

describe("the check of a call's arguments", () => {
  it("takes what fits", () => {
    const value = { path: "a", line: 3, deep: true, kinds: ["a", "b"], either: { x: 1 }, maybe: null };
    assert.deepEqual(check(value), { isFit: true, value });
    assert.deepEqual(checkArguments("", { type: "object" }), { isFit: true, value: {} });
  });

  it("puts right what can only mean one thing", () => {
    const checked = check({ path: 12, line: "3", deep: "True", kinds: '["a"]', either: null, extra: 1 });
    assert.deepEqual(checked, { isFit: true, value: { path: "12", line: 3, deep: true, kinds: ["a"] } });
    assert.deepEqual(check({ path: "a", kinds: "b" }), { isFit: true, value: { path: "a", kinds: ["b"] } });
  });

  it("says what does not fit", () => {
    assert.match(problem("{"), /not valid JSON/u);
    assert.match(problem("[1]"), /one JSON object, not an array/u);
    assert.equal(problem("{}"), "The arguments do not fit: “path” is missing (a string).");
    assert.match(problem('{"path":""}'), /“path” must be at least 1 characters long/u);
    assert.match(problem('{"path":"a","line":"x"}'), /“line” must be a whole number, not "x"/u);
    assert.match(problem('{"path":"a","line":11}'), /“line” must be at most 10/u);
    assert.match(problem('{"path":"a","kinds":["c"]}'), /“kinds\[0\]” must be one of "a", "b"/u);
    assert.match(problem('{"path":"a","kinds":["a","a","a"]}'), /at most 2 items long/u);
    assert.match(problem('{"path":"a","either":"x"}'), /“either” must be a whole number/u);
    assert.match(problem('{"path":null}'), /“path” must be a string, not null/u);
  });

  it("gives own properties only, and survives any schema and any arguments", () => {
    const checked = checkArguments('{"__proto__":{"a":1}}', { type: "object", required: ["a"] });
    assert.equal(checked.isFit, false);
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), fc.jsonValue(), (text, value, any) => {
        for (const each of [any, { type: "object", properties: any }, { anyOf: any, required: any }]) {
          for (const args of [text, JSON.stringify(value)]) {
            const { isFit } = checkArguments(args, each);
            assert.equal(typeof isFit, "boolean");
          }
        }
      }),
    );
    let deep: unknown = "x";
    for (let depth = 0; depth < 1_000; depth++) deep = [deep];
    let deepSchema: unknown = { type: "string" };
    for (let depth = 0; depth < 1_000; depth++) deepSchema = { items: deepSchema };
    const nested = { type: "object", properties: { a: deepSchema } };
    assert.match(JSON.stringify(checkArguments(JSON.stringify({ a: deep }), nested)), /nested too deeply/u);
  });
});
