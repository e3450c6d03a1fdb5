import type { VNode } from "preact";
import { useEffect, useLayoutEffect, useReducer, useRef, useState } from "preact/hooks";
import type { ChatNotice, MessageView, PanelView, ProviderView } from "../../src/chat/protocol";
import { itemTop, itemWindow } from "./itemWindow";
import { guessTextPx } from "./markdown/guessPx";
import { MessageItem } from "./messageItem";
import type { ScrollAnchor } from "./viewState";
import "./transcript.css";

interface Props {
  readonly conversationId: string;
  readonly messages: readonly MessageView[];
  /** An answer is running. */
  readonly isBusy: boolean;
  readonly provider: ProviderView;
  readonly hints: PanelView["cacheHints"];
  /** Questions that are being written anew, by message id: what they say by now. */
  readonly edits: Readonly<Record<string, string>>;
  readonly onEdit: (messageId: string, text: string | undefined) => void;
  /** Where the reader was; undefined: at the end. Read once per conversation. */
  readonly anchor: ScrollAnchor | undefined;
  readonly onAnchor: (anchor: ScrollAnchor | undefined) => void;
  readonly openParts: Readonly<Record<string, boolean>>;
  readonly onToggleThinking: (messageId: string, isOpen: boolean) => void;
  readonly onRemedy: (remedy: ChatNotice["remedies"][number]) => void;
}

/** Drawn above and below what is visible. */
const overscanPx = 600;
/** This near the end counts as at the end. */
const endPx = 24;

/**
 * The messages, of which only those near the view are in the page. Heights are estimated until measured; a
 * correction above the view moves the scroll position with it, so what is read stands still. Follows the end while
 * an answer streams, until the reader scrolls up.
 */
export function Transcript(props: Props): VNode {
  const { conversationId, messages, openParts, onToggleThinking, onRemedy } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const measured = useRef(new Map<string, number>());
  const isFollowing = useRef(true);
  const pendingAnchor = useRef<ScrollAnchor | undefined>(undefined);
  /** The reader has scrolled: where to is known when that place is drawn. */
  const isAnchorDue = useRef(false);
  const lastTopPx = useRef(0);
  const hadFocus = useRef(false);
  const [view, setView] = useState({ topPx: Number.MAX_SAFE_INTEGER, heightPx: 800, widthPx: 0 });
  const [isAtEnd, setIsAtEnd] = useState(true);
  const [, redraw] = useReducer((count: number) => count + 1, 0);

  const heights = messages.map(
    (message) => measured.current.get(message.id) ?? estimatePx(message, view.widthPx),
  );
  const totalPx = itemTop(heights, heights.length);
  const topPx = Math.max(0, Math.min(view.topPx, totalPx - view.heightPx));
  const anchorIndex =
    pendingAnchor.current === undefined
      ? -1
      : messages.findIndex((message) => message.id === pendingAnchor.current?.messageId);
  const lookPx =
    anchorIndex >= 0
      ? itemTop(heights, anchorIndex) + (pendingAnchor.current?.offsetPx ?? 0)
      : isFollowing.current
        ? Math.max(0, totalPx - view.heightPx)
        : topPx;
  const shown = itemWindow(heights, lookPx - overscanPx, lookPx + view.heightPx + overscanPx);

  useLayoutEffect(() => {
    const isKnown = messages.some((message) => message.id === props.anchor?.messageId);
    pendingAnchor.current = isKnown ? props.anchor : undefined;
    isFollowing.current = !isKnown;
    setIsAtEnd(!isKnown);
    redraw(undefined);
  }, [conversationId]);

  // A message that the user just sent is always shown.
  const lastUserId = messages.findLast((message) => message.role === "user")?.id;
  const seenUserId = useRef(lastUserId);
  useLayoutEffect(() => {
    if (seenUserId.current !== lastUserId && lastUserId === messages.at(-2)?.id) {
      isFollowing.current = true;
      setIsAtEnd(true);
    }
    seenUserId.current = lastUserId;
  }, [lastUserId]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const hasChanged = measure(element);
    if (pendingAnchor.current !== undefined && anchorIndex >= 0) {
      element.scrollTop = itemTop(currentHeights(), anchorIndex) + pendingAnchor.current.offsetPx;
      if (!hasChanged) {
        pendingAnchor.current = undefined;
        // What is drawn next is drawn here, also before the scroll event says so.
        setView((old) => ({ ...old, topPx: element.scrollTop }));
      }
    } else if (isFollowing.current) {
      element.scrollTop = element.scrollHeight;
    }
    if (hasChanged) redraw(undefined);
    else if (isAnchorDue.current && pendingAnchor.current === undefined) {
      isAnchorDue.current = false;
      props.onAnchor(isFollowing.current ? undefined : anchorAt(element));
    }
    lastTopPx.current = element.scrollTop;
    // Only within the page: while the person types in the editor, focus must stay there.
    if (hadFocus.current && document.hasFocus() && document.activeElement === document.body) {
      element.focus({ preventScroll: true });
    }
  });

  const currentHeights = (): number[] =>
    messages.map((message) => measured.current.get(message.id) ?? estimatePx(message, view.widthPx));

  /** Takes the heights of what is drawn; moves the scroll position by what changed above it. */
  const measure = (element: HTMLDivElement): boolean => {
    let hasChanged = false;
    let shiftPx = 0;
    const viewTopPx = element.getBoundingClientRect().top;
    for (const item of element.querySelectorAll<HTMLElement>("[data-message]")) {
      const id = item.dataset["message"] ?? "";
      const box = item.getBoundingClientRect();
      const known = measured.current.get(id);
      if (known !== undefined && Math.abs(known - box.height) < 0.5) continue;
      const message = messages.find((each) => each.id === id);
      const beforePx = known ?? (message === undefined ? box.height : estimatePx(message, view.widthPx));
      measured.current.set(id, box.height);
      hasChanged = true;
      const insidePx = changeAbove(item, viewTopPx);
      if (box.bottom <= viewTopPx) shiftPx += box.height - beforePx;
      else if (box.top < viewTopPx) shiftPx += insidePx;
    }
    // Items newly drawn above were placed by their real height already; the space before them was not.
    if (shiftPx !== 0 && !isFollowing.current && pendingAnchor.current === undefined) {
      element.scrollTop += shiftPx;
    }
    return hasChanged;
  };

  const partHeights = useRef(new WeakMap<Element, number>());
  /** By how much the parts of a message above the view have grown since they were last measured. */
  const changeAbove = (item: HTMLElement, viewTopPx: number): number => {
    let changePx = 0;
    for (const part of item.querySelectorAll("[data-near]")) {
      const box = part.getBoundingClientRect();
      const known = partHeights.current.get(part);
      partHeights.current.set(part, box.height);
      // Parts inside parts (a list in a group of blocks) change with them.
      if (part.parentElement?.closest("[data-near]") !== null) continue;
      if (known !== undefined && box.bottom - changePx - (box.height - known) <= viewTopPx) {
        changePx += box.height - known;
      }
    }
    return changePx;
  };

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const update = (): void => {
      setView((old) => {
        const widthPx = element.clientWidth;
        if (old.widthPx !== 0 && old.widthPx !== widthPx) measured.current.clear();
        const next = { topPx: element.scrollTop, heightPx: element.clientHeight, widthPx };
        return old.topPx === next.topPx && old.heightPx === next.heightPx && old.widthPx === widthPx
          ? old
          : next;
      });
    };
    const observer = new ResizeObserver(update);
    observer.observe(element);
    update();
    return () => observer.disconnect();
  }, []);

  // Content that grows without a new draw (colours, fonts, a preview that folds) is measured here.
  const content = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (content.current === null) return;
    const observer = new ResizeObserver(() => redraw(undefined));
    observer.observe(content.current);
    return () => observer.disconnect();
  }, []);

  const frame = useRef(0);
  const onScroll = (): void => {
    const element = scroller.current;
    if (element === null) return;
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight <= endPx;
    if (atEnd) isFollowing.current = true;
    else if (element.scrollTop < lastTopPx.current - 1) isFollowing.current = false;
    lastTopPx.current = element.scrollTop;
    if (frame.current !== 0) return;
    frame.current = requestAnimationFrame(() => {
      frame.current = 0;
      setIsAtEnd(isFollowing.current);
      isAnchorDue.current = true;
      setView((old) => ({ ...old, topPx: element.scrollTop }));
    });
  };
  useEffect(() => () => cancelAnimationFrame(frame.current), []);

  const jumpToEnd = (): void => {
    isFollowing.current = true;
    setIsAtEnd(true);
    props.onAnchor(undefined);
    redraw(undefined);
    scroller.current?.focus({ preventScroll: true });
  };

  return (
    <div class="transcript-frame">
      <div
        ref={scroller}
        class="transcript"
        role="feed"
        aria-label="Messages"
        tabIndex={0}
        onScroll={onScroll}
        onFocusCapture={() => {
          hadFocus.current = true;
        }}
        onBlurCapture={(event) => {
          if (event.relatedTarget !== null) hadFocus.current = false;
        }}
      >
        <div ref={content}>
          <div class="transcript-space" style={{ height: `${shown.beforePx}px` }} />
          {messages.slice(shown.start, shown.end).map((message, index) => (
            <div
              key={message.id}
              data-message={message.id}
              role="article"
              aria-label={message.role === "user" ? "You" : "Answer"}
              aria-posinset={shown.start + index + 1}
              aria-setsize={messages.length}
            >
              <MessageItem
                conversationId={conversationId}
                message={message}
                isAnswerEnd={messages[shown.start + index + 1]?.role !== "assistant"}
                isBusy={props.isBusy}
                provider={props.provider}
                hints={shown.start + index === messages.length - 1 ? props.hints : undefined}
                editHint={props.hints?.messages[message.id]}
                editedText={props.edits[message.id]}
                onEdit={props.onEdit}
                isLast={shown.start + index === messages.length - 1}
                isThinkingOpen={openParts[message.id]}
                onToggleThinking={onToggleThinking}
                onRemedy={onRemedy}
              />
            </div>
          ))}
          <div class="transcript-space" style={{ height: `${shown.afterPx}px` }} />
        </div>
      </div>
      {!isAtEnd && (
        <button
          type="button"
          class="jump"
          title="Jump to Latest"
          aria-label="Jump to Latest"
          onClick={jumpToEnd}
        >
          <span class="codicon codicon-arrow-down" aria-hidden="true" />
        </button>
      )}
    </div>
  );
}

/** The first message that reaches into the view. */
function anchorAt(element: HTMLDivElement): ScrollAnchor | undefined {
  const viewTopPx = element.getBoundingClientRect().top;
  for (const item of element.querySelectorAll<HTMLElement>("[data-message]")) {
    const box = item.getBoundingClientRect();
    if (box.bottom > viewTopPx) {
      return { messageId: item.dataset["message"] ?? "", offsetPx: Math.max(0, viewTopPx - box.top) };
    }
  }
  return undefined;
}

const estimates = new WeakMap<MessageView, { readonly widthPx: number; readonly heightPx: number }>();

/** A guess from the text's length and lines, in a view `widthPx` wide; good enough to place the scroll bar. */
function estimatePx(message: MessageView, widthPx: number): number {
  const known = estimates.get(message);
  if (known?.widthPx === widthPx) return known.heightPx;
  const heightPx =
    50 + guessTextPx(message.text, widthPx === 0 ? 320 : widthPx) + message.attachments.length * 6;
  estimates.set(message, { widthPx, heightPx });
  return heightPx;
}
