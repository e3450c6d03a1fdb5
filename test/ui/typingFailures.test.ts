import assert from "node:assert/strict";
import { join } from "node:path";
import type { FaultStep } from "../faults/steps";
import { projectRoot } from "../host/projectRoot";
import { eventually } from "./support/eventually";
import { openBelowHint, savedText, startOver } from "./support/samplePlaces";
import { useEditorSession } from "./support/useEditorSession";

const temperature = "stats/temperature.py";
const streamHead: FaultStep = { do: "head", status: 200, headers: { "content-type": "text/event-stream" } };

/** A piece of a completion's stream. */
function chunk(text: string): FaultStep {
  const choices = [{ index: 0, text, logprobs: null, finish_reason: null }];
  const json = { id: "1", object: "text_completion", created: 0, model: "deepseek-flash", choices };
  return { do: "send", text: `data: ${JSON.stringify(json)}\n\n` };
}

describe("typing while the server has a bad day", () => {
  const session = useEditorSession();
  const picture = (name: string) =>
    session().workbench.screenshot(join(projectRoot, ".vscode-test/typing", `${name}.png`));

  /** Types this below the hint, and plays the script for the request of the last key. */
  async function typeWith(script: readonly FaultStep[], typed: string): Promise<void> {
    const { workbench, emulator } = session();
    await openBelowHint(session(), temperature, "def mean_humidity");
    await workbench.typeText(typed.slice(0, -1), 60);
    await eventually(
      "the request of the last key but one, and its end",
      () =>
        emulator.log.requests.some(({ body }) =>
          body.includes(JSON.stringify(typed.slice(0, -1)).slice(1, -1)),
        ) && emulator.log.requests.every(({ outcome }) => outcome !== "open"),
    );
    emulator.addFaults(script);
    await workbench.typeText(typed.slice(-1));
    await eventually("the request", () => emulator.pendingFaultCount === 0);
  }

  before(() => session().workbench.midfillIs("ready"));
  afterEach(() => startOver(session(), [temperature]));

  it("keeps the whole lines of a stream that breaks off, and nothing else", async () => {
    const { workbench, emulator } = session();
    await typeWith([streamHead, chunk(" 1\nhal"), { do: "fin" }], "zebra =");
    assert.equal(await workbench.ghostText(), " 1");
    await picture("broken-off");
    await workbench.acceptGhostText();
    await eventually("the end of all requests", () =>
      emulator.log.requests.every(({ outcome }) => outcome !== "open"),
    );
    await workbench.midfillIs("ready");
    await workbench.typeText(" + 2", 60);
    assert.match(await savedText(session(), temperature), /\nzebra = 1 \+ 2\n/);
  });

  it("shows what a stalled stream has brought, gives it up by itself, and lets one type", async () => {
    const { workbench } = session();
    await typeWith([streamHead, chunk(" 3\n"), { do: "stall" }], "later =");
    assert.equal(await workbench.ghostText(), " 3");
    await workbench.midfillIs("asking");
    await picture("stalled");
    await workbench.midfillIs("ready");
    assert.equal(await workbench.ghostText(), " 3");
    await workbench.typeText(" 7", 60);
    assert.match(await savedText(session(), temperature), /\nlater = 7\n/);
  });

  it("pauses after failures in a row, says so in the status bar, and lets one type", async () => {
    const { workbench, emulator } = session();
    await openBelowHint(session(), temperature, "def mean_humidity");
    for (let count = 0; count < 3; count += 1) {
      emulator.addFaults([
        { do: "head", status: 500, headers: { "content-type": "text/plain" } },
        { do: "send", text: "Internal Server Error" },
        { do: "end" },
      ]);
    }
    await workbench.typeText("zebra = yonder", 150);
    await eventually("three requests", () => emulator.pendingFaultCount === 0);
    await workbench.midfillIs("completions paused");
    await picture("paused");
    const requestsBefore = emulator.log.requests.length;
    await workbench.typeText("\nyellow = 1", 60);
    assert.match(await savedText(session(), temperature), /zebra = yonder\nyellow = 1\n/);
    assert.equal(emulator.log.requests.length, requestsBefore);
  });
});
