import type { Explanation } from "../completion/explanation";

/** A fact about the editor that decides over completions before Midfill is even asked. */
export interface EditorObstacle {
  readonly setting: string;
  readonly text: string;
}

/** "Why is there (no) completion?" as Markdown. */
export function completionReport(
  explanation: Explanation | undefined,
  status: string,
  obstacles: readonly EditorObstacle[],
): string {
  const lines = ["# Why is there (no) completion?", "", `**Now:** ${status}`, ""];
  for (const { setting, text } of obstacles) lines.push(`- ${text} (setting \`${setting}\`)`);
  if (obstacles.length > 0) lines.push("");
  if (explanation === undefined) {
    lines.push(
      "Midfill has not been asked for a completion in this window yet. Type something, then look again.",
    );
    return `${lines.join("\n")}\n`;
  }
  lines.push(
    `## Last keystroke: ${new Date(explanation.atMs).toLocaleTimeString()} in ${explanation.path}`,
    "",
    `Outcome: **${explanation.outcome}**`,
    "",
    "| after | stage | what happened | setting |",
    "| ---: | --- | --- | --- |",
    ...explanation.steps.map(
      (step) =>
        `| ${step.elapsedMs.toFixed(1)} ms | ${step.stage} | ${cell(step.text)} | ${step.setting === undefined ? "" : `\`${step.setting}\``} |`,
    ),
    "",
    "VS Code itself waits 50 ms after a keystroke before it asks any extension; the times above start when it asks.",
  );
  return `${lines.join("\n")}\n`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll(/\r?\n/g, "⏎");
}
