import assert from "node:assert/strict";
import type { PendingAttachment } from "../../../src/chat/attachment";
import { textHash } from "../../../src/chat/attachables/textHash";
import { CurrentFile, wasSent, type CurrentFileMemory } from "../../../src/chat/currentFile";
import { PanelContext, type ContextHost } from "../../../src/chat/panelContext";
import type { AttachableView, ToWebviewMessage } from "../../../src/chat/protocol";
import { readFromWebview } from "../../../src/chat/readFromWebview";
import { imageBytes } from "./attachables/imageSamples";
import { fakeChat } from "./fakeChat";
import { fakeContext, pendingFile } from "./fakeContext";

function contextOf(parts: Partial<ContextHost> = {}, kept?: unknown) {
  const chat = fakeChat();
  const posted: ToWebviewMessage[] = [];
  const writes: unknown[] = [];
  const currentFile = new CurrentFile({
    read: () => kept,
    write: async (mode) => {
      writes.push(mode);
    },
  });
  const context = new PanelContext({
    sessions: chat.sessions,
    host: fakeContext(parts),
    currentFile,
    post: (message) => posted.push(message),
    changed: () => undefined,
  });
  const id = chat.sessions.create();
  /** Sends a question the way the panel does, and ends its answer. */
  const ask = async (text: string) => {
    await context.beforeSend(id);
    const sent = chat.sessions.send(id, text);
    chat.client.answer("ok");
    await sent;
    return chat.client.requests.at(-1)?.messages.at(-1)?.text;
  };
  return { chat, context, posted, writes, id, ask };
}

const item = (id: string): AttachableView => ({ id, kind: "file", label: id, detail: "", icon: "file" });
const png = Buffer.from(imageBytes("png", 280, 28)).toString("base64");

describe("PanelContext", () => {
  it("answers only the newest search", async () => {
    const answers = new Map<string, (items: readonly AttachableView[]) => void>();
    const { context, posted, id } = contextOf({
      search: async (query, _kind, _signal, onItems) => {
        answers.set(query, onItems);
      },
    });
    const first = context.handle({ type: "search-attachables", requestId: "r1", query: "a" }, id);
    const second = context.handle({ type: "search-attachables", requestId: "r2", query: "ab" }, id);
    await Promise.all([first, second]);
    answers.get("ab")?.([item("two")]);
    answers.get("a")?.([item("one")]);
    answers.get("ab")?.([item("two"), item("three")]);
    assert.deepEqual(posted, [
      { type: "attachables", requestId: "r2", items: [item("two")] },
      { type: "attachables", requestId: "r2", items: [item("two"), item("three")] },
    ]);
  });

  it("attaches what an item stands for, and nothing for one that is gone", async () => {
    const { chat, context, id } = contextOf({
      attach: async (itemId) => (itemId === "known" ? pendingFile("a.ts", "x") : undefined),
    });
    await context.handle({ type: "attach-item", itemId: "gone" }, id);
    await context.handle({ type: "attach-item", itemId: "known" }, id);
    assert.deepEqual(
      chat.sessions.pendingAttachments(id).map(({ label }) => label),
      ["a.ts"],
    );
  });

  it("attaches a pasted image as its bytes are, and says why not", async () => {
    const { chat, context, id } = contextOf();
    await context.handle({ type: "attach-image", base64: png, name: "shot.png" }, id);
    await context.handle({ type: "attach-image", base64: "AAAA" }, id);
    assert.deepEqual(
      chat.sessions.pendingAttachments(id).map(({ label, tokens, refusal }) => [label, tokens, refusal]),
      [
        ["shot.png", 10, undefined],
        ["Pasted image", 0, "It is no PNG, JPEG, WebP or GIF image."],
      ],
    );
    chat.settings.current = { ...chat.settings.current, takesImages: false, model: "deepseek-v4-pro" };
    await context.handle({ type: "attach-image", base64: png, name: "b.png" }, id);
    assert.match(
      chat.sessions.pendingAttachments(id).at(-1)?.refusal ?? "",
      /^deepseek-v4-pro takes no images/u,
    );
  });

  it("refuses an image file where the model takes none", async () => {
    const image = { mimeType: "image/png", base64: png } as const;
    const { chat, context, id } = contextOf({
      attach: async () => pendingFile("logo.png", "", { kind: "image", image }),
    });
    chat.settings.current = { ...chat.settings.current, takesImages: false, model: "deepseek-v4-pro" };
    await context.handle({ type: "attach-item", itemId: "logo" }, id);
    assert.match(chat.sessions.pendingAttachments(id)[0]?.refusal ?? "", /takes no images/u);
  });

  it("takes ten images and fifty attachments, and says so", async () => {
    let dropped: readonly PendingAttachment[] = [];
    const { chat, context, id } = contextOf({ readDropped: async () => dropped });
    for (let count = 0; count < 11; count++) {
      await context.handle({ type: "attach-image", base64: png, name: `${count}.png` }, id);
    }
    dropped = Array.from({ length: 41 }, (_, index) => pendingFile(`${index}.ts`, "x"));
    await context.handle({ type: "attach-dropped", uris: [] }, id);
    const refusals = chat.sessions
      .pendingAttachments(id)
      .flatMap(({ label, refusal }) => (refusal === undefined ? [] : [`${label}: ${refusal}`]));
    assert.deepEqual(refusals, [
      "10.png: A message takes 10 images. Remove one first.",
      "40.ts: A message takes 50 attachments. Remove one first.",
    ]);
  });

  it("lists commands and hands back what one of them says", async () => {
    const command = { id: "c1", name: "review", description: "Looks", kind: "prompt" } as const;
    const { context, posted, id } = contextOf({
      commands: async () => [command],
      runCommand: async (commandId, args) => (commandId === "c1" ? `Look at ${args}` : undefined),
    });
    await context.handle({ type: "list-commands", requestId: "r1" }, id);
    await context.handle({ type: "run-command", requestId: "r2", commandId: "c1", args: "this" }, id);
    await context.handle({ type: "run-command", requestId: "r3", commandId: "c9", args: "" }, id);
    assert.deepEqual(posted, [
      { type: "commands", requestId: "r1", items: [command] },
      { type: "command-result", requestId: "r2", text: "Look at this" },
      { type: "command-result", requestId: "r3" },
    ]);
  });
});

describe("the current file", () => {
  let text = "one";
  const open = {
    readCurrentFile: () =>
      pendingFile("main.ts", text, { source: { uri: "file:///main.ts", textHash: textHash(text) } }),
    currentFile: () => ({ label: "main.ts", detail: "src/main.ts", tokens: 3 }),
  };
  beforeEach(() => {
    text = "one";
  });
  const carries = (sent: string | undefined) => sent?.startsWith("File `main.ts`") === true;

  it("is only suggested at first", async () => {
    const { context, ask } = contextOf(open);
    assert.deepEqual(context.currentFile, {
      label: "main.ts",
      detail: "src/main.ts",
      tokens: 3,
      mode: "suggested",
    });
    assert.equal(await ask("Why?"), "Why?");
  });

  it("goes with one message when it is attached", async () => {
    const { context, ask, id, writes } = contextOf(open);
    await context.handle({ type: "set-current-file", mode: "attached" }, id);
    assert.equal(carries(await ask("Why?")), true);
    assert.equal(context.currentFile?.mode, "suggested");
    text = "two";
    assert.equal(carries(await ask("And now?")), false);
    assert.deepEqual(writes, ["suggested"]);
  });

  it("goes with every message when it is pinned, but never twice as the same text", async () => {
    const { context, ask, id } = contextOf(open);
    await context.handle({ type: "set-current-file", mode: "pinned" }, id);
    assert.equal(carries(await ask("1")), true);
    assert.equal(await ask("2"), "2");
    text = "two";
    assert.equal(carries(await ask("3")), true);
    text = "one";
    assert.equal(await ask("4"), "4");
    assert.equal(context.currentFile?.mode, "pinned");
  });

  it("stays here when it is refused, or nothing can be sent", async () => {
    const refused = contextOf(
      { ...open, readCurrentFile: () => pendingFile(".env", "", { refusal: "A secret file." }) },
      "pinned",
    );
    assert.equal(await refused.ask("1"), "1");
    assert.deepEqual(refused.chat.sessions.conversation(refused.id)?.messages[0]?.attachments, []);

    const stuck = contextOf(open, "pinned");
    const obstacle = { message: "No key.", nextStep: "Set it.", remedies: [] };
    stuck.chat.settings.current = { ...stuck.chat.settings.current, obstacle };
    await stuck.context.beforeSend(stuck.id);
    assert.deepEqual(stuck.chat.sessions.pendingAttachments(stuck.id), []);
  });

  it("remembers pinned and off, and believes nothing else that was kept", () => {
    const modeOf = (kept: unknown) => contextOf(open, kept).context.currentFile?.mode;
    assert.deepEqual(["pinned", "off", "attached", "suggested", 7, undefined].map(modeOf), [
      "pinned",
      "off",
      "suggested",
      "suggested",
      "suggested",
      "suggested",
    ]);
  });

  it("passes a failure to keep the choice on, with the choice made", async () => {
    const memory: CurrentFileMemory = {
      read: () => undefined,
      write: () => Promise.reject(new Error("full")),
    };
    const file = new CurrentFile(memory);
    await assert.rejects(file.set("pinned"));
    assert.equal(file.goesAlong, true);
  });

  it("counts what was refused as not sent", () => {
    const attachment = pendingFile("a.ts", "x", { source: { uri: "u", textHash: "h" } });
    const source = { uri: "u", textHash: "h" };
    assert.equal(wasSent([{ attachments: [attachment] }], source), true);
    assert.equal(wasSent([{ attachments: [{ ...attachment, refusal: "No." }] }], source), false);
    assert.equal(wasSent([{ attachments: [attachment] }], { uri: "u" }), false);
  });
});

describe("readFromWebview, for a message's context", () => {
  const good: readonly object[] = [
    { type: "search-attachables", requestId: "r", query: "" },
    { type: "search-attachables", requestId: "r", query: "a b", kind: "symbol" },
    { type: "attach-item", itemId: "item-7" },
    { type: "attach-dropped", uris: ["file:///a", "nonsense"] },
    { type: "attach-image", base64: png },
    { type: "attach-image", base64: png, name: "a.png" },
    { type: "set-current-file", mode: "pinned" },
    { type: "list-commands", requestId: "r" },
    { type: "run-command", requestId: "r", commandId: "c", args: "" },
  ];
  const bad: readonly object[] = [
    { type: "search-attachables", query: "a" },
    { type: "search-attachables", requestId: "r", query: "a".repeat(257) },
    { type: "search-attachables", requestId: "r", query: "a", kind: "secrets" },
    { type: "attach-item", itemId: "../../etc/passwd" },
    { type: "attach-dropped", uris: "file:///a" },
    { type: "attach-dropped", uris: ["file:///a", 7] },
    { type: "attach-dropped", uris: Array.from({ length: 51 }, () => "file:///a") },
    { type: "attach-dropped", uris: ["x".repeat(4_097)] },
    { type: "attach-image", base64: 7 },
    { type: "attach-image", base64: "A".repeat(20_000_001) },
    { type: "attach-image", base64: png, name: "x".repeat(201) },
    { type: "set-current-file", mode: "always" },
    { type: "list-commands" },
    { type: "run-command", requestId: "r", commandId: "workbench.action.quit", args: "" },
    { type: "run-command", requestId: "r", commandId: "c", args: "x".repeat(20_001) },
  ];
  it("takes what is whole and drops what was added", () => {
    for (const message of good) assert.deepEqual(readFromWebview({ ...message, more: 1 }), message);
  });
  it("takes nothing that is missing, oversize or of another shape", () => {
    for (const message of bad)
      assert.equal(readFromWebview(message), undefined, JSON.stringify(message).slice(0, 80));
  });
});

describe("textHash", () => {
  it("tells texts apart that differ in one place or in order", () => {
    const texts = ["", "a", "b", "ab", "ba", "aa", "aaa", "x".repeat(1_000), `${"x".repeat(999)}y`];
    assert.equal(new Set(texts.map(textHash)).size, texts.length);
    assert.equal(textHash("same"), textHash("same"));
  });
});
