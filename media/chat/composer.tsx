import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { PanelView } from "../../src/chat/protocol";
import { attachContext } from "./attachContext";
import { ContextRow } from "./contextRow";
import type { DroppedContext } from "./droppedContext";
import { post } from "./host";
import { IconButton } from "./iconButton";
import { ModelMenu, OptionsButton, ThinkingMenu } from "./providerMenu";
import { suggestionElementId, SuggestionList } from "./suggestionList";
import { useDropTarget } from "./useDropTarget";
import { useSlashCommands } from "./useSlashCommands";
import { useSuggestions, type Suggestions } from "./useSuggestions";
import { useFittingHeight } from "./useFittingHeight";
import "./composer.css";
import "./messageInput.css";

interface Props {
  readonly panel: PanelView;
  readonly draft: string;
  readonly isRunning: boolean;
  /** Up in an empty composer: edits the user's last message; undefined when there is none to edit. */
  readonly onEditLast: (() => void) | undefined;
  /** Changes when the keyboard focus is wanted here. */
  readonly focusCount: number;
  readonly onDraft: (text: string) => void;
  readonly onSend: (text: string) => void;
}

/** Of the list over the composer; there is one composer in a page. */
const listId = "composer-suggestions";
const dropHint = "Drop to attach";

/** Where a message is written: what goes along, the text, and who answers how. */
export function Composer(props: Props): VNode {
  const { panel, draft, isRunning, focusCount, onDraft } = props;
  const input = useRef<HTMLTextAreaElement>(null);
  const isComposing = useRef(false);
  const [note, setNote] = useState("");
  const commands = useSlashCommands({
    conversationId: panel.activeConversationId,
    draft,
    onSend: props.onSend,
    onActed: () => onDraft(""),
    onNote: setNote,
  });
  const suggestions = useSuggestions(input, commands);
  const { open } = suggestions;
  const isBusy = commands.runningName !== undefined;
  const canSend = draft.trim() !== "" && panel.provider.obstacle === undefined && !isBusy;
  const attach = (context: DroppedContext): void => void attachContext(context, setNote);
  const isDropTarget = useDropTarget(attach);

  useFittingHeight(input, draft);
  useEffect(() => {
    const element = input.current;
    if (focusCount === 0 || element === null) return;
    element.focus();
    element.setSelectionRange(element.value.length, element.value.length);
  }, [focusCount]);
  useEffect(() => {
    const onCaret = (): void => {
      if (document.activeElement === input.current && !isComposing.current) suggestions.look("caret");
    };
    document.addEventListener("selectionchange", onCaret);
    return () => document.removeEventListener("selectionchange", onCaret);
  });
  useEffect(() => {
    suggestions.close();
    setNote("");
  }, [panel.activeConversationId]);

  // The text in the element may be newer than the draft: a key can come before the last one is drawn.
  const send = (): void => {
    const text = input.current?.value ?? draft;
    suggestions.close();
    if (text.trim() !== "" && panel.provider.obstacle === undefined && !isBusy) commands.send(text);
    input.current?.focus();
  };
  const stop = (): void => post({ type: "stop", conversationId: panel.activeConversationId });
  const onKeyDown = (event: KeyboardEvent): void => {
    // 229: a key that an input method still uses, where `isComposing` is not set yet.
    if (event.isComposing || event.keyCode === 229) return;
    const isPlain = !event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey;
    if (suggestions.takesKey(event)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (event.key === "Enter" && !event.shiftKey && !event.altKey) send();
    else if (event.key === "Escape" && isBusy && isPlain) commands.cancel();
    else if (event.key === "Escape" && isRunning && isPlain) stop();
    else if (
      event.key === "ArrowUp" &&
      isPlain &&
      input.current?.value === "" &&
      props.onEditLast !== undefined
    ) {
      props.onEditLast();
    } else return;
    event.preventDefault();
  };
  const onPaste = (event: ClipboardEvent): void => {
    const data = event.clipboardData;
    // Cells and paragraphs are copied as text and as a picture of it: the text is meant.
    if (data === null || data.types.includes("text/plain")) return;
    const images = [...data.files].filter(({ type }) => type.startsWith("image/"));
    if (images.length === 0) return;
    event.preventDefault();
    attach({ uris: [], images, unknown: [], leftOut: 0 });
  };
  const hasRows = open !== undefined && open.items.length > 0;
  return (
    <div class={isDropTarget ? "composer drop-target" : "composer"}>
      {open !== undefined && (
        <SuggestionList
          listId={listId}
          label={open.trigger.type === "context" ? "Context to attach" : "Commands"}
          items={open.items}
          active={open.active}
          query={open.trigger.query}
          note={listNote(open)}
          onActive={suggestions.setActive}
          onPick={suggestions.pick}
        />
      )}
      <ContextRow
        panel={panel}
        draft={draft}
        isPickerOpen={open?.trigger.type === "context"}
        listId={hasRows ? listId : undefined}
        onAddContext={suggestions.toggleContext}
        onEmpty={() => input.current?.focus()}
      />
      {/* A text area may not be a combobox, nor have aria-expanded; the rest of that pattern it may have. That the
          list is open is said by the button and, with the number of rows, by the live region below. */}
      <textarea
        ref={input}
        class="message-input"
        rows={1}
        dir="auto"
        value={draft}
        readOnly={isBusy}
        placeholder={isRunning ? "Write the next message" : "Ask about your code (@ context, / prompts)"}
        aria-label="Message. Enter sends, Shift+Enter starts a new line, @ adds context, / shows commands."
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={hasRows ? listId : undefined}
        aria-activedescendant={hasRows ? suggestionElementId(listId, open.active) : undefined}
        onInput={(event) => {
          setNote("");
          onDraft(event.currentTarget.value);
          if (!isComposing.current) suggestions.look(isTyped(event.inputType) ? "typing" : "caret");
        }}
        // What an input method has not finished is no word yet.
        onCompositionStart={() => {
          isComposing.current = true;
        }}
        onCompositionEnd={() => {
          isComposing.current = false;
          suggestions.look("typing");
        }}
        onBlur={suggestions.close}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
      />
      <div class="composer-note" aria-live="polite">
        {isBusy ? `Running /${commands.runningName}… Escape stops waiting for it.` : note}
      </div>
      <div class="visually-hidden" aria-live="polite">
        {open === undefined ? "" : spokenState(open)}
      </div>
      <div class="composer-footer">
        <ModelMenu panel={panel} />
        <ThinkingMenu panel={panel} />
        <OptionsButton panel={panel} />
        <span class="composer-space" />
        {isRunning && <IconButton icon="debug-stop" label="Stop (Escape)" look="primary" onClick={stop} />}
        {(!isRunning || draft.trim() !== "") && (
          <IconButton
            icon={isRunning ? "clock" : "arrow-up"}
            label={isRunning ? "Send After This Answer (Enter)" : "Send (Enter)"}
            look="primary"
            isDisabled={!canSend}
            onClick={send}
          />
        )}
      </div>
      {isDropTarget && <div class="composer-drop">{dropHint}</div>}
    </div>
  );
}

/** Pasted and restored text is not a question for suggestions. */
function isTyped(inputType: string): boolean {
  return !["insertFromPaste", "insertFromDrop", "historyUndo", "historyRedo"].includes(inputType);
}

type OpenList = NonNullable<Suggestions["open"]>;

function listNote({ trigger, items, isCurrent }: OpenList): string | undefined {
  if (items.length > 0) {
    if (trigger.type === "command" || trigger.query !== "" || trigger.kind !== undefined) return undefined;
    return "Type to search. @file, @folder, @symbol and a space look there only.";
  }
  if (!isCurrent) return trigger.type === "context" ? "Searching…" : "Looking for commands…";
  return trigger.type === "context" ? "No matches" : "No such command";
}

/** What a screen reader hears of the list as a whole; the row it is on it reads itself. */
function spokenState(open: OpenList): string {
  if (open.items.length === 0) return listNote(open) ?? "";
  return open.items.length === 1 ? "1 suggestion" : `${open.items.length} suggestions`;
}
