import type { ComponentChildren, VNode } from "preact";
import { Component } from "preact";
import { useEffect, useReducer, useRef } from "preact/hooks";
import type { FromWebviewMessage } from "../../../src/chat/protocol";
import { CodeBlock } from "./codeBlock";
import { TextWithFiles, type FileNames } from "./fileName";
import { emptyDocument, extendDocument, type MarkdownBlock } from "./markdownDocument";
import type { Definitions } from "./parseMarkdown";
import { renderMarkdown } from "./renderMarkdown";
import { VisibleText } from "./visibleText";
import "./markdownText.css";

/** What the buttons and links in a message do. The same object at every draw, or every block is drawn again. */
export interface MarkdownActions {
  useCode(action: CodeAction, code: string): void;
  openLink(href: string): void;
  readonly files: FileNames;
}

/** What a code block's buttons ask the host to do. */
type CodeAction = Extract<FromWebviewMessage, { readonly code: string }>["type"];

interface Props {
  readonly text: string;
  /** No more text will come. */
  readonly isFinal: boolean;
  readonly actions: MarkdownActions;
}

/** A long open block is parsed again only after this many times the time the last parse took. */
const restFactor = 4;
/** A parse below this is taken at every change. */
const freeParseMs = 4;

/** A Markdown text, growing or final. */
export function MarkdownText({ text, isFinal, actions }: Props): VNode {
  const document = useRef(emptyDocument);
  const notBeforeMs = useRef(0);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const nowMs = performance.now();
  const isDue = isFinal || nowMs >= notBeforeMs.current;
  if (isDue) {
    document.current = extendDocument(document.current, text, isFinal);
    const costMs = performance.now() - nowMs;
    notBeforeMs.current = costMs > freeParseMs ? nowMs + costMs * (1 + restFactor) : 0;
  }
  useEffect(() => {
    if (isDue) return;
    const timer = setTimeout(() => redraw(undefined), notBeforeMs.current - performance.now());
    return () => clearTimeout(timer);
  });
  const { blocks, definitions } = document.current;
  return (
    <div class="markdown">
      {blocks.map((block) => (
        <Block key={block.start} block={block} definitions={definitions} actions={actions} />
      ))}
    </div>
  );
}

interface BlockProps {
  readonly block: MarkdownBlock;
  readonly definitions: Definitions;
  readonly actions: MarkdownActions;
}

/** One block, drawn again only when it changed. If drawing it fails, its text is shown. */
class Block extends Component<BlockProps, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  override shouldComponentUpdate(next: BlockProps, state: { readonly hasFailed: boolean }): boolean {
    const { block, definitions, actions } = this.props;
    return (
      next.block.node !== block.node ||
      next.block.source !== block.source ||
      next.block.isFinished !== block.isFinished ||
      next.definitions !== definitions ||
      next.actions !== actions ||
      state.hasFailed !== this.state.hasFailed
    );
  }

  override componentDidCatch(): void {
    this.setState({ hasFailed: true });
  }

  override render(): ComponentChildren {
    const { block, definitions, actions } = this.props;
    if (block.node === undefined || this.state.hasFailed) {
      return (
        <div class="plain-text" dir="auto">
          <VisibleText text={block.source} />
        </div>
      );
    }
    return renderMarkdown(block.node, {
      definitions,
      isFinished: block.isFinished,
      codeBlock: (code, language, isFinished) => (
        <CodeBlock code={code} language={language} isFinished={isFinished} actions={actions} />
      ),
      // While its text still grows, a name may be half of one.
      text: (text) =>
        block.isFinished ? <TextWithFiles text={text} names={actions.files} /> : <VisibleText text={text} />,
      link: (href, children) => <Link href={href} actions={actions} children={children} />,
    });
  }
}

interface LinkProps {
  readonly href: string;
  readonly actions: MarkdownActions;
  readonly children: ComponentChildren;
}

/** Has no `href`: the webview itself can lead nowhere. The host opens it. */
function Link({ href, actions, children }: LinkProps): VNode {
  return (
    <a
      role="link"
      tabIndex={0}
      title={href}
      onClick={() => actions.openLink(href)}
      onKeyDown={(event) => {
        if (event.key === "Enter") actions.openLink(href);
      }}
    >
      {children}
    </a>
  );
}
