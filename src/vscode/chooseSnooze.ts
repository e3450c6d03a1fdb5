import * as vscode from "vscode";
import { remainingLabel, type Snooze, type SnoozeLength } from "./snooze";

interface LengthItem extends vscode.QuickPickItem {
  readonly length: SnoozeLength | "end";
}

const minuteMs = 60_000;

/** Lets the user put completions to rest for a while in this window, or end that. */
export async function chooseSnooze(snooze: Snooze): Promise<void> {
  const left = snooze.remainingMs;
  const items: LengthItem[] = [
    ...(left === 0
      ? []
      : [
          {
            label: "$(bell) End Snooze",
            description: left === Infinity ? remainingLabel(left) : `${remainingLabel(left)} left`,
            length: "end" as const,
          },
        ]),
    { label: "5 minutes", length: 5 * minuteMs },
    { label: "15 minutes", length: 15 * minuteMs },
    { label: "1 hour", length: 60 * minuteMs },
    { label: "Until restart", description: "of this window", length: "restart" },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: "Midfill: Snooze completions in this window",
    placeHolder: "They still come when you invoke them.",
  });
  if (picked?.length === undefined) return;
  if (picked.length === "end") snooze.end();
  else snooze.start(picked.length);
}
