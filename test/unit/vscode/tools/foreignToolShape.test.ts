import assert from "node:assert/strict";
import * as fc from "fast-check";
import { parametersOf, providerName } from "../../../../src/vscode/tools/foreignToolShape";
import { toolResultText } from "../../../../src/vscode/tools/toolResultText";

describe("tools of others", () => {
  it("get names that every provider takes", () => {
    assert.equal(providerName("mcp.git/create issue", new Set()), "mcp_git_create_issue");
    assert.equal(providerName("a.b", new Set(["a_b", "a_b_2"])), "a_b_3");
    fc.assert(
      fc.property(fc.array(fc.string()), (ids) => {
        const taken = new Set<string>();
        for (const id of ids) {
          const name = providerName(id, taken);
          assert.match(name, /^[A-Za-z0-9_-]{1,64}$/u);
          assert.equal(taken.has(name), false);
          taken.add(name);
        }
      }),
    );
  });

  it("get schemas of type object", () => {
    const plain = { properties: {}, type: "object" };
    for (const schema of [undefined, null, true, { type: "string" }, { type: ["object"] }]) {
      assert.deepEqual(parametersOf(schema), plain, JSON.stringify(schema));
    }
    assert.deepEqual(parametersOf({ $schema: "http://x", properties: { a: {} } }), {
      type: "object",
      properties: { a: {} },
    });
    assert.equal(parametersOf({ description: "x".repeat(20_001) }), undefined);
  });

  it("have results of text, data and prompts", () => {
    const prompt = {
      value: {
        node: {
          type: 1,
          children: [
            { type: 2, text: "one" },
            {
              type: 1,
              children: [
                { type: 2, text: " and" },
                { type: 2, text: "two", lineBreakBefore: 1 },
              ],
            },
          ],
        },
      },
    };
    const json = { mimeType: "application/json", data: new TextEncoder().encode("{}") };
    const image = { mimeType: "image/png", data: new Uint8Array(3) };
    assert.equal(
      toolResultText({ content: [{ value: "text" }, prompt, json, image, {}, null] }),
      "text\none and\ntwo\n{}\n[image/png, 3 bytes, cannot be shown here]\n[A part of an unknown kind is left out.]\n",
    );
  });

  it("cannot hold the reader with what they give back", () => {
    const loop: { children: unknown[] } = { children: [] };
    loop.children.push(loop, loop);
    assert.equal(toolResultText({ content: [{ value: loop }] }), "");
    fc.assert(
      fc.property(fc.array(fc.anything()), (content) => {
        assert.equal(typeof toolResultText({ content }), "string");
      }),
    );
  });
});
