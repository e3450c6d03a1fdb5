import assert from "node:assert/strict";
import { ChatPane } from "../host/chatPane";
import { eventually } from "./support/eventually";
import { useEditorSession } from "./support/useEditorSession";

const messagesOf = (body: string) => (JSON.parse(body) as { messages: unknown[] }).messages;
/** At whichever of the two addresses: tools with strict arguments are asked for at the beta one. */
const isQuestion = ({ path }: { readonly path: string }) => path.endsWith("/chat/completions");

describe("what the chat asks of the provider", () => {
  const session = useEditorSession();

  before(() => session().workbench.midfillIs("ready"));

  it("is nothing before a question, then the question, and the list of models once", async () => {
    const { log } = session().emulator;
    const chat = new ChatPane(session().workbench);
    await chat.open();
    assert.deepEqual(log.requests, []);
    await chat.ask("Where is netTotal defined?");
    await chat.answered();
    const requests = () =>
      log.requests.map((each) => (isQuestion(each) ? "question" : `${each.method} ${each.path}`)).toSorted();
    const afterFirst = ["GET /models", "question"];
    await eventually("the list of models", () => requests().length === 2 || undefined);
    assert.deepEqual(requests(), afterFirst);
    await chat.ask("And where is it used?");
    await chat.answered();
    assert.deepEqual(requests(), [...afterFirst, "question"]);
    await chat.button(/^Model:/).click();
    await chat.frame.getByRole("menuitemradio", { name: "deepseek-v4-pro" }).waitFor();
  });

  it("grows only at its end, so that the provider's cache serves what was there before", async () => {
    const { log } = session().emulator;
    const [first, second] = log.requests.filter(isQuestion);
    assert.ok(first !== undefined && second !== undefined);
    const before = messagesOf(first.body);
    assert.deepEqual(messagesOf(second.body).slice(0, before.length), before);
    const chat = new ChatPane(session().workbench);
    await chat.lastAnswer.getByText(/[\d.]+k? in \([1-9][\d.]*k? cached\)/u).waitFor();
  });
});
