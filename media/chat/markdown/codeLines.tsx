import type { ComponentChildren, VNode } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { memo } from "../memo";
import { splitDiff, type DiffLine } from "./diffLines";
import { countLines } from "./countLines";
import { cachedHighlight, highlight, type HighlightNode } from "./highlight";
import { Near } from "./near";
import { ownParts } from "./ownText";
import { splitHighlight } from "./splitHighlight";
import { VisibleText } from "./visibleText";

interface Props {
  readonly code: string;
  /** In lower case; may be empty. */
  readonly language: string;
  /** False while its text still grows. */
  readonly isFinished: boolean;
}

/** Lines drawn as one; only the last stretch is drawn and laid out again while code streams. */
const stretchLines = 50;
const codeLinePx = 18;

/** The lines of a code block, of any number: differences marked, other languages coloured when the thread is idle. */
export function CodeLines(props: Props): VNode {
  return props.language === "diff" || props.language === "patch" ? (
    <Diff {...props} />
  ) : (
    <Colored {...props} />
  );
}

function Colored({ code, language, isFinished }: Props): VNode {
  const [colored, setColored] = useState<{ code: string; nodes: readonly HighlightNode[] }>();
  const cached = isFinished ? cachedHighlight(code, language) : undefined;
  useEffect(() => {
    if (!isFinished || language === "" || cached !== undefined) return;
    const handle = requestIdleCallback(
      () => {
        const nodes = highlight(code, language);
        if (nodes !== undefined) setColored({ code, nodes });
      },
      { timeout: 500 },
    );
    return () => cancelIdleCallback(handle);
  }, [code, language, isFinished, cached]);
  const nodes = cached ?? (isFinished && colored?.code === code ? colored.nodes : undefined);
  const stretches = useMemo(
    () => (nodes === undefined ? undefined : splitHighlight(nodes, stretchLines)),
    [nodes],
  );
  const texts = useStretches(code);
  if (texts.length === 1)
    return <>{nodes === undefined ? <VisibleText text={code} /> : nodes.map(drawToken)}</>;
  return (
    <>
      {texts.map((text, index) => (
        <Stretch key={index} text={text} nodes={stretches?.[index]} />
      ))}
    </>
  );
}

const Stretch = memo(function Stretch(props: {
  readonly text: string;
  readonly nodes: readonly HighlightNode[] | undefined;
}): VNode {
  const { text, nodes } = props;
  return (
    <Near
      tag="span"
      class="code-stretch"
      guessPx={() => (countLines(text) + 1) * codeLinePx}
      isWindowed
      startsNear={nodes === undefined}
      draw={() => (nodes === undefined ? <VisibleText text={text} /> : nodes.map(drawToken))}
    />
  );
});

function useStretches(code: string): readonly string[] {
  const before = useRef<readonly string[]>([]);
  const stretches = useMemo(() => ownParts(splitCode(code), before.current), [code]);
  before.current = stretches;
  return stretches;
}

/** Stretches of lines, without the line ends between them. */
function splitCode(code: string): readonly string[] {
  const stretches: string[] = [];
  let start = 0;
  for (let at = code.indexOf("\n"), lines = 1; at >= 0; at = code.indexOf("\n", at + 1), lines++) {
    if (lines % stretchLines !== 0) continue;
    stretches.push(code.slice(start, at));
    start = at + 1;
  }
  stretches.push(code.slice(start));
  return stretches;
}

function Diff({ code }: Props): VNode {
  return (
    <>
      {useStretches(code).map((text, index) => (
        <DiffStretch key={index} text={text} />
      ))}
    </>
  );
}

const DiffStretch = memo(function DiffStretch({ text }: { readonly text: string }): VNode {
  return (
    <Near
      tag="span"
      class="code-stretch"
      guessPx={() => (countLines(text) + 1) * codeLinePx}
      isWindowed
      startsNear
      draw={() => splitDiff(text).map(drawDiffLine)}
    />
  );
});

/** The sign stands in a column of its own, so that a line can be told without its colour, and copied without it. */
function drawDiffLine({ kind, text }: DiffLine): VNode {
  if (kind === "context" || kind === "header") {
    return (
      <span class={`diff-line diff-${kind}`}>
        <VisibleText text={text === "" ? " " : text} />
      </span>
    );
  }
  return (
    <span class={`diff-line diff-${kind}`}>
      <span class="diff-sign">{text.slice(0, 1)}</span>
      <VisibleText text={text.slice(1)} />
    </span>
  );
}

function drawToken(node: HighlightNode): ComponentChildren {
  if (typeof node === "string") return <VisibleText text={node} />;
  return <span class={`token-${node.tokenClass}`}>{node.children.map(drawToken)}</span>;
}
