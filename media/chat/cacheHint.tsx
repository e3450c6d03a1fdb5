import type { VNode } from "preact";
import "./cacheHint.css";

/** What an action costs because the provider's cache does not serve it any more: a quiet line beside the action. */
export function CacheHint({ text }: { readonly text: string }): VNode {
  return (
    <div class="cache-hint" role="note">
      <span class="codicon codicon-info" aria-hidden="true" />
      <span>{text}</span>
    </div>
  );
}
