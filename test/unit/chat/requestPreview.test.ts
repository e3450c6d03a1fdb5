import assert from "node:assert/strict";
import { fakeChat, settle } from "./fakeChat";
import { pendingFile } from "./fakeContext";

const tool = {
  name: "read_file",
  description: "Reads.",
  parameters: { type: "object", properties: {} },
};

describe("ChatSessions.preview", () => {
  it("is what sending then asks, with attachments, options, tools and masks, turn after turn", async () => {
    const chat = fakeChat({
      changes: {
        instructions: async () => ({ text: "Use sk-CANARY tabs.", sources: [] }),
        tools: {
          definitions: () => [tool],
          start: () => ({ mayCall: true, run: async () => undefined }),
        },
      },
    });
    const { sessions, client } = chat;
    const id = sessions.create();
    const questions = ["What is `a`?", "And b? sk-CANARY", "  "];
    for (const [turn, text] of questions.entries()) {
      await sessions.attach(id, pendingFile(`f${turn}.ts`, `const a = "sk-CANARY${turn}";\n`));
      await sessions.setOptions(id, { jsonMode: turn > 0, systemPrompt: `Be brief. sk-CANARY ${turn}` });
      const before = sessions.conversation(id);
      const preview = await sessions.preview(id, text);
      assert.equal(sessions.conversation(id), before);
      assert.equal(preview?.isNew, true);
      client.answer("It is 1.");
      await sessions.send(id, text);
      assert.deepEqual(preview.request, client.requests.at(-1));
      assert.doesNotMatch(JSON.stringify(preview.request), /sk-CANARY/);
      chat.clock.advance(2_000);
    }
    assert.equal(client.requests.length, questions.length);
    await sessions.dispose();
  });

  it("carries more attachments where they are named, without keeping them", async () => {
    const { sessions } = fakeChat();
    const id = sessions.create();
    const preview = await sessions.preview(id, "Why?", [pendingFile("more.ts", "more")]);
    assert.match(preview?.request.messages.at(-1)?.text ?? "", /more\.ts[^]*Why\?/);
    assert.deepEqual(sessions.pendingAttachments(id), []);
    await sessions.dispose();
  });

  it("is the last question again where nothing is written, and nothing without one", async () => {
    const { sessions, client } = fakeChat();
    const id = sessions.create();
    assert.equal(await sessions.preview(id, " "), undefined);
    client.answer("Hello.");
    await sessions.send(id, "Hi");
    const preview = await sessions.preview(id, "");
    assert.equal(preview?.isNew, false);
    assert.deepEqual(preview.request, client.requests[0]);
    await sessions.dispose();
  });

  it("tells that an answer still comes before it", async () => {
    const { sessions, client } = fakeChat();
    const id = sessions.create();
    const sent = sessions.send(id, "Hi");
    await settle();
    assert.equal((await sessions.preview(id, "And then?"))?.hasToWait, true);
    client.answer("Hello.");
    await sent;
    assert.equal((await sessions.preview(id, "And then?"))?.hasToWait, false);
    await sessions.dispose();
  });
});
