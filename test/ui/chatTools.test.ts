import assert from "node:assert/strict";
import { ChatPane } from "../host/chatPane";
import { useEditorSession } from "./support/useEditorSession";

describe("the chat with tools", () => {
  const session = useEditorSession();

  before(() => session().workbench.midfillIs("ready"));

  it("runs what the model calls, shows it, and goes on with the result", async () => {
    const chat = new ChatPane(session().workbench);
    await chat.ask('Search the files for "netTotal"');
    const call = chat.button(/^Search for \/netTotal\//).last();
    await call.waitFor();
    await chat.answered();
    await chat.lastAnswer
      .getByText(/netTotal/)
      .first()
      .waitFor();
    await call.focus();
    await session().workbench.page.keyboard.press("Enter");
    await chat.frame
      .getByRole("region", { name: "Result" })
      .last()
      .getByText(/shop\/orders\.ts:\d+: /)
      .waitFor();
    const [first, second] = session()
      .emulator.log.requests.filter(({ path }) => path.endsWith("/chat/completions"))
      .map(({ body }) => body);
    assert.match(first ?? "", /"name":"search_text"/);
    assert.match(second ?? "", /"role":"tool","tool_call_id":"call_\w+","content":"\d+ lines? found/);
    // The provider's cache serves the first request's messages again.
    const messages = (body = "") => body.slice(body.indexOf('"messages":['), body.indexOf('],"tools":'));
    assert.ok(messages(second).startsWith(messages(first)));
    assert.deepEqual(await session().unhandledErrors(), []);
  });
});
