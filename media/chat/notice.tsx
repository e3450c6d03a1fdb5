import type { VNode } from "preact";
import type { ChatNotice } from "../../src/chat/protocol";
import { IconButton } from "./iconButton";
import { VisibleText } from "./markdown/visibleText";
import { remedyLabels } from "./remedyLabels";
import "./notice.css";

interface Props {
  readonly notice: ChatNotice;
  readonly look: "error" | "warning" | "info";
  readonly onRemedy: (remedy: ChatNotice["remedies"][number]) => void;
  readonly onDismiss?: () => void;
  /** Goes on with the answer it is about: the most useful of all. */
  readonly onContinue?: (() => void) | undefined;
}

const icons = { error: "error", warning: "warning", info: "info" };

/** What happened, what to do next, and a button for each remedy; the first one is the most useful. */
export function Notice({ notice, look, onRemedy, onDismiss, onContinue }: Props): VNode {
  return (
    <div class={`notice notice-${look}`} role="group" aria-label={notice.message}>
      <span class={`notice-icon codicon codicon-${icons[look]}`} aria-hidden="true" />
      <div class="notice-body">
        <div class="notice-message">
          <VisibleText text={notice.message} />
        </div>
        {notice.nextStep !== "" && (
          <div class="notice-next">
            <VisibleText text={notice.nextStep} />
          </div>
        )}
        {(notice.remedies.length > 0 || onContinue !== undefined) && (
          <div class="notice-remedies">
            {onContinue !== undefined && (
              <button type="button" class="button" onClick={onContinue}>
                Continue
              </button>
            )}
            {notice.remedies.map((remedy, index) => (
              <button
                type="button"
                class={index === 0 && onContinue === undefined ? "button" : "button secondary"}
                onClick={() => onRemedy(remedy)}
              >
                {remedyLabels[remedy]}
              </button>
            ))}
          </div>
        )}
      </div>
      {onDismiss !== undefined && <IconButton icon="close" label="Dismiss" onClick={onDismiss} />}
    </div>
  );
}
