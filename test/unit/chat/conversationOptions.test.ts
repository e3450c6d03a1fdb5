import assert from "node:assert/strict";
import { readConversationOptions } from "../../../src/chat/conversationOptions";

describe("readConversationOptions", () => {
  it("takes no parameters that are nested beyond measure or too long, and keeps the rest", () => {
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level++) deep = [deep];
    for (const value of [deep, "x".repeat(30_000)]) {
      const read = readConversationOptions({ model: "m", parameters: { stop: value } });
      assert.deepEqual(read, { model: "m" });
    }
    const parameters = { temperature: 0.5 };
    assert.deepEqual(readConversationOptions({ parameters }), { parameters });
  });
});
