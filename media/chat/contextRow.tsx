import type { VNode } from "preact";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { estimateTokens } from "../../src/chat/estimateTokens";
import type { PanelView } from "../../src/chat/protocol";
import { AttachmentChip, ChipNote } from "./attachmentChip";
import { CurrentFileChip } from "./currentFileChip";
import { fullCount, shortCount } from "./figures";
import { post } from "./host";
import { VisibleText } from "./markdown/visibleText";
import "./contextRow.css";

interface Props {
  readonly panel: PanelView;
  readonly draft: string;
  readonly isPickerOpen: boolean;
  /** The picker's list, where it is drawn. */
  readonly listId: string | undefined;
  readonly onAddContext: () => void;
  /** The last chip is gone: the focus is wanted in the message. */
  readonly onEmpty: () => void;
}

/** A shorter text alone is not worth a figure. */
const minShownTokens = 100;

/** What goes along with the next message, and how many tokens all of it takes. Arrow keys go from chip to chip. */
export function ContextRow(props: Props): VNode {
  const { panel, draft, isPickerOpen, listId, onAddContext, onEmpty } = props;
  const { attachments, currentFile, attachableLabel, instructions } = panel;
  const row = useRef<HTMLDivElement>(null);
  /** Place of the chip that Delete took away, until the host has. */
  const removedAt = useRef<number>(undefined);
  useLayoutEffect(() => {
    const at = removedAt.current;
    removedAt.current = undefined;
    if (at === undefined || document.activeElement !== document.body) return;
    const chips = stopsOf(row.current).filter((stop) => stop.closest(".chip.attached") !== null);
    const next = chips[at] ?? chips.at(-1);
    if (next === undefined) onEmpty();
    else next.focus();
  }, [attachments]);

  const draftTokens = useMemo(() => estimateTokens(draft), [draft]);
  const attachedTokens =
    attachments.reduce((sum, each) => sum + (each.refusal === undefined ? each.tokens : 0), 0) +
    (currentFile !== undefined &&
    currentFile.refusal === undefined &&
    (currentFile.mode === "attached" || currentFile.mode === "pinned")
      ? currentFile.tokens
      : 0);
  const tokens = draftTokens + attachedTokens;
  const refused = attachments.filter(({ refusal }) => refusal !== undefined);
  const isBare = attachments.length === 0 && instructions.length === 0 && currentFile === undefined;
  // The file itself has a chip of its own; what is selected in it is offered beside that.
  const offersSelection = attachableLabel !== undefined && attachableLabel !== currentFile?.label;
  return (
    <>
      <div
        ref={row}
        class="chips composer-chips"
        role="list"
        aria-label="Goes along with the next message. Arrow keys go from one to the next, Delete removes one."
        onKeyDown={(event) => {
          const stops = stopsOf(row.current);
          const target = stopAfter(event.key, stops, document.activeElement);
          if (target === undefined) return;
          event.preventDefault();
          target.focus();
        }}
      >
        <span class="chip suggested" role="listitem">
          <button
            type="button"
            class="chip-open"
            title={
              "Add Context… (@)\n" +
              "Files, folders, tabs and images can be dropped here, too: hold Shift while you drop from the editor."
            }
            aria-label="Add Context…"
            aria-haspopup="listbox"
            aria-expanded={isPickerOpen}
            aria-controls={isPickerOpen ? listId : undefined}
            // The press must not take the focus, or the list would close before it could be told to.
            onMouseDown={(event) => event.preventDefault()}
            onClick={onAddContext}
          >
            <span class="codicon codicon-attach" aria-hidden="true" />
            {isBare && <span class="chip-label">Add Context…</span>}
          </button>
        </span>
        {instructions.map(({ label, tokens }) => (
          <InstructionsChip
            key={`instructions-${label}`}
            label={label}
            tokens={tokens}
            onRemove={() => {
              post({
                type: "set-options",
                conversationId: panel.activeConversationId,
                options: { ...panel.options, usesInstructions: false },
              });
              onEmpty();
            }}
          />
        ))}
        {currentFile !== undefined && <CurrentFileChip file={currentFile} />}
        {attachments.map((attachment, index) => (
          <AttachmentChip
            key={attachment.id}
            attachment={attachment}
            onOpen={() => post({ type: "open-attachment", attachmentId: attachment.id })}
            onRemove={() => {
              removedAt.current = index;
              post({ type: "remove-attachment", attachmentId: attachment.id });
            }}
          />
        ))}
        {offersSelection && (
          <span class="chip suggested" role="listitem">
            <button
              type="button"
              class="chip-open"
              title={`Attach ${attachableLabel}`}
              aria-label={`Attach ${attachableLabel}`}
              onClick={() => post({ type: "attach-active" })}
            >
              <span class="codicon codicon-add" aria-hidden="true" />
              <span class="chip-label">
                <VisibleText text={attachableLabel} />
              </span>
            </button>
          </span>
        )}
      </div>
      {(refused.length > 0 || attachedTokens > 0 || tokens >= minShownTokens) && (
        <div class="context-facts">
          {refused.map(({ id, label, refusal }) => (
            <div key={id} class="context-refusal">
              <VisibleText text={label} /> is not sent: {refusal}
            </div>
          ))}
          {(attachedTokens > 0 || tokens >= minShownTokens) && (
            <div
              class="context-total"
              title={`About ${fullCount(tokens)} tokens, without what was sent before`}
            >
              This message: about {shortCount(tokens)} tokens
            </div>
          )}
        </div>
      )}
    </>
  );
}

/** A file that is part of the system prompt. Removing one leaves all of them out of this chat; Chat Options brings them back. */
function InstructionsChip({
  label,
  tokens,
  onRemove,
}: {
  readonly label: string;
  readonly tokens: number;
  readonly onRemove: () => void;
}): VNode {
  const remove = "Leave Instruction Files Out of This Chat";
  return (
    <span class="chip" role="listitem">
      <button
        type="button"
        class="chip-open"
        title={
          `Instructions from ${label}, part of every request of this chat\n` +
          `About ${fullCount(tokens)} tokens\nDelete leaves them out; Chat Options brings them back`
        }
        aria-label={`Instructions: ${label}, about ${tokens} tokens`}
        aria-keyshortcuts="Delete"
        onKeyDown={(event) => {
          if (event.key !== "Delete" && event.key !== "Backspace") return;
          event.preventDefault();
          onRemove();
        }}
      >
        <span class="codicon codicon-book" aria-hidden="true" />
        <span class="chip-label">
          <VisibleText text={label} />
        </span>
        <ChipNote text={shortCount(tokens)} />
      </button>
      <button
        type="button"
        class="chip-remove"
        tabIndex={-1}
        title={remove}
        aria-label={remove}
        onClick={onRemove}
      >
        <span class="codicon codicon-close" aria-hidden="true" />
      </button>
    </span>
  );
}

/** The buttons that arrow keys go over: one for each chip, and the menu of the current file. */
function stopsOf(row: HTMLElement | null): HTMLElement[] {
  return row === null
    ? []
    : [...row.querySelectorAll<HTMLElement>("button.chip-open:not(:disabled), button.menu-button")];
}

function stopAfter(
  key: string,
  stops: readonly HTMLElement[],
  current: Element | null,
): HTMLElement | undefined {
  const at = stops.findIndex((stop) => stop === current);
  if (at === -1) return undefined;
  switch (key) {
    case "ArrowRight":
      return stops[at + 1];
    case "ArrowLeft":
      return stops[at - 1];
    case "Home":
      return stops[0];
    case "End":
      return stops.at(-1);
    default:
      return undefined;
  }
}
