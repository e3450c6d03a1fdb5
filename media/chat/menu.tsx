import { Fragment, type ComponentChildren, type VNode } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { CacheHint } from "./cacheHint";
import "./menu.css";

/** A row of a menu. `isChecked` makes it one of a set of choices. */
export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly note?: string;
  readonly isChecked?: boolean;
  /** A line above it. */
  readonly startsGroup?: boolean;
  /** What the group that begins here is about. */
  readonly heading?: string;
}

interface Props {
  /** What the button is for, for screen readers: "Model: deepseek-flash". */
  readonly label: string;
  readonly children?: ComponentChildren;
  /** The button is this codicon alone. */
  readonly icon?: string;
  readonly items: readonly MenuItem[];
  /** Below the rows: what choosing another one means. */
  readonly hint?: string | undefined;
  readonly onPick: (id: string) => void;
}

/** A button whose menu opens where there is more room, above or below it. Arrows, Home, End, Escape and first letters work. */
export function MenuButton({ label, children, icon, items, hint, onPick }: Props): VNode {
  const [place, setPlace] = useState<Place>();
  const isOpen = place !== undefined;
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!isOpen) return;
    if (list.current !== null) keepInView(list.current);
    const rows = rowsOf(list.current);
    (rows.find((row) => row.getAttribute("aria-checked") === "true") ?? rows[0])?.focus();
  }, [isOpen]);
  const setIsOpen = (opens: boolean): void =>
    setPlace(opens && button.current !== null ? placeAt(button.current.getBoundingClientRect()) : undefined);
  useEffect(() => {
    if (!isOpen) return;
    const close = (event: Event): void => {
      const target = event.target;
      if (target instanceof Node && list.current?.parentElement?.contains(target) === true) return;
      setIsOpen(false);
    };
    document.addEventListener("pointerdown", close, true);
    document.addEventListener("focusin", close);
    document.addEventListener("scroll", close, true);
    window.addEventListener("blur", close);
    return () => {
      document.removeEventListener("pointerdown", close, true);
      document.removeEventListener("focusin", close);
      document.removeEventListener("scroll", close, true);
      window.removeEventListener("blur", close);
    };
  }, [isOpen]);
  const close = (): void => {
    setIsOpen(false);
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const rows = rowsOf(list.current);
    const at = rows.findIndex((row) => row === document.activeElement);
    const target = targetRow(event.key, rows, at);
    if (event.key === "Escape") close();
    else if (event.key === "Tab") setIsOpen(false);
    else if (target !== undefined) target.focus();
    else return;
    if (event.key !== "Tab") event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="menu-anchor">
      <button
        ref={button}
        type="button"
        class={icon === undefined ? "menu-button" : "icon-button"}
        title={label}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
        onKeyDown={(event) => {
          if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
          event.preventDefault();
          setIsOpen(true);
        }}
      >
        {children}
        <span class={`codicon codicon-${icon ?? "chevron-down"}`} aria-hidden="true" />
      </button>
      {isOpen && (
        <div ref={list} class="menu" style={place} onKeyDown={onKeyDown}>
          <div role="menu" aria-label={hint === undefined ? label : `${label}. ${hint}`}>
            {items.map((item) => (
              <Fragment key={item.id}>
                {item.heading !== undefined && (
                  <div
                    class={item.startsGroup === true ? "menu-heading starts-group" : "menu-heading"}
                    role="presentation"
                  >
                    {item.heading}
                  </div>
                )}
                <button
                  type="button"
                  tabIndex={-1}
                  class={
                    item.startsGroup === true && item.heading === undefined
                      ? "menu-row starts-group"
                      : "menu-row"
                  }
                  role={item.isChecked === undefined ? "menuitem" : "menuitemradio"}
                  aria-checked={item.isChecked}
                  onClick={() => {
                    close();
                    onPick(item.id);
                  }}
                >
                  <span class={item.isChecked === true ? "menu-check codicon codicon-check" : "menu-check"} />
                  <span class="menu-label">{item.label}</span>
                  {item.note !== undefined && <span class="menu-note">{item.note}</span>}
                </button>
              </Fragment>
            ))}
          </div>
          {hint !== undefined && <CacheHint text={hint} />}
        </div>
      )}
    </div>
  );
}

/** Distances from the window's edges; a menu that is fixed there is clipped by no scrolling part of the page. */
type Place = Readonly<Partial<Record<"top" | "bottom" | "left" | "right" | "maxHeight", string>>>;

const gapPx = 4;

function placeAt({ top, bottom, left, right }: DOMRect): Place {
  const { innerWidth, innerHeight } = window;
  const isUp = top > innerHeight - bottom;
  return {
    ...(isUp ? { bottom: `${innerHeight - top + gapPx}px` } : { top: `${bottom + gapPx}px` }),
    // Towards the middle, so that it fits into a narrow view.
    ...(left + right < innerWidth
      ? { left: `${Math.max(gapPx, left)}px` }
      : { right: `${Math.max(gapPx, innerWidth - right)}px` }),
    maxHeight: `${Math.max(60, (isUp ? top : innerHeight - bottom) - 3 * gapPx)}px`,
  };
}

/** In a very narrow view a menu may be wider than what is left beside its button. */
function keepInView(menu: HTMLElement): void {
  const { left, right } = menu.getBoundingClientRect();
  if (left >= gapPx && right <= window.innerWidth - gapPx) return;
  menu.style.left = left < gapPx ? `${gapPx}px` : "auto";
  menu.style.right = left < gapPx ? "auto" : `${gapPx}px`;
}

/** The rows of an open menu. */
export function rowsOf(list: HTMLElement | null): HTMLElement[] {
  return list === null ? [] : [...list.querySelectorAll<HTMLElement>("[role^=menuitem]")];
}

/** The row that a key goes to; undefined where it goes nowhere. */
export function targetRow(key: string, rows: readonly HTMLElement[], at: number): HTMLElement | undefined {
  switch (key) {
    case "ArrowDown":
      return rows[(at + 1) % rows.length];
    case "ArrowUp":
      return rows.at(at <= 0 ? -1 : at - 1);
    case "Home":
      return rows[0];
    case "End":
      return rows.at(-1);
    default: {
      if (key.length !== 1 || key === " ") return undefined;
      const after = [...rows.slice(at + 1), ...rows.slice(0, at + 1)];
      return after.find((row) => row.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()));
    }
  }
}
