import type { VNode } from "preact";
import type { PanelView } from "../../src/chat/protocol";
import { post } from "./host";
import { IconButton } from "./iconButton";
import "./notice.css";

interface Props {
  readonly notice: NonNullable<PanelView["budgetNotice"]>;
  readonly onSendAnyway: () => void;
}

/** The budget is nearly or wholly spent; what waits for the user's word goes with Send Anyway. */
export function BudgetNotice({ notice, onSendAnyway }: Props): VNode {
  const { look, message, nextStep, period } = notice;
  const isStopped = look === "stopped";
  const openSetting = (): void =>
    post({ type: "open-cost-setting", setting: period === "day" ? "daily-budget" : "monthly-budget" });
  return (
    <div class="notice notice-warning" role={isStopped ? "alert" : "group"} aria-label={message}>
      <span class="notice-icon codicon codicon-warning" aria-hidden="true" />
      <div class="notice-body">
        <div class="notice-message">{message}</div>
        <div class="notice-next">{nextStep}</div>
        <div class="notice-remedies">
          {isStopped && (
            <button type="button" class="button" onClick={onSendAnyway}>
              Send Anyway
            </button>
          )}
          <button type="button" class="button secondary" onClick={openSetting}>
            Open Setting
          </button>
        </div>
      </div>
      {!isStopped && (
        <IconButton icon="close" label="Dismiss" onClick={() => post({ type: "close-budget-warning" })} />
      )}
    </div>
  );
}
