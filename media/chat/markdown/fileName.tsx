import type { VNode } from "preact";
import { useEffect, useReducer } from "preact/hooks";
import { splitFileNames } from "./fileNames";
import { VisibleText } from "./visibleText";

/** What knows which names are files; the same object at every draw. */
export interface FileNames {
  idOf(text: string): string | undefined;
  /** Asks about a name and calls `changed` when it turns out to be a file. */
  watch(text: string, changed: () => void): () => void;
  open(text: string): void;
}

/** Text in which the names of files that exist are links. */
export function TextWithFiles({ text, names }: { readonly text: string; readonly names: FileNames }): VNode {
  return (
    <>
      {splitFileNames(text).map((part, index) =>
        part.type === "text" ? (
          <VisibleText key={index} text={part.text} />
        ) : (
          <FileName key={index} text={part.text} names={names} />
        ),
      )}
    </>
  );
}

/** Looks the same before and after it is known to be a file, but for its colour: nothing moves. */
function FileName({ text, names }: { readonly text: string; readonly names: FileNames }): VNode {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => names.watch(text, () => redraw(undefined)), [text, names]);
  if (names.idOf(text) === undefined) return <>{text}</>;
  return (
    <a
      class="file-link"
      role="link"
      tabIndex={0}
      title={`Open ${text}`}
      onClick={() => names.open(text)}
      onKeyDown={(event) => {
        if (event.key === "Enter") names.open(text);
      }}
    >
      {text}
    </a>
  );
}
