import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import type { AttachableView, MessageView, PanelView, SlashCommandView } from "../../../src/chat/protocol";
import { answer, panelView, question, richText, snapshot, spending } from "./conversations";
import { axeViolations } from "./axeViolations";
import { startWebviewBrowser, themeNames, type WebviewBrowser, type WebviewPage } from "./webviewPage";

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

const currentFile = { label: "retry.go", detail: "internal/http/retry.go", tokens: 1900 } as const;
const ask = question({ text: "Why does this retry loop hammer the server?", attachments: [selection] });

interface Scene {
  readonly messages: readonly MessageView[];
  readonly panel?: PanelView;
  readonly click?: string;
  /** Done after the click. */
  readonly play?: (view: WebviewPage) => Promise<void>;
}

/** Types into the composer and answers what it asks the host. */
async function typeAndAnswer(view: WebviewPage, text: string): Promise<void> {
  await view.page.locator(".composer textarea").pressSequentially(text);
  const asked = (await view.posted()).at(-1);
  if (asked?.type === "search-attachables") {
    await view.send({ type: "attachables", requestId: asked.requestId, items: attachables });
  } else if (asked?.type === "list-commands") {
    await view.send({ type: "commands", requestId: asked.requestId, items: commands });
  }
}

const attachables: readonly AttachableView[] = [
  { id: "i1", kind: "file", label: "retry.go", detail: "internal/http", icon: "file" },
  { id: "i2", kind: "symbol", label: "Retrier.Do", detail: "internal/http/retry.go", icon: "symbol-method" },
  {
    id: "i3",
    kind: "file",
    label: "retryPolicyForUploadsWithAVeryLongName_test.go",
    detail: "internal/uploads/client/policies/testing",
    icon: "file",
  },
  { id: "i4", kind: "folder", label: "retries", detail: "docs/adr", icon: "folder" },
  { id: "i5", kind: "changes", label: "Staged changes", detail: "server", icon: "git-commit" },
  {
    id: "i6",
    kind: "file",
    label: ".env.retry",
    detail: "deploy",
    icon: "file",
    refusal: "Secret files are never sent.",
  },
];
const commands: readonly SlashCommandView[] = [
  { id: "k1", name: "explain", description: "Explain the selection", kind: "action" },
  { id: "k2", name: "review", description: "Review what changed", kind: "prompt", argumentHint: "[focus]" },
  { id: "k3", name: "release-notes", description: ".github/prompts/release-notes.prompt.md", kind: "prompt" },
];

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
  context: {
    messages: [ask, answer({ text: "Because it has no delay." })],
    panel: panelView({ currentFile: { ...currentFile, mode: "suggested" } }),
    play: (view) => typeAndAnswer(view, "Why does @retr"),
  },
  "no-context": {
    messages: [ask],
    play: async (view) => {
      await view.page.locator(".composer textarea").pressSequentially("@zzz");
      const asked = (await view.posted()).at(-1);
      if (asked?.type !== "search-attachables") return;
      await view.send({ type: "attachables", requestId: asked.requestId, items: [] });
    },
  },
  commands: { messages: [], play: (view) => typeAndAnswer(view, "/") },
  chips: {
    messages: [ask, answer({ text: "Because it has no delay." })],
    panel: panelView({
      currentFile: { ...currentFile, mode: "pinned" },
      attachableLabel: "retry.go:12-40",
      instructions: [{ label: "AGENTS.md", tokens: 312 }],
      attachments: [
        selection,
        refused,
        { id: "f3", label: "shot.png", detail: "A pasted image", kind: "image", tokens: 1253 },
        { id: "f4", label: "go test ./…", detail: "Terminal: zsh", kind: "terminal", tokens: 640 },
      ],
    }),
  },
  "current-file-menu": {
    messages: [ask],
    panel: panelView({ currentFile: { ...currentFile, mode: "attached" } }),
    click: "Current File: Attach to the Next Message",
  },
  "current-file-off": {
    messages: [ask],
    panel: panelView({ currentFile: { ...currentFile, mode: "off" } }),
  },
  dropping: {
    messages: [ask],
    play: async (view) => {
      await view.page.locator(".panel").evaluate((element) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.setData("text/uri-list", "file:///w/a.ts");
        element.dispatchEvent(new DragEvent("dragover", { dataTransfer, bubbles: true }));
      });
    },
  },
};

/** Controls that a person could not reach or read: outside of the view, or below another one. */
function lostControls(): string[] {
  const { innerWidth, innerHeight } = window;
  // Inside, as only this function goes into the page.
  const isScrolledAway = (control: Element, y: number): boolean => {
    for (let parent = control.parentElement; parent !== null; parent = parent.parentElement) {
      if (getComputedStyle(parent).overflowY !== "auto") continue;
      const { top, bottom } = parent.getBoundingClientRect();
      if (y < top || y > bottom) return true;
    }
    return false;
  };
  const lost: string[] = [];
  if (document.documentElement.scrollWidth > innerWidth) lost.push("the page scrolls sideways");
  for (const control of document.querySelectorAll("button, textarea, [role=option]")) {
    // Folded away until the row has the focus or the mouse.
    if (control.parentElement?.clientWidth === 0) continue;
    const { left, right, top, bottom } = control.getBoundingClientRect();
    const name = control.getAttribute("aria-label") ?? control.textContent;
    if (left < -0.5 || right > innerWidth + 0.5) lost.push(`sideways out of view: ${name}`);
    const y = (top + bottom) / 2;
    if (y < 0 || y > innerHeight || isScrolledAway(control, y)) continue;
    const shown = document.elementFromPoint((left + right) / 2, y);
    const other = shown?.closest("button, textarea, [role=option]");
    const isBelowPopup = shown?.closest(".menu, .suggestions, .composer-drop") !== null;
    if (other !== null && other !== control && !isBelowPopup) lost.push(`covered: ${name}`);
  }
  return lost;
}

async function stage(view: WebviewPage, { click, play }: Scene): Promise<void> {
  if (click !== undefined) await view.page.getByRole("button", { name: click }).click();
  await play?.(view);
}

/** Takes away what the host's next snapshot would leave. */
async function clear(view: WebviewPage, { click, play }: Scene): Promise<void> {
  if (click === "Show Chats") await view.page.getByRole("button", { name: "Hide Chats" }).click();
  if (play === undefined) return;
  await view.page.locator(".composer textarea").fill("");
  await view.page.locator(".panel").dispatchEvent("dragleave");
}

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
      const violations: string[] = [];
      let epoch = 1;
      for (const [name, scene] of Object.entries(scenes)) {
        await view.send(snapshot(scene.messages, scene.panel, epoch++));
        await stage(view, scene);
        if (name === "answer") await view.page.locator(".token-keyword").first().waitFor();
        await view.page.screenshot({ path: `${folder}/${theme.replaceAll(" ", "-")}-${name}.png` });
        for (const violation of await axeViolations(view.page)) violations.push(`${name}: ${violation}`);
        await clear(view, scene);
      }
      assert.deepEqual(violations, []);
      assert.deepEqual(await view.incidents(), []);
      await view.page.context().close();
    });
  }

  it("keeps every control in sight and apart at a zoom of 200 %", async function () {
    this.timeout(120_000);
    // A side bar of 380 pixels has half of them left.
    const view = await browser.open({ width: 190, height: 380 });
    let epoch = 1;
    const lost: string[] = [];
    for (const [name, scene] of Object.entries(scenes)) {
      await view.send(snapshot(scene.messages, scene.panel, epoch++));
      await stage(view, scene);
      await view.page.screenshot({ path: `${folder}/narrow-${name}.png` });
      for (const control of await view.page.evaluate(lostControls)) lost.push(`${name}: ${control}`);
      await clear(view, scene);
    }
    assert.deepEqual(lost, []);
    await view.page.context().close();
  });
});
