import type { VNode } from "preact";
import { useMemo, useRef } from "preact/hooks";
import { memo } from "../memo";
import { guessTextPx } from "./guessPx";
import { Near } from "./near";
import { ownParts } from "./ownText";
import { VisibleText } from "./visibleText";

const stretchChars = 4096;

/** Plain text of any length, in a place that keeps its line ends; only what is near the view is in the page. */
export function LongText({ text }: { readonly text: string }): VNode {
  const before = useRef<readonly string[]>([]);
  const stretches = useMemo(() => ownParts(cut(text), before.current), [text]);
  before.current = stretches;
  if (stretches.length < 3) return <VisibleText text={text} />;
  return (
    <>
      {stretches.map((stretch, index) => (
        <Stretch key={index} text={stretch} isLast={index === stretches.length - 1} />
      ))}
    </>
  );
}

const Stretch = memo(function Stretch({
  text,
  isLast,
}: {
  readonly text: string;
  readonly isLast: boolean;
}): VNode {
  return (
    <Near
      tag="div"
      guessPx={() => guessTextPx(text)}
      isWindowed
      startsNear={isLast}
      draw={() => <VisibleText text={text} />}
    />
  );
});

/** Whole lines where they are short enough; the line end between two stretches is the border between two elements. */
function cut(text: string): readonly string[] {
  const stretches: string[] = [];
  let start = 0;
  while (text.length - start > stretchChars) {
    const newline = text.lastIndexOf("\n", start + stretchChars);
    const isLine = newline > start;
    const end = isLine ? newline : start + stretchChars;
    stretches.push(text.slice(start, end));
    start = isLine ? end + 1 : end;
  }
  return [...stretches, text.slice(start)];
}
