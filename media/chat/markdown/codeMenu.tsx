import type { VNode } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { rowsOf, targetRow } from "../menu";

/** A row of a code block's menu. */
export interface CodeMenuItem {
  readonly label: string;
  readonly onPick: () => void;
}

interface Props {
  /** Made when the menu opens: what stands beside it as a button is left out. */
  readonly items: () => readonly CodeMenuItem[];
}

const gapPx = 4;

/** The button for what has no button of its own. Its menu lies above everything, so that the block cannot cut it. */
export function CodeMenu({ items }: Props): VNode {
  const [shown, setShown] = useState<readonly CodeMenuItem[]>();
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const isOpen = shown !== undefined;
  useLayoutEffect(() => {
    const menu = list.current;
    // Asked only where a menu is to be placed: the answer lays out the whole page.
    const box = menu === null ? undefined : button.current?.getBoundingClientRect();
    if (menu === null || box === undefined) return;
    menu.showPopover();
    const { offsetHeight, offsetWidth } = menu;
    const belowPx = box.bottom + gapPx;
    const topPx =
      belowPx + offsetHeight <= innerHeight ? belowPx : Math.max(0, box.top - gapPx - offsetHeight);
    menu.style.top = `${topPx}px`;
    menu.style.left = `${Math.max(gapPx, Math.min(box.right - offsetWidth, innerWidth - offsetWidth - gapPx))}px`;
    rowsOf(menu)[0]?.focus({ preventScroll: true });
  }, [isOpen]);
  useEffect(() => {
    if (!isOpen) return;
    const close = (event: Event): void => {
      const { target } = event;
      if (target instanceof Node && (list.current?.contains(target) ?? button.current?.contains(target)))
        return;
      setShown(undefined);
    };
    const closeWhenMoved = ({ target }: Event): void => {
      if (target instanceof Node && target.contains(button.current)) setShown(undefined);
    };
    document.addEventListener("pointerdown", close, true);
    document.addEventListener("scroll", closeWhenMoved, true);
    window.addEventListener("blur", close);
    return () => {
      document.removeEventListener("pointerdown", close, true);
      document.removeEventListener("scroll", closeWhenMoved, true);
      window.removeEventListener("blur", close);
    };
  }, [isOpen]);
  const close = (): void => {
    setShown(undefined);
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const rows = rowsOf(list.current);
    const target = targetRow(
      event.key,
      rows,
      rows.findIndex((row) => row === document.activeElement),
    );
    if (event.key === "Escape" || event.key === "Tab") close();
    else if (target !== undefined) target.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        class="icon-button"
        title="More Actions"
        aria-label="More Actions"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setShown(isOpen ? undefined : items())}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" || isOpen) return;
          event.preventDefault();
          setShown(items());
        }}
      >
        <span class="codicon codicon-ellipsis" aria-hidden="true" />
      </button>
      {shown !== undefined && (
        <div
          ref={list}
          class="menu code-menu"
          role="menu"
          aria-label="More Actions"
          popover="manual"
          onKeyDown={onKeyDown}
        >
          {shown.map(({ label, onPick }) => (
            <button
              key={label}
              type="button"
              tabIndex={-1}
              class="menu-row"
              role="menuitem"
              onClick={() => {
                close();
                onPick();
              }}
            >
              <span class="menu-label">{label}</span>
            </button>
          ))}
        </div>
      )}
    </>
  );
}
