import type { VNode } from "preact";
import type { CurrentFileMode, CurrentFileView } from "../../src/chat/protocol";
import { ChipNote } from "./attachmentChip";
import { fullCount, shortCount } from "./figures";
import { post } from "./host";
import { VisibleText } from "./markdown/visibleText";
import { MenuButton, type MenuItem } from "./menu";
import "./attachmentChip.css";

const modes: readonly { readonly mode: CurrentFileMode; readonly label: string; readonly icon: string }[] = [
  { mode: "suggested", label: "Suggest", icon: "add" },
  { mode: "attached", label: "Attach to the Next Message", icon: "file" },
  { mode: "pinned", label: "Pin: Attach to Every Message", icon: "pinned" },
  { mode: "off", label: "Never Suggest", icon: "eye-closed" },
];

/**
 * The active editor's file. A press attaches it to the next message or takes it back; the menu beside it pins it or
 * switches it off. Switched off it stays as an icon, or nobody would find the way back.
 */
export function CurrentFileChip({ file }: { readonly file: CurrentFileView }): VNode {
  const { label, detail, mode, tokens, refusal } = file;
  const goesAlong = mode === "attached" || mode === "pinned";
  const items: MenuItem[] = modes.map((each) => ({
    id: each.mode,
    label: each.label,
    isChecked: each.mode === mode,
  }));
  const menu = (face: VNode | undefined): VNode => (
    <MenuButton
      label={`Current File: ${modes.find((each) => each.mode === mode)?.label ?? mode}`}
      items={items}
      onPick={(id) => {
        const picked = modes.find((each) => each.mode === id);
        if (picked !== undefined) set(picked.mode);
      }}
    >
      {face}
    </MenuButton>
  );
  if (mode === "off") {
    return (
      <span class="chip suggested" role="listitem">
        {menu(<span class="codicon codicon-eye-closed" aria-hidden="true" />)}
      </span>
    );
  }
  const when = mode === "pinned" ? "goes along with every message" : "goes along with the next message";
  const says =
    refusal !== undefined
      ? `${label}, current file, not sent: ${refusal}`
      : goesAlong
        ? `${label}, about ${tokens} tokens, current file, ${when}`
        : `Attach ${label}`;
  const icon = refusal === undefined ? modes.find((each) => each.mode === mode)?.icon : "circle-slash";
  return (
    <span
      class={refusal !== undefined ? "chip refused" : goesAlong ? "chip" : "chip suggested"}
      role="listitem"
    >
      <button
        type="button"
        class="chip-open"
        title={
          refusal === undefined
            ? `Current file: ${detail}\nAbout ${fullCount(tokens)} tokens`
            : `Current file: ${detail}\nNot sent: ${refusal}`
        }
        aria-label={says}
        disabled={refusal !== undefined}
        onClick={() => set(goesAlong ? "suggested" : "attached")}
        onKeyDown={(event) => {
          if (!goesAlong || (event.key !== "Delete" && event.key !== "Backspace")) return;
          event.preventDefault();
          set("suggested");
        }}
      >
        <span class={`codicon codicon-${icon ?? "file"}`} aria-hidden="true" />
        <span class="chip-label">
          <VisibleText text={label} />
        </span>
        {refusal !== undefined && <ChipNote text="not sent" />}
        {refusal === undefined && goesAlong && <ChipNote text={shortCount(tokens)} />}
      </button>
      {menu(undefined)}
    </span>
  );
}

function set(mode: CurrentFileMode): void {
  post({ type: "set-current-file", mode });
}
