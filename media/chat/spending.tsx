import type { VNode } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import type { PanelView } from "../../src/chat/protocol";
import { agoText, fullCount, shortCount } from "./figures";
import { post } from "./host";
import { useNow } from "./useNow";
import "./spending.css";

type View = NonNullable<PanelView["spending"]>;
type Figures = View["conversation"];

interface Props {
  readonly conversationId: string;
  readonly spending: View;
}

const rows: readonly (readonly [label: string, cell: (figures: Figures) => string])[] = [
  ["Requests", ({ requests }) => fullCount(requests)],
  ["Input tokens", ({ input }) => fullCount(input)],
  ["From the cache", ({ cached, input }) => share(cached, input)],
  ["Output tokens", ({ output }) => fullCount(output)],
  ["For thinking", ({ thinking }) => fullCount(thinking)],
  ["Cost", ({ cost }) => cost],
];

/** What this chat, the day and the month took: one line, which unfolds to a table. Nothing until something was spent. */
export function Spending({ conversationId, spending }: Props): VNode | null {
  const [isOpen, setIsOpen] = useState(false);
  const line = useRef<HTMLButtonElement>(null);
  const detailsId = useId();
  const { conversation, day, month, budget } = spending;
  if (month.requests === 0 && conversation.requests === 0) return null;
  const summary = `This chat: ${amountText(conversation)} · Today: ${amountText(day)}`;
  return (
    <section
      class="spending"
      aria-label="Usage and cost"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !isOpen) return;
        setIsOpen(false);
        line.current?.focus();
        event.preventDefault();
      }}
    >
      <button
        ref={line}
        type="button"
        class="spending-line"
        aria-expanded={isOpen}
        aria-controls={detailsId}
        title={isOpen ? "Hide usage and cost" : "Show usage and cost"}
        onClick={() => setIsOpen(!isOpen)}
      >
        <span class={`codicon codicon-chevron-${isOpen ? "down" : "right"}`} aria-hidden="true" />
        <span class="spending-summary">{summary}</span>
      </button>
      <div id={detailsId} class="spending-details" hidden={!isOpen}>
        {isOpen && (
          <>
            <Table figures={[conversation, day, month]} />
            {budget !== undefined && <p class="spending-text">{budget}</p>}
            <Balance conversationId={conversationId} spending={spending} />
            <div class="spending-actions">
              <button type="button" class="text-button" onClick={() => post({ type: "export-usage" })}>
                Export as CSV…
              </button>
              <button
                type="button"
                class="text-button"
                onClick={() => post({ type: "open-cost-setting", setting: "daily-budget" })}
              >
                Set Budget
              </button>
              <button
                type="button"
                class="text-button"
                onClick={() => post({ type: "open-cost-setting", setting: "prices" })}
              >
                Set Prices
              </button>
            </div>
          </>
        )}
      </div>
    </section>
  );
}

function Table({ figures }: { readonly figures: readonly [Figures, Figures, Figures] }): VNode {
  const shown = [
    ...rows,
    ...(figures.some(({ unpriced }) => unpriced > 0)
      ? [["Without price", ({ unpriced }: Figures) => fullCount(unpriced)] as const]
      : []),
    ...(figures.some(({ brokenOff }) => brokenOff > 0)
      ? [["Broken off", ({ brokenOff }: Figures) => fullCount(brokenOff)] as const]
      : []),
  ];
  return (
    <table class="spending-table">
      <thead>
        <tr>
          <td />
          <th scope="col">This chat</th>
          <th scope="col">Today</th>
          <th scope="col">This month</th>
        </tr>
      </thead>
      <tbody>
        {shown.map(([label, cell]) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            {figures.map((each, index) => (
              <td key={index}>{cell(each)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Balance({ conversationId, spending }: Props): VNode | null {
  const { balance, balanceOf } = spending;
  const nowMs = useNow(balance?.state === "known");
  if (balanceOf === undefined) return null;
  const isAsking = balance?.state === "asking";
  return (
    <div class="spending-balance">
      <span class="spending-text" role="status">
        {balance === undefined
          ? `Balance at ${balanceOf}:`
          : balance.state === "asking"
            ? `Asking ${balanceOf} for the balance…`
            : balance.state === "known"
              ? `Balance at ${balanceOf}, ${agoOf(balance.askedMs, nowMs)}: ${balance.text}`
              : balance.text}
      </span>{" "}
      <button
        type="button"
        class="text-button"
        disabled={isAsking}
        onClick={() => post({ type: "show-balance", conversationId })}
      >
        {balance === undefined ? "Show Balance" : "Ask Again"}
      </button>
    </div>
  );
}

function agoOf(askedMs: number, nowMs: number): string {
  const ago = agoText(askedMs, nowMs);
  return ago === "now" ? "now" : `${ago} ago`;
}

/** The cost; where there is none to tell, how much was used. */
function amountText({ cost, input, output, unpriced }: Figures): string {
  return /[1-9]/.test(cost) || unpriced > 0 || input + output === 0
    ? cost
    : `${shortCount(input + output)} tokens`;
}

function share(part: number, of: number): string {
  return of > 0 ? `${Math.round((100 * part) / of)} %` : "–";
}
