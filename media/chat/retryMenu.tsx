import type { VNode } from "preact";
import type { MessageView, PanelView, ProviderView } from "../../src/chat/protocol";
import { post } from "./host";
import { costNote } from "./cacheHint";
import { MenuButton, type MenuItem } from "./menu";

interface Props {
  readonly conversationId: string;
  readonly message: MessageView;
  readonly provider: ProviderView;
  readonly hints: PanelView["cacheHints"];
}

/** Asks again; the new answer stands beside this one. Another model or effort is for this answer only. */
export function RetryMenu({ conversationId, message, provider, hints }: Props): VNode {
  const { models, model, thinking, effort, canSwitchThinking } = provider;
  const others = models.filter((each) => each !== model);
  const items: MenuItem[] = [
    { id: "again", label: "Try Again", note: model },
    ...others.map((each, index) => ({
      id: `model:${each}`,
      label: `With ${each}`,
      ...costNote(hints?.models[each]),
      startsGroup: index === 0,
    })),
  ];
  if (canSwitchThinking) {
    if (thinking === "on") items.push({ id: "thinking:off", label: "Without Thinking", startsGroup: true });
    else items.push({ id: "thinking:high", label: "With Thinking", startsGroup: true });
    if (thinking === "on" && effort !== "max")
      items.push({ id: "thinking:max", label: "With Maximum Thinking" });
  }
  return (
    <MenuButton
      label="Try Again"
      items={items}
      hint={hints?.anotherModel ?? hints?.settings}
      onPick={(id) => {
        const choice = choiceOf(id);
        post({
          type: "retry",
          conversationId,
          messageId: message.id,
          ...(choice === undefined ? {} : { choice }),
        });
      }}
    >
      <span class="codicon codicon-refresh" aria-hidden="true" />
    </MenuButton>
  );
}

function choiceOf(id: string): { model: string } | { thinking: "off" } | ThinkingChoice | undefined {
  if (id.startsWith("model:")) return { model: id.slice("model:".length) };
  switch (id) {
    case "thinking:off":
      return { thinking: "off" };
    case "thinking:high":
      return { thinking: "on", effort: "high" };
    case "thinking:max":
      return { thinking: "on", effort: "max" };
    default:
      return undefined;
  }
}

interface ThinkingChoice {
  readonly thinking: "on";
  readonly effort: "high" | "max";
}
