import assert from "node:assert/strict";
import type { ChatTools } from "../../../../src/chat/chatDependencies";
import { ProviderError } from "../../../../src/provider/errors";
import { fakeChat, memoryFiles, settle } from "../fakeChat";

const busy = new ProviderError("rate-limit", { message: "It is busy.", nextStep: "", isRetryable: true });

/** A chat with two providers; the first one is busy. */
function twoProviders(isAllowed = true, tools?: ChatTools) {
  const other = fakeChat().client;
  const { files } = memoryFiles();
  const asked: string[] = [];
  const costs: string[] = [];
  const chat = fakeChat({
    files,
    changes: {
      client: ({ providerId }) => (providerId === "deepinfra" ? other : chat.client),
      fallback: async (failing, _options, reason) => {
        asked.push(reason);
        return isAllowed
          ? {
              ...failing,
              providerId: "deepinfra",
              providerLabel: "DeepInfra",
              model: "deepseek-ai/DeepSeek-V4-Flash",
              parameters: { topK: 5 },
            }
          : undefined;
      },
      costLabel: ({ providerId }) => {
        costs.push(providerId);
        return undefined;
      },
      ...(tools && { tools }),
    },
  });
  return { chat, other, files, asked, costs };
}

const usage = { promptTokens: 1, completionTokens: 1, totalTokens: 2 };

describe("a question whose provider fails before the first word", () => {
  it("is answered by the other one, which the answer, its price and history say", async () => {
    const { chat, other, files, asked, costs } = twoProviders();
    const id = chat.sessions.create();
    chat.client.push({ fail: busy });
    other.push(
      { type: "text-delta", text: "From there." },
      { type: "finish", finishReason: "stop", usage },
      "end",
    );
    await chat.sessions.send(id, "Why?");
    assert.deepEqual(asked, ["It is busy."]);
    const [first] = chat.client.requests;
    const [second] = other.requests;
    assert.deepEqual(second?.messages, first?.messages);
    assert.deepEqual([second?.model, second?.parameters], ["deepseek-ai/DeepSeek-V4-Flash", { topK: 5 }]);
    const answer = chat.sessions.conversation(id)?.messages[1];
    assert.deepEqual(
      [answer?.text, answer?.status, answer?.providerId],
      ["From there.", "complete", "deepinfra"],
    );
    assert.equal(
      answer?.fallback,
      "It is busy. DeepInfra answers instead, with deepseek-ai/DeepSeek-V4-Flash.",
    );
    assert.deepEqual(costs, ["deepinfra"]);
    await chat.dependencies.store.settled();
    const restarted = fakeChat({ files });
    await restarted.sessions.load(id);
    assert.equal(restarted.sessions.conversation(id)?.messages[1]?.fallback, answer?.fallback);
  });

  it("fails as before where the user does not want that", async () => {
    const { chat, other } = twoProviders(false);
    const id = chat.sessions.create();
    chat.client.push({ fail: busy });
    await chat.sessions.send(id, "Why?");
    const answer = chat.sessions.conversation(id)?.messages[1];
    assert.deepEqual([answer?.status, answer?.notice?.message], ["failed", "It is busy."]);
    assert.equal(other.requests.length, 0);
  });

  it("stays there for the tools' results, and moves no second time", async () => {
    const tools: ChatTools = {
      definitions: () => [{ name: "look", description: "Looks", parameters: { type: "object" } }],
      start: () => ({
        run: async (calls, _signal, onResult) => {
          for (const { id } of calls) onResult(id, { text: "seen", isError: false, label: "Looked" });
        },
        mayCall: true,
      }),
    };
    const { chat, other, asked } = twoProviders(true, tools);
    const id = chat.sessions.create();
    chat.client.push({ fail: busy });
    other.push(
      { type: "tool-call-delta", index: 0, id: "c1", name: "look", argumentsDelta: "{}" },
      { type: "finish", finishReason: "tool-calls" },
      "end",
      { fail: busy },
    );
    await chat.sessions.send(id, "Why?");
    assert.deepEqual([chat.client.requests.length, other.requests.length, asked.length], [1, 2, 1]);
    assert.equal(chat.sessions.conversation(id)?.messages.at(-1)?.status, "failed");
    assert.equal(chat.sessions.conversation(id)?.messages.at(-1)?.providerId, "deepinfra");
  });

  it("continues an answer of the other provider there", async () => {
    const seen: string[] = [];
    const { chat, other } = twoProviders();
    const { settings } = chat.dependencies;
    const id = chat.sessions.create();
    chat.client.push({ fail: busy });
    other.push(
      { type: "text-delta", text: "From" },
      { type: "finish", finishReason: "length", usage },
      "end",
    );
    await chat.sessions.send(id, "Why?");
    Object.assign(chat.dependencies, {
      settings: (options: Parameters<typeof settings>[0]) => {
        seen.push(options.providerId ?? "");
        return { ...settings(options), ...(options.providerId && { providerId: options.providerId }) };
      },
    });
    other.answer(" there.");
    await chat.sessions.continueAnswer(id);
    await settle();
    assert.equal(seen[0], "deepinfra");
    assert.equal(chat.sessions.conversation(id)?.messages[1]?.text, "From there.");
    assert.equal(other.requests.length, 2);
  });
});
