import type { ToolDefinition } from "../../provider/chatRequest";
import type { ChatTool } from "./chatTool";

/** The tools that one question may use. */
export class ToolRegistry {
  readonly #tools = new Map<string, ChatTool>();
  /** As they are sent: in the order given, so that the same tools always make the same head of the prompt. */
  readonly definitions: readonly ToolDefinition[];

  /** @param tools in their fixed order; of two with one name the first counts */
  constructor(tools: readonly ChatTool[]) {
    for (const tool of tools) {
      if (!this.#tools.has(tool.definition.name)) this.#tools.set(tool.definition.name, tool);
    }
    this.definitions = [...this.#tools.values()].map(({ definition }) => definition);
  }

  get names(): readonly string[] {
    return [...this.#tools.keys()];
  }

  find(name: string): ChatTool | undefined {
    return this.#tools.get(name);
  }
}
