import { readFile } from "node:fs/promises";
import * as vscode from "vscode";
import { until } from "./until";

async function shown(): Promise<readonly string[]> {
  const file = process.env["MIDFILL_NOTIFICATIONS"];
  if (file === undefined) throw new Error("MIDFILL_NOTIFICATIONS names no file.");
  const text = await readFile(file, "utf8").catch(() => "");
  return text.split("\n").filter((line) => line !== "");
}

let markerCount = 0;

/** The window shows no more than three new notifications in 800 ms (VS Code, notificationsToasts.ts). */
const quietMs = 900;
let lastShownMs = -quietMs;

/**
 * Runs `body` and gives the notifications that the window showed meanwhile. The runner's page writes them down; a
 * notification of our own behind `body` tells that none is still on its way.
 */
export async function notificationsDuring(body: () => Promise<void>): Promise<readonly string[]> {
  await until("the window to show notifications again", () => performance.now() - lastShownMs > quietMs);
  const before = (await shown()).length;
  await body();
  markerCount += 1;
  const marker = `End of the watch ${markerCount}.`;
  void vscode.window.showInformationMessage(marker);
  const all = await until("our own notification to be shown", async () => {
    const lines = await shown();
    return lines.some((line) => line.includes(marker)) ? lines : undefined;
  });
  lastShownMs = performance.now();
  await vscode.commands.executeCommand("notifications.clearAll");
  return all.slice(before).filter((line) => !line.includes(marker));
}

/**
 * Runs `body`, which may be repeated without harm, until the window shows a notification like this: of several in a
 * short time it leaves some out.
 */
export async function untilNotified(pattern: RegExp, body: () => Promise<void>): Promise<void> {
  await until(`a notification like ${pattern}`, async () =>
    (await notificationsDuring(body)).some((line) => pattern.test(line)),
  );
}
