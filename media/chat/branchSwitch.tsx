import type { VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { MessageView } from "../../src/chat/protocol";
import { post } from "./host";
import "./branchSwitch.css";

interface Props {
  readonly conversationId: string;
  readonly message: MessageView;
  /** Another branch cannot be looked at while an answer runs. */
  readonly isDisabled: boolean;
}

/** The message and the button that the keyboard focus goes to when it is shown: the one just switched to. */
let wantedFocus: { readonly messageId: string; readonly direction: "previous" | "next" } | undefined;

/** Goes through the messages that stand in the same place: edited questions, answers asked for again. */
export function BranchSwitch({ conversationId, message, isDisabled }: Props): VNode | null {
  const group = useRef<HTMLSpanElement>(null);
  const { branch } = message;
  useLayoutEffect(() => {
    if (wantedFocus?.messageId !== message.id) return;
    const buttons = [...(group.current?.querySelectorAll("button") ?? [])];
    const wanted = wantedFocus.direction === "previous" ? buttons[0] : buttons[1];
    wantedFocus = undefined;
    (wanted?.disabled === false ? wanted : buttons.find((button) => !button.disabled))?.focus();
  }, [message.id]);
  if (branch === undefined) return null;
  const go = (messageId: string, direction: "previous" | "next"): void => {
    wantedFocus = { messageId, direction };
    post({ type: "select-branch", conversationId, messageId });
  };
  const kind = message.role === "user" ? "Question" : "Answer";
  const arrow = (direction: "previous" | "next", id: string | undefined): VNode => (
    <button
      type="button"
      class="branch-button"
      title={`${direction === "previous" ? "Previous" : "Next"} ${kind}`}
      aria-label={`${direction === "previous" ? "Previous" : "Next"} ${kind}`}
      disabled={isDisabled || id === undefined}
      onClick={() => {
        if (id !== undefined) go(id, direction);
      }}
    >
      <span
        class={`codicon codicon-chevron-${direction === "previous" ? "left" : "right"}`}
        aria-hidden="true"
      />
    </button>
  );
  return (
    <span ref={group} class="branch-switch" role="group" aria-label={`${kind}s`}>
      {arrow("previous", branch.previousId)}
      <span>
        <span aria-hidden="true">
          {branch.position}/{branch.count}
        </span>
        <span class="visually-hidden">
          {kind} {branch.position} of {branch.count}
        </span>
      </span>
      {arrow("next", branch.nextId)}
    </span>
  );
}
