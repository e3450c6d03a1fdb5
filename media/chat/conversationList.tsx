import type { VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { ConversationSummary } from "../../src/chat/protocol";
import { agoText } from "./figures";
import { IconButton } from "./iconButton";
import { VisibleText } from "./markdown/visibleText";
import "./conversationList.css";

interface Props {
  readonly conversations: readonly ConversationSummary[];
  readonly activeId: string;
  readonly onOpen: (conversationId: string) => void;
  readonly onDelete: (conversationId: string) => void;
  readonly onClose: () => void;
}

/** All conversations, newest first. Up and Down move, Enter opens, Delete deletes, Escape closes the list. */
export function ConversationList({ conversations, activeId, onOpen, onDelete, onClose }: Props): VNode {
  const list = useRef<HTMLDivElement>(null);
  const nowMs = Date.now();
  const sorted = conversations.toSorted((first, second) => second.updatedMs - first.updatedMs);
  useLayoutEffect(() => {
    const element = list.current;
    (element?.querySelector<HTMLElement>("[aria-current]") ?? element?.querySelector("button"))?.focus();
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>(".conversation-open") ?? [])];
    const row = document.activeElement?.closest<HTMLElement>("[data-conversation]");
    const at = rows.findIndex((each) => row?.contains(each) === true);
    const id = row?.dataset["conversation"];
    if (event.key === "Escape") onClose();
    else if (event.key === "ArrowDown") rows[Math.min(at + 1, rows.length - 1)]?.focus();
    else if (event.key === "ArrowUp") rows[Math.max(at - 1, 0)]?.focus();
    else if (event.key === "Delete" && id !== undefined) {
      (rows[at + 1] ?? rows[at - 1] ?? list.current)?.focus();
      onDelete(id);
    } else return;
    event.preventDefault();
  };
  return (
    <div
      ref={list}
      class="conversations"
      role="region"
      aria-label="Chats"
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      {sorted.length === 0 && <p class="conversations-empty">No chats yet.</p>}
      <ul>
        {sorted.map((each, index) => {
          const day = dayOf(each.updatedMs, nowMs);
          const previous = sorted[index - 1];
          const isNewDay = previous === undefined || dayOf(previous.updatedMs, nowMs) !== day;
          return (
            <li key={each.id}>
              {isNewDay && <h2 class="conversation-day">{day}</h2>}
              <div
                class={each.id === activeId ? "conversation active" : "conversation"}
                data-conversation={each.id}
              >
                <button
                  type="button"
                  class="conversation-open"
                  aria-current={each.id === activeId ? "true" : undefined}
                  title={each.title}
                  onClick={() => onOpen(each.id)}
                >
                  <span class="conversation-title">
                    <VisibleText text={each.title === "" ? "New chat" : each.title} />
                  </span>
                  {each.isRunning ? (
                    <span
                      class="codicon codicon-loading codicon-modifier-spin"
                      role="img"
                      aria-label="Answering"
                    />
                  ) : (
                    <span class="conversation-age">{agoText(each.updatedMs, nowMs)}</span>
                  )}
                </button>
                <IconButton icon="trash" label={`Delete “${each.title}”`} onClick={() => onDelete(each.id)} />
              </div>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function dayOf(dateMs: number, nowMs: number): string {
  const today = new Date(nowMs).setHours(0, 0, 0, 0);
  const day = new Date(dateMs).setHours(0, 0, 0, 0);
  const daysAgo = Math.round((today - day) / 86_400_000);
  if (daysAgo <= 0) return "Today";
  if (daysAgo === 1) return "Yesterday";
  return daysAgo <= 7 ? "Previous 7 days" : "Older";
}
