import { memo } from "./memo";
import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import type { ChatNotice, MessageView } from "../../src/chat/protocol";
import { AttachmentChip } from "./attachmentChip";
import { post } from "./host";
import { IconButton } from "./iconButton";
import { MarkdownText, type MarkdownActions } from "./markdown/markdownText";
import { VisibleText } from "./markdown/visibleText";
import { Notice } from "./notice";
import { StatusLine } from "./statusLine";
import { isRunning } from "./statusText";
import { Thinking } from "./thinking";
import { UsageLine } from "./usageLine";
import "./messageItem.css";

interface Props {
  readonly message: MessageView;
  readonly isLast: boolean;
  readonly isThinkingOpen: boolean | undefined;
  readonly onToggleThinking: (messageId: string, isOpen: boolean) => void;
  /** The same function at every draw. */
  readonly onRemedy: (remedy: ChatNotice["remedies"][number]) => void;
}

/** One message: the user's in a bubble, the model's as a page. Drawn again only when it changed. */
export const MessageItem = memo(function MessageItem(props: Props): VNode {
  return props.message.role === "user" ? <UserMessage {...props} /> : <AssistantMessage {...props} />;
});

function UserMessage({ message }: Props): VNode {
  return (
    <div class="message user">
      <h2 class="visually-hidden">You</h2>
      {message.attachments.length > 0 && (
        <div class="chips" role="list" aria-label="Attached">
          {message.attachments.map((attachment) => (
            <AttachmentChip
              key={attachment.id}
              attachment={attachment}
              onOpen={() =>
                post({ type: "open-attachment", messageId: message.id, attachmentId: attachment.id })
              }
            />
          ))}
        </div>
      )}
      <div class="bubble" dir="auto">
        <VisibleText text={message.text} />
      </div>
    </div>
  );
}

function AssistantMessage({ message, isLast, isThinkingOpen, onToggleThinking, onRemedy }: Props): VNode {
  const { id } = message;
  const actions = useMemo<MarkdownActions>(
    () => ({
      copyCode: (code) => post({ type: "copy-code", messageId: id, code }),
      insertCode: (code) => post({ type: "insert-code", messageId: id, code }),
      openLink: (href) => post({ type: "open-link", messageId: id, href }),
    }),
    [id],
  );
  const running = isRunning(message);
  return (
    <div class="message assistant" aria-busy={running}>
      <h2 class="visually-hidden">Answer</h2>
      <Thinking
        message={message}
        isOpen={isThinkingOpen}
        onToggle={(isOpen) => onToggleThinking(id, isOpen)}
      />
      {message.text !== "" && <MarkdownText text={message.text} isFinal={!running} actions={actions} />}
      <StatusLine message={message} onRetry={isLast ? () => onRemedy("retry") : undefined} />
      {message.notice !== undefined && (
        <Notice
          notice={isLast ? message.notice : { ...message.notice, remedies: [] }}
          look={message.status === "failed" ? "error" : "warning"}
          onRemedy={onRemedy}
        />
      )}
      {!running && (
        <div class="message-footer">
          <UsageLine message={message} />
          <span class="message-actions">
            {message.text !== "" && (
              <IconButton
                icon="copy"
                label="Copy"
                onClick={() => post({ type: "copy-message", messageId: id })}
              />
            )}
            {isLast && message.notice?.remedies.includes("retry") !== true && (
              <IconButton icon="refresh" label="Try Again" onClick={() => onRemedy("retry")} />
            )}
          </span>
        </div>
      )}
    </div>
  );
}
