/** Text from outside inside a line of Markdown: stays on the line, and makes neither links nor images nor HTML. */
export function inline(text: string): string {
  return text.replaceAll(/\r?\n/g, "⏎").replaceAll(/[[<`]/g, "\\$&");
}

/** A setting as the report names it; `SettingLinks` makes it one that opens the setting. */
export function settingMark(setting: string): string {
  return `[${setting}]`;
}

/** `0.4 ms`, `152 ms`, `2.1 s`. */
export function duration(ms: number): string {
  if (ms >= 10_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;
}

/** `1,234`. */
export function whole(count: number): string {
  return Math.round(count).toLocaleString("en-US");
}

/** `42 %`; a dash where there is nothing to share. */
export function share(part: number, of: number): string {
  return of > 0 ? `${Math.round((100 * part) / of)} %` : "–";
}

/** A table whose columns stand below one another in plain text too; the first is text, the others are numbers. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, column) =>
    Math.max(3, title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(" | ")} |`;
  const rule = widths.map((width, column) =>
    column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`,
  );
  return [line(header), `| ${rule.join(" | ")} |`, ...rows.map(line)].join("\n");
}
