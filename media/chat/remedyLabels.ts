import type { ChatNotice } from "../../src/chat/protocol";

/** What VS Code and we call each remedy. */
export const remedyLabels: Readonly<Record<ChatNotice["remedies"][number], string>> = {
  "set-api-key": "Set API Key",
  "open-settings": "Open Settings",
  "select-model": "Select Model",
  retry: "Try Again",
  "top-up": "Top Up Balance",
  "show-log": "Show Log",
  "manage-trust": "Manage Workspace Trust",
};
