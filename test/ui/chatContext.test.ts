import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ChatPane } from "../host/chatPane";
import { eventually } from "./support/eventually";
import { useEditorSession } from "./support/useEditorSession";

describe("a message's context, by keyboard", () => {
  const session = useEditorSession({
    prepare: async ({ sampleFolder }) => {
      const prompts = join(sampleFolder, ".github/prompts");
      await mkdir(prompts, { recursive: true });
      await writeFile(
        join(prompts, "careful.prompt.md"),
        "---\ndescription: Look twice\n---\nLook at this twice: ${input:what}\n",
      );
    },
  });
  const keyboard = () => session().workbench.page.keyboard;
  const lastRequest = () => session().emulator.log.requests.findLast(({ method }) => method === "POST")?.body;
  async function newChat(): Promise<ChatPane> {
    const chat = new ChatPane(session().workbench);
    await chat.startNew();
    return chat;
  }
  before(() => session().workbench.midfillIs("ready"));

  it("attaches a file that @ finds, and sends it", async () => {
    const chat = await newChat();
    await keyboard().type("Which functions does @report");
    await chat.frame.getByRole("option", { name: /^report\.py/ }).waitFor();
    await keyboard().press("Enter");
    await chat.button(/^report\.py, about \d+ tokens$/).waitFor();
    assert.equal(await chat.composer.inputValue(), "Which functions does ");
    await keyboard().type("have?");
    await keyboard().press("Enter");
    await chat.answered();
    assert.match(lastRequest() ?? "", /def print_report/);
  });

  it("writes a prompt's name from /, and sends what the prompt makes of the rest", async () => {
    const chat = await newChat();
    await keyboard().type("/care");
    await chat.frame.getByRole("option", { name: /^\/careful/ }).waitFor();
    await keyboard().press("Enter");
    await eventually("the name in the message", async () =>
      (await chat.composer.inputValue()) === "/careful " ? true : undefined,
    );
    await keyboard().type("the totals");
    await keyboard().press("Enter");
    await chat.frame.locator(".message.user", { hasText: "Look at this twice: the totals" }).waitFor();
    await chat.answered();
    assert.equal(await chat.composer.inputValue(), "");
  });

  it("attaches a pasted image, made small enough", async () => {
    const chat = await newChat();
    await session().workbench.page.evaluate(`(async () => {
      const canvas = new OffscreenCanvas(2000, 500);
      canvas.getContext("2d").fillRect(0, 0, 900, 300);
      const blob = await canvas.convertToBlob({ type: "image/png" });
      await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
    })()`);
    await keyboard().press("ControlOrMeta+V");
    await chat.button(/^image\.png, /).waitFor();
    await chat.button(/^image\.png, /).press("Delete");
    await chat.button(/^image\.png, /).waitFor({ state: "detached" });
    assert.ok(await chat.isComposerFocused());
  });
});
