import assert from "node:assert/strict";
import * as vscode from "vscode";
import { startFaultServer, type FaultServer } from "../faults/faultServer";
import { chatAnswer } from "./support/chatAnswer";
import { activeExtension } from "./support/extension";
import { untilNotified } from "./support/notifications";
import { until } from "./support/until";
import { withSetting } from "./support/withSetting";

describe("Explain Last Command's Output", () => {
  let server: FaultServer;
  let terminals: vscode.Terminal[] = [];
  const open = (options: vscode.TerminalOptions) => {
    const terminal = vscode.window.createTerminal(options);
    terminals.push(terminal);
    terminal.show();
    return terminal;
  };

  before(async () => {
    await activeExtension();
    server = await startFaultServer();
  });
  after(() => server.close());
  afterEach(() => {
    for (const terminal of terminals) terminal.dispose();
    terminals = [];
  });

  it("asks in the chat with the command, how it ended and what it printed", async () => {
    await withSetting("midfill.deepseek.baseUrl", server.origin, async () => {
      server.setDefaultScript(chatAnswer("It printed red and failed."));
      const terminal = open({ name: "build", shellPath: "/bin/bash" });
      const shell = await until("the shell's integration", () => terminal.shellIntegration);
      const body = await until("the output in a request", async () => {
        // On a busy machine the editor may tell of a command only when it is over and what it printed is gone.
        const ended = new Promise<void>((resolve) => {
          const listening = vscode.window.onDidEndTerminalShellExecution(() => {
            listening.dispose();
            resolve();
          });
        });
        shell.executeCommand(
          String.raw`printf '\033[31mred\033[0m %s\n' sk-abcdefghijklmnopqrstuvwxyz0123456789; (exit 3)`,
        );
        await ended;
        const count = server.requests.length;
        await vscode.commands.executeCommand("midfill.explainTerminal", terminal);
        await server.until(() => server.requests.length > count);
        const asked = server.requests[count]?.body ?? "";
        return asked.includes("(no output)") ? undefined : asked;
      });
      assert.match(body, /Explain the output of this terminal command/u);
      assert.match(body, /exit code 3/u);
      assert.match(body, /\$ printf /u);
      assert.match(body, /red [\w-]*MASKED[0-9a-f]{10}/u);
      assert.doesNotMatch(body, /\\u001b|sk-abcdef/u);
    });
  });

  it("says what to do where the shell tells nothing, and where nothing has run", async () => {
    const count = server.requests.length;
    const silent = open({ name: "silent", shellPath: "/bin/sh" });
    await silent.processId;
    await untilNotified(/shell of “silent” does not tell the editor/u, async () => {
      await vscode.commands.executeCommand("midfill.explainTerminal", silent);
    });
    assert.equal(server.requests.length, count);
  });
});
