import assert from "node:assert/strict";
import type {
  AttachableView,
  CurrentFileMode,
  FromWebviewMessage,
  SlashCommandView,
} from "../../../src/chat/protocol";
import { panelView, snapshot } from "./conversations";
import { startWebviewBrowser, type WebviewBrowser, type WebviewPage } from "./webviewPage";

const items: readonly AttachableView[] = [
  { id: "i1", kind: "file", label: "main.go", detail: "cmd/server", icon: "file" },
  { id: "i2", kind: "symbol", label: "mainLoop", detail: "engine/loop.go", icon: "symbol-method" },
  {
    id: "i3",
    kind: "file",
    label: ".env",
    detail: "",
    icon: "file",
    refusal: "Secret files are never sent.",
  },
];
const commands: readonly SlashCommandView[] = [
  {
    id: "p1",
    name: "review",
    description: "Review what has changed",
    kind: "prompt",
    argumentHint: "[focus]",
  },
  { id: "a1", name: "explain", description: "Explain the selection", kind: "action" },
  { id: "p2", name: "tests", description: "Write tests to review", kind: "prompt" },
];
const attachment = (id: string, parts: { readonly refusal?: string } = {}) =>
  ({ id, label: `${id}.go`, detail: `cmd/${id}.go`, kind: "file", tokens: 1200, ...parts }) as const;

describe("the composer", () => {
  let browser: WebviewBrowser;
  let view: WebviewPage;
  before(async () => {
    browser = await startWebviewBrowser();
  });
  after(() => browser.close());
  beforeEach(async () => {
    view = await browser.open();
    await view.send(snapshot([]));
    await view.send({ type: "focus-composer" });
  });
  afterEach(async () => {
    assert.deepEqual(await view.incidents(), []);
    await view.page.context().close();
  });

  type Posted<Type extends FromWebviewMessage["type"]> = Extract<FromWebviewMessage, { readonly type: Type }>;
  async function all<Type extends FromWebviewMessage["type"]>(type: Type): Promise<Posted<Type>[]> {
    return (await view.posted()).filter((message): message is Posted<Type> => message.type === type);
  }
  async function last<Type extends FromWebviewMessage["type"]>(type: Type): Promise<Posted<Type>> {
    const message = (await all(type)).at(-1);
    assert.ok(message, `no ${type} was posted`);
    return message;
  }
  const type = (text: string) => view.page.keyboard.type(text);
  const press = (key: string) => view.page.keyboard.press(key);
  const composer = () => view.page.locator(".composer textarea");
  const text = () => composer().inputValue();
  const options = () => view.page.getByRole("option");
  const selected = () => view.page.locator('[role=option][aria-selected="true"] .suggestion-label');
  async function found(found: readonly AttachableView[] = items): Promise<void> {
    const { requestId } = await last("search-attachables");
    await view.send({ type: "attachables", requestId, items: found });
  }
  async function told(list: readonly SlashCommandView[] = commands): Promise<void> {
    const { requestId } = await last("list-commands");
    await view.send({ type: "commands", requestId, items: list });
  }
  const focusedLabel = () =>
    view.page.evaluate<string>("document.activeElement.getAttribute('aria-label') ?? ''");

  describe("after @", () => {
    it("offers, filters, goes up and down and attaches without the word", async () => {
      await type("Why does @ma");
      assert.equal((await last("search-attachables")).query, "ma");
      await found();
      assert.equal(await options().count(), 3);
      assert.deepEqual(await options().first().locator("mark").allInnerTexts(), ["ma"]);
      const active = async () => {
        const id = await composer().getAttribute("aria-activedescendant");
        return view.page.locator(`[id="${id}"] .suggestion-label`).innerText();
      };
      assert.equal(await active(), "main.go");
      await press("ArrowDown");
      assert.equal(await active(), "mainLoop");
      await press("ArrowUp");
      await press("ArrowUp");
      assert.equal(await active(), ".env");
      await press("Enter");
      assert.equal(await options().count(), 3, "what is refused was taken");
      assert.deepEqual(await all("attach-item"), []);
      await press("PageUp");
      assert.equal(await active(), "main.go");
      const list = await composer().getAttribute("aria-controls");
      assert.equal(await view.page.getByRole("listbox").getAttribute("id"), list);
      await press("Enter");
      assert.deepEqual(await last("attach-item"), { type: "attach-item", itemId: "i1" });
      assert.equal(await text(), "Why does ");
      assert.equal(await options().count(), 0);
      assert.equal(await composer().getAttribute("aria-activedescendant"), null);
      assert.deepEqual(await all("send"), []);
      await type("fail?");
      assert.equal(await text(), "Why does fail?");
      await press("Control+z");
      assert.equal(await text(), "Why does ", "undo was lost");
    });

    it("attaches with Tab and with the mouse, and keeps the focus", async () => {
      await type("@m please");
      for (let index = 0; index < " please".length; index++) await press("ArrowLeft");
      await type("a");
      await found();
      await press("Tab");
      assert.deepEqual(await last("attach-item"), { type: "attach-item", itemId: "i1" });
      assert.equal(await text(), "please");
      await type("@");
      await found();
      await options().nth(1).hover();
      assert.equal(await selected().innerText(), "mainLoop");
      await options().nth(1).click();
      assert.deepEqual(await last("attach-item"), { type: "attach-item", itemId: "i2" });
      assert.match(await focusedLabel(), /^Message\./);
    });

    it("closes with Escape, keeps the text, and stays closed for that word", async () => {
      await type("@ma");
      await found();
      await press("Escape");
      assert.equal(await options().count(), 0);
      assert.equal(await text(), "@ma");
      await type("in");
      assert.equal((await last("search-attachables")).query, "ma");
      await type(" @x");
      assert.equal((await last("search-attachables")).query, "x");
      assert.deepEqual(await all("stop"), []);
    });

    it("opens nothing in an address, after a paste, or by moving the caret", async () => {
      await type("me@example.org ");
      assert.deepEqual(await all("search-attachables"), []);
      await composer().evaluate((element) => {
        const data = new DataTransfer();
        data.setData("text/plain", "@main");
        element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
      });
      await press("ArrowLeft");
      assert.deepEqual(await all("search-attachables"), []);
    });

    it("leaves the keys to an input method, and looks when the word is written", async () => {
      await type("@");
      await found();
      const key = (name: string) =>
        composer().evaluate((element, name) => {
          const options = { key: name, isComposing: true, bubbles: true, cancelable: true };
          return element.dispatchEvent(new KeyboardEvent("keydown", options));
        }, name);
      assert.ok(await key("Enter"), "Enter was taken");
      assert.ok(await key("ArrowDown"), "Down was taken");
      assert.equal(await selected().innerText(), "main.go");
      assert.deepEqual(await all("attach-item"), []);
      const client = await view.page.context().newCDPSession(view.page);
      await client.send("Input.imeSetComposition", { text: "もで", selectionStart: 2, selectionEnd: 2 });
      assert.equal((await last("search-attachables")).query, "");
      await client.send("Input.insertText", { text: "模" });
      assert.equal((await last("search-attachables")).query, "模");
    });

    it("shows the latest answer only, and picks its first when Enter was quicker", async () => {
      await type("@m");
      const early = await last("search-attachables");
      await type("ain");
      await view.send({ type: "attachables", requestId: early.requestId, items: items.slice(2) });
      assert.equal(await options().count(), 0);
      await press("Enter");
      assert.deepEqual(await all("attach-item"), []);
      await found();
      assert.deepEqual(await last("attach-item"), { type: "attach-item", itemId: "i1" });
      assert.deepEqual(await all("send"), []);
      assert.equal(await text(), "");
    });

    it("keeps its row when a second answer brings more", async () => {
      await type("@m");
      await found(items.slice(0, 1));
      const [first, ...others] = items;
      assert.ok(first);
      await found([...others, { ...first, id: "i9" }]);
      assert.equal(await selected().innerText(), "main.go");
      await press("Enter");
      assert.deepEqual(await last("attach-item"), { type: "attach-item", itemId: "i9" });
      await type("@sym");
      await press("Enter");
      await found([]);
      await found(items.slice(1));
      assert.deepEqual(await last("attach-item"), { type: "attach-item", itemId: "i2" });
      assert.deepEqual(await all("send"), []);
    });

    it("says that nothing matches; Enter then sends", async () => {
      await type("What does @decorator");
      await found([]);
      await view.page.locator(".suggestions-note").getByText("No matches").waitFor();
      await press("Enter");
      assert.equal((await last("send")).text, "What does @decorator");
      assert.equal(await view.page.locator(".suggestions").count(), 0);
    });

    it("looks for one kind after its name and a space", async () => {
      await type("@symbol ma");
      assert.equal((await last("search-attachables")).kind, "symbol");
      assert.equal((await last("search-attachables")).query, "ma");
      await found();
      await press("Enter");
      assert.equal(await text(), "");
    });

    it("opens from Add Context…, and Escape takes its @ away again", async () => {
      await type("See");
      await press("Shift+Tab");
      assert.equal(await focusedLabel(), "Add Context…");
      await press("Enter");
      await type("ma");
      assert.equal((await last("search-attachables")).query, "ma");
      await found();
      const button = view.page.getByRole("button", { name: "Add Context…" });
      assert.equal(await button.getAttribute("aria-expanded"), "true");
      await press("Escape");
      assert.equal((await text()).trimEnd(), "See");
      await button.click();
      await found();
      await button.click();
      assert.equal(await options().count(), 0);
    });

    it("closes when the focus leaves and when another conversation is shown", async () => {
      await type("@ma");
      await found();
      await press("Shift+Tab");
      assert.equal(await options().count(), 0);
      await composer().focus();
      await press("End");
      await type("i");
      await found();
      await view.send(snapshot([], panelView({ activeConversationId: "c2" }), 2));
      assert.equal(await options().count(), 0);
    });

    it("keeps the draft over a reload while it is open", async () => {
      await type("Why @ma");
      await found();
      await view.reload();
      await view.send(snapshot([], panelView(), 1, "Wh"));
      assert.equal(await text(), "Why @ma");
      assert.equal(await view.page.locator(".suggestions").count(), 0);
      await composer().focus();
      await press("End");
      await type("i");
      assert.equal((await last("search-attachables")).query, "mai");
    });
  });

  describe("after /", () => {
    it("offers commands by name, then by description", async () => {
      await type("/");
      await told();
      assert.deepEqual(await options().locator(".suggestion-label").allInnerTexts(), [
        "/review [focus]",
        "/explain",
        "/tests",
      ]);
      await type("rev");
      assert.deepEqual(await options().locator(".suggestion-label").allInnerTexts(), [
        "/review [focus]",
        "/tests",
      ]);
    });

    it("writes a prompt's name, runs it with what follows, and sends what it gives", async () => {
      await type("/rev");
      await told();
      await press("Enter");
      assert.equal(await text(), "/review ");
      assert.deepEqual(await all("run-command"), []);
      await type("only errors");
      await press("Enter");
      const run = await last("run-command");
      assert.deepEqual([run.commandId, run.args], ["p1", "only errors"]);
      assert.deepEqual(await all("send"), []);
      await type("not now");
      await view.send({ type: "command-result", requestId: run.requestId, text: "Review, only errors." });
      assert.equal((await last("send")).text, "Review, only errors.");
      assert.equal(await text(), "");
    });

    it("keeps the message when an input was not given or Escape was pressed", async () => {
      await type("/tests ");
      await told();
      await type("x");
      await press("Enter");
      const run = await last("run-command");
      await view.send({ type: "command-result", requestId: run.requestId });
      assert.equal(await text(), "/tests x");
      await press("Enter");
      const second = await last("run-command");
      await press("Escape");
      await view.send({ type: "command-result", requestId: second.requestId, text: "Too late." });
      assert.equal(await text(), "/tests x");
      assert.deepEqual(await all("send"), []);
    });

    it("lets an action happen at once", async () => {
      await type("/exp");
      await told();
      await press("Tab");
      assert.equal((await last("run-command")).commandId, "a1");
      assert.equal(await text(), "");
      await composer().fill("/explain as for a child");
      await press("Enter");
      assert.equal((await last("run-command")).args, "as for a child");
      assert.equal(await text(), "");
      assert.deepEqual(await all("send"), []);
    });

    it("sends what is no command as it stands, also before the list has come", async () => {
      await type("/usr/bin is full");
      await press("Enter");
      assert.equal((await last("send")).text, "/usr/bin is full");
      await composer().fill("/review it");
      await press("Enter");
      assert.equal((await all("send")).length, 1);
      await told();
      assert.equal((await last("run-command")).args, "it");
    });
  });

  describe("chips", () => {
    it("go with the arrow keys and are removed by Delete and by button", async () => {
      const attachments = [attachment("one"), attachment("two"), attachment("three")];
      await view.send(snapshot([], panelView({ attachments }), 2));
      await press("Shift+Tab");
      assert.match(await focusedLabel(), /^three\.go/);
      await press("ArrowLeft");
      await press("ArrowLeft");
      assert.match(await focusedLabel(), /^one\.go/);
      await press("Home");
      assert.equal(await focusedLabel(), "Add Context…");
      await press("ArrowRight");
      await press("Enter");
      assert.equal((await last("open-attachment")).attachmentId, "one");
      await press("Backspace");
      assert.equal((await last("remove-attachment")).attachmentId, "one");
      await view.send(snapshot([], panelView({ attachments: attachments.slice(1) }), 3));
      assert.match(await focusedLabel(), /^two\.go/);
      await view.page.getByRole("button", { name: "Remove three.go" }).click();
      assert.equal((await last("remove-attachment")).attachmentId, "three");
      await view.page.getByRole("button", { name: /^two\.go/ }).press("Delete");
      await view.send(snapshot([], panelView({ attachments: [] }), 4));
      assert.match(await focusedLabel(), /^Message\./);
    });

    it("say in words what is refused and why, and what all takes", async () => {
      const attachments = [attachment("one"), attachment("two", { refusal: "Secret files are never sent." })];
      const instructions = [{ label: "AGENTS.md", tokens: 300 }];
      await view.send(snapshot([], panelView({ attachments, instructions }), 2));
      const shown = await view.page.locator(".composer").innerText();
      assert.match(shown, /two\.go is not sent: Secret files are never sent\./);
      assert.match(shown, /about 1\.2k tokens/);
      assert.match(shown, /AGENTS\.md/);
    });

    it("leave the instruction files out of the chat with Delete", async () => {
      const instructions = [{ label: "AGENTS.md", tokens: 300 }];
      await view.send(snapshot([], panelView({ instructions, options: { model: "other" } }), 2));
      await view.page.getByRole("button", { name: /^Instructions: AGENTS\.md/ }).press("Delete");
      assert.deepEqual((await last("set-options")).options, { model: "other", usesInstructions: false });
      assert.match(await focusedLabel(), /^Message\./);
    });

    it("switch the current file by keyboard", async () => {
      const file = (mode: CurrentFileMode, epoch: number) =>
        view.send(
          snapshot(
            [],
            panelView({
              attachableLabel: "main.go",
              currentFile: { label: "main.go", detail: "cmd/main.go", mode, tokens: 900 },
            }),
            epoch,
          ),
        );
      await file("suggested", 2);
      await view.page.getByRole("button", { name: "Attach main.go", exact: true }).press("Enter");
      assert.equal((await last("set-current-file")).mode, "attached");
      await file("attached", 3);
      assert.match(await view.page.locator(".composer").innerText(), /about 900 tokens/);
      await view.page.getByRole("button", { name: /^main\.go, about 900/ }).press("Delete");
      assert.equal((await last("set-current-file")).mode, "suggested");
      await press("ArrowRight");
      assert.match(await focusedLabel(), /^Current File/);
      await press("Enter");
      await press("p");
      await press("Enter");
      assert.equal((await last("set-current-file")).mode, "pinned");
      await file("off", 4);
      await view.page.getByRole("button", { name: "Current File: Never Suggest" }).press("Enter");
      await press("Home");
      await press("Enter");
      assert.equal((await last("set-current-file")).mode, "suggested");
    });
  });

  describe("drops and pastes", () => {
    const drop = (data: Readonly<Record<string, string>>) =>
      view.page.locator(".panel").evaluate((element, data) => {
        const transfer = new DataTransfer();
        for (const [type, value] of Object.entries(data)) transfer.setData(type, value);
        const fire = (name: string) =>
          element.dispatchEvent(
            new DragEvent(name, { dataTransfer: transfer, bubbles: true, cancelable: true }),
          );
        fire("dragenter");
        fire("dragover");
        return fire("drop");
      }, data);

    it("attaches what is dragged from the editor anywhere on the page", async () => {
      await drop({ "application/vnd.code.uri-list": "file:///w/a.ts\nfile:///w/lib" });
      assert.deepEqual((await last("attach-dropped")).uris, ["file:///w/a.ts", "file:///w/lib"]);
      assert.equal(await view.page.locator(".composer-drop").count(), 0);
      assert.equal(
        await drop({ "text/uri-list": "https://example.org/" }),
        false,
        "a link would be followed",
      );
      assert.equal((await all("attach-dropped")).length, 1);
    });

    it("shows where a drop would go, and stops when it leaves", async () => {
      await view.page.locator(".panel").evaluate((element) => {
        const transfer = new DataTransfer();
        transfer.setData("text/uri-list", "file:///w/a.ts");
        element.dispatchEvent(new DragEvent("dragover", { dataTransfer: transfer, bubbles: true }));
      });
      await view.page.getByText("Drop to attach").waitFor();
      await view.page.locator(".panel").evaluate((element) => {
        element.dispatchEvent(new DragEvent("dragleave", { bubbles: true, relatedTarget: null }));
      });
      await view.page.getByText("Drop to attach").waitFor({ state: "detached" });
    });

    /** Pastes a picture of that size made of noise, as PNG, and gives the size that was posted. */
    async function pastePicture(widthPx: number, heightPx: number): Promise<[number, number]> {
      await composer().evaluate(
        async (element, [width, height]) => {
          const canvas = new OffscreenCanvas(width ?? 1, height ?? 1);
          const context = canvas.getContext("2d");
          context?.fillRect(0, 0, 10, 10);
          const file = new File([await canvas.convertToBlob()], "shot.png", { type: "image/png" });
          const data = new DataTransfer();
          data.items.add(file);
          element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
        },
        [widthPx, heightPx],
      );
      await view.page.waitForFunction(() =>
        (Reflect.get(window, "posted") as FromWebviewMessage[]).some(({ type }) => type === "attach-image"),
      );
      const { base64, name } = await last("attach-image");
      assert.equal(name, "shot.png");
      const bytes = Buffer.from(base64, "base64");
      assert.equal(bytes.toString("latin1", 1, 4), "PNG");
      return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
    }

    it("attaches a pasted image as it is, or made smaller", async () => {
      assert.deepEqual(await pastePicture(640, 480), [640, 480]);
    });

    it("makes a large image smaller before it is posted", async () => {
      assert.deepEqual(await pastePicture(4000, 1000), [1568, 392]);
    });

    it("says that an image cannot be read, and pastes text where there is text", async () => {
      const paste = (withText: boolean) =>
        composer().evaluate((element, withText) => {
          const data = new DataTransfer();
          data.items.add(new File(["no image"], "bad.png", { type: "image/png" }));
          if (withText) data.setData("text/plain", "cells");
          const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
          return element.dispatchEvent(event);
        }, withText);
      assert.equal(await paste(true), true);
      assert.equal(await paste(false), false);
      await view.page.getByText("bad.png is no image that can be read.").waitFor();
      assert.deepEqual(await all("attach-image"), []);
    });
  });

  it("grows to two fifths of the view and then scrolls, also when the view gets narrower", async () => {
    const heightPx = async () => (await composer().boundingBox())?.height ?? 0;
    const one = await heightPx();
    await composer().fill("word ".repeat(40));
    const some = await heightPx();
    assert.ok(some > one);
    await view.page.setViewportSize({ width: 200, height: 760 });
    await view.page.waitForFunction(
      (some) => (document.querySelector(".composer textarea")?.clientHeight ?? 0) > some,
      some,
    );
    await composer().fill("line\n".repeat(200));
    assert.equal(await heightPx(), 0.4 * 760);
  });
});
