import type { VNode } from "preact";
import type { ChatNotice, ProviderView } from "../../src/chat/protocol";
import { Notice } from "./notice";
import "./welcome.css";

interface Props {
  readonly provider: ProviderView;
  readonly onRemedy: (remedy: ChatNotice["remedies"][number]) => void;
}

/** What an empty conversation shows: what this is for, what is sent, and what stands in the way, if anything. */
export function Welcome({ provider, onRemedy }: Props): VNode {
  return (
    <div class="welcome">
      <span class="welcome-icon codicon codicon-comment-discussion" aria-hidden="true" />
      <h1>Ask about your code</h1>
      <p>
        {provider.label} answers. Your messages and what you attach are sent there, nothing else from the
        workspace.
      </p>
      {provider.obstacle === undefined ? (
        <ul class="welcome-keys">
          <li>
            <kbd>Enter</kbd> sends, <kbd>Shift+Enter</kbd> starts a new line
          </li>
          <li>
            <kbd>Escape</kbd> stops an answer, <kbd>↑</kbd> brings back the last message
          </li>
        </ul>
      ) : (
        <Notice notice={provider.obstacle} look="info" onRemedy={onRemedy} />
      )}
    </div>
  );
}
