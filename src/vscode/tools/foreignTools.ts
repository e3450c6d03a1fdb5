import * as vscode from "vscode";
import type { JsonObject } from "../../chat/jsonObject";
import { toolError, type ChatTool, type ToolOutput } from "../../chat/tools/chatTool";
import { parametersOf, providerName } from "./foreignToolShape";
import { toolResultText } from "./toolResultText";

/** Time for the user to answer the editor's question, and for the tool after that. */
const timeLimitMs = 10 * 60_000;
/** Every request carries it. UTF-16 code units. */
const maxDescriptionChars = 2_000;

/** A tool of the editor, another extension or an MCP server. */
export interface ForeignTool {
  /** The editor's name for it, by which it is switched on. */
  readonly id: string;
  readonly description: string;
  readonly tool: ChatTool;
}

/**
 * What the editor offers (`vscode.lm.tools`), sorted by name. Each may do anything, so each has to be switched on by the
 * user; the editor asks before a call where the tool wants that.
 *
 * @param taken names of other tools, which these must not have
 */
export function foreignTools(taken: readonly string[]): readonly ForeignTool[] {
  const names = new Set(taken);
  return vscode.lm.tools
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((information) => {
      const { name: id, description } = information;
      const parameters = parametersOf(information.inputSchema);
      if (names.has(id) || parameters === undefined) return [];
      const name = providerName(id, names);
      names.add(name);
      const tool: ChatTool = {
        definition: { name, description: description.slice(0, maxDescriptionChars), parameters },
        isReadOnly: false,
        timeLimitMs,
        label: () => `Use ${id}`,
        run: (args, signal) => invoke(id, args, signal),
      };
      return [{ id, description, tool }];
    });
}

async function invoke(id: string, args: JsonObject, signal: AbortSignal): Promise<ToolOutput> {
  const cancel = new vscode.CancellationTokenSource();
  const onAbort = () => cancel.cancel();
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    // Without a token of a chat of the editor's own, the editor asks in a dialogue of its own.
    const options = { input: args, toolInvocationToken: undefined };
    return { text: toolResultText(await vscode.lm.invokeTool(id, options, cancel.token)) };
  } catch (error) {
    const isRefused =
      error instanceof vscode.CancellationError || (error instanceof Error && error.name === "Canceled");
    if (isRefused) return toolError("The user did not allow this call.");
    return toolError(`The tool failed: ${error instanceof Error ? error.message.slice(0, 500) : "unknown"}`);
  } finally {
    signal.removeEventListener("abort", onAbort);
    cancel.dispose();
  }
}
