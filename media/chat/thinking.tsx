import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { MessageView } from "../../src/chat/protocol";
import { clockText, durationText, fullCount, roughTokens, shortCount } from "./figures";
import { LongText } from "./markdown/longText";
import { useNow } from "./useNow";
import "./foldHeader.css";
import "./thinking.css";

interface Props {
  readonly message: MessageView;
  /** As the user left it; undefined: a short preview while it thinks, folded afterwards. */
  readonly isOpen: boolean | undefined;
  readonly onToggle: (isOpen: boolean) => void;
}

/** The preview shows the end of the thinking only; the whole of it may be very long. */
const previewChars = 1200;

/** What the model thought before it answered, never part of the answer. */
export function Thinking({ message, isOpen, onToggle }: Props): VNode | null {
  const isLive =
    message.status === "thinking" ||
    (message.status === "stalled" && message.text === "" && message.reasoning !== "");
  const nowMs = useNow(isLive);
  const body = useRef<HTMLDivElement>(null);
  const isPreview = isLive && isOpen === undefined;
  useEffect(() => {
    if (isPreview && body.current !== null) body.current.scrollTop = body.current.scrollHeight;
  });
  if (message.reasoning === "" && !isLive) return null;
  const isShown = isOpen ?? isLive;
  const bodyId = `thinking-${message.id}`;
  const tokens = message.usage?.reasoningTokens;
  const text = isPreview ? message.reasoning.slice(-previewChars) : message.reasoning;
  return (
    <div class={isLive ? "thinking live" : "thinking"}>
      <button
        type="button"
        class="fold-header"
        aria-expanded={isShown}
        aria-controls={bodyId}
        onClick={() => onToggle(!isShown)}
      >
        <span class={`codicon codicon-chevron-${isShown ? "down" : "right"}`} aria-hidden="true" />
        {isLive ? (
          <>
            <span class="thinking-title">Thinking</span>
            {/* While it stalls, the line below has the time: that of the stall. */}
            {message.status === "thinking" && (
              <span class="timer" aria-hidden="true">
                {clockText(nowMs - message.statusSinceMs)}
              </span>
            )}
            {message.reasoning !== "" && (
              <span class="timer" aria-hidden="true">
                · about {shortCount(roughTokens(message.reasoning))} tokens
              </span>
            )}
          </>
        ) : (
          <span>
            {message.reasoningMs === undefined
              ? "Thought"
              : `Thought for ${durationText(message.reasoningMs)}`}
            {tokens !== undefined &&
              tokens > 0 &&
              ` · ${fullCount(tokens)} ${tokens === 1 ? "token" : "tokens"}`}
          </span>
        )}
      </button>
      {isShown && message.reasoning !== "" && (
        <div
          ref={body}
          id={bodyId}
          class={isPreview ? "thinking-body preview" : "thinking-body"}
          role="region"
          aria-label="Thinking"
          tabIndex={0}
          dir="auto"
        >
          <LongText text={text} />
        </div>
      )}
    </div>
  );
}
