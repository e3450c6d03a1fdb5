import type { VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { CacheHint } from "./cacheHint";
import { useFittingHeight } from "./useFittingHeight";
import "./messageInput.css";
import "./questionEditor.css";

interface Props {
  readonly text: string;
  /** What stands in the way of asking now; undefined: nothing. */
  readonly obstacle: string | undefined;
  /** What asking costs because the provider's cache does not serve it; undefined: a trifle. */
  readonly hint: string | undefined;
  readonly onChange: (text: string) => void;
  readonly onSend: (text: string) => void;
  readonly onCancel: () => void;
}

/** An earlier question being written anew. Asking it opens a branch; nothing is thrown away. */
export function QuestionEditor({ text, obstacle, hint, onChange, onSend, onCancel }: Props): VNode {
  const input = useRef<HTMLTextAreaElement>(null);
  useFittingHeight(input, text);
  useLayoutEffect(() => {
    const element = input.current;
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);
  const send = (): void => {
    const written = input.current?.value ?? text;
    if (obstacle === undefined && written.trim() !== "") onSend(written);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter" && !event.shiftKey && !event.altKey) send();
    else if (event.key === "Escape") onCancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="question-editor">
      <textarea
        ref={input}
        class="message-input"
        rows={1}
        dir="auto"
        value={text}
        aria-label="Edit the message. Enter sends it in a branch of its own, Escape cancels."
        onInput={(event) => onChange(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {hint !== undefined && <CacheHint text={hint} />}
      <div class="question-editor-actions">
        <button type="button" class="text-button" onClick={onCancel}>
          Cancel
        </button>
        <button
          type="button"
          class="primary-button"
          disabled={obstacle !== undefined || text.trim() === ""}
          title={obstacle}
          onClick={send}
        >
          Send
        </button>
      </div>
    </div>
  );
}
