import type { VNode } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { SheetRow, SheetView } from "../../src/chat/protocol";
import { CacheHint } from "./cacheHint";
import { post } from "./host";
import { IconButton } from "./iconButton";
import "./optionsSheet.css";

/**
 * A conversation's options as a dialog. The host makes the rows, checks what is written and says what is wrong. Done
 * closes unless something was not taken; Escape closes always. Tab stays inside.
 */
export function OptionsSheet({ sheet }: { readonly sheet: SheetView }): VNode {
  const { conversationId, rows, hint, rejected } = sheet;
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    // The element that had the focus gets it back when a modal dialog closes.
    element?.showModal();
    return () => element?.close();
  }, []);
  const close = (isForced: boolean): void => {
    // What is being written is a change only when its control is left.
    if (document.activeElement instanceof HTMLElement && !isForced) document.activeElement.blur();
    post({ type: "close-sheet", conversationId, isForced });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Tab" && wrapsFocus(dialog.current, event.shiftKey)) event.preventDefault();
    // Escape of an input method, or of the list of a choice, closes nothing; the dialog tells what is left by `cancel`.
    event.stopPropagation();
  };
  const isChanged = rows.some((row) => row.text !== undefined);
  const row = (each: SheetRow): VNode => (
    <Row
      key={each.id}
      row={each}
      conversationId={conversationId}
      rejected={rejected?.rowId === each.id ? rejected : undefined}
    />
  );
  const more = rows.filter((each) => each.isMore);
  return (
    <dialog
      ref={dialog}
      class="sheet"
      aria-labelledby="sheet-title"
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
        close(true);
      }}
    >
      <header class="sheet-header">
        <h2 id="sheet-title">Chat Options</h2>
        <p class="sheet-about">For this chat alone.</p>
      </header>
      <div class="sheet-rows">
        {hint !== undefined && <CacheHint text={hint} />}
        {rows.filter((each) => !each.isMore).map(row)}
        <details open={more.some((each) => each.text !== undefined) || undefined}>
          <summary>More</summary>
          {more.map(row)}
        </details>
      </div>
      <footer class="sheet-footer">
        <button
          type="button"
          class="text-button"
          disabled={!isChanged && rejected === undefined}
          onClick={() => post({ type: "reset-sheet", conversationId })}
        >
          Reset All
        </button>
        <button type="button" class="primary-button" onClick={() => close(false)}>
          Done
        </button>
      </footer>
    </dialog>
  );
}

interface RowProps {
  readonly row: SheetRow;
  readonly conversationId: string;
  readonly rejected: SheetView["rejected"];
}

function Row({ row, conversationId, rejected }: RowProps): VNode {
  const { id, label, description, problem, advice, text, control } = row;
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (rejected !== undefined)
      element.current?.querySelector<HTMLElement>("input, textarea, select")?.focus();
  }, [rejected]);
  const hint = control.kind === "text" ? control.hint : undefined;
  const notes = [problem === undefined ? undefined : `No effect now: ${problem}`, advice].filter(
    (note) => note !== undefined,
  );
  return (
    <div ref={element} class={problem === undefined ? "sheet-row" : "sheet-row idle"}>
      <div class="sheet-row-head">
        <label class="sheet-label" for={`sheet-${id}`}>
          {label}
        </label>
        {text !== undefined && (
          <IconButton
            icon="discard"
            label={`Reset ${label}`}
            onClick={() => {
              element.current?.querySelector<HTMLElement>("input, textarea, select")?.focus();
              post({ type: "set-sheet-value", conversationId, rowId: id });
            }}
          />
        )}
      </div>
      <Control row={row} conversationId={conversationId} rejected={rejected} />
      <div id={`sheet-${id}-notes`}>
        {rejected !== undefined && (
          <p class="sheet-error" role="alert">
            {rejected.message}
          </p>
        )}
        {notes.map((note) => (
          <p key={note} class="sheet-note">
            <span class="codicon codicon-info" aria-hidden="true" />
            <span>{note}</span>
          </p>
        ))}
        <p class="sheet-description">{hint === undefined ? description : `${description} ${hint}`}</p>
      </div>
    </div>
  );
}

function Control({ row, conversationId, rejected }: RowProps): VNode {
  const { id, control, inherited } = row;
  const own = row.text ?? "";
  const [written, setWritten] = useState(own);
  useEffect(() => setWritten(own), [own]);
  const set = (text: string): void => {
    if (text !== own || rejected !== undefined)
      post({ type: "set-sheet-value", conversationId, rowId: id, text });
  };
  const shared = {
    id: `sheet-${id}`,
    class: "sheet-control",
    "aria-describedby": `sheet-${id}-notes`,
    "aria-invalid": rejected !== undefined,
  };
  switch (control.kind) {
    case "toggle":
      return (
        <input
          {...shared}
          class="sheet-toggle"
          type="checkbox"
          role="switch"
          checked={(row.text ?? inherited) === "true"}
          onChange={(event) => set(String(event.currentTarget.checked))}
        />
      );
    case "choice":
      return (
        <select {...shared} value={own} onChange={(event) => set(event.currentTarget.value)}>
          <option value="">{inherited}</option>
          {control.choices.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      );
    case "line":
      return (
        <input
          {...shared}
          type="text"
          autocomplete="off"
          spellcheck={false}
          value={written}
          placeholder={inherited}
          onInput={(event) => setWritten(event.currentTarget.value)}
          onBlur={(event) => set(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !event.isComposing) set(event.currentTarget.value);
          }}
        />
      );
    case "text":
      return (
        <textarea
          {...shared}
          rows={id === "systemPrompt" ? 4 : 2}
          dir="auto"
          value={written}
          placeholder={inherited}
          onInput={(event) => setWritten(event.currentTarget.value)}
          onBlur={(event) => set(event.currentTarget.value)}
        />
      );
  }
}

/** Goes from the last control to the first, and back; without this Tab leaves for the editor around the view. */
function wrapsFocus(dialog: HTMLDialogElement | null, isBackwards: boolean): boolean {
  const all = [
    ...(dialog?.querySelectorAll<HTMLElement>("input, textarea, select, button:enabled, summary") ?? []),
  ].filter((each) => each.checkVisibility());
  const [from, to] = isBackwards ? [all[0], all.at(-1)] : [all.at(-1), all[0]];
  if (document.activeElement !== from && dialog?.contains(document.activeElement) === true) return false;
  to?.focus();
  return true;
}
