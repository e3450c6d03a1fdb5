import assert from "node:assert/strict";
import { counterpartOf } from "../../../src/provider/counterpart";
import { profileById, type ProviderId } from "../../../src/provider/profiles";

const of = (id: ProviderId, model: string) => {
  const found = counterpartOf(profileById(id), model);
  return found && [found.providerId, found.model, found.isSameModel];
};

describe("counterpartOf", () => {
  it("names the same model at the other provider", () => {
    const flash = ["deepinfra", "deepseek-ai/DeepSeek-V4-Flash", true];
    assert.deepEqual(of("deepseek", ""), flash);
    assert.deepEqual(of("deepseek", "deepseek-flash"), flash);
    assert.deepEqual(of("deepseek", "deepseek-reasoner"), flash);
    assert.deepEqual(of("deepseek", "deepseek-v4-pro"), ["deepinfra", "deepseek-ai/DeepSeek-V4-Pro", true]);
    assert.deepEqual(of("deepinfra", ""), ["deepseek", "deepseek-flash", true]);
    assert.deepEqual(of("deepinfra", "deepseek-ai/DeepSeek-V4-Pro:abc"), [
      "deepseek",
      "deepseek-v4-pro",
      true,
    ]);
  });

  it("offers the default for any other model, and says so", () => {
    assert.deepEqual(of("deepinfra", "Qwen/Qwen3-Coder"), ["deepseek", "deepseek-flash", false]);
    assert.deepEqual(of("deepseek", "my-model"), ["deepinfra", "deepseek-ai/DeepSeek-V4-Flash", false]);
    assert.deepEqual(of("deepinfra", "constructor"), ["deepseek", "deepseek-flash", false]);
  });

  it("knows none for a server of the user's own", () => {
    for (const id of ["llamacpp", "ollama", "compatible"] as const) assert.equal(of(id, "m"), undefined);
  });
});
