import type { VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { ConversationSummary, SearchResult } from "../../src/chat/protocol";
import { agoText } from "./figures";
import { IconButton } from "./iconButton";
import { VisibleText } from "./markdown/visibleText";

interface Props {
  readonly conversation: ConversationSummary | SearchResult;
  readonly nowMs: number;
  /** It is the one that is shown in the panel. */
  readonly isActive: boolean;
  /** Tab goes to it. */
  readonly isReachable: boolean;
  readonly isBeingRenamed: boolean;
  readonly onOpen: () => void;
  readonly onFocus: () => void;
  /** A new name, or undefined: the old one stays. */
  readonly onRenamed: (title: string | undefined) => void;
  readonly onDelete: () => void;
  readonly onMenu: (at: { readonly x: number; readonly y: number }) => void;
}

/** A conversation in the list: its title, how old it is or that it is answering, and what was found in it. */
export function ConversationRow(props: Props): VNode {
  const { conversation, nowMs, isActive, isReachable, isBeingRenamed } = props;
  const { id, title, updatedMs, isRunning, isPinned } = conversation;
  const snippet = "snippet" in conversation ? conversation.snippet : undefined;
  const name = title === "" ? "New chat" : title;
  return (
    <div
      class={isActive ? "conversation active" : "conversation"}
      data-conversation={id}
      onContextMenu={(event) => {
        event.preventDefault();
        // By the keyboard there is no place: below the title.
        const { left, bottom } = event.currentTarget.getBoundingClientRect();
        const isByKey = event.clientX === 0 && event.clientY === 0;
        props.onMenu(isByKey ? { x: left + 24, y: bottom } : { x: event.clientX, y: event.clientY });
      }}
    >
      {isBeingRenamed ? (
        <TitleInput title={name} onRenamed={props.onRenamed} />
      ) : (
        <button
          type="button"
          class="conversation-open"
          tabIndex={isReachable ? 0 : -1}
          aria-current={isActive ? "true" : undefined}
          aria-keyshortcuts="F2 Delete Shift+F10"
          title={name}
          onClick={props.onOpen}
          onFocus={props.onFocus}
        >
          <span class="conversation-line">
            {isPinned && <span class="codicon codicon-pinned" role="img" aria-label="Pinned" />}
            <span class="conversation-title">
              <VisibleText text={name} />
            </span>
            {isRunning ? (
              <span class="codicon codicon-loading codicon-modifier-spin" role="img" aria-label="Answering" />
            ) : (
              <span class="conversation-age">{agoText(updatedMs, nowMs)}</span>
            )}
          </span>
          {snippet !== undefined && (
            <span class="conversation-snippet">
              <Marked {...snippet} />
            </span>
          )}
        </button>
      )}
      {!isBeingRenamed && (
        <span class="conversation-actions">
          <IconButton
            icon="ellipsis"
            label={`More for “${name}”`}
            isSkipped
            onClick={(event) => {
              const { left, bottom } = event.currentTarget.getBoundingClientRect();
              props.onMenu({ x: left, y: bottom });
            }}
          />
          <IconButton icon="trash" label={`Delete “${name}”`} isSkipped onClick={props.onDelete} />
        </span>
      )}
    </div>
  );
}

function Marked({ text, marks }: NonNullable<SearchResult["snippet"]>): VNode {
  let from = 0;
  const parts: VNode[] = [];
  for (const [start, end] of marks) {
    parts.push(<VisibleText key={from} text={text.slice(from, start)} />);
    parts.push(
      <mark key={`mark ${start}`}>
        <VisibleText text={text.slice(start, end)} />
      </mark>,
    );
    from = end;
  }
  return (
    <>
      {parts}
      <VisibleText text={text.slice(from)} />
    </>
  );
}

/** Enter and leaving it give the new name, Escape keeps the old one. */
function TitleInput({ title, onRenamed }: { title: string; onRenamed: Props["onRenamed"] }): VNode {
  const input = useRef<HTMLInputElement>(null);
  const isDone = useRef(false);
  useLayoutEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  const finish = (name: string | undefined): void => {
    if (isDone.current) return;
    isDone.current = true;
    const isNew = name !== undefined && name.trim() !== "" && name.trim() !== title;
    onRenamed(isNew ? name.trim() : undefined);
  };
  return (
    <input
      ref={input}
      class="conversation-rename"
      type="text"
      aria-label="New name"
      maxLength={200}
      defaultValue={title}
      onBlur={(event) => finish(event.currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        // Enter that ends a composition of characters is the input method's.
        if (event.key === "Enter" && !event.isComposing) finish(event.currentTarget.value);
        else if (event.key === "Escape") finish(undefined);
        else return;
        event.preventDefault();
      }}
    />
  );
}
