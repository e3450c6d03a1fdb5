import type { MessageView, PanelView } from "../../../src/chat/protocol";

/** A finished answer; `parts` replace any of it. */
export function answer(parts: Partial<MessageView> = {}): MessageView {
  return {
    id: "a1",
    role: "assistant",
    text: "",
    reasoning: "",
    status: "complete",
    statusSinceMs: 0,
    attachments: [],
    createdMs: 0,
    ...parts,
  };
}

/** A panel with one conversation `c1` and everything in order. */
export function panelView(parts: Partial<PanelView> = {}): PanelView {
  return {
    conversations: [{ id: "c1", title: "First", updatedMs: 0, isRunning: false, isPinned: false }],
    activeConversationId: "c1",
    title: "First",
    provider: {
      id: "deepseek",
      label: "DeepSeek",
      providers: [{ id: "deepseek", label: "DeepSeek", models: ["deepseek-flash", "deepseek-v4-pro"] }],
      newChats: {},
      model: "deepseek-flash",
      models: ["deepseek-flash", "deepseek-v4-pro"],
      thinking: "on",
      effort: "high",
      canSwitchThinking: true,
      takesImages: true,
    },
    isRunning: false,
    options: {},
    instructions: [],
    queue: [],
    attachments: [],
    notices: [],
    ...parts,
  };
}
