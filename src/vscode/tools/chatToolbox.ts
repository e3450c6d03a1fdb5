import * as vscode from "vscode";
import type { ChatPrivacy, ChatTools } from "../../chat/chatDependencies";
import type { ConversationOptions } from "../../chat/conversationOptions";
import type { ChatTool } from "../../chat/tools/chatTool";
import { maskedDefinition } from "../../chat/tools/maskedDefinition";
import { ToolRegistry } from "../../chat/tools/toolRegistry";
import { ToolTurn } from "../../chat/tools/toolTurn";
import { createWorkspaceTools, workspaceToolNames } from "../../chat/tools/workspaceTools";
import type { Clock } from "../../provider/clock";
import { foreignTools } from "./foreignTools";
import { isToolOn, type ToolChoices } from "./toolChoices";
import { createWorkspaceAccess } from "./workspaceAccess";

/**
 * The tools that the chat may use now: ours where a folder is open, the editor's that the user has switched on. None
 * in a workspace that is not trusted.
 */
export function createChatToolbox(parts: {
  readonly choices: () => ToolChoices;
  readonly privacy: ChatPrivacy;
  readonly clock: Clock;
}): ChatTools {
  const { choices, privacy, clock } = parts;
  const mask = (text: string) => privacy.mask(text).text;
  const ours = createWorkspaceTools(createWorkspaceAccess(privacy));

  const registryFor = (options: ConversationOptions): ToolRegistry => {
    if (!vscode.workspace.isTrusted) return new ToolRegistry([]);
    const isOn = (id: string) => isToolOn(id, options.tools ?? choices());
    const tools: ChatTool[] = [];
    if ((vscode.workspace.workspaceFolders ?? []).length > 0) {
      tools.push(...ours.filter(({ definition }) => isOn(definition.name)));
    }
    for (const { id, tool } of foreignTools(workspaceToolNames)) {
      if (isOn(id)) tools.push({ ...tool, definition: maskedDefinition(tool.definition, mask) });
    }
    return new ToolRegistry(tools);
  };

  return {
    definitions: (options) => registryFor(options).definitions,
    start: (options) => new ToolTurn({ tools: registryFor(options), clock, mask }),
  };
}
