import type { VNode } from "preact";
import { post } from "./host";
import { MenuButton } from "./menu";

/** What is wanted too seldom for a button of its own. `draft` is what stands in the composer. */
export function PanelMenu(props: { readonly conversationId: string; readonly draft: string }): VNode {
  const { conversationId, draft } = props;
  return (
    <MenuButton
      label="More Actions"
      icon="ellipsis"
      items={[
        { id: "options", label: "Chat Options…" },
        { id: "request", label: "Show Request" },
      ]}
      onPick={(id) =>
        id === "options"
          ? post({ type: "open-sheet", conversationId })
          : post({ type: "show-request", conversationId, text: draft })
      }
    />
  );
}
