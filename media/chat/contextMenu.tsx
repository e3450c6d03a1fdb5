import type { VNode } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { rowsOf, targetRow } from "./menu";
import type { MenuItem } from "./menu";
import "./menu.css";
import "./contextMenu.css";

interface Props {
  readonly label: string;
  readonly items: readonly MenuItem[];
  /** Where it opens, in the window. */
  readonly at: { readonly x: number; readonly y: number };
  readonly onPick: (id: string) => void;
  /** Closed without a choice; the focus belongs where it was. */
  readonly onClose: () => void;
}

/** A menu at a place of the window, inside of it. Arrows, Home, End, Escape and first letters work. */
export function ContextMenu({ label, items, at, onPick, onClose }: Props): VNode {
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const { width, height } = element.getBoundingClientRect();
    element.style.left = `${Math.max(4, Math.min(at.x, window.innerWidth - width - 4))}px`;
    element.style.top = `${Math.max(4, at.y + height > window.innerHeight ? at.y - height : at.y)}px`;
    rowsOf(element)[0]?.focus();
  }, [at]);
  useEffect(() => {
    const close = (event: Event): void => {
      const { target } = event;
      if (!(target instanceof Node && list.current?.contains(target) === true)) onClose();
    };
    document.addEventListener("pointerdown", close, true);
    window.addEventListener("blur", onClose);
    window.addEventListener("resize", onClose);
    return () => {
      document.removeEventListener("pointerdown", close, true);
      window.removeEventListener("blur", onClose);
      window.removeEventListener("resize", onClose);
    };
  }, [onClose]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const rows = rowsOf(list.current);
    const target = targetRow(event.key, rows, rows.findIndex((row) => row === document.activeElement)); // prettier-ignore
    event.stopPropagation();
    if (event.key === "Escape" || event.key === "Tab") onClose();
    else if (target !== undefined) target.focus();
    else return;
    event.preventDefault();
  };
  return (
    <div ref={list} class="menu context-menu" role="menu" aria-label={label} onKeyDown={onKeyDown}>
      {items.map((item) => (
        <button
          key={item.id}
          type="button"
          tabIndex={-1}
          class={item.startsGroup === true ? "menu-row starts-group" : "menu-row"}
          role="menuitem"
          onClick={() => onPick(item.id)}
        >
          <span class="menu-label">{item.label}</span>
          {item.note !== undefined && <span class="menu-note">{item.note}</span>}
        </button>
      ))}
    </div>
  );
}
