import type * as vscode from "vscode";

/** One line for the log, at one of the levels that features use. */
export type Log = (level: "debug" | "info" | "warn", line: string) => void;

/**
 * The extension's log: an output channel with the editor's own levels. `redact` sees every line last, so that no key
 * gets through whoever wrote the line.
 */
export function createLog(channel: vscode.LogOutputChannel, redact: (line: string) => string): Log {
  return (level, line) => channel[level](redact(line));
}
