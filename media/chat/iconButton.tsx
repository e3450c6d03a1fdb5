import type { Ref, TargetedMouseEvent, VNode } from "preact";
import "./iconButton.css";

interface Props {
  /** A codicon's name. */
  readonly icon: string;
  /** What it does: its tooltip and its name for screen readers. */
  readonly label: string;
  readonly onClick: (event: TargetedMouseEvent<HTMLButtonElement>) => void;
  readonly isExpanded?: boolean;
  readonly isDisabled?: boolean;
  /** Tab passes it: what it does can be done by key from elsewhere. */
  readonly isSkipped?: boolean;
  readonly look?: "primary";
  readonly buttonRef?: Ref<HTMLButtonElement>;
}

/** A button that is one icon. */
export function IconButton(props: Props): VNode {
  const { icon, label, onClick, isExpanded, isDisabled, isSkipped, look, buttonRef } = props;
  return (
    <button
      ref={buttonRef}
      type="button"
      class={look === "primary" ? "icon-button primary" : "icon-button"}
      title={label}
      tabIndex={isSkipped === true ? -1 : undefined}
      aria-label={label}
      aria-expanded={isExpanded}
      disabled={isDisabled}
      onClick={onClick}
    >
      <span class={`codicon codicon-${icon}`} aria-hidden="true" />
    </button>
  );
}
