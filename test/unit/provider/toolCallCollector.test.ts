import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { ToolCallDelta } from "../../../src/provider/events";
import { ToolCallCollector } from "../../../src/provider/toolCallCollector";

type Piece = Omit<ToolCallDelta, "type" | "argumentsDelta"> & { readonly argumentsDelta?: string };

function collect(...pieces: readonly Piece[]) {
  const collector = new ToolCallCollector();
  for (const piece of pieces) collector.add({ type: "tool-call-delta", argumentsDelta: "", ...piece });
  return collector.finish();
}

describe("the collector of tool calls", () => {
  it("joins the pieces of each call, in the order of their beginning", () => {
    assert.deepEqual(
      collect(
        { index: 1, id: "b", name: "g" },
        { index: 0, id: "a", name: "f", argumentsDelta: "{" },
        { index: 1, argumentsDelta: "{}" },
        { index: 0, argumentsDelta: "}" },
      ),
      [
        { id: "b", name: "g", arguments: "{}" },
        { id: "a", name: "f", arguments: "{}" },
      ],
    );
  });

  it("takes an id and a name that come with every piece, and a name in two", () => {
    const id = "call_00_x";
    assert.deepEqual(
      collect(
        { index: 0, id, name: "read_file", argumentsDelta: "{" },
        { index: 0, id, name: "read_file", argumentsDelta: "}" },
      ),
      [{ id, name: "read_file", arguments: "{}" }],
    );
    assert.equal(collect({ index: 0, id, name: "read_" }, { index: 0, name: "file" })[0]?.name, "read_file");
  });

  it("tells two calls under one index apart by their ids", () => {
    assert.deepEqual(
      collect({ index: 0, id: "a", name: "f", argumentsDelta: "{}" }, { index: 0, id: "b", name: "f" }).map(
        ({ id }) => id,
      ),
      ["a", "b"],
    );
  });

  it("gives ids where they are missing, doubled or strange", () => {
    const ids = collect(
      { index: 0, name: "f" },
      { index: 1, id: "a", name: "f" },
      { index: 2, id: "a", name: "f" },
      { index: 3, id: "functions.f:0", name: "f" },
      { index: 4, id: "call_0", name: "f" },
    ).map(({ id }) => id);
    assert.deepEqual(ids, ["call_0", "a", "call_2", "call_3", "call_4"]);
  });

  it("keeps a call with too long arguments, and says so", () => {
    const [call] = collect({ index: 0, id: "a", name: "f", argumentsDelta: "x".repeat(100_001) });
    assert.equal(call?.arguments, "{}");
    assert.match(call?.damage ?? "", /100001 characters/u);
  });

  it("always gives calls that every provider takes back", () => {
    const text = fc.oneof(fc.string(), fc.constantFrom("a", "b", "call_0", "call_0x"));
    const piece = fc.record(
      { index: fc.nat(127), id: text, name: text, argumentsDelta: fc.string() },
      { requiredKeys: ["index"] },
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const calls = collect(...pieces);
        assert.ok(calls.length <= 32);
        assert.equal(new Set(calls.map(({ id }) => id)).size, calls.length);
        for (const { id, name } of calls) {
          assert.match(id, /^[A-Za-z0-9_-]{1,64}$/u);
          assert.match(name, /^[A-Za-z0-9_-]{1,64}$/u);
        }
      }),
    );
  });
});
