import assert from "node:assert/strict";
import { maskedDefinition } from "../../../../src/chat/tools/maskedDefinition";

describe("maskedDefinition", () => {
  it("takes secrets out of all texts, and leaves names and everything else", () => {
    const mask = (text: string) => text.replaceAll("sk-CANARY", "(masked)");
    const definition = {
      name: "query",
      description: "Asks with sk-CANARY.",
      parameters: {
        type: "object",
        properties: { key: { type: "string", default: "sk-CANARY", examples: ["sk-CANARY", 1, null] } },
        additionalProperties: false,
      },
    };
    assert.deepEqual(maskedDefinition(definition, mask), {
      name: "query",
      description: "Asks with (masked).",
      parameters: {
        type: "object",
        properties: { key: { type: "string", default: "(masked)", examples: ["(masked)", 1, null] } },
        additionalProperties: false,
      },
    });
  });
});
