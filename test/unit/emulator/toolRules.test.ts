import assert from "node:assert/strict";
import { startEmulator, type Emulator } from "../../emulator/startEmulator";
import { ask } from "./askEmulator";

const call = (id: string, args = "{}", name = "look") => ({
  id,
  type: "function",
  function: { name, arguments: args },
});
const user = { role: "user", content: "x" };
const calls = (...toolCalls: object[]) => ({ role: "assistant", content: "", tool_calls: toolCalls });
const tool = (id: string) => ({ role: "tool", tool_call_id: id, content: "" });

describe("the emulator's rules for tools", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator();
  });
  after(() => emulator.close());

  async function refusal(path: string, body: object): Promise<string> {
    const { status, text } = await ask(emulator, path, body);
    return status === 200 ? "" : `${status} ${text}`;
  }

  it("hold at DeepInfra for order, ids, names and arguments", async () => {
    const asked = (...messages: object[]) =>
      refusal("/v1/openai/chat/completions", { model: "deepseek-ai/DeepSeek-V4-Flash", messages });
    assert.equal(await asked(user, calls(call("a"), call("b")), tool("b"), tool("a"), user), "");
    for (const [messages, reason] of [
      [[user, calls(call("a")), user], /without an answer/],
      [[user, calls(call("a"))], /without an answer/],
      [[user, tool("a")], /no call has this/],
      [[user, calls(call("a")), tool("a"), tool("a")], /no call has this/],
      [[user, calls(call("a"), call("a")), tool("a")], /one id for two/],
      [[user, calls(call("a", "{")), tool("a")], /no JSON object/],
      [[user, calls(call("a", "[]")), tool("a")], /no JSON object/],
      [[user, calls(call("a", "{}", "a.b")), tool("a")], /function name/],
      [[{ role: "system", content: "" }, user, { role: "system", content: "" }], /More than one system/],
    ] as const) {
      assert.match(await asked(...messages), reason);
    }
  });

  it("hold at DeepSeek for strict tools", async () => {
    const parameters = {
      type: "object",
      properties: { a: { type: "string" } },
      required: ["a"],
      additionalProperties: false,
    };
    const asked = (path: string, ...functions: object[]) => {
      const tools = functions.map((each, index) => ({
        type: "function",
        function: { name: `f${index}`, parameters, strict: true, ...each },
      }));
      return refusal(path, { model: "deepseek-flash", messages: [user], tools });
    };
    const beta = "/beta/chat/completions";
    assert.equal(await asked(beta, {}), "");
    assert.match(await asked("/chat/completions", {}), /beta api/);
    assert.match(await asked(beta, {}, { strict: false }), /all functions/);
    assert.match(await asked(beta, { parameters: { ...parameters, required: [] } }), /must be required/);
    const { additionalProperties: _, ...open } = parameters;
    assert.match(await asked(beta, { parameters: open }), /additionalProperties/);
    const long = { ...parameters, properties: { a: { type: "string", minLength: 1 } } };
    assert.match(await asked(beta, { parameters: long }), /minLength/);
    assert.equal(await asked("/chat/completions", { strict: false, parameters: open }), "");
  });
});
