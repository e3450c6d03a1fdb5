import assert from "node:assert/strict";
import type { FaultStep } from "../faults/steps";
import { ChatPane } from "../host/chatPane";
import { useEditorSession } from "./support/useEditorSession";

/** An answer that is an error, in DeepSeek's envelope. */
function refusal(status: number, message: string, headers: Record<string, string> = {}): FaultStep[] {
  return [
    { do: "head", status, headers: { "content-type": "application/json", ...headers } },
    {
      do: "send",
      text: JSON.stringify({ error: { message, type: "unknown_error", param: null, code: "x" } }),
    },
    { do: "end" },
  ];
}

function chunk(content: string): FaultStep {
  const choices = [{ index: 0, delta: { content }, finish_reason: null }];
  const json = { id: "1", object: "chat.completion.chunk", created: 0, model: "deepseek-flash", choices };
  return { do: "send", text: `data: ${JSON.stringify(json)}\n\n` };
}

const streamHead: FaultStep = { do: "head", status: 200, headers: { "content-type": "text/event-stream" } };

describe("bad days in the chat", () => {
  const session = useEditorSession({
    settings: {
      "midfill.chat.parameters.thinking": "off",
      // The other provider is test/ui/continue.test.ts's concern.
      "midfill.chat.fallback": "never",
    },
  });

  /** Asks in a conversation of its own, with these scripts for the next requests. */
  async function askWith(scripts: readonly (readonly FaultStep[])[], question: string): Promise<ChatPane> {
    const chat = new ChatPane(session().workbench);
    await chat.startNew();
    for (const script of scripts) session().emulator.addFaults(script);
    await chat.ask(question);
    return chat;
  }

  before(() => session().workbench.midfillIs("ready"));

  it("says that there is no balance, with the way to top up", async () => {
    const chat = await askWith([refusal(402, "Insufficient Balance")], "How much is left?");
    const answer = await chat.answered();
    await answer.getByText("The DeepSeek account has no balance left (402): Insufficient Balance").waitFor();
    await answer.getByText("Top up the account at DeepSeek, then try again.").waitFor();
    await answer.getByRole("button", { name: "Top Up Balance" }).waitFor();
  });

  it("waits as long as Retry-After says, telling so, and then answers", async () => {
    const chat = await askWith([refusal(429, "Slow down", { "retry-after": "3" })], "One at a time?");
    await chat.lastAnswer
      .getByText("DeepSeek takes no more requests for the moment (429): Slow down")
      .waitFor();
    await chat.lastAnswer.getByText(/Trying again in [123] s \(try 2\)\./).waitFor();
    const answer = await chat.answered();
    await answer.locator(".markdown").waitFor();
    assert.equal(await chat.notices.count(), 0);
    const [first, second] = session()
      .emulator.log.requests.filter(({ path }) => path.endsWith("/chat/completions"))
      .slice(-2);
    assert.ok(first !== undefined && second !== undefined);
    assert.ok(second.startedMs - first.startedMs >= 2900, "it did not wait for what Retry-After says");
  });

  it("gives an overloaded server up after two more tries, and tries again by its button", async () => {
    const overload = refusal(503, "Service overloaded");
    const chat = await askWith([overload, overload, overload], "Are you busy?");
    const answer = await chat.answered();
    await answer.getByText("DeepSeek could not answer (503): Service overloaded").waitFor();
    await answer.locator(".notice").getByRole("button", { name: "Try Again" }).press("Enter");
    await chat.lastAnswer.locator(".markdown").waitFor();
    await chat.answered();
    assert.equal(await chat.notices.count(), 0);
  });

  it("keeps the text of a stream that was cut, and says that it was cut", async () => {
    const chat = await askWith(
      [[streamHead, chunk("Half of the tru"), chunk("th is h"), { do: "fin" }]],
      "Tell me half?",
    );
    const answer = await chat.answered();
    await answer.getByText("Half of the truth is h").waitFor();
    await answer
      .getByText(/cut off/i)
      .first()
      .waitFor();
    await answer.locator(".notice").getByRole("button", { name: "Try Again" }).waitFor();
  });

  it("says that the server cannot be reached, and keeps the question", async () => {
    await session().emulator.close();
    const chat = await askWith([], "Is anybody there?");
    const answer = await chat.answered();
    await answer
      .getByText(/^Cannot reach DeepSeek \(127\.0\.0\.1:\d+\): the connection was refused/)
      .waitFor();
    await answer.locator(".notice").getByRole("button", { name: "Try Again" }).waitFor();
    await chat.frame.locator(".message.user", { hasText: "Is anybody there?" }).waitFor();
  });
});
