import type { VNode } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { PanelView } from "../../src/chat/protocol";
import { AttachmentChip } from "./attachmentChip";
import { costNote } from "./cacheHint";
import { post } from "./host";
import { IconButton } from "./iconButton";
import { VisibleText } from "./markdown/visibleText";
import { MenuButton, type MenuItem } from "./menu";
import "./composer.css";

interface Props {
  readonly panel: PanelView;
  readonly draft: string;
  readonly isRunning: boolean;
  /** Up in an empty composer: edits the user's last message; undefined when there is none to edit. */
  readonly onEditLast: (() => void) | undefined;
  /** Changes when the keyboard focus is wanted here. */
  readonly focusCount: number;
  readonly onDraft: (text: string) => void;
  readonly onSend: (text: string) => void;
}

type Effort = PanelView["provider"]["effort"];
const efforts: readonly { readonly effort: Effort; readonly label: string }[] = [
  { effort: "low", label: "Low" },
  { effort: "high", label: "High" },
  { effort: "max", label: "Max" },
];
const moreModelsId = "more-models";

/** Where a message is written: what goes along, the text, and who answers how. */
export function Composer(props: Props): VNode {
  const { panel, draft, isRunning, focusCount, onDraft } = props;
  const input = useRef<HTMLTextAreaElement>(null);
  const canSend = draft.trim() !== "" && panel.provider.obstacle === undefined;

  useLayoutEffect(() => {
    const element = input.current;
    if (element === null) return;
    element.style.height = "0";
    element.style.height = `${element.scrollHeight}px`;
  }, [draft]);
  useEffect(() => {
    const element = input.current;
    if (focusCount === 0 || element === null) return;
    element.focus();
    element.setSelectionRange(element.value.length, element.value.length);
  }, [focusCount]);

  // The text in the element may be newer than the draft: a key can come before the last one is drawn.
  const send = (): void => {
    const text = input.current?.value ?? draft;
    if (text.trim() !== "" && panel.provider.obstacle === undefined) props.onSend(text);
    input.current?.focus();
  };
  const stop = (): void => post({ type: "stop", conversationId: panel.activeConversationId });
  const onKeyDown = (event: KeyboardEvent): void => {
    // 229: a key that an input method still uses, where `isComposing` is not set yet.
    if (event.isComposing || event.keyCode === 229) return;
    const isPlain = !event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey;
    if (event.key === "Enter" && !event.shiftKey && !event.altKey) send();
    else if (event.key === "Escape" && isRunning && isPlain) stop();
    else if (
      event.key === "ArrowUp" &&
      isPlain &&
      input.current?.value === "" &&
      props.onEditLast !== undefined
    ) {
      props.onEditLast();
    } else return;
    event.preventDefault();
  };
  return (
    <div class="composer">
      {(panel.attachments.length > 0 || panel.attachableLabel !== undefined) && (
        <div class="chips composer-chips" role="list" aria-label="Attached to the next message">
          {panel.attachments.map((attachment) => (
            <AttachmentChip
              key={attachment.id}
              attachment={attachment}
              onOpen={() => post({ type: "open-attachment", attachmentId: attachment.id })}
              onRemove={() => {
                post({ type: "remove-attachment", attachmentId: attachment.id });
                input.current?.focus();
              }}
            />
          ))}
          {panel.attachableLabel !== undefined && <AttachButton label={panel.attachableLabel} />}
        </div>
      )}
      <textarea
        ref={input}
        class="composer-input"
        rows={1}
        dir="auto"
        value={draft}
        placeholder={isRunning ? "Write the next message" : "Ask about your code"}
        aria-label="Message. Enter sends, Shift+Enter starts a new line."
        onInput={(event) => onDraft(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div class="composer-footer">
        <ModelMenu panel={panel} />
        {panel.provider.canSwitchThinking && <ThinkingMenu panel={panel} />}
        <span class="composer-space" />
        {isRunning && <IconButton icon="debug-stop" label="Stop (Escape)" look="primary" onClick={stop} />}
        {(!isRunning || draft.trim() !== "") && (
          <IconButton
            icon={isRunning ? "clock" : "arrow-up"}
            label={isRunning ? "Send After This Answer (Enter)" : "Send (Enter)"}
            look="primary"
            isDisabled={!canSend}
            onClick={send}
          />
        )}
      </div>
    </div>
  );
}

function AttachButton({ label }: { readonly label: string }): VNode {
  return (
    <span class="chip suggested" role="listitem">
      <button
        type="button"
        class="chip-open"
        title={`Attach ${label}`}
        aria-label={`Attach ${label}`}
        onClick={() => post({ type: "attach-active" })}
      >
        <span class="codicon codicon-add" aria-hidden="true" />
        <span class="chip-label">
          <VisibleText text={label} />
        </span>
      </button>
    </span>
  );
}

function ModelMenu({ panel }: { readonly panel: PanelView }): VNode {
  const { label, model, models } = panel.provider;
  const items: MenuItem[] = models.map((each) => ({
    id: `model:${each}`,
    label: each,
    isChecked: each === model,
    ...costNote(panel.cacheHints?.models[each]),
  }));
  items.push({ id: moreModelsId, label: "More Models…", startsGroup: items.length > 0 });
  return (
    <MenuButton
      label={`Model: ${model} (${label})`}
      items={items}
      hint={panel.cacheHints?.anotherModel}
      onPick={(id) =>
        id === moreModelsId
          ? post({ type: "pick-model" })
          : post({ type: "select-model", model: id.slice("model:".length) })
      }
    >
      <span>{shortModel(model)}</span>
    </MenuButton>
  );
}

/** The last part of names such as `deepseek-ai/DeepSeek-V4-Flash`. */
function shortModel(model: string): string {
  return model.slice(model.lastIndexOf("/") + 1) || model;
}

function ThinkingMenu({ panel }: { readonly panel: PanelView }): VNode {
  const { thinking, effort } = panel.provider;
  const current =
    thinking === "off" ? "Off" : (efforts.find((each) => each.effort === effort)?.label ?? effort);
  const items: MenuItem[] = [
    { id: "off", label: "Off", note: "answers at once", isChecked: thinking === "off" },
    ...efforts.map((each) => ({
      id: each.effort,
      label: each.label,
      isChecked: thinking === "on" && each.effort === effort,
    })),
  ];
  return (
    <MenuButton
      label={`Thinking: ${current}`}
      items={items}
      hint={panel.cacheHints?.settings}
      onPick={(id) => {
        const picked = efforts.find((each) => each.effort === id);
        post({
          type: "set-thinking",
          thinking: picked === undefined ? "off" : "on",
          effort: picked?.effort ?? effort,
        });
      }}
    >
      <span>Thinking: {current}</span>
    </MenuButton>
  );
}
