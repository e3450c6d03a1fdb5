import type { ComponentChildren, VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { IconButton } from "../iconButton";
import { cachedHighlight, highlight, type HighlightNode } from "./highlight";
import type { MarkdownActions } from "./markdownText";
import { PlainCode } from "./plainCode";
import { VisibleText } from "./visibleText";
import "./codeBlock.css";

interface Props {
  readonly code: string;
  /** The info string's first word, as the model wrote it; may be empty. */
  readonly language: string;
  /** False while its text still grows: then it has one colour and no Insert. */
  readonly isFinished: boolean;
  readonly actions: MarkdownActions;
}

const copiedMs = 1500;

/** A block of code with its language, Copy and Insert at Cursor. Colours come when the thread is idle. */
export function CodeBlock({ code, language, isFinished, actions }: Props): VNode {
  const name = language.toLowerCase();
  const [colored, setColored] = useState<{ code: string; nodes: readonly HighlightNode[] }>();
  const [isCopied, setIsCopied] = useState(false);
  const copiedTimer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const cached = isFinished ? cachedHighlight(code, name) : undefined;
  useEffect(() => {
    if (!isFinished || name === "" || cached !== undefined) return;
    const handle = requestIdleCallback(
      () => {
        const nodes = highlight(code, name);
        if (nodes !== undefined) setColored({ code, nodes });
      },
      { timeout: 500 },
    );
    return () => cancelIdleCallback(handle);
  }, [code, name, isFinished, cached]);
  useEffect(() => () => clearTimeout(copiedTimer.current), []);
  const copy = (): void => {
    actions.copyCode(code);
    setIsCopied(true);
    clearTimeout(copiedTimer.current);
    copiedTimer.current = setTimeout(() => setIsCopied(false), copiedMs);
  };
  const nodes = cached ?? (isFinished && colored?.code === code ? colored.nodes : undefined);
  const label = language === "" ? "Code" : language;
  return (
    <div class="code-block" role="group" aria-label={`Code block, ${label}`}>
      <div class="code-header">
        <span class="code-language">
          <VisibleText text={language} />
        </span>
        <IconButton icon={isCopied ? "check" : "copy"} label={isCopied ? "Copied" : "Copy"} onClick={copy} />
        {isFinished && (
          <IconButton icon="insert" label="Insert at Cursor" onClick={() => actions.insertCode(code)} />
        )}
      </div>
      <pre class="code-text" tabIndex={0} dir="ltr" aria-label={`${label}, scrollable`}>
        <code>{nodes === undefined ? <PlainCode code={code} /> : nodes.map(drawToken)}</code>
      </pre>
    </div>
  );
}

function drawToken(node: HighlightNode): ComponentChildren {
  if (typeof node === "string") return <VisibleText text={node} />;
  return <span class={`token-${node.tokenClass}`}>{node.children.map(drawToken)}</span>;
}
