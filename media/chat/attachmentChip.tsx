import type { VNode } from "preact";
import type { AttachmentKind, AttachmentView } from "../../src/chat/protocol";
import { fullCount, shortCount } from "./figures";
import { VisibleText } from "./markdown/visibleText";
import "./attachmentChip.css";

interface Props {
  readonly attachment: AttachmentView;
  readonly onOpen: () => void;
  /** Undefined for what was sent already. */
  readonly onRemove?: () => void;
}

const icons: Readonly<Record<AttachmentKind, string>> = {
  file: "file",
  selection: "selection",
  symbol: "symbol-method",
  folder: "folder",
  problems: "warning",
  changes: "git-commit",
  terminal: "terminal",
  image: "file-media",
};

/** A file or selection that goes, or went, along; one that is refused says why. Delete removes it. */
export function AttachmentChip({ attachment, onOpen, onRemove }: Props): VNode {
  const { label, detail, kind, tokens, refusal } = attachment;
  const title =
    (refusal === undefined
      ? `${detail}\nAbout ${fullCount(tokens)} tokens`
      : `${detail}\nNot sent: ${refusal}`) + (onRemove === undefined ? "" : "\nDelete removes it");
  return (
    <span
      class={`chip${refusal === undefined ? "" : " refused"}${onRemove === undefined ? "" : " attached"}`}
      role="listitem"
    >
      <button
        type="button"
        class="chip-open"
        title={title}
        aria-label={
          refusal === undefined ? `${label}, about ${tokens} tokens` : `${label}, not sent: ${refusal}`
        }
        aria-keyshortcuts={onRemove === undefined ? undefined : "Delete"}
        onClick={onOpen}
        onKeyDown={(event) => {
          if (onRemove === undefined || (event.key !== "Delete" && event.key !== "Backspace")) return;
          event.preventDefault();
          onRemove();
        }}
      >
        <span
          class={`codicon codicon-${refusal !== undefined ? "circle-slash" : icons[kind]}`}
          aria-hidden="true"
        />
        <span class="chip-label">
          <VisibleText text={label} />
        </span>
        <ChipNote text={refusal === undefined ? shortCount(tokens) : "not sent"} />
      </button>
      {onRemove !== undefined && (
        <button
          type="button"
          class="chip-remove"
          // One stop of the Tab key for each chip: from it, Delete does the same.
          tabIndex={-1}
          title="Remove"
          aria-label={`Remove ${label}`}
          onClick={onRemove}
        >
          <span class="codicon codicon-close" aria-hidden="true" />
        </button>
      )}
    </span>
  );
}

/**
 * A few characters beside a chip's label. Drawn by the style sheet: the button's name says the same in full, and who
 * steers by voice speaks the label alone.
 */
export function ChipNote({ text }: { readonly text: string }): VNode {
  return <span class="chip-note" data-note={text} />;
}
