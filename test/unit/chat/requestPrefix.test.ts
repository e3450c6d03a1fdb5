import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { ChatTools } from "../../../src/chat/chatDependencies";
import { chatBody } from "../../../src/provider/chat";
import type { ChatRequest } from "../../../src/provider/chatRequest";
import { profileById } from "../../../src/provider/profiles";
import { measureCacheHits } from "../../proofs/cacheHits";
import { fakeChat, settle } from "./fakeChat";

const tools: ChatTools = {
  definitions: () => [{ name: "look", description: "Looks", parameters: { type: "object" } }],
  start: () => ({
    run: async (calls, _signal, onResult) => {
      for (const { id, arguments: text } of calls)
        onResult(id, { text: `seen ${text}`, isError: false, label: "Looked" });
    },
    mayCall: true,
  }),
};

/** What one turn of a conversation does. */
interface Turn {
  readonly kind: "ask" | "edit-last" | "stop-and-continue";
  readonly text: string;
  readonly attachment: string;
  readonly thought: string;
  readonly answer: string;
  readonly calls: number;
  readonly thinking: "on" | "off";
}

const text = fc.string({
  unit: fc.constantFrom("a", "{", '"', "\\", "\n", " ", "你", "🎉", "```", "x = 1;"),
});
const turn: fc.Arbitrary<Turn> = fc.record({
  kind: fc.constantFrom("ask", "ask", "ask", "edit-last", "stop-and-continue"),
  text,
  attachment: fc.oneof(fc.constant(""), text),
  thought: fc.oneof(fc.constant(""), text),
  answer: text,
  calls: fc.nat(2),
  thinking: fc.constantFrom("on", "off"),
});

/** Asks all of it and gives what was sent, each request with whether its last message is not meant to stay. */
async function requestsOf(turns: readonly Turn[], withTools: boolean) {
  const chat = fakeChat({ changes: withTools ? { tools } : {} });
  const { sessions, client } = chat;
  const id = sessions.create();
  const passing = new Set<ChatRequest>();
  let number = 0;
  for (const { kind, attachment, thought, answer, calls, thinking, ...each } of turns) {
    number += 1;
    chat.clock.advance(5_000);
    const parameters = { thinking };
    chat.settings.current = { ...chat.settings.current, thinking, parameters };
    if (attachment !== "") {
      await sessions.attach(id, {
        id: `a${number}`,
        label: "main.go",
        detail: "main.go",
        kind: "file",
        tokens: 3,
        source: { uri: "file:///main.go" },
        path: "main.go",
        languageId: "go",
        text: attachment,
      });
    }
    const question = sessions.conversation(id)?.messages.findLast(({ role }) => role === "user");
    const isEdit = kind === "edit-last" && question !== undefined;
    const words = `${number} ${each.text}`;
    const before = client.requests.at(-1);
    if (isEdit && before !== undefined) passing.add(before);
    const done = isEdit ? sessions.resend(id, question.id, words) : sessions.send(id, words);
    if (thought !== "") client.push({ type: "reasoning-delta", text: thought });
    if (kind === "stop-and-continue") {
      client.push({ type: "text-delta", text: `Begun ${answer}` });
      await settle();
      sessions.stop(id);
      await done;
      client.push("end");
      await settle();
      const continued = sessions.continueAnswer(id);
      client.answer(" and ended.");
      await continued;
      const last = client.requests.at(-1);
      if (last !== undefined) passing.add(last);
      continue;
    }
    const rounds = withTools ? calls : 0;
    for (let call = 0; call < rounds; call += 1) {
      client.push(
        { type: "tool-call-delta", index: 0, id: `c${number}-${call}`, name: "look", argumentsDelta: "{}" },
        { type: "finish", finishReason: "tool-calls" },
        "end",
      );
    }
    client.answer(`Answer ${answer}`);
    await done;
  }
  return { requests: client.requests, passing };
}

function messagesJson(provider: "deepseek" | "deepinfra", request: ChatRequest): readonly string[] {
  const messages = chatBody(profileById(provider), request).body["messages"];
  assert.ok(Array.isArray(messages));
  return messages.map((message) => JSON.stringify(message));
}

describe("the requests of a conversation", () => {
  it("begin with all of the request before, byte for byte", async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(turn, { minLength: 2, maxLength: 7 }),
        fc.boolean(),
        fc.constantFrom("deepseek" as const, "deepinfra" as const),
        async (turns, withTools, provider) => {
          const { requests, passing } = await requestsOf(turns, withTools);
          for (const [index, request] of requests.entries()) {
            const next = requests[index + 1];
            if (next === undefined) continue;
            const sent = messagesJson(provider, request);
            // A question that was edited, with its answer's rounds, and a text that has gone on since, are no prefix.
            const staying = passing.has(request)
              ? sent.slice(0, commonQuestions(sent, messagesJson(provider, next)))
              : sent;
            assert.ok(
              messagesJson(provider, next).join(",").startsWith(staying.join(",")),
              `request ${index + 2}`,
            );
            compared += 1;
          }
        },
      ),
      { numRuns: 150 },
    );
    assert.ok(compared > 400, `${compared} requests were compared`);
  }).timeout(60_000);

  it("are served from the prefix cache for nine tenths and more in a conversation about one file", async () => {
    for (const provider of ["deepseek", "deepinfra"] as const) {
      const { promptTokens, hitTokens } = await measureCacheHits(provider);
      assert.ok(hitTokens / promptTokens >= 0.9, `${provider}: ${hitTokens} of ${promptTokens}`);
    }
  });
});

/** How many messages stand before the last question of both: all that an edit of it leaves. */
function commonQuestions(sent: readonly string[], next: readonly string[]): number {
  const lastQuestion = (list: readonly string[]) =>
    list.findLastIndex((message) => message.startsWith('{"role":"user"'));
  return Math.min(lastQuestion(sent), Math.max(0, lastQuestion(next)));
}
