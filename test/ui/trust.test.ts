import assert from "node:assert/strict";
import { ChatPane } from "../host/chatPane";
import { useEditorSession } from "./support/useEditorSession";

describe("an untrusted workspace", () => {
  const session = useEditorSession({
    settings: {
      "security.workspace.trust.enabled": true,
      "security.workspace.trust.startupPrompt": "never",
    },
  });

  it("sends nothing, whatever is typed, asked or invoked, and says why", async () => {
    const { workbench, emulator } = session();
    await workbench.midfillIs("workspace not trusted");
    await workbench.openFile("shop/orders.ts");
    await workbench.typeText("export function orderTotal(order: Order): number {");
    await workbench.runCommand("Trigger Inline Suggestion");

    const chat = new ChatPane(workbench);
    await chat.open();
    await chat.frame.getByText("This workspace is not trusted, so nothing is sent.").waitFor();
    await chat.frame.getByRole("button", { name: "Manage Workspace Trust" }).waitFor();
    await chat.composer.fill("Is anybody there?");
    await chat.composer.press("Enter");
    await workbench.runCommand("Midfill: Show Balance");
    await workbench.page
      .locator(".notification-toast", { hasText: "The workspace is not trusted, so nothing is sent." })
      .waitFor();
    assert.equal(await chat.composer.inputValue(), "Is anybody there?");
    assert.deepEqual(emulator.log.requests, []);
  });
});
