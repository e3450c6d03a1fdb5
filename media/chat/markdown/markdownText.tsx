import type { ComponentChildren, VNode } from "preact";
import { Component } from "preact";
import { useEffect, useReducer, useRef } from "preact/hooks";
import type { FromWebviewMessage } from "../../../src/chat/protocol";
import { groupBlocks } from "./blockGroups";
import { CodeBlock } from "./codeBlock";
import { cacheDocument, cachedDocument } from "./documentCache";
import { TextWithFiles, type FileNames } from "./fileName";
import { guessTextPx } from "./guessPx";
import { hasManyInline } from "./hasManyInline";
import { LongText } from "./longText";
import { emptyDocument, extendDocument, type MarkdownBlock, type MarkdownDocument } from "./markdownDocument";
import { Near } from "./near";
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
/** So much new text is parsed in one go; a longer one is read step by step, and shown as it is meanwhile. */
const maxStepChars = 12_288;
/** A message of fewer groups of blocks is in the page as a whole. */
const minWindowedGroups = 4;
/** A block that takes more elements (`*a* *b* …`) is shown as plain text. */
const maxInlineNodes = 1200;

/** A Markdown text, growing or final, of any length: only what is near the view is in the page. */
export function MarkdownText({ text, isFinal, actions }: Props): VNode {
  const document = useRef(emptyDocument);
  const notBeforeMs = useRef(0);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const nowMs = performance.now();
  const isDue = isFinal || nowMs >= notBeforeMs.current;
  if (isDue && (document.current.text !== text || document.current.isFinal !== isFinal)) {
    document.current =
      (isFinal ? cachedDocument(text) : undefined) ?? nextStep(document.current, text, isFinal);
    if (document.current.isFinal) cacheDocument(document.current);
    const costMs = performance.now() - nowMs;
    notBeforeMs.current = costMs > freeParseMs ? nowMs + costMs * (1 + restFactor) : 0;
  }
  const { blocks, definitions } = document.current;
  const rest = text.slice(document.current.text.length);
  useEffect(() => {
    if (isDue && rest === "") return;
    const delayMs = isDue ? 0 : notBeforeMs.current - performance.now();
    const timer = setTimeout(() => redraw(undefined), delayMs);
    return () => clearTimeout(timer);
  });
  const groups = groupBlocks(blocks);
  return (
    <div class="markdown">
      {groups.map((group, index) => (
        <Group
          key={group[0]?.start ?? 0}
          blocks={group}
          definitions={definitions}
          actions={actions}
          isWindowed={groups.length >= minWindowedGroups || rest.length > maxStepChars}
          startsNear={index === groups.length - 1 && !isFinal}
        />
      ))}
      {isDue && rest !== "" && (
        <div class="plain-text" dir="auto">
          <LongText text={rest} />
        </div>
      )}
    </div>
  );
}

/** The document further on: all of the text, or as much of it as is parsed in one go. */
function nextStep(document: MarkdownDocument, text: string, isFinal: boolean): MarkdownDocument {
  const isContinued = !document.isFinal && text.startsWith(document.text);
  const known = isContinued ? document : emptyDocument;
  if (text.length - known.text.length <= maxStepChars) return extendDocument(known, text, isFinal);
  return extendDocument(known, text.slice(0, known.text.length + maxStepChars), false);
}

interface GroupProps {
  readonly blocks: readonly MarkdownBlock[];
  readonly definitions: Definitions;
  readonly actions: MarkdownActions;
  readonly isWindowed: boolean;
  readonly startsNear: boolean;
}

/** Blocks that are in the page together, drawn again only when one of them changed. */
class Group extends Component<GroupProps> {
  override shouldComponentUpdate(next: GroupProps): boolean {
    const { blocks, definitions, actions, isWindowed } = this.props;
    return (
      next.definitions !== definitions ||
      next.actions !== actions ||
      next.isWindowed !== isWindowed ||
      next.blocks.length !== blocks.length ||
      next.blocks.some((block, index) => block !== blocks[index])
    );
  }

  override render(): ComponentChildren {
    const { blocks, definitions, actions, isWindowed, startsNear } = this.props;
    return (
      <Near
        tag="div"
        class="block-group"
        guessPx={() => blocks.reduce((sum, { source }) => sum + guessTextPx(source), 0)}
        isWindowed={isWindowed}
        startsNear={startsNear}
        draw={() =>
          blocks.map((block) => (
            <Block key={block.start} block={block} definitions={definitions} actions={actions} />
          ))
        }
      />
    );
  }
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
    const { node } = block;
    if (node === undefined || this.state.hasFailed || hasManyInline(node, maxInlineNodes)) {
      return (
        <div class="plain-text" dir="auto">
          <LongText text={block.source} />
        </div>
      );
    }
    return renderMarkdown(node, {
      definitions,
      isFinished: block.isFinished,
      codeBlock: (code, language, isFinished) => (
        <CodeBlock code={code} language={language} isFinished={isFinished} actions={actions} />
      ),
      // While its text still grows, a name may be half of one.
      text: (text) =>
        block.isFinished ? <TextWithFiles text={text} names={actions.files} /> : <VisibleText text={text} />,
      link: (href, children) => <Link href={href} actions={actions} children={children} />,
      near: (part) => <Near {...part} isWindowed />,
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
