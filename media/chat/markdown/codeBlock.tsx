import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { IconButton } from "../iconButton";
import { CodeLines } from "./codeLines";
import { CodeMenu, type CodeMenuItem } from "./codeMenu";
import type { MarkdownActions } from "./markdownText";
import { VisibleText } from "./visibleText";
import "./codeBlock.css";

interface Props {
  readonly code: string;
  /** The info string's first word, as the model wrote it; may be empty. */
  readonly language: string;
  /** False while its text still grows: then it has one colour, and can be copied only. */
  readonly isFinished: boolean;
  readonly actions: MarkdownActions;
}

const copiedMs = 1500;

/**
 * A block of code with its language and what can be done with it. Where the block is narrow the style sheet hides all
 * buttons but Copy and the menu, which then has the others.
 */
export function CodeBlock({ code, language, isFinished, actions }: Props): VNode {
  const [isCopied, setIsCopied] = useState(false);
  const copiedTimer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const buttons = useRef<HTMLSpanElement>(null);
  useEffect(() => () => clearTimeout(copiedTimer.current), []);
  const copy = (): void => {
    actions.useCode("copy-code", code);
    setIsCopied(true);
    clearTimeout(copiedTimer.current);
    copiedTimer.current = setTimeout(() => setIsCopied(false), copiedMs);
  };
  const insert = (): void => actions.useCode("insert-code", code);
  const apply = (): void => actions.useCode("apply-code", code);
  const menuItems = (): readonly CodeMenuItem[] => {
    const isHidden = buttons.current?.offsetParent === null;
    return [
      ...(isHidden
        ? [
            { label: "Insert at Cursor", onPick: insert },
            { label: "Apply…", onPick: apply },
          ]
        : []),
      { label: "Replace Selection", onPick: () => actions.useCode("replace-selection", code) },
      { label: "New File", onPick: () => actions.useCode("new-file", code) },
    ];
  };
  const label = language === "" ? "Code" : language;
  return (
    <div class="code-block" role="group" aria-label={`Code block, ${label}`}>
      <div class="code-header">
        <span class="code-language">
          <VisibleText text={language} />
        </span>
        <IconButton icon={isCopied ? "check" : "copy"} label={isCopied ? "Copied" : "Copy"} onClick={copy} />
        {isFinished && (
          <>
            <span class="code-buttons" ref={buttons}>
              <IconButton icon="insert" label="Insert at Cursor" onClick={insert} />
              <IconButton icon="git-pull-request-go-to-changes" label="Apply…" onClick={apply} />
            </span>
            <CodeMenu items={menuItems} />
          </>
        )}
      </div>
      <pre class="code-text" tabIndex={0} dir="ltr" aria-label={`${label}, scrollable`}>
        <code>
          <CodeLines code={code} language={language.toLowerCase()} isFinished={isFinished} />
        </code>
      </pre>
    </div>
  );
}
