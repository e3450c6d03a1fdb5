import assert from "node:assert/strict";
import { readTitle } from "../../../src/chat/askForTitle";
import { untitled } from "../../../src/chat/title";
import type { ChatRequest } from "../../../src/provider/chatRequest";
import type { ProviderClient } from "../../../src/provider/client";
import type { ChatEvent } from "../../../src/provider/events";
import { fakeChat, memoryFiles, settle } from "./fakeChat";
import type { FakeChat } from "./fakeChat";

/** A chat whose titles are replied by `reply`; an error is thrown. */
function chatWithTitles(reply: () => readonly ChatEvent[] | Error | "never") {
  const requests: { readonly request: ChatRequest; readonly signal: AbortSignal }[] = [];
  const state = { isOn: true };
  const { files } = memoryFiles();
  const chat = fakeChat({
    files,
    changes: {
      titles: {
        isOn: () => state.isOn,
        client: (): ProviderClient => ({
          label: "DeepSeek",
          async *streamChat(request, signal) {
            requests.push({ request, signal });
            const events = reply();
            if (events instanceof Error) throw events;
            if (events === "never")
              await new Promise((_, reject) => {
                signal.addEventListener("abort", () => reject(signal.reason as Error));
              });
            else yield* events;
          },
          complete: () => {
            throw new Error("not a chat");
          },
          listModels: async () => [],
          balance: async () => undefined,
        }),
      },
    },
  });
  return { chat, requests, state, files };
}

const text = (words: string): ChatEvent => ({ type: "text-delta", text: words });

async function ask(
  { sessions, client }: FakeChat,
  question: string,
  id = sessions.create(),
): Promise<string> {
  client.answer("Use ", "sk-CANARY with a map.");
  await sessions.send(id, question);
  await settle();
  return id;
}

describe("titles by the model", () => {
  it("come after the first complete answer, from one small request without thinking and secrets", async () => {
    const { chat, requests, files } = chatWithTitles(() => [text("**Sort"), text("ing a Map**\nand more")]);
    const id = await ask(chat, "How do I sort a map? sk-CANARY");
    assert.equal(chat.sessions.conversation(id)?.title, "Sorting a Map");
    assert.equal(requests.length, 1);
    const { messages, maxTokens, parameters, tools } = requests[0]?.request ?? assert.fail();
    assert.deepEqual([maxTokens, parameters, tools], [32, { thinking: "off" }, undefined]);
    assert.match(messages[1]?.text ?? "", /How do I sort a map\?[^]*with a map\./u);
    assert.doesNotMatch(JSON.stringify(messages), /CANARY/u);
    await ask(chat, "And a set?", id);
    assert.equal(requests.length, 1);
    const again = fakeChat({ files });
    await again.sessions.start();
    assert.equal(again.sessions.summaries()[0]?.title, "Sorting a Map");
  });

  it("ask no model that does not think to stop thinking", async () => {
    const { chat, requests } = chatWithTitles(() => [text("Maps")]);
    chat.settings.current = { ...chat.settings.current, canSwitchThinking: false };
    await ask(chat, "How?");
    assert.deepEqual(requests[0]?.request.parameters, {});
  });

  it("never take the place of the user's, also one that is given meanwhile", async () => {
    const { chat, requests } = chatWithTitles(() => {
      void chat.sessions.rename(id, "Mine");
      return [text("Theirs")];
    });
    const id = chat.sessions.create();
    await ask(chat, "How?", id);
    assert.equal(chat.sessions.conversation(id)?.title, "Mine");
    const other = chat.sessions.create();
    chat.client.push({ type: "text-delta", text: "a" });
    const sent = chat.sessions.send(other, "What?");
    await settle();
    await chat.sessions.rename(other, "Also mine");
    chat.client.answer("b");
    await sent;
    await settle();
    assert.equal(requests.length, 1);
  });

  it("are asked for once: not again after a failure, and not at all for a while", async () => {
    let isFailing = true;
    const { chat, requests } = chatWithTitles(() => (isFailing ? new Error("503") : [text("Fine")]));
    const id = await ask(chat, "First?");
    await ask(chat, "Second?", id);
    isFailing = false;
    await ask(chat, "Other?");
    assert.equal(requests.length, 1);
    assert.equal(chat.sessions.conversation(id)?.title, "First?");
    chat.clock.advance(11 * 60_000);
    const later = await ask(chat, "Later?");
    assert.equal(chat.sessions.conversation(later)?.title, "Fine");
  });

  it("are given up when the provider would be asked again, when it is silent, and when the window closes", async () => {
    const retrying: ChatEvent = {
      type: "status",
      status: "retrying",
      attempt: 2,
      waitMs: 1_000,
      reason: "503",
    };
    const busy = chatWithTitles(() => [retrying, text("Late")]);
    const busyId = await ask(busy.chat, "Busy?");
    assert.equal(busy.chat.sessions.conversation(busyId)?.title, "Busy?");
    const silent = chatWithTitles(() => "never");
    await ask(silent.chat, "Silent?");
    assert.equal(silent.requests[0]?.signal.aborted, false);
    silent.chat.clock.advance(20_000);
    assert.equal(silent.requests[0]?.signal.aborted, true);
    const closed = chatWithTitles(() => "never");
    await ask(closed.chat, "Closed?");
    await closed.chat.sessions.dispose();
    assert.equal(closed.requests[0]?.signal.aborted, true);
  });

  it("are not asked for when they are off, or no answer is complete", async () => {
    const { chat, requests, state } = chatWithTitles(() => [text("Title")]);
    state.isOn = false;
    await ask(chat, "Off?");
    state.isOn = true;
    const id = chat.sessions.create();
    const sent = chat.sessions.send(id, "Stopped?");
    await settle();
    chat.sessions.stop(id);
    await sent;
    await settle();
    assert.equal(requests.length, 0);
  });
});

describe("readTitle", () => {
  for (const [reply, title] of [
    ["Sorting Maps", "Sorting Maps"],
    ['"Sorting Maps."', "Sorting Maps"],
    ["Title: **Sorting Maps**", "Sorting Maps"],
    ["### Title: Sorting Maps\n\nBecause …", "Sorting Maps"],
    ["«Сортировка»", "Сортировка"],
    ["「地図の並べ替え」。", "地図の並べ替え"],
    ["C\u202e evil\u0007", "C evil"],
    ["<img src=x>", "<img src=x>"],
    ["", undefined],
    ["…", undefined],
    [untitled, undefined],
  ] as const)
    it(`reads ${JSON.stringify(reply)}`, () => assert.equal(readTitle(reply), title));
});
