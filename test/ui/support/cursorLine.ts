import type { Page } from "playwright-core";

/** What the cursor's line looked like in one frame. */
export interface LineFrame {
  /** All that was drawn on it, ghost text included; no-break spaces as spaces. */
  readonly line: string;
  /** The ghost text on it; empty when there was none. */
  readonly ghost: string;
}

/** Watches the cursor's line of the focused editor in every frame, until `stop`. */
export interface LineWatch {
  /** Ends it and gives what was to be seen, without the frames that looked like the one before. */
  stop(): Promise<readonly LineFrame[]>;
}

// As text: this runs in the page, whose names our types do not know. A line is the cursor's that stands at its height.
const readLine = `() => {
  const editor = document.querySelector(".monaco-editor.focused");
  const top = editor?.querySelector(".cursors-layer .cursor")?.style.top;
  const lines = [...(editor?.querySelectorAll(".view-lines > .view-line") ?? [])];
  const line = lines.find(({ style }) => style.top === top);
  const text = (nodes) => [...nodes].map((node) => node.textContent).join("").replaceAll("\\u00a0", " ");
  return {
    line: line === undefined ? "" : text([line]),
    ghost: line === undefined ? "" : text(line.querySelectorAll(".ghost-text-decoration")),
  };
}`;

/** The cursor's line as it is now. */
export async function cursorLine(page: Page): Promise<LineFrame> {
  return page.evaluate<LineFrame>(`(${readLine})()`);
}

/** Begins to watch. One at a time. */
export async function watchCursorLine(page: Page): Promise<LineWatch> {
  await page.evaluate(`{
    const read = ${readLine};
    const watch = (window.lineWatch = { frames: [], isOver: false });
    const look = () => {
      if (watch.isOver) return;
      const frame = read();
      const last = watch.frames.at(-1);
      if (last?.line !== frame.line || last.ghost !== frame.ghost) watch.frames.push(frame);
      requestAnimationFrame(look);
    };
    look();
  }`);
  return {
    stop: () => page.evaluate<LineFrame[]>("(window.lineWatch.isOver = true, window.lineWatch.frames)"),
  };
}
