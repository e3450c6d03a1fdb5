import assert from "node:assert/strict";
import { useEditorSession } from "./support/useEditorSession";

describe("the workbench with the extension", () => {
  const session = useEditorSession();

  it("opens a file of the sample workspace", async () => {
    await session().workbench.openFile("orders.ts");
    const tab = session().workbench.page.locator(".tab.active");
    assert.equal(await tab.textContent(), "orders.ts");
  });

  it("shows no notification", async () => {
    assert.deepEqual(await session().workbench.toasts(), []);
  });
});
