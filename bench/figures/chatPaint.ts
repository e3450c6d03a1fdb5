import { answer, question, richText, snapshot } from "../../test/ui/webview/conversations";
import { startWebviewBrowser } from "../../test/ui/webview/webviewPage";
import type { Figure } from "../support/figure";
import { median } from "../support/statistics";

const messageCount = 2000;
const rounds = 7;
const streamedPieces = 300;

/** What the page measures of itself: ms from the message being posted until the frame that shows it is drawn. */
function paintScript(message: object): string {
  return `(async (message) => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    await frame();
    const startedMs = performance.now();
    window.postMessage(message, "*");
    while (document.querySelector("[data-message]") === null) await new Promise((done) => setTimeout(done));
    await frame();
    // A message posted from within a frame comes after that frame was drawn.
    await new Promise((done) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = done;
      channel.port2.postMessage(undefined);
    });
    return performance.now() - startedMs;
  })(${JSON.stringify(message)})`;
}

/** Streams an answer piece by piece, a piece a frame; gives the longest task that the browser noticed, in ms. */
function streamScript(text: string): string {
  return `(async (text) => {
    let longestMs = 0;
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) longestMs = Math.max(longestMs, entry.duration);
    });
    observer.observe({ type: "longtask" });
    const size = Math.ceil(text.length / ${streamedPieces});
    for (let sequence = 1, offset = 0; offset < text.length; sequence++, offset += size) {
      const change = { type: "text-delta", messageId: "streamed", offset, text: text.slice(offset, offset + size) };
      window.postMessage({ type: "update", epoch: 1, sequence, changes: [change] }, "*");
      await new Promise((done) => requestAnimationFrame(done));
    }
    await new Promise((done) => setTimeout(done, 200));
    observer.disconnect();
    return longestMs;
  })(${JSON.stringify(text)})`;
}

/** The production webview in headless Chromium with a long conversation. */
export async function chatPaint(): Promise<readonly Figure[]> {
  const messages = Array.from({ length: messageCount }, (_, index) =>
    index % 2 === 0
      ? question({ id: `m${index}`, text: `Question ${index}\n${"and more ".repeat(index % 40)}` })
      : answer({ id: `m${index}`, text: `Answer ${index}\n\n${richText}` }),
  );
  const streamed = answer({ id: "streamed", status: "streaming", text: "" });
  const paintMs: number[] = [];
  const readyMs: number[] = [];
  const elementCounts: number[] = [];
  const longestMs: number[] = [];
  const browser = await startWebviewBrowser();
  try {
    for (let round = 0; round < rounds; round++) {
      const view = await browser.open();
      readyMs.push(
        await view.page.evaluate<number>(`performance.getEntriesByName("first-paint")[0]?.startTime ?? 0`),
      );
      paintMs.push(await view.page.evaluate<number>(paintScript(snapshot([...messages, streamed]))));
      elementCounts.push(await view.page.evaluate<number>("document.querySelectorAll('*').length"));
      longestMs.push(await view.page.evaluate<number>(streamScript(richText.repeat(20))));
      elementCounts.push(await view.page.evaluate<number>("document.querySelectorAll('*').length"));
      const incidents = await view.incidents();
      if (incidents.length > 0) throw new Error(`The page reported: ${incidents.join("; ")}`);
      await view.page.context().close();
    }
  } finally {
    await browser.close();
  }
  const how = `production webview in headless Chromium, ${rounds} fresh pages`;
  return [
    {
      what: `chat: ${messageCount.toLocaleString("en")} messages painted`,
      unit: "ms",
      value: median(paintMs),
      target: { of: "value", atMost: 300 },
      how: `snapshot posted to its frame drawn; ${how}`,
    },
    {
      what: "chat: elements in the page, most",
      unit: "elements",
      value: Math.max(...elementCounts),
      target: { of: "value", atMost: 3000 },
      how: `after painting and after streaming; ${how}`,
    },
    {
      what: "chat: longest task while streaming",
      unit: "ms",
      value: median(longestMs),
      target: { of: "value", atMost: 50 },
      how: `${streamedPieces} pieces, ${richText.length * 20} characters, one a frame; 0 = none of 50 ms or more (Long Tasks API); ${how}`,
    },
    {
      what: "chat: page opened to first paint",
      unit: "ms",
      value: median(readyMs),
      how: `empty page, the browser's own first-paint entry; ${how}`,
    },
  ];
}
