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

/** The same for a row of a menu: about this amount, or nothing where it is a trifle. */
export function costNote(amount: string | undefined): { note?: string } {
  return amount === undefined ? {} : { note: `≈ ${amount}` };
}
