import type { VNode } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { VisibleText } from "./markdown/visibleText";
import { matchRanges, type MatchRange } from "./matchRanges";
import "./suggestionList.css";

/** A row of the list over the composer. */
export interface Suggestion {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  /** A codicon's name. */
  readonly icon: string;
  /** Why it cannot be picked. */
  readonly refusal?: string;
}

interface Props {
  readonly listId: string;
  /** For screen readers. */
  readonly label: string;
  readonly items: readonly Suggestion[];
  /** The row that Enter would pick. */
  readonly active: number;
  readonly query: string;
  /** Below the rows, or in their place. */
  readonly note: string | undefined;
  readonly onActive: (index: number) => void;
  readonly onPick: (index: number) => void;
}

/** Of the row at `index`, for `aria-activedescendant`. */
export function suggestionElementId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

/** The rows over the composer. The focus stays in the text; a press on a row does not take it away. */
export function SuggestionList(props: Props): VNode {
  const { listId, label, items, active, query, note, onActive, onPick } = props;
  const popup = useRef<HTMLDivElement>(null);
  const [roomPx, setRoomPx] = useState<number>();
  useLayoutEffect(() => {
    const above = popup.current?.parentElement?.getBoundingClientRect().top;
    if (above !== undefined) setRoomPx(Math.min(320, Math.max(60, above - 8)));
  }, []);
  useLayoutEffect(() => {
    document.getElementById(suggestionElementId(listId, active))?.scrollIntoView({ block: "nearest" });
  }, [active, items]);
  return (
    <div
      ref={popup}
      class="suggestions"
      style={roomPx === undefined ? {} : { maxHeight: `${roomPx}px` }}
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
    >
      {items.length > 0 && (
        <div class="suggestion-rows" role="listbox" id={listId} aria-label={label}>
          {items.map((item, index) => (
            <Row
              key={item.id}
              elementId={suggestionElementId(listId, index)}
              item={item}
              query={query}
              isActive={index === active}
              onActive={() => onActive(index)}
              onPick={() => onPick(index)}
            />
          ))}
        </div>
      )}
      {note !== undefined && <div class="suggestions-note">{note}</div>}
    </div>
  );
}

interface RowProps {
  readonly elementId: string;
  readonly item: Suggestion;
  readonly query: string;
  readonly isActive: boolean;
  readonly onActive: () => void;
  readonly onPick: () => void;
}

function Row({ elementId, item, query, isActive, onActive, onPick }: RowProps): VNode {
  const { label, detail, icon, refusal } = item;
  const match = matchRanges(label, detail, query);
  return (
    <div
      id={elementId}
      class="suggestion"
      role="option"
      aria-selected={isActive}
      aria-disabled={refusal === undefined ? undefined : true}
      title={detail === "" ? label : `${label}\n${detail}`}
      // Moving, not being there: a list that opens under a resting mouse keeps its first row.
      onPointerMove={onActive}
      onClick={onPick}
    >
      <span class={`codicon codicon-${refusal === undefined ? icon : "circle-slash"}`} aria-hidden="true" />
      <span class="suggestion-label">
        <Marked text={label} ranges={match.label} />
      </span>
      {detail !== "" && (
        <span class="suggestion-detail">
          <Marked text={detail} ranges={match.detail} />
        </span>
      )}
      {refusal !== undefined && <span class="suggestion-refusal">Not sent: {refusal}</span>}
    </div>
  );
}

function Marked({ text, ranges }: { readonly text: string; readonly ranges: readonly MatchRange[] }): VNode {
  const parts: VNode[] = [];
  let at = 0;
  for (const { start, end } of ranges) {
    parts.push(<VisibleText key={`text-${at}`} text={text.slice(at, start)} />);
    parts.push(
      <mark key={`match-${start}`}>
        <VisibleText text={text.slice(start, end)} />
      </mark>,
    );
    at = end;
  }
  parts.push(<VisibleText key="rest" text={text.slice(at)} />);
  return <>{parts}</>;
}
