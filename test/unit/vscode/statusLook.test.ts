import assert from "node:assert/strict";
import { ProviderError } from "../../../src/provider/errors";
import { statusLook, type StatusFacts } from "../../../src/vscode/statusLook";

const fine: StatusFacts = {
  isTrusted: true,
  isEnabled: true,
  isManualOnly: false,
  snoozeMs: 0,
  isPausedOnBattery: false,
  health: { state: "ready" },
  providerLabel: "DeepSeek",
  model: "deepseek-flash",
  problems: [],
  nowMs: 1000,
};

const noKey = new ProviderError("auth", {
  message: "DeepSeek needs an API key.",
  nextStep: "Run the command.",
  isRetryable: false,
});
const busy = new ProviderError("server", {
  message: "DeepSeek is overloaded.",
  nextStep: "Wait.",
  isRetryable: true,
});

describe("statusLook", () => {
  const cases: readonly [string, Partial<StatusFacts>, string, RegExp][] = [
    ["is ready", {}, "ready", /^Completions from DeepSeek \(deepseek-flash\)\.$/],
    [
      "says which model stands in for a refused one",
      { refusedModel: "deepseek-x" },
      "ready",
      /\(deepseek-flash\)\. DeepSeek does not know the model deepseek-x, so deepseek-flash is used\./,
    ],
    ["says that it asks", { health: { state: "working" } }, "asking", /^Asking DeepSeek\.$/],
    [
      "says that the budget is spent, with setting and reset",
      {
        budgetHold: {
          isPaused: true,
          sentence: "All is spent until 00:00.",
          setting: "midfill.budget.dailyUsd",
        },
      },
      "paused by the budget",
      /^All is spent until 00:00\. Raise midfill\.budget\.dailyUsd, or run "Midfill: Continue/,
    ],
    [
      "says that the budget slows completions down",
      { budgetHold: { isPaused: false, sentence: "Much is spent.", setting: "midfill.budget.dailyUsd" } },
      "ready",
      /\. Much is spent\.$/,
    ],
    ["says that it waits to be invoked", { isManualOnly: true }, "ready, manual only", /deepseek-flash/],
    ["says what is missing", { obstacle: noKey }, "no API key", /needs an API key\. Run the command\.$/],
    [
      "puts trust before everything",
      { isTrusted: false, obstacle: noKey },
      "workspace not trusted",
      /^Nothing is sent/,
    ],
    ["says when it is off", { isEnabled: false }, "completions off", /turned off/],
    [
      "says for which language it is off",
      { language: { id: "go", isOn: false } },
      "off for go",
      /off for go\.$/,
    ],
    [
      "says which pattern turns the file off",
      { fileOffBy: "*.min.js" },
      "off for this file",
      /files like “\*\.min\.js”\.$/,
    ],
    [
      "says in which kind of text it is off",
      { here: { scope: "prose", level: "off" } },
      "off in prose",
      /turned off in prose\.$/,
    ],
    [
      "says that it waits to be invoked in prose",
      { here: { scope: "prose", level: "manual" } },
      "ready, manual only",
      /\(deepseek-flash\), in prose only when you invoke them\.$/,
    ],
    ["says how long it is snoozed", { snoozeMs: 61_000 }, "snoozed, 2 min left", /only when you invoke/],
    [
      "says that it is snoozed until restart",
      { snoozeMs: Infinity },
      "snoozed until restart",
      /The menu ends/,
    ],
    [
      "puts a missing key before a snooze",
      { snoozeMs: 61_000, obstacle: noKey },
      "no API key",
      /needs an API key/,
    ],
    [
      "says that it rests on battery",
      { isPausedOnBattery: true },
      "manual only on battery",
      /runs on battery/,
    ],
    [
      "counts down to the next try",
      { health: { state: "paused", error: busy, retryAtMs: 4500 } },
      "completions paused",
      /overloaded\. Wait\. Trying again in 4 s/,
    ],
    [
      "promises no time when only the user can help",
      { health: { state: "paused", error: noKey } },
      "completions paused",
      /Run the command\.$/,
    ],
  ];
  for (const [title, facts, label, detail] of cases) {
    it(title, () => {
      const look = statusLook({ ...fine, ...facts });
      assert.equal(look.label, label);
      assert.match(look.detail, detail);
    });
  }

  it("shows in the bar itself how long a snooze lasts", () => {
    assert.equal(statusLook({ ...fine, snoozeMs: 300_000 }).addition, "5 min");
    assert.equal(statusLook({ ...fine, snoozeMs: Infinity }).addition, undefined);
    assert.equal(statusLook(fine).addition, undefined);
  });
});
