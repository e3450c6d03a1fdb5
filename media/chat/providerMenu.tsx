import type { VNode } from "preact";
import type { PanelView } from "../../src/chat/protocol";
import { costNote } from "./cacheHint";
import { post } from "./host";
import { IconButton } from "./iconButton";
import { MenuButton, type MenuItem } from "./menu";
import "./providerMenu.css";

type Effort = PanelView["provider"]["effort"];
const efforts: readonly { readonly effort: Effort; readonly label: string }[] = [
  { effort: "low", label: "Low" },
  { effort: "high", label: "High" },
  { effort: "max", label: "Max" },
];
const otherProvidersId = "other-providers";
const newChatsId = "new-chats";
const asNewChatsId = "as-new-chats";

/** Who answers in this chat. */
export function ModelMenu({ panel }: { readonly panel: PanelView }): VNode {
  const { provider, activeConversationId: conversationId } = panel;
  const { id: providerId, label, model, providers, newChats } = provider;
  const items = providers.flatMap(({ id, label: heading, models }, position): MenuItem[] => {
    const place = { startsGroup: position > 0, heading };
    return [
      ...models.map((each, index) => ({
        id: `model ${id} ${each}`,
        label: each,
        isChecked: id === providerId && each === model,
        ...(id === providerId && costNote(panel.cacheHints?.models[each])),
        ...(index === 0 && place),
      })),
      { id: `more ${id}`, label: "More Models…", ...(models.length === 0 && place) },
    ];
  });
  items.push({ id: otherProvidersId, label: "Other Providers…", startsGroup: true });
  items.push(...newChatsRows(newChats.model));
  const onPick = (picked: string): void => {
    const [kind, id = "", ...rest] = picked.split(" ");
    if (picked === otherProvidersId) post({ type: "pick-model", conversationId });
    else if (picked === newChatsId) post({ type: "use-for-new-chats", conversationId, part: "model" });
    else if (picked === asNewChatsId) {
      const { providerId: _provider, model: _model, ...options } = panel.options;
      setOptions(panel, options);
    } else if (kind === "more") post({ type: "pick-model", conversationId, providerId: id });
    else setOptions(panel, { ...panel.options, providerId: id, model: rest.join(" ") });
  };
  return (
    <MenuButton
      label={`Model: ${model || "the server's own"} (${label})`}
      items={items}
      hint={panel.cacheHints?.anotherModel}
      onPick={onPick}
    >
      <span>{shortModel(model) || label}</span>
    </MenuButton>
  );
}

/** Whether and how long the model thinks in this chat. What the provider cannot do is said below. */
export function ThinkingMenu({ panel }: { readonly panel: PanelView }): VNode {
  const { provider, activeConversationId: conversationId } = panel;
  const { thinking, effort, canSwitchThinking, thinkingNote, effortNote, newChats } = provider;
  const isOwn = canSwitchThinking || panel.options.effort !== undefined;
  const level =
    effortNote === undefined ? (efforts.find((each) => each.effort === effort)?.label ?? effort) : "On";
  const current = !isOwn ? "Default" : canSwitchThinking && thinking === "off" ? "Off" : level;
  const items: MenuItem[] = [
    ...(canSwitchThinking
      ? [{ id: "off", label: "Off", note: "answers at once", isChecked: thinking === "off" }]
      : [{ id: asNewChatsId, label: "Default", note: "the server decides", isChecked: !isOwn }]),
    ...(effortNote === undefined
      ? efforts.map((each) => ({
          id: each.effort,
          label: each.label,
          isChecked: isOwn && (!canSwitchThinking || thinking === "on") && each.effort === effort,
        }))
      : [{ id: "on", label: "On", isChecked: thinking === "on" }]),
    ...newChatsRows(newChats.thinking).filter(({ id }) => canSwitchThinking || id === newChatsId),
  ];
  const onPick = (picked: string): void => {
    const { thinking: _thinking, effort: _effort, ...others } = panel.options;
    const level_ = efforts.find((each) => each.effort === picked);
    if (picked === newChatsId) post({ type: "use-for-new-chats", conversationId, part: "thinking" });
    else if (picked === asNewChatsId) setOptions(panel, others);
    else if (picked === "off") setOptions(panel, { ...panel.options, thinking: "off" });
    else {
      setOptions(panel, {
        ...others,
        ...(canSwitchThinking && { thinking: "on" as const }),
        ...(level_ !== undefined && { effort: level_.effort }),
      });
    }
  };
  const notes = [thinkingNote, effortNote, panel.cacheHints?.settings].filter((note) => note !== undefined);
  return (
    <MenuButton
      label={`Thinking: ${current}`}
      items={items}
      hint={notes.length === 0 ? undefined : notes.join(" ")}
      onPick={onPick}
    >
      <span>Thinking: {current}</span>
    </MenuButton>
  );
}

/** Opens the sheet with the rest of this chat's options; says whether any are set. */
export function OptionsButton({ panel }: { readonly panel: PanelView }): VNode {
  const { parameters, systemPrompt, usesInstructions, jsonMode } = panel.options;
  const isChanged = [parameters, systemPrompt, usesInstructions, jsonMode].some((own) => own !== undefined);
  const conversationId = panel.activeConversationId;
  return (
    <span class={isChanged ? "options-button changed" : "options-button"}>
      <IconButton
        icon="settings"
        label={isChanged ? "Chat Options (changed)" : "Chat Options"}
        onClick={() => post({ type: "open-sheet", conversationId })}
      />
    </span>
  );
}

function setOptions(panel: PanelView, options: PanelView["options"]): void {
  post({ type: "set-options", conversationId: panel.activeConversationId, options });
}

/** Only where new chats are answered otherwise than this one. */
function newChatsRows(newChats: string | undefined): MenuItem[] {
  if (newChats === undefined) return [];
  return [
    { id: newChatsId, label: "Use for New Chats", startsGroup: true },
    { id: asNewChatsId, label: "Use What New Chats Use", note: newChats },
  ];
}

/** The last part of names such as `deepseek-ai/DeepSeek-V4-Flash`. */
function shortModel(model: string): string {
  return model.slice(model.lastIndexOf("/") + 1) || model;
}
