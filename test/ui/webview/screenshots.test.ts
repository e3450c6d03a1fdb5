import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import type { MessageView, PanelView } from "../../../src/chat/protocol";
import { answer, panelView, question, richText, snapshot, spending } from "./conversations";
import { startWebviewBrowser, themeNames, type WebviewBrowser } from "./webviewPage";

const folder = ".tour/webview";
const sinceMs = Date.now() - 37_000;
const usage = {
  promptTokens: 12_480,
  completionTokens: 1356,
  totalTokens: 13_836,
  cacheHitTokens: 11_904,
  reasoningTokens: 640,
};
const selection = {
  id: "f1",
  label: "retry.go:12-40",
  detail: "internal/http/retry.go",
  kind: "selection",
  tokens: 412,
} as const;
const refused = {
  id: "f2",
  label: ".env",
  detail: ".env",
  kind: "file",
  tokens: 80,
  refusal: "secret files are never sent",
} as const;

const ask = question({ text: "Why does this retry loop hammer the server?", attachments: [selection] });

interface Scene {
  readonly messages: readonly MessageView[];
  readonly panel?: PanelView;
  readonly click?: string;
}

const scenes: Readonly<Record<string, Scene>> = {
  answer: {
    messages: [
      ask,
      answer({
        text: richText,
        reasoning: "The user asks about…",
        reasoningMs: 12_300,
        usage,
        costLabel: "$0.0012",
      }),
    ],
    panel: panelView({ attachableLabel: "retry.go" }),
  },
  thinking: {
    messages: [
      ask,
      answer({
        status: "thinking",
        statusSinceMs: sinceMs,
        reasoning:
          "The loop has no delay between attempts.\nSo five calls follow at once. What would help is exponential backoff with full jitter; cancellation has to end the loop as well. Let me check whether the caller's context is used at all before I say so.",
      }),
    ],
  },
  queued: { messages: [ask, answer({ status: "queued", statusSinceMs: sinceMs })] },
  stalled: {
    messages: [
      ask,
      answer({
        status: "stalled",
        statusSinceMs: sinceMs,
        text: "The loop retries every error, also those that",
      }),
    ],
  },
  failed: {
    messages: [
      ask,
      answer({
        status: "failed",
        notice: {
          message: "DeepSeek says the balance is used up (402).",
          nextStep: "Top up the account, then try again.",
          remedies: ["top-up", "retry"],
        },
      }),
    ],
  },
  "cut-short": {
    messages: [ask, answer({ status: "cut-short", text: "The loop retries every error, also those that" })],
    panel: panelView({
      attachments: [selection, refused],
      notices: [
        {
          id: "n1",
          notice: {
            message: "deepseek-chat was retired on 24 July 2026.",
            nextStep: "deepseek-flash without thinking is used instead.",
            remedies: ["select-model"],
          },
        },
      ],
    }),
  },
  welcome: { messages: [], panel: panelView({ title: "", attachableLabel: "retry.go" }) },
  "no-key": {
    messages: [],
    panel: panelView({
      title: "",
      provider: {
        ...panelView().provider,
        obstacle: {
          message: "No API key for DeepSeek yet.",
          nextStep: "The key stays in VS Code's secret storage.",
          remedies: ["set-api-key"],
        },
      },
    }),
  },
  list: {
    messages: [ask],
    click: "Show Chats",
    panel: panelView({ undoableDeletion: { conversationId: "c9", title: "Old chat" } }),
  },
  spending: {
    messages: [ask, answer({ text: "Yes.", usage, costLabel: "≈ $0.0012", costUsd: 0.0012 })],
    panel: panelView({
      spending: {
        ...spending,
        balance: {
          state: "known",
          text: "110.00 CNY (10.00 granted, 100.00 topped up).",
          askedMs: Date.now(),
        },
      },
    }),
    click: "This chat: $0.0024",
  },
  "budget-spent": {
    messages: [ask, answer({ text: "Yes.", usage, costLabel: "no price known" })],
    panel: panelView({
      spending,
      budgetNotice: {
        look: "stopped",
        message: "$1.02 of today's budget of $1.00 is spent.",
        nextStep: "Nothing was sent; your message is still here. The budget begins anew at 00:00.",
        period: "day",
        holdsMessage: true,
      },
    }),
  },
  "model-menu": {
    messages: [ask, answer({ text: "Yes." })],
    panel: panelView({
      cacheHints: {
        anotherModel: "Another model reads this chat anew: about 48,000 tokens.",
        models: { "deepseek-v4-pro": "$0.0317" },
        settings: "This sends about 48,000 tokens anew: about $0.0072 instead of $0.0001.",
        messages: {},
      },
    }),
    click: "Model: deepseek-flash",
  },
  menu: { messages: [ask, answer({ text: "Yes." })], click: "Thinking: High" },
  branches: {
    messages: [
      { ...ask, branch: { position: 2, count: 2, previousId: "u0" } },
      answer({ text: "Because it has no delay.", branch: { position: 1, count: 3, nextId: "a2" } }),
    ],
    click: "Try Again",
  },
  editing: {
    messages: [ask, answer({ text: "Because it has no delay." })],
    click: "Edit and Send Again",
  },
  queue: {
    messages: [ask, answer({ status: "streaming", text: "Because", statusSinceMs: sinceMs })],
    panel: panelView({
      isRunning: true,
      queue: [
        { id: "q1", text: "And what would a test for that look like?", attachments: [selection] },
        { id: "q2", text: "Then the same for the upload client.", attachments: [] },
      ],
    }),
  },
};

describe("the webview in four themes", () => {
  let browser: WebviewBrowser;
  before(async () => {
    mkdirSync(folder, { recursive: true });
    browser = await startWebviewBrowser();
  });
  after(() => browser.close());

  for (const theme of themeNames) {
    it(`draws every scene in ${theme} without an incident`, async function () {
      this.timeout(120_000);
      const view = await browser.open({ theme });
      let epoch = 1;
      for (const [name, scene] of Object.entries(scenes)) {
        await view.send(snapshot(scene.messages, scene.panel, epoch++));
        if (scene.click !== undefined) await view.page.getByRole("button", { name: scene.click }).click();
        if (name === "answer") await view.page.locator(".token-keyword").first().waitFor();
        await view.page.screenshot({ path: `${folder}/${theme.replaceAll(" ", "-")}-${name}.png` });
        if (scene.click === "Show Chats") await view.page.getByRole("button", { name: "Hide Chats" }).click();
      }
      assert.deepEqual(await view.incidents(), []);
      await view.page.context().close();
    });
  }
});
