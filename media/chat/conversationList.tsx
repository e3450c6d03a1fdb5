import type { VNode } from "preact";
import { useCallback, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ConversationSummary } from "../../src/chat/protocol";
import { groupsOf } from "./conversationGroups";
import { ContextMenu } from "./contextMenu";
import { ConversationRow } from "./conversationRow";
import { post } from "./host";
import { IconButton } from "./iconButton";
import { useConversationSearch } from "./useConversationSearch";
import "./conversationList.css";

interface Props {
  readonly conversations: readonly ConversationSummary[];
  readonly hasMore: boolean;
  readonly activeId: string;
  /** `messageId`: where the words of the search stand. */
  readonly onOpen: (conversationId: string, messageId?: string) => void;
  readonly onClose: () => void;
}

/**
 * All conversations by day, the pinned first, with a search over what was said in them. Up, Down, Home and End move,
 * Enter opens, F2 renames, Delete deletes, Shift+F10 has the rest, Escape closes the list.
 */
export function ConversationList({ conversations, hasMore, activeId, onOpen, onClose }: Props): VNode {
  const list = useRef<HTMLDivElement>(null);
  const searchField = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState("");
  const [reachableId, setReachableId] = useState(activeId);
  const [renamedId, setRenamedId] = useState<string>();
  const [menu, setMenu] = useState<{ id: string; at: { x: number; y: number } }>();
  /** The row that gets the focus with the next draw. */
  const wantedFocus = useRef<string | undefined>(activeId);
  const focusedId = useRef<string>(undefined);
  const found = useConversationSearch(query);
  const nowMs = Date.now();
  const groups =
    found === undefined
      ? groupsOf(conversations, nowMs)
      : [{ label: "", conversations: found.results.map((each) => newest(each, conversations)) }];
  const rows = groups.flatMap((group) => group.conversations);
  const tabId = rows.some(({ id }) => id === reachableId) ? reachableId : rows[0]?.id;

  useLayoutEffect(() => {
    // A row that moves to another heading is made anew, and the focus would be nowhere.
    const isLost = focusedId.current !== undefined && document.activeElement === document.body;
    const wanted = wantedFocus.current ?? (isLost ? focusedId.current : undefined);
    if (wanted === undefined) return;
    wantedFocus.current = undefined;
    (rowElement(list.current, wanted) ?? searchField.current)?.focus();
  });
  const closeMenu = useCallback(() => {
    setMenu((open) => {
      wantedFocus.current = open?.id;
      return undefined;
    });
  }, []);

  const remove = (id: string): void => {
    const at = rows.findIndex((row) => row.id === id);
    wantedFocus.current = (rows[at + 1] ?? rows[at - 1])?.id ?? "";
    setReachableId(wantedFocus.current);
    post({ type: "delete-conversation", conversationId: id });
  };
  const act = (action: string, id: string): void => {
    const conversation = rows.find((row) => row.id === id);
    if (conversation === undefined) return;
    wantedFocus.current = id;
    switch (action) {
      case "rename":
        wantedFocus.current = undefined;
        setRenamedId(id);
        return;
      case "pin":
        post({ type: "pin-conversation", conversationId: id, isPinned: !conversation.isPinned });
        return;
      case "editor":
        wantedFocus.current = undefined;
        post({ type: "open-in-editor", conversationId: id });
        return;
      case "export":
        wantedFocus.current = undefined;
        post({ type: "export-conversation", conversationId: id });
        return;
      case "delete":
        remove(id);
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const id = document.activeElement?.closest<HTMLElement>("[data-conversation]")?.dataset["conversation"];
    const at = rows.findIndex((row) => row.id === id);
    const isInField = document.activeElement === searchField.current;
    const focusRow = (index: number): void => rowElement(list.current, rows[index]?.id ?? "")?.focus();
    if (event.key === "Escape") {
      if (query === "") onClose();
      else {
        setQuery("");
        searchField.current?.focus();
      }
    } else if (event.key === "ArrowDown") focusRow(Math.min(at + 1, rows.length - 1));
    else if (event.key === "ArrowUp" && !isInField) {
      if (at <= 0) searchField.current?.focus();
      else focusRow(at - 1);
    } else if (event.key === "Enter" && isInField && rows[0] !== undefined && found?.isSearching === false)
      onOpen(rows[0].id, messageOf(rows[0]));
    else if (isInField || id === undefined) return;
    else if (event.key === "Home") focusRow(0);
    else if (event.key === "End") focusRow(rows.length - 1);
    else if (event.key === "F2") act("rename", id);
    else if (event.key === "Delete") remove(id);
    else if (event.key === "F10" && event.shiftKey) {
      const { left, bottom } = rowElement(list.current, id)?.getBoundingClientRect() ?? {
        left: 0,
        bottom: 0,
      };
      setMenu({ id, at: { x: left + 24, y: bottom } });
    } else return;
    event.preventDefault();
  };
  const menuRow = rows.find((row) => row.id === menu?.id);
  return (
    <div
      ref={list}
      class="conversations"
      role="region"
      aria-label="Chats"
      onKeyDown={onKeyDown}
      onFocusOut={(event) => {
        if (event.relatedTarget !== null) focusedId.current = undefined;
      }}
    >
      <div class="conversations-search">
        <span class="codicon codicon-search" aria-hidden="true" />
        <input
          ref={searchField}
          type="text"
          spellcheck={false}
          placeholder="Search all chats"
          aria-label="Search all chats"
          value={query}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
        <IconButton
          icon="folder-opened"
          label="Import Conversation…"
          onClick={() => post({ type: "import-conversation" })}
        />
      </div>
      <div class="visually-hidden" role="status">
        {found === undefined || found.isSearching ? "" : countText(rows.length)}
      </div>
      {rows.length === 0 && <p class="conversations-empty">{emptyText(found)}</p>}
      {groups.map((group) => (
        <section key={group.label} aria-label={group.label === "" ? "Found" : group.label}>
          {group.label !== "" && <h2 class="conversation-day">{group.label}</h2>}
          <ul>
            {group.conversations.map((each) => (
              <li key={each.id}>
                <ConversationRow
                  conversation={each}
                  nowMs={nowMs}
                  isActive={each.id === activeId}
                  isReachable={each.id === tabId}
                  isBeingRenamed={each.id === renamedId}
                  onOpen={() => onOpen(each.id, messageOf(each))}
                  onFocus={() => {
                    focusedId.current = each.id;
                    setReachableId(each.id);
                  }}
                  onRenamed={(title) => {
                    setRenamedId(undefined);
                    wantedFocus.current = each.id;
                    if (title !== undefined)
                      post({ type: "rename-conversation", conversationId: each.id, title });
                  }}
                  onDelete={() => remove(each.id)}
                  onMenu={(at) => setMenu({ id: each.id, at })}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {found?.isSearching === true && <p class="conversations-empty">Searching…</p>}
      {found === undefined && hasMore && (
        <button
          type="button"
          class="conversations-more text-button"
          onClick={() => post({ type: "list-more-conversations" })}
        >
          Show Older Chats
        </button>
      )}
      {menu !== undefined && menuRow !== undefined && (
        <ContextMenu
          label={`Chat “${menuRow.title}”`}
          at={menu.at}
          items={[
            { id: "rename", label: "Rename…", note: "F2" },
            { id: "pin", label: menuRow.isPinned ? "Unpin" : "Pin" },
            { id: "editor", label: "Open in Editor", startsGroup: true },
            { id: "export", label: "Export…" },
            { id: "delete", label: "Delete", note: "Del", startsGroup: true },
          ]}
          onPick={(action) => {
            setMenu(undefined);
            act(action, menu.id);
          }}
          onClose={closeMenu}
        />
      )}
    </div>
  );
}

function rowElement(list: HTMLElement | null, id: string): HTMLElement | undefined {
  const row = [...(list?.querySelectorAll<HTMLElement>("[data-conversation]") ?? [])].find(
    (each) => each.dataset["conversation"] === id,
  );
  return row?.querySelector<HTMLElement>(".conversation-open") ?? undefined;
}

function messageOf(row: ConversationSummary): string | undefined {
  return "messageId" in row && typeof row.messageId === "string" ? row.messageId : undefined;
}

/** A result with what the list knows better by now: a new name, a pin, an answer that runs. */
function newest(
  result: ConversationSummary,
  conversations: readonly ConversationSummary[],
): ConversationSummary {
  return { ...result, ...conversations.find(({ id }) => id === result.id) };
}

function countText(count: number): string {
  return count === 0 ? "No chat found." : count === 1 ? "1 chat found." : `${count} chats found.`;
}

function emptyText(found: { readonly isSearching: boolean } | undefined): string {
  if (found === undefined) return "No chats yet.";
  return found.isSearching ? "" : "No chat has all of these words.";
}
