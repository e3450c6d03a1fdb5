import type { VNode } from "preact";
import { memo } from "../memo";
import { VisibleText } from "./visibleText";

/** Lines drawn as one; only the last stretch is drawn and laid out again while code streams. */
const stretchLines = 100;

/** Code in one colour, of any length. */
export function PlainCode({ code }: { readonly code: string }): VNode {
  const stretches: string[] = [];
  let start = 0;
  for (let at = code.indexOf("\n"), lines = 1; at >= 0; at = code.indexOf("\n", at + 1), lines++) {
    if (lines % stretchLines !== 0) continue;
    stretches.push(code.slice(start, at));
    start = at + 1;
  }
  if (stretches.length === 0) return <VisibleText text={code} />;
  stretches.push(code.slice(start));
  return (
    <>
      {stretches.map((text, index) => (
        <Stretch key={index} text={text} />
      ))}
    </>
  );
}

const Stretch = memo(function Stretch({ text }: { readonly text: string }): VNode {
  return (
    <span class="code-stretch">
      <VisibleText text={text} />
    </span>
  );
});
