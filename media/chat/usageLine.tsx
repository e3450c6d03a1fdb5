import type { VNode } from "preact";
import type { MessageView } from "../../src/chat/protocol";
import { post } from "./host";
import { fullCount, shortCount } from "./figures";
import "./usageLine.css";

/** What an answer took: tokens in, cached, out, thinking, and the cost. The tooltip has the full numbers. */
export function UsageLine({ message }: { readonly message: MessageView }): VNode | null {
  const { usage, costLabel, costUsd, model } = message;
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
    short.push(costLabel.replace("≈ ", "≈\u00A0"));
    full.push(`Cost: ${costLabel}`);
  }
  return (
    <span class="usage-line" title={full.join("\n")}>
      {short.join(" · ")}
      {/* A label without a figure says that there is no price: here is where to give one. */}
      {costLabel !== undefined && costUsd === undefined && !/\d/.test(costLabel) && (
        <>
          {" "}
          <button
            type="button"
            class="text-button"
            onClick={() => post({ type: "open-cost-setting", setting: "prices" })}
          >
            Set Price
          </button>
        </>
      )}
    </span>
  );
}
