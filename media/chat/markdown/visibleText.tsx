import type { VNode } from "preact";
import { splitInvisible } from "./invisibleCharacters";
import "./visibleText.css";

/** Text in which every invisible character is a badge with its number. */
export function VisibleText({ text }: { readonly text: string }): VNode {
  return (
    <>
      {splitInvisible(text).map((part) =>
        part.type === "text" ? (
          part.text
        ) : (
          <span class="invisible-character" title={part.name}>
            {part.code}
          </span>
        ),
      )}
    </>
  );
}
