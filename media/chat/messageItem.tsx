import { memo } from "./memo";
import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import type { ChatNotice, MessageView, PanelView, ProviderView } from "../../src/chat/protocol";
import { AttachmentChip } from "./attachmentChip";
import { BranchSwitch } from "./branchSwitch";
import { fileLinks, post } from "./host";
import { IconButton } from "./iconButton";
import { LongText } from "./markdown/longText";
import { MarkdownText, type MarkdownActions } from "./markdown/markdownText";
import { Notice } from "./notice";
import { QuestionEditor } from "./questionEditor";
import { RetryMenu } from "./retryMenu";
import { StatusLine } from "./statusLine";
import { isRunning } from "./statusText";
import { Thinking } from "./thinking";
import { ToolCalls } from "./toolCall";
import { UsageLine } from "./usageLine";
import "./messageItem.css";

interface Props {
  readonly conversationId: string;
  readonly message: MessageView;
  readonly isLast: boolean;
  /** Nothing of the same answer follows: what tools were called for comes in messages of its own. */
  readonly isAnswerEnd: boolean;
  /** An answer runs somewhere in the conversation: branches stay as they are. */
  readonly isBusy: boolean;
  readonly provider: ProviderView;
  /** Of the last message: what another model or effort costs. */
  readonly hints: PanelView["cacheHints"];
  /** Of a question: what asking it in other words costs. */
  readonly editHint: string | undefined;
  /** The user is writing this question anew: what it says by now. */
  readonly editedText: string | undefined;
  /** Undefined ends the editing. The same function at every draw, as all that follow. */
  readonly onEdit: (messageId: string, text: string | undefined) => void;
  readonly isThinkingOpen: boolean | undefined;
  readonly onToggleThinking: (messageId: string, isOpen: boolean) => void;
  readonly onRemedy: (remedy: ChatNotice["remedies"][number]) => void;
}

/** One message: the user's in a bubble, the model's as a page. Drawn again only when it changed. */
export const MessageItem = memo(function MessageItem(props: Props): VNode {
  return props.message.role === "user" ? <UserMessage {...props} /> : <AssistantMessage {...props} />;
});

function UserMessage(props: Props): VNode {
  const { conversationId, message, isBusy, provider, editHint, editedText, onEdit } = props;
  const stopEditing = (): void => onEdit(message.id, undefined);
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
      {editedText === undefined ? (
        <>
          <div class="bubble" dir="auto">
            <LongText text={message.text} />
          </div>
          <span class="message-actions question-actions">
            <BranchSwitch conversationId={conversationId} message={message} isDisabled={isBusy} />
            <IconButton
              icon="edit"
              label="Edit and Send Again"
              isDisabled={isBusy}
              onClick={() => onEdit(message.id, message.text)}
            />
          </span>
        </>
      ) : (
        <QuestionEditor
          text={editedText}
          hint={editHint}
          obstacle={isBusy ? "An answer is still running." : provider.obstacle?.message}
          onChange={(text) => onEdit(message.id, text)}
          onSend={(text) => {
            post({ type: "resend", conversationId, messageId: message.id, text });
            stopEditing();
          }}
          onCancel={stopEditing}
        />
      )}
    </div>
  );
}

function AssistantMessage(props: Props): VNode {
  const { conversationId, message, isLast, isAnswerEnd, isBusy, provider, hints } = props;
  const { isThinkingOpen, onToggleThinking, onRemedy } = props;
  const { id } = message;
  const actions = useMemo<MarkdownActions>(
    () => ({
      useCode: (type, code) => post({ type, messageId: id, code }),
      openLink: (href) => post({ type: "open-link", messageId: id, href }),
      files: {
        idOf: (text) => fileLinks.idOf(text),
        watch: (text, changed) => fileLinks.watch(id, text, changed),
        open: (text) => fileLinks.open(text),
      },
    }),
    [id],
  );
  const running = isRunning(message);
  const canContinue = isLast && !isBusy && message.canContinue === true;
  const onContinue = canContinue ? () => post({ type: "continue", conversationId }) : undefined;
  return (
    <div class="message assistant" aria-busy={running}>
      <h2 class="visually-hidden">Answer</h2>
      <Thinking
        message={message}
        isOpen={isThinkingOpen}
        onToggle={(isOpen) => onToggleThinking(id, isOpen)}
      />
      {message.text !== "" && <MarkdownText text={message.text} isFinal={!running} actions={actions} />}
      {message.toolCalls !== undefined && (
        <ToolCalls calls={message.toolCalls} isRunning={isLast && isBusy} />
      )}
      {message.fallback !== undefined && (
        <div class="status-line whole-sentence">
          <span class="codicon codicon-arrow-swap" aria-hidden="true" />
          <span>{message.fallback}</span>
        </div>
      )}
      <StatusLine
        message={message}
        onRetry={isLast ? () => onRemedy("retry") : undefined}
        onContinue={onContinue}
      />
      {message.notice !== undefined && (
        <Notice
          notice={isLast ? message.notice : { ...message.notice, remedies: [] }}
          look={message.status === "failed" ? "error" : "warning"}
          onRemedy={onRemedy}
          onContinue={onContinue}
        />
      )}
      {!running && isAnswerEnd && (
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
            <BranchSwitch conversationId={conversationId} message={message} isDisabled={isBusy} />
            {!isBusy && (
              <RetryMenu
                conversationId={conversationId}
                message={message}
                provider={provider}
                hints={hints}
              />
            )}
          </span>
        </div>
      )}
    </div>
  );
}
