import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { createFileStore } from "../../../../src/chat/history/fileStore";
import { fakeChat, ManualClock, settle } from "../fakeChat";

const childDirectory = process.env["MIDFILL_CRASH_DIRECTORY"];

/** Asks and streams for ever, 50 ms of its own clock a token, and prints what it has got before it goes on. */
async function streamUntilKilled(directory: string): Promise<void> {
  const clock = new ManualClock();
  const store = createFileStore({ directory, clock, log: () => undefined });
  const { sessions, client } = fakeChat({ clock, changes: { store, createId: () => crypto.randomUUID() } });
  const id = sessions.create();
  for (let turn = 0; ; turn++) {
    const sent = sessions.send(id, `question ${turn}`);
    for (let token = 0; token < 12; token++) {
      client.push({ type: "text-delta", text: `t${token} ` });
      await settle();
      clock.advance(50);
      await store.settled();
      const answer = sessions.conversation(id)?.messages.at(-1)?.text ?? "";
      process.stdout.write(`${JSON.stringify({ id, turn, chars: answer.length })}\n`);
    }
    client.answer("end");
    await sent;
    await store.settled();
  }
}

if (childDirectory !== undefined) {
  await streamUntilKilled(childDirectory);
} else {
  describe("history under SIGKILL", () => {
    // The checks take a sample; `npm run test:crash`, a stage of `npm test`, all of them.
    const isWhole = process.env["npm_lifecycle_event"] === "test:crash";
    const kills = isWhole ? 1_000 : 30;
    it(`loses no finished message and at most 250 ms of a streaming one in ${kills} kills`, async function () {
      this.timeout(isWhole ? 600_000 : 180_000);
      const root = await mkdtemp(path.join(tmpdir(), "midfill-crash-"));
      let next = 0;
      const worker = async () => {
        for (let kill = next++; kill < kills; kill = next++)
          await killOnce(path.join(root, String(kill)), 1 + ((kill * 7) % 60), kill % 16);
      };
      try {
        await Promise.all([worker(), worker()]);
      } finally {
        await rm(root, { recursive: true });
      }
    });
  });
}

/** Kills a child so many milliseconds after it has printed so many lines: at another point of its work each time. */
async function killOnce(directory: string, afterLines: number, delayMs: number): Promise<void> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url)], {
    env: { ...process.env, MIDFILL_CRASH_DIRECTORY: directory },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines: string[] = [];
  const exited = new Promise<void>((resolve) => child.once("close", () => resolve()));
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === afterLines) setTimeout(() => child.kill("SIGKILL"), delayMs);
  }
  await exited;
  assert.ok(lines.length >= afterLines, "the child ended by itself");
  const seen = lines.map((line) => JSON.parse(line) as { id: string; turn: number; chars: number });
  const last = seen.at(-1);
  // 250 ms are five tokens of 50 ms each.
  const then = seen.at(-6);
  assert.ok(last !== undefined);
  const { sessions } = fakeChat({
    changes: { store: createFileStore({ directory, clock: new ManualClock(), log: () => undefined }) },
  });
  const { messages } = await sessions.load(last.id);
  for (let turn = 0; turn <= last.turn; turn++) assert.equal(messages[2 * turn]?.text, `question ${turn}`);
  const whole = Array.from({ length: 12 }, (_, token) => `t${token} `).join("");
  for (let turn = 0; turn < last.turn; turn++) {
    assert.equal(messages[2 * turn + 1]?.status, "complete");
    assert.equal(messages[2 * turn + 1]?.text, `${whole}end`);
  }
  const answer = messages[2 * last.turn + 1];
  assert.ok(`${whole}end`.startsWith(answer?.text ?? "missing"));
  if (then?.turn === last.turn) assert.ok((answer?.text.length ?? 0) >= then.chars);
}
