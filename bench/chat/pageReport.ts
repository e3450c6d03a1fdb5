import { answer, question, richText, snapshot } from "../../test/ui/webview/conversations";
import {
  startWebviewBrowser,
  type WebviewBrowser,
  type WebviewPage,
} from "../../test/ui/webview/webviewPage";
import type { Figure } from "../support/figure";
import { figureTable } from "../support/figureTable";
import { median } from "../support/statistics";
import { traceCategories, traceFigures, type TraceFigures as TraceOnly } from "./traceFigures";

/** A trace, and the page after garbage was collected before and behind it. */
interface TraceFigures extends TraceOnly {
  /** Nodes of all kinds, texts included. */
  readonly mostNodes: number;
  readonly heapStartMb: number;
  readonly heapEndMb: number;
}

const messageCount = 2000;
const rounds = 5;
/** 100,000 tokens of about four characters, in as many updates as the host sends in a minute. */
const streamedChars = 400_000;
const streamSeconds = 60;
const updatesPerSecond = 30;

/** The chat's page in Chromium, judged by Chromium's own trace. */
export async function pageReport(): Promise<string> {
  const browser = await startWebviewBrowser();
  try {
    const opened: TraceFigures[] = [];
    for (let round = 0; round < rounds; round++) opened.push(await openLong(browser));
    const typed = await typeInLong(browser);
    const streamed = await streamLong(browser);
    const how = `Chromium's trace of the production page, ${messageCount.toLocaleString("en")} messages`;
    const most = (limit: number): Figure["target"] => ({ of: "value", atMost: limit });
    const figures: Figure[] = [
      {
        what: "chat: conversation posted to painted",
        unit: "ms",
        value: median(opened.flatMap(({ paintMs }) => paintMs ?? [])),
        target: most(300),
        how: `median of ${rounds}; ${how}`,
      },
      {
        what: "chat: a key to its frame, longest task",
        unit: "ms",
        value: typed.longestTaskMs,
        target: most(16),
        how: `the thread's own time; ${typed.longestClockMs.toFixed(0)} ms by the clock; 60 keys; ${how}`,
      },
      {
        what: "chat: nodes in the page, texts included",
        unit: "elements",
        value: Math.max(...[...opened, typed, streamed].map(({ mostNodes }) => mostNodes)),
        target: most(3000),
        how: `the most after any trace, garbage collected; ${how}`,
      },
      {
        what: "chat: longest task, 100,000 tokens in a minute",
        unit: "ms",
        value: streamed.longestTaskMs,
        target: most(50),
        how: `the thread's own time, ${streamed.tasksOver50Ms} tasks over 50 ms; ${streamed.longestClockMs.toFixed(0)} ms by the clock; ${updatesPerSecond} updates a second; ${how}`,
      },
      {
        what: "chat: heap after that minute, more than at its start",
        unit: "MB",
        value: streamed.heapEndMb - streamed.heapStartMb,
        target: most(20),
        how: `${streamed.heapStartMb.toFixed(1)} to ${streamed.heapEndMb.toFixed(1)} MB, garbage collected`,
      },
    ];
    return figureTable(figures);
  } finally {
    await browser.close();
  }
}

function longConversation(): ReturnType<typeof answer>[] {
  return Array.from({ length: messageCount }, (_, index) =>
    index % 2 === 0
      ? question({ id: `m${index}`, text: `Question ${index}\n${"and more ".repeat(index % 40)}` })
      : answer({ id: `m${index}`, text: `Answer ${index}\n\n${richText}` }),
  );
}

/** Traces what `work` does in a page of its own, and looks for incidents. */
async function traced(
  browser: WebviewBrowser,
  work: (view: WebviewPage) => Promise<void>,
  prepare?: (view: WebviewPage) => Promise<void>,
): Promise<TraceFigures> {
  const view = await browser.open();
  await prepare?.(view);
  const chromium = view.page.context().browser();
  if (chromium === null) throw new Error("The page has no browser to trace.");
  const before = await collected(view);
  await chromium.startTracing(view.page, { categories: traceCategories });
  await view.page.evaluate(`performance.mark("started")`);
  await work(view);
  const trace = await chromium.stopTracing();
  const after = await collected(view);
  const incidents = await view.incidents();
  if (incidents.length > 0) throw new Error(`The page reported: ${incidents.join("; ")}`);
  await view.page.context().close();
  return {
    ...traceFigures(trace.toString("utf8")),
    mostNodes: after.nodes,
    heapStartMb: before.heapMb,
    heapEndMb: after.heapMb,
  };
}

/** What the page holds on to: counted after a collection. */
async function collected(view: WebviewPage): Promise<{ readonly nodes: number; readonly heapMb: number }> {
  const session = await view.page.context().newCDPSession(view.page);
  await session.send("Performance.enable");
  await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  await session.detach();
  const value = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? 0;
  return { nodes: value("Nodes"), heapMb: value("JSHeapUsedSize") / 1e6 };
}

function openLong(browser: WebviewBrowser): Promise<TraceFigures> {
  const message = snapshot(longConversation());
  return traced(browser, async (view) => {
    await view.page.evaluate(`(async (message) => {
      await new Promise((done) => requestAnimationFrame(done));
      performance.mark("started");
      window.postMessage(message, "*");
      while (document.querySelector("[data-message]") === null) await new Promise((done) => setTimeout(done));
      performance.mark("drawn");
      for (let frame = 0; frame < 3; frame++) await new Promise((done) => requestAnimationFrame(done));
    })(${JSON.stringify(message)})`);
  });
}

function typeInLong(browser: WebviewBrowser): Promise<TraceFigures> {
  return traced(
    browser,
    async (view) => {
      await view.page.getByRole("textbox").focus();
      await view.page.keyboard.type(
        "What does this function do, and who calls it from the shop?".padEnd(60, "."),
        { delay: 60 },
      );
    },
    async (view) => {
      await view.send(snapshot(longConversation()));
      await view.page.getByRole("textbox").click();
      await view.page.waitForTimeout(1500);
    },
  );
}

function streamLong(browser: WebviewBrowser): Promise<TraceFigures> {
  const text = richText.repeat(Math.ceil(streamedChars / richText.length)).slice(0, streamedChars);
  return traced(
    browser,
    async (view) => {
      await view.page.evaluate(`(async (text) => {
        const updates = ${streamSeconds * updatesPerSecond};
        const size = Math.ceil(text.length / updates);
        const startedMs = performance.now();
        for (let sequence = 1; sequence <= updates; sequence++) {
          const offset = (sequence - 1) * size;
          const change = { type: "text-delta", messageId: "streamed", offset, text: text.slice(offset, offset + size) };
          window.postMessage({ type: "update", epoch: 1, sequence, changes: [change] }, "*");
          const dueMs = startedMs + (sequence * 1000) / ${updatesPerSecond};
          await new Promise((done) => setTimeout(done, Math.max(0, dueMs - performance.now())));
        }
      })(${JSON.stringify(text)})`);
    },
    async (view) => {
      await view.send(snapshot([...longConversation(), answer({ id: "streamed", status: "streaming" })]));
      await view.page.waitForTimeout(1500);
    },
  );
}
