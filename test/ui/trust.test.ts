import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ChatPane } from "../host/chatPane";
import { useEditorSession } from "./support/useEditorSession";

describe("an untrusted workspace", () => {
  const session = useEditorSession({
    settings: {
      "security.workspace.trust.enabled": true,
      "security.workspace.trust.startupPrompt": "never",
    },
    prepare: ({ sampleFolder }) =>
      writeFile(join(sampleFolder, "broken.json"), '{\n  "total": 1,\n  "broken": \n}\n'),
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

  it("runs no action, neither on a problem nor on a selection, and says why", async () => {
    const { workbench, emulator } = session();
    const refused = workbench.page.locator(".notification-toast", {
      hasText: "This workspace is not trusted yet, so nothing is sent.",
    });
    await workbench.openFile("broken.json");
    await workbench.page.locator(".squiggly-error").first().waitFor();
    await workbench.goTo(3, 13);
    for (const title of ["Midfill: Fix Selection", "Midfill: Edit Selection…"]) {
      if (title.includes("Edit")) await workbench.selectLines(2, 1);
      await workbench.runCommand(title);
      await refused.first().waitFor();
      await refused.getByRole("button", { name: "Manage Workspace Trust" }).first().waitFor();
      await workbench.runCommand("Notifications: Clear All Notifications");
      await refused.first().waitFor({ state: "hidden" });
    }
    assert.equal(await workbench.page.locator(".tab", { hasText: "Review:" }).count(), 0);
    assert.deepEqual(emulator.log.requests, []);
  });
});
