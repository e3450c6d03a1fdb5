import assert from "node:assert/strict";
import { completionReport } from "../../../src/vscode/completionReport";

describe("completionReport", () => {
  it("says what to do when nothing was typed yet", () => {
    assert.match(completionReport(undefined, "ready", []), /Type something, then look again/);
  });

  it("shows each step with its time and the setting that decides", () => {
    const report = completionReport(
      {
        atMs: 0,
        path: "main.go",
        outcome: "nothing",
        steps: [
          { stage: "gate", text: "a | b\nc", elapsedMs: 0.14, setting: "midfill.completions.languages" },
        ],
      },
      "off for go",
      [{ setting: "editor.inlineSuggest.enabled", text: "The editor shows no inline suggestions." }],
    );
    assert.match(report, /\*\*Now:\*\* off for go/);
    assert.match(report, /no inline suggestions\. \(setting `editor\.inlineSuggest\.enabled`\)/);
    assert.match(report, /\| 0\.1 ms \| gate \| a \\\| b⏎c \| `midfill\.completions\.languages` \|/);
  });
});
