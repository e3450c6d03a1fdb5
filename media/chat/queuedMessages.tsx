import type { VNode } from "preact";
import type { QueuedView } from "../../src/chat/protocol";
import { post } from "./host";
import { IconButton } from "./iconButton";
import { VisibleText } from "./markdown/visibleText";
import "./queuedMessages.css";

interface Props {
  readonly conversationId: string;
  readonly queue: readonly QueuedView[];
  readonly isRunning: boolean;
}

/** Messages that go out when the running answer is complete, in order. After a stop they wait for the user's word. */
export function QueuedMessages({ conversationId, queue, isRunning }: Props): VNode | null {
  if (queue.length === 0) return null;
  return (
    <div class="queued">
      <div class="queued-head">
        <span>{isRunning ? "Sent after this answer" : "Not sent: the answer before was not complete"}</span>
        {!isRunning && (
          <button
            type="button"
            class="text-button"
            onClick={() => post({ type: "send-queued", conversationId })}
          >
            Send Now
          </button>
        )}
      </div>
      <ul class="queued-list">
        {queue.map(({ id, text, attachments }) => (
          <li key={id} class="queued-item">
            <span class="codicon codicon-clock" aria-hidden="true" />
            <span class="queued-text" dir="auto" title={text}>
              <VisibleText text={text === "" ? (attachments[0]?.label ?? "") : text} />
            </span>
            <IconButton
              icon="edit"
              label="Edit Instead of Sending"
              onClick={() => post({ type: "remove-queued", conversationId, messageId: id })}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
