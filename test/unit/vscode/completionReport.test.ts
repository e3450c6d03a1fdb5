import assert from "node:assert/strict";
import type { ExplainedRequest, Explanation } from "../../../src/completion/explanation";
import { completionReport, type CompletionReport } from "../../../src/vscode/completionReport";

const usage = { promptTokens: 1523, completionTokens: 24, totalTokens: 1547, cacheHitTokens: 1472 };

function report(more: Partial<CompletionReport> = {}): string {
  return completionReport({
    explanations: [],
    status: "Ready.",
    today: [],
    obstacles: [],
    estimate: () => ({ promptTokens: 500, completionTokens: 5, totalTokens: 505 }),
    costLabel: (_request, { promptTokens }) => `≈ $0.${promptTokens}`,
    mask: (text) => text.replaceAll("sk-secret", "•••"),
    ...more,
  });
}

const request = {
  requestId: 7,
  purpose: "typing",
  model: "deepseek-flash",
  askedAtMs: 0,
  promptChars: 4100,
  parts: {
    prefixChars: 3300,
    suffixChars: 800,
    snippets: ["definition from pkg/a.go: 9 lines, 412 characters"],
  },
  end: "stop",
  firstTokenMs: 152,
  totalMs: 420,
  textChars: 10,
  usage,
} as const satisfies ExplainedRequest;

const shown = {
  atMs: 0,
  path: "main.go",
  outcome: "shown",
  steps: [{ stage: "stream", text: "the first piece stands: 9 characters", elapsedMs: 160.4 }],
  editorMs: 52,
  waitMs: 0.31,
  rawText: "return 1\n}",
  shownText: "return 1",
  request,
} as const satisfies Explanation;

describe("completionReport", () => {
  it("says what to do when nothing was typed yet", () => {
    assert.match(report(), /Type something, then look again/);
  });

  it("shows each step with its time and the setting that decides", () => {
    const text = report({
      explanations: [
        {
          atMs: 0,
          path: "main.go",
          outcome: "nothing",
          editorMs: 0.01,
          steps: [
            { stage: "gate", text: "off\nhere", elapsedMs: 0.14, setting: "midfill.completions.languages" },
          ],
        },
      ],
      status: "off for go",
      obstacles: [
        { setting: "editor.inlineSuggest.enabled", text: "The editor shows no inline suggestions." },
        { text: "Another extension is active." },
      ],
      today: ["Cost today: $0.01"],
    });
    assert.match(text, /\*\*Now:\*\* off for go {2}\nCost today: \$0\.01\n/);
    assert.match(text, /^- The editor shows no inline suggestions\. \[editor\.inlineSuggest\.enabled\]$/m);
    assert.match(text, /^- Another extension is active\.$/m);
    assert.match(text, /^- 0\.1 ms · gate · off⏎here \[midfill\.completions\.languages\]$/m);
    assert.match(text, /Outcome: \*\*nothing was shown\*\*/);
    assert.doesNotMatch(text, /### Request|The model's text|Before that/);
  });

  it("splits the time, counts the tokens and lists what was sent", () => {
    const text = report({ explanations: [shown] });
    for (const line of [
      "- the editor: asked 52 ms after the change (it waits 50 ms by itself)",
      "- Midfill: 0.3 ms until the request left",
      "- the whole answer: 420 ms",
      "- model: deepseek-flash",
      "- ended: stop, 10 characters",
      "- tokens: 1,523 in, of which 1,472 (97 %) from the provider's cache, and 24 out",
      "- cost: ≈ $0.1523",
      "- 3,300 characters before the cursor, context included, 800 behind it; 4,100 altogether",
      "- definition from pkg/a.go: 9 lines, 412 characters",
    ]) {
      assert.ok(text.split("\n").includes(line), `${line}\nis missing in\n${text}`);
    }
    assert.match(text, /^- the provider: first text 152 ms after the request/m);
    assert.match(text, /^- which context is sent: \[midfill\.completions\.context\.\*\]$/m);
    assert.match(text, /^- number 7, sent for a keystroke at [^,]*$/m);
  });

  it("tells an editor that has not asked from one that asked by itself", () => {
    const { editorMs: _, ...rest } = shown;
    const notAsked = report({ explanations: [rest, rest] });
    assert.match(notAsked, /Outcome: \*\*the editor has not asked for a completion\*\*/);
    assert.match(
      notAsked,
      /^- the editor: has not asked\. It does not while inline suggestions are snoozed/m,
    );
    const invoked = report({ explanations: [{ ...shown, editorMs: 0.02 }] });
    assert.match(invoked, /^- the editor: asked without a change before it/m);
  });

  it("says where the text came from when the keystroke sent nothing", () => {
    const { waitMs: _, ...rest } = shown;
    const text = report({ explanations: [{ ...rest, request: { ...request, purpose: "prefetch" } }] });
    assert.match(text, /number 7, sent ahead of a keystroke.*, before this keystroke$/m);
    assert.doesNotMatch(text, /until the request left/);
  });

  it("estimates the tokens of an answer that was broken off, and invents no end for one that runs", () => {
    const { usage: _, ...brokenOff } = request;
    assert.match(
      report({ explanations: [{ ...shown, request: { ...brokenOff, end: "aborted" } }] }),
      /^- ended: aborted, 10 characters\n- tokens: 500 in.* and 5 out; estimated.*\n- cost: ≈ \$0\.500$/m,
    );
    assert.match(
      report({ explanations: [{ ...shown, request: { ...brokenOff, end: "failed", textChars: 0 } }] }),
      /^- tokens: none; it failed before an answer began$/m,
    );
    const { end: _end, totalMs: _total, ...running } = brokenOff;
    const text = report({ explanations: [{ ...shown, request: running }] });
    assert.match(text, /^- still running$/m);
    assert.doesNotMatch(text, /tokens:|whole answer/);
  });

  it("shows raw and shown text, whatever is in them, without secrets", () => {
    const text = report({
      explanations: [{ ...shown, rawText: "a\n````\nsk-secret\n# no heading", shownText: "a" }],
    });
    assert.ok(text.includes("### The model's text\n`````\na\n````\n•••\n# no heading\n`````\n"), text);
    assert.ok(text.includes("### What was shown of it\n```\na\n```\n"), text);
    assert.doesNotMatch(text, /sk-secret/);
  });

  it("says when all or nothing of the model's text was shown", () => {
    assert.match(report({ explanations: [{ ...shown, shownText: shown.rawText }] }), /Shown as it came\./);
    const { shownText: _, ...refused } = shown;
    assert.match(report({ explanations: [refused] }), /Nothing of it was shown\./);
  });

  it("makes no link, image or HTML of what a file or a server is called", () => {
    const path = "![x](https://evil.example/`a`)<img src=x>.go";
    const text = report({
      explanations: [
        { ...shown, path, request: { ...request, model: path } },
        { ...shown, path },
      ],
    });
    assert.doesNotMatch(text, /(?<!\\)\[x\]|(?<!\\)<img|(?<!\\)`a/);
  });

  it("tells the earlier keystrokes in a line each, by their last step", () => {
    const earlier: Explanation = {
      atMs: 0,
      path: "main.go",
      outcome: "cancelled",
      editorMs: 50,
      steps: [],
      decisive: {
        stage: "schedule",
        text: "a newer key",
        elapsedMs: 1,
        setting: "midfill.completions.debounceMs",
      },
    };
    const text = report({ explanations: [shown, earlier, shown] });
    assert.match(
      text,
      /^- \S.* · main\.go · \*\*the editor went on before there was an answer\*\*: a newer key \[midfill\.completions\.debounceMs\]$/m,
    );
    assert.match(text, /\*\*a completion was shown\*\* · request 7 \(typing\)$/m);
  });
});
