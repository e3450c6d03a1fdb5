import type { VNode } from "preact";
import type { MessageView } from "../../src/chat/protocol";
import { fullCount, shortCount } from "./figures";
import "./usageLine.css";

/** What an answer took: tokens in, cached, out, thinking, and the cost. The tooltip has the full numbers. */
export function UsageLine({ message }: { readonly message: MessageView }): VNode | null {
  const { usage, costLabel, model } = message;
  if (usage === undefined && costLabel === undefined) return null;
  const short: string[] = [];
  const full: string[] = model === undefined ? [] : [model];
  if (usage !== undefined) {
    const { promptTokens, completionTokens, cacheHitTokens, reasoningTokens } = usage;
    const isCached = cacheHitTokens !== undefined && cacheHitTokens > 0;
    short.push(`${shortCount(promptTokens)} in${isCached ? ` (${shortCount(cacheHitTokens)} cached)` : ""}`);
    short.push(`${shortCount(completionTokens)} out`);
    full.push(`Input: ${fullCount(promptTokens)} tokens`);
    if (cacheHitTokens !== undefined)
      full.push(`Read from the provider's cache: ${fullCount(cacheHitTokens)}`);
    full.push(`Output: ${fullCount(completionTokens)} tokens`);
    if (reasoningTokens !== undefined && reasoningTokens > 0) {
      short.push(`${shortCount(reasoningTokens)} thinking`);
      full.push(`Of these, thinking: ${fullCount(reasoningTokens)}`);
    }
  }
  if (costLabel !== undefined) {
    short.push(costLabel);
    full.push(`Cost: ${costLabel}`);
  }
  return (
    <span class="usage-line" title={full.join("\n")}>
      {short.join(" · ")}
    </span>
  );
}
