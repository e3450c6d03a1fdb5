import { ChatPanel } from "../../../src/chat/chatPanel";
import { CurrentFile } from "../../../src/chat/currentFile";
import type { ContextHost } from "../../../src/chat/panelContext";
import type { ToWebviewMessage } from "../../../src/chat/protocol";
import type { FakeChat } from "./fakeChat";
import { fakeContext } from "./fakeContext";

/** A panel on these conversations; `parts` replace what the editor does for a message's context. */
export function panelOf(chat: FakeChat, parts: Partial<ContextHost> = {}) {
  const posted: ToWebviewMessage[] = [];
  const calls: unknown[][] = [];
  const call =
    (name: string) =>
    async (...values: unknown[]) => {
      calls.push([name, ...values]);
    };
  const panel = new ChatPanel({
    sessions: chat.sessions,
    clock: chat.clock,
    log: () => undefined,
    lastConversation: chat.dependencies.lastConversation,
    currentFile: new CurrentFile({ read: () => undefined, write: async () => undefined }),
    host: {
      context: fakeContext(parts),
      post: async (message) => {
        posted.push(message);
        return true;
      },
      exportConversation: call("exportConversation"),
      importConversation: call("importConversation"),
      openInEditor: call("openInEditor"),
      focused: () => void calls.push(["focused"]),
      readActive: () => undefined,
      attachableLabel: () => "main.go",
      openAttachment: call("openAttachment"),
      insertCode: call("insertCode"),
      replaceSelection: call("replaceSelection"),
      newFile: call("newFile"),
      applyCode: call("applyCode"),
      findFiles: async (paths) => new Set(paths.filter((path) => path.startsWith("src/"))),
      openFile: call("openFile"),
      copy: call("copy"),
      openLink: call("openLink"),
      refuseLink: call("refuseLink"),
      pickModel: async (...values) => {
        calls.push(["pickModel", ...values]);
        return undefined;
      },
      showRequest: call("showRequest"),
      exportUsage: call("exportUsage"),
      openCostSetting: call("openCostSetting"),
      runRemedy: call("runRemedy"),
    },
  });
  return { panel, posted, calls };
}
