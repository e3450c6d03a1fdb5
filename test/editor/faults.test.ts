import assert from "node:assert/strict";
import type { FaultStep } from "../faults/steps";
import { closeEditors } from "./support/closeEditors";
import { forgetRequests, playFaults, requests, untilAnswered } from "./support/emulator";
import { activeExtension } from "./support/extension";
import { notificationsDuring } from "./support/notifications";
import { startOnlooker } from "./support/onlooker";
import { openFile } from "./support/openDocument";
import { reportMatching } from "./support/report";
import { acceptGhostText, triggerCompletion } from "./support/typing";
import { withSetting } from "./support/withSetting";

const json = { "content-type": "application/json" };
const stream = { "content-type": "text/event-stream" };
const refusal = (status: number, message: string): readonly FaultStep[] => [
  { do: "head", status, headers: json },
  { do: "send", text: JSON.stringify({ error: { message, type: "x", code: "x" } }) },
  { do: "end" },
];
const answer = (headers: Readonly<Record<string, string>>, text: string): readonly FaultStep[] => [
  { do: "head", status: 200, headers },
  { do: "send", text },
  { do: "end" },
];

/** What a server can do wrong. */
const faults: readonly { readonly name: string; readonly script: readonly FaultStep[] }[] = [
  { name: "401", script: refusal(401, "Authentication Fails") },
  { name: "402", script: refusal(402, "Insufficient Balance") },
  { name: "429", script: refusal(429, "Rate limit reached") },
  { name: "500", script: refusal(500, "Server Error") },
  { name: "503", script: refusal(503, "Overloaded") },
  {
    name: "a web page",
    script: answer({ "content-type": "text/html" }, "<html><body>Sign in</body></html>"),
  },
  { name: "broken JSON", script: answer(stream, 'data: {"choices": [\n\ndata: [DONE]\n\n') },
  { name: "an empty answer", script: answer(stream, "") },
  {
    name: "a cut stream",
    script: [{ do: "head", status: 200, headers: stream }, { do: "fin" }],
  },
  {
    // Without its head it would be asked once more: the server may have let go of an idle connection.
    name: "a reset stream",
    script: [{ do: "head", status: 200, headers: stream }, { do: "reset" }],
  },
];

describe("a server that fails", () => {
  let count = 0;
  /** Each time another file, because known answers are not asked for again. */
  const openUnfinished = () =>
    openFile(`fault${(count += 1)}.ts`, "export function findOrderById(id: string)█\n");

  before(activeExtension);
  beforeEach(async () => {
    await closeEditors();
    await forgetRequests();
  });
  after(closeEditors);

  const failsQuietly = async (script: readonly FaultStep[]) => {
    await withSetting("midfill.completions.trigger", "manual", async () => {
      const editor = await openUnfinished();
      const before = editor.document.getText();
      const shown = await notificationsDuring(async () => {
        await playFaults(script);
        await triggerCompletion();
        await untilAnswered(1);
        await reportMatching(/· stream · failed: /);
      });
      assert.deepEqual(shown, []);
      assert.equal((await requests()).length, 1);
      assert.equal(editor.document.getText(), before);

      // An explicit invoke asks again, and its success mends the status.
      const other = await openUnfinished();
      await triggerCompletion();
      assert.equal(await acceptGhostText(other), ": Order {");
      await reportMatching(/\*\*Now:\*\* ready/);
    });
  };

  for (const { name, script } of faults) {
    it(`with ${name} changes nothing, says nothing and is asked again`, () => failsQuietly(script));
  }

  it("refuses the key: completions pause at once and say why", async () => {
    await withSetting("midfill.completions.trigger", "manual", async () => {
      await openUnfinished();
      await playFaults(refusal(401, "Authentication Fails"));
      await triggerCompletion();
      await untilAnswered(1);
      await reportMatching(/\*\*Now:\*\* completions paused\. .*key/);
    });
  });

  for (const status of [301, 302, 303, 307, 308]) {
    it(`with a redirect (${status}) is not followed`, async () => {
      const onlooker = await startOnlooker();
      try {
        await failsQuietly([
          { do: "head", status, headers: { location: `${onlooker.url}/beta/completions` } },
          { do: "end" },
        ]);
        assert.equal(onlooker.connectionCount, 0);
      } finally {
        await onlooker.close();
      }
    });
  }
});
