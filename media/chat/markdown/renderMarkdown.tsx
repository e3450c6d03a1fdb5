import type { Image, List, ListItem, PhrasingContent, RootContent, Table, TableRow } from "mdast";
import type { ComponentChildren, VNode } from "preact";
import type { Definitions } from "./parseMarkdown";
import { guessPx } from "./guessPx";
import type { NearPart } from "./near";
import { safeLink } from "./safeLink";
import { VisibleText } from "./visibleText";

/** What the document around the blocks provides. Everything else is drawn here, as text and plain elements. */
export interface RenderContext {
  readonly definitions: Definitions;
  /** Draws a code block; `isFinished` is false while its text still grows. */
  readonly codeBlock: (code: string, language: string, isFinished: boolean) => VNode;
  /** Draws text outside links. */
  readonly text: (text: string) => ComponentChildren;
  /** Draws a link that `safeLink` let pass. */
  readonly link: (href: string, children: ComponentChildren) => VNode;
  readonly isFinished: boolean;
  /** Draws a part of something long, when it is near the view. */
  readonly near: (part: NearPart) => VNode;
}

type AnyNode = RootContent | PhrasingContent;

/** Lists, tables and quotes of more parts are drawn in pieces of so many. */
const maxUncut = 60;
const pieceParts = 30;

/** Deeper nesting is shown as the text it holds. */
const maxDepth = 100;

/**
 * Draws a Markdown node. The result holds only elements named in this file and what the context draws; no attribute
 * carries an address, no text is read as HTML.
 */
export function renderMarkdown(node: AnyNode, context: RenderContext, depth = 0): ComponentChildren {
  if (depth > maxDepth) return <VisibleText text={textOf(node)} />;
  const inside = (children: readonly AnyNode[]): ComponentChildren =>
    children.map((child) => renderMarkdown(child, context, depth + 1));
  const inLink = (children: readonly AnyNode[]): ComponentChildren =>
    children.map((child) => renderMarkdown(child, { ...context, text: plainText }, depth + 1));
  switch (node.type) {
    case "text":
      return context.text(node.value);
    case "paragraph":
      return <p dir="auto">{inside(node.children)}</p>;
    case "heading":
      return renderHeading(node.depth, inside(node.children));
    case "emphasis":
      return <em>{inside(node.children)}</em>;
    case "strong":
      return <strong>{inside(node.children)}</strong>;
    case "delete":
      return <del>{inside(node.children)}</del>;
    case "inlineCode":
      return <code>{context.text(node.value.replaceAll("\n", " "))}</code>;
    case "inlineMath":
      return (
        <code class="math">
          <VisibleText text={node.value} />
        </code>
      );
    case "math":
      return (
        <pre class="math-block" tabIndex={0} dir="ltr" aria-label="Formula, scrollable">
          <VisibleText text={node.value} />
        </pre>
      );
    case "code":
      return context.codeBlock(node.value, node.lang ?? "", context.isFinished);
    case "break":
      return <br />;
    case "thematicBreak":
      return <hr />;
    case "blockquote":
      return (
        <blockquote>
          {node.children.length <= maxUncut
            ? inside(node.children)
            : pieces(node.children).map((part) =>
                context.near({ tag: "div", guessPx: guess(part), draw: () => inside(part) }),
              )}
        </blockquote>
      );
    case "list":
      return renderList(node, context, depth);
    case "listItem":
      return renderListItem(node, false, context, depth);
    case "table":
      return renderTable(node, context, depth);
    case "tableRow":
    case "tableCell":
      return inside(node.children);
    case "html":
      return <VisibleText text={node.value} />;
    case "link":
      return renderLink(node.url, inLink(node.children), context);
    case "linkReference": {
      const definition = context.definitions.links.get(node.identifier);
      return definition === undefined
        ? inside(node.children)
        : renderLink(definition.url, inLink(node.children), context);
    }
    case "image":
      return renderImage(node.url, node.alt, context);
    case "imageReference": {
      const definition = context.definitions.links.get(node.identifier);
      return renderImage(definition?.url ?? "", node.alt, context);
    }
    case "footnoteReference":
      return (
        <sup>
          [<VisibleText text={node.label ?? node.identifier} />]
        </sup>
      );
    case "footnoteDefinition":
      return (
        <div class="footnote">
          <span class="footnote-label">
            [<VisibleText text={node.label ?? node.identifier} />]
          </span>
          <div>{inside(node.children)}</div>
        </div>
      );
    case "definition":
      return null;
    case "yaml":
      return <VisibleText text={node.value} />;
  }
}

/** Headings start below the message's own (level 3), so that the page's outline stays in order. */
function renderHeading(depth: 1 | 2 | 3 | 4 | 5 | 6, children: ComponentChildren): VNode {
  const look = `heading heading-${depth}`;
  if (depth === 1) {
    return (
      <h3 class={look} dir="auto">
        {children}
      </h3>
    );
  }
  if (depth === 2) {
    return (
      <h4 class={look} dir="auto">
        {children}
      </h4>
    );
  }
  return depth === 3 ? (
    <h5 class={look} dir="auto">
      {children}
    </h5>
  ) : (
    <h6 class={look} dir="auto">
      {children}
    </h6>
  );
}

function renderList(list: List, context: RenderContext, depth: number): VNode {
  const isLoose = list.spread === true || list.children.some((item) => item.spread === true);
  const drawItems = (items: readonly ListItem[]): ComponentChildren =>
    items.map((item) => renderListItem(item, !isLoose, context, depth + 1));
  const isTasks = list.children.some((item) => typeof item.checked === "boolean");
  const first = list.start ?? 1;
  if (list.children.length > maxUncut) {
    return (
      <div>
        {pieces(list.children).map((items, index) =>
          context.near({
            tag: list.ordered === true ? "ol" : "ul",
            ...(list.ordered === true ? { start: first + index * pieceParts } : {}),
            ...(isTasks ? { class: "tasks" } : {}),
            guessPx: guess(items),
            draw: () => drawItems(items),
          }),
        )}
      </div>
    );
  }
  if (list.ordered === true) return <ol start={first}>{drawItems(list.children)}</ol>;
  return <ul class={isTasks ? "tasks" : undefined}>{drawItems(list.children)}</ul>;
}

function pieces<T>(parts: readonly T[]): readonly (readonly T[])[] {
  const cut: T[][] = [];
  for (let at = 0; at < parts.length; at += pieceParts) cut.push(parts.slice(at, at + pieceParts));
  return cut;
}

function guess(nodes: readonly AnyNode[]): () => number {
  return () => {
    const start = nodes[0]?.position?.start;
    const end = nodes.at(-1)?.position?.end;
    return guessPx((end?.offset ?? 0) - (start?.offset ?? 0), (end?.line ?? 0) - (start?.line ?? 0) + 1);
  };
}

function renderListItem(item: ListItem, isTight: boolean, context: RenderContext, depth: number): VNode {
  const children = item.children.map((child) =>
    isTight && child.type === "paragraph"
      ? child.children.map((each) => renderMarkdown(each, context, depth + 1))
      : renderMarkdown(child, context, depth + 1),
  );
  if (typeof item.checked !== "boolean") return <li dir="auto">{children}</li>;
  return (
    <li dir="auto" class="task">
      <span
        class={item.checked ? "task-mark codicon codicon-check" : "task-mark"}
        role="img"
        aria-label={item.checked ? "Done" : "Not done"}
      />
      <div>{children}</div>
    </li>
  );
}

function renderTable(table: Table, context: RenderContext, depth: number): VNode {
  const [head, ...rows] = table.children;
  const look = (column: number): string | undefined => {
    const align = table.align?.[column];
    return align === "center" || align === "right" ? `align-${align}` : undefined;
  };
  const drawRows = (part: readonly TableRow[]): ComponentChildren =>
    part.map((row) => (
      <tr>
        {row.children.map((cell, column) => (
          <td class={look(column)} dir="auto">
            {renderMarkdown(cell, context, depth + 1)}
          </td>
        ))}
      </tr>
    ));
  return (
    <div class="table-scroll" role="region" aria-label="Table" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head?.children.map((cell, column) => (
              <th scope="col" class={look(column)} dir="auto">
                {renderMarkdown(cell, context, depth + 1)}
              </th>
            ))}
          </tr>
        </thead>
        {rows.length <= maxUncut ? (
          <tbody>{drawRows(rows)}</tbody>
        ) : (
          pieces(rows).map((part) =>
            context.near({ tag: "tbody", guessPx: guess(part), draw: () => drawRows(part) }),
          )
        )}
      </table>
    </div>
  );
}

/** A link that may not be opened keeps its text and shows where it would have led. */
function renderLink(url: string, children: ComponentChildren, context: RenderContext): ComponentChildren {
  const href = safeLink(url);
  if (href !== undefined) return context.link(href, children);
  return (
    <>
      {children}
      {url !== "" && !url.startsWith("mailto:") && (
        <span class="refused-address">
          {" ("}
          <VisibleText text={url} />
          {")"}
        </span>
      )}
    </>
  );
}

/** Images are never loaded, their addresses could carry text away: a link with the whole address stands for them. */
function renderImage(url: string, alt: Image["alt"], context: RenderContext): ComponentChildren {
  const label = (
    <>
      <span class="codicon codicon-file-media" aria-hidden="true" />
      <VisibleText text={alt === null || alt === undefined || alt === "" ? "Image" : alt} />
      {url !== "" && (
        <span class="image-address">
          {" "}
          <VisibleText text={url} />
        </span>
      )}
    </>
  );
  const href = safeLink(url);
  return href === undefined ? <span class="image">{label}</span> : context.link(href, label);
}

function plainText(text: string): VNode {
  return <VisibleText text={text} />;
}

function textOf(node: AnyNode): string {
  const texts: string[] = [];
  const rest: AnyNode[] = [node];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if ("value" in next) texts.push(next.value);
    if ("children" in next) for (const child of next.children.toReversed()) rest.push(child);
  }
  return texts.join("");
}
