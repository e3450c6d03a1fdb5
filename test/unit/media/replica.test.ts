import assert from "node:assert/strict";
import * as fc from "fast-check";
import { applyToReplica, type Replica } from "../../../media/chat/replica";
import {
  protocolVersion,
  type ConversationChange,
  type MessageView,
  type ToWebviewMessage,
} from "../../../src/chat/protocol";
import { answer, panelView } from "./views";

type ReplicaMessage = Extract<ToWebviewMessage, { type: "snapshot" | "update" }>;

function snapshot(epoch: number, sequence: number, messages: readonly MessageView[]): ReplicaMessage {
  return {
    type: "snapshot",
    version: protocolVersion,
    epoch,
    sequence,
    panel: panelView(),
    messages,
    draft: "",
  };
}

function update(epoch: number, sequence: number, ...changes: ConversationChange[]): ReplicaMessage {
  return { type: "update", epoch, sequence, changes };
}

function text(offset: number, delta: string): ConversationChange {
  return { type: "text-delta", messageId: "a1", offset, text: delta };
}

function started(): Replica {
  const { replica } = applyToReplica(
    undefined,
    snapshot(3, 0, [answer({ id: "u1" }), answer({ text: "ab" })]),
  );
  assert.ok(replica);
  return replica;
}

describe("applyToReplica", () => {
  it("takes a snapshot and appends deltas, keeping unchanged messages identical", () => {
    const before = started();
    const { replica, needsSnapshot } = applyToReplica(before, update(3, 1, text(2, "cd"), text(4, "e")));
    assert.equal(needsSnapshot, false);
    assert.equal(replica?.messages[1]?.text, "abcde");
    assert.equal(replica?.messages[0], before.messages[0]);
  });

  it("replaces a message by id, adds an unknown one, takes a panel", () => {
    const panel = panelView({ title: "Renamed" });
    const changes: ConversationChange[] = [
      { type: "message", message: answer({ text: "new" }) },
      { type: "message", message: answer({ id: "a2", text: "more" }) },
      { type: "panel", panel },
    ];
    const { replica } = applyToReplica(started(), update(3, 1, ...changes));
    assert.deepEqual(
      replica?.messages.map((message) => message.text),
      ["", "new", "more"],
    );
    assert.equal(replica?.panel, panel);
  });

  it("recognises a repeated delta by its offset and takes the part that is new", () => {
    const { replica, needsSnapshot } = applyToReplica(started(), update(3, 1, text(1, "bcd")));
    assert.equal(needsSnapshot, false);
    assert.equal(replica?.messages[1]?.text, "abcd");
  });

  for (const [why, message] of Object.entries({
    "a gap in the sequence": update(3, 2, text(2, "x")),
    "a newer epoch": update(4, 1, text(2, "x")),
    "an unknown message": update(3, 1, { ...text(2, "x"), messageId: "?" } as ConversationChange),
    "a hole in the text": update(3, 1, text(5, "x")),
    "another text than ours": update(3, 1, text(1, "x")),
  })) {
    it(`asks for a snapshot after ${why} and keeps what it has`, () => {
      const before = started();
      assert.deepEqual(applyToReplica(before, message), { replica: before, needsSnapshot: true });
    });
  }

  for (const [why, message] of Object.entries({
    "a repeated update": update(3, 0, text(2, "x")),
    "an older epoch": update(2, 9, text(2, "x")),
    "an older snapshot": snapshot(2, 5, []),
  })) {
    it(`ignores ${why}`, () => {
      const before = started();
      assert.deepEqual(applyToReplica(before, message), { replica: before, needsSnapshot: false });
    });
  }

  it("converges whatever is lost, repeated or out of order, once the host answers what it asked for", () => {
    const pieces = fc.array(fc.string({ minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 12 });
    const fates = fc.array(fc.constantFrom("pass", "lose", "repeat", "delay"), {
      minLength: 12,
      maxLength: 12,
    });
    fc.assert(
      fc.property(pieces, fates, (texts, fate) => {
        let whole = "";
        let epoch = 1;
        let sequence = 0;
        let replica: Replica | undefined;
        const delayed: ReplicaMessage[] = [];
        const receive = (message: ReplicaMessage): void => {
          const step = applyToReplica(replica, message);
          replica = step.replica;
          if (!step.needsSnapshot) return;
          epoch += 1;
          sequence = 0;
          replica = applyToReplica(replica, snapshot(epoch, 0, [answer({ text: whole })])).replica;
        };
        receive(snapshot(1, 0, [answer()]));
        for (const [index, piece] of texts.entries()) {
          const message = update(epoch, ++sequence, text(whole.length, piece));
          whole += piece;
          if (fate[index] === "delay") delayed.push(message);
          if (fate[index] === "pass" || fate[index] === "repeat") receive(message);
          if (fate[index] === "repeat") receive(message);
        }
        for (const message of delayed) receive(message);
        receive(update(epoch, ++sequence, text(whole.length, "!")));
        assert.equal(replica?.messages[0]?.text.slice(0, whole.length), whole);
      }),
    );
  });
});
