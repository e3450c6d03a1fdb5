import type { VNode } from "preact";
import type { MessageView } from "../../src/chat/protocol";
import { clockText, roughTokens, shortCount } from "./figures";
import { isRunning, statusText } from "./statusText";
import { useNow } from "./useNow";
import "./statusLine.css";

interface Props {
  readonly message: MessageView;
  /** Asks again; undefined where it is not the last answer. */
  readonly onRetry: (() => void) | undefined;
  /** Goes on with it; undefined where it did not break off. */
  readonly onContinue: (() => void) | undefined;
}

/** How the answer is doing. The panel's announcer tells screen readers; the timer is for the eye only. */
export function StatusLine({ message, onRetry, onContinue }: Props): VNode | null {
  const status = statusText(message);
  const nowMs = useNow(status?.hasTimer === true);
  if (status === undefined) return null;
  const canContinue = onContinue !== undefined && message.notice === undefined;
  const canRetry = onRetry !== undefined && !isRunning(message) && message.notice === undefined;
  const spin = status.icon === "loading" ? " codicon-modifier-spin" : "";
  return (
    <div class={`status-line ${status.icon}`}>
      <span class={`codicon codicon-${status.icon}${spin}`} aria-hidden="true" />
      <span>{status.text}</span>
      {status.hasTimer && (
        <span class="timer" aria-hidden="true">
          {clockText(nowMs - message.statusSinceMs)}
          {message.text !== "" && ` · about ${shortCount(roughTokens(message.text))} tokens`}
        </span>
      )}
      {canContinue && (
        <button type="button" class="text-button" onClick={onContinue}>
          Continue
        </button>
      )}
      {canRetry && (
        <button type="button" class="text-button" onClick={onRetry}>
          Try Again
        </button>
      )}
    </div>
  );
}
