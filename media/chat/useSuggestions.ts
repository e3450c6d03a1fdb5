import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { AttachableKind, AttachableView, SlashCommandView } from "../../src/chat/protocol";
import { post } from "./host";
import { replaceText } from "./replaceText";
import type { Suggestion } from "./suggestionList";
import { triggerAt, type SuggestionTrigger } from "./suggestionTrigger";
import { useHostAnswer } from "./useHostAnswer";
import type { SlashCommands } from "./useSlashCommands";

/** Rows that PageUp and PageDown go over. */
const pageRows = 8;

/** The open list; undefined while there is none. */
interface OpenList {
  readonly trigger: SuggestionTrigger;
  /** "Add Context…" wrote the `@`, so that Escape takes it away again. */
  readonly isByButton: boolean;
  readonly items: readonly Suggestion[];
  /** False while the items answer an earlier query. */
  readonly isCurrent: boolean;
  readonly active: number;
  /** Enter came before the answer: the first row is picked when it is there. */
  readonly picksFirst: boolean;
}

/** The list of suggestions over a composer, and what the keyboard does with it. */
export interface Suggestions {
  readonly open: OpenList | undefined;
  /** To be called when the text or the caret has changed; only typing opens a list. */
  readonly look: (cause: "typing" | "caret") => void;
  /** True where the key was meant for the list. */
  readonly takesKey: (event: KeyboardEvent) => boolean;
  readonly setActive: (index: number) => void;
  readonly pick: (index: number) => void;
  readonly close: () => void;
  /** Opens the list of context as if `@` had been typed; closes it where it is open. */
  readonly toggleContext: () => void;
}

/** Suggestions for the word at the caret of `input`: context after `@`, commands after `/`. */
export function useSuggestions(
  input: RefObject<HTMLTextAreaElement | null>,
  commands: SlashCommands,
): Suggestions {
  const [open, setOpen] = useState<OpenList>();
  // A key may come before the last change is drawn.
  const newest = useRef(open);
  const change = (next: OpenList | undefined): void => {
    newest.current = next;
    setOpen(next);
  };
  const count = useRef(0);
  const request = useRef<string>(undefined);
  /** Start of the word whose list Escape closed. */
  const dismissed = useRef<number>(undefined);
  const isButtonTyping = useRef(false);

  const show = (trigger: SuggestionTrigger, before: OpenList | undefined): void => {
    const isSame = before?.trigger.type === trigger.type && before.trigger.start === trigger.start;
    const isByButton = isSame ? before.isByButton : isButtonTyping.current;
    const rest = { trigger, isByButton, active: 0, picksFirst: false };
    if (trigger.type === "command") {
      if (!isSame) commands.refresh();
      const items = matchingCommands(commands.list ?? [], trigger.query);
      change({ ...rest, items, isCurrent: commands.list !== undefined });
      return;
    }
    change({ ...rest, items: isSame ? before.items : [], isCurrent: false });
    request.current = `context-${++count.current}`;
    const { query, kind } = trigger;
    post({
      type: "search-attachables",
      requestId: request.current,
      query,
      ...(kind === undefined ? {} : { kind }),
    });
  };
  const close = (): void => {
    request.current = undefined;
    if (newest.current !== undefined) change(undefined);
  };
  const look = (cause: "typing" | "caret"): void => {
    const element = input.current;
    const trigger = element === null ? undefined : triggerOf(element);
    if (trigger === undefined) {
      dismissed.current = undefined;
      return close();
    }
    if (trigger.start === dismissed.current) return;
    dismissed.current = undefined;
    const before = newest.current;
    if (cause === "caret") {
      if (before === undefined) return;
      if (before.trigger.start !== trigger.start || before.trigger.type !== trigger.type) return close();
    }
    if (before !== undefined && isSameTrigger(before.trigger, trigger)) return;
    show(trigger, before);
  };

  const pick = (index: number): void => {
    const list = newest.current;
    const element = input.current;
    const item = list?.items[index];
    if (list === undefined || element === null || item === undefined || item.refusal !== undefined) return;
    const { start } = list.trigger;
    const end = Math.max(start, element.selectionStart);
    close();
    if (list.trigger.type === "context") {
      replaceText(element, start, joinedEnd(element.value, start, end), "");
      post({ type: "attach-item", itemId: item.id });
      return;
    }
    const command = commands.list?.find(({ id }) => id === item.id);
    if (command === undefined) return;
    if (command.kind === "action") {
      replaceText(element, start, joinedEnd(element.value, start, end), "");
      commands.act(command);
    } else {
      const behind = element.value.charAt(end) === " " ? end + 1 : end;
      replaceText(element, start, behind, `/${command.name} `);
    }
  };

  useHostAnswer((answer) => {
    const list = newest.current;
    if (list === undefined || answer.type !== "attachables" || answer.requestId !== request.current) return;
    const items = answer.items.map(contextSuggestion);
    // The second answer to a question brings more: what Enter would pick stays the same.
    const active = list.isCurrent ? placeOf(list.items[list.active], items) : 0;
    change({ ...list, items, active, isCurrent: true, picksFirst: list.picksFirst && items.length === 0 });
    if (list.picksFirst) pick(0);
  });
  useEffect(() => {
    const list = newest.current;
    if (list?.trigger.type !== "command" || commands.list === undefined) return;
    const items = matchingCommands(commands.list, list.trigger.query);
    change({ ...list, items, isCurrent: true, picksFirst: false });
    if (list.picksFirst) pick(0);
  }, [commands.list]);

  const takesKey = (event: KeyboardEvent): boolean => {
    const list = newest.current;
    const element = input.current;
    if (list === undefined || element === null) return false;
    if (event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return false;
    const last = list.items.length - 1;
    switch (event.key) {
      case "Escape":
        close();
        dismissed.current = list.trigger.start;
        if (list.isByButton) replaceText(element, list.trigger.start, element.selectionStart, "");
        return true;
      case "Enter":
      case "Tab":
        if (!list.isCurrent) {
          change({ ...list, picksFirst: true });
          return true;
        }
        if (last < 0) {
          close();
          return false;
        }
        pick(list.active);
        return true;
      default: {
        const active = last < 0 ? undefined : rowAfter(event.key, list.active, last);
        if (active === undefined) return false;
        change({ ...list, active });
        return true;
      }
    }
  };

  return {
    open,
    look,
    takesKey,
    setActive: (active) => {
      if (newest.current !== undefined && newest.current.active !== active) {
        change({ ...newest.current, active });
      }
    },
    pick,
    close,
    toggleContext: () => {
      const element = input.current;
      if (element === null) return;
      if (newest.current !== undefined) return close();
      const { selectionStart, selectionEnd, value } = element;
      const isApart = selectionStart === 0 || /\s/u.test(value.charAt(selectionStart - 1));
      // Written at the caret, not over what is selected.
      isButtonTyping.current = true;
      replaceText(element, selectionEnd, selectionEnd, isApart ? "@" : " @");
      isButtonTyping.current = false;
    },
  };
}

function triggerOf(element: HTMLTextAreaElement): SuggestionTrigger | undefined {
  const { value, selectionStart, selectionEnd } = element;
  return selectionStart === selectionEnd ? triggerAt(value, selectionStart) : undefined;
}

function isSameTrigger(one: SuggestionTrigger, other: SuggestionTrigger): boolean {
  return (
    one.type === other.type &&
    one.start === other.start &&
    one.query === other.query &&
    kindOf(one) === kindOf(other)
  );
}

function kindOf(trigger: SuggestionTrigger): AttachableKind | undefined {
  return trigger.type === "context" ? trigger.kind : undefined;
}

/** Takes one of the two spaces along between which the word stood. */
function joinedEnd(text: string, start: number, end: number): number {
  const isApart = start === 0 || /\s/u.test(text.charAt(start - 1));
  return isApart && text.charAt(end) === " " ? end + 1 : end;
}

/** Home and End stay the caret's, as in the editor's own suggestions. */
function rowAfter(key: string, active: number, last: number): number | undefined {
  switch (key) {
    case "ArrowDown":
      return active === last ? 0 : active + 1;
    case "ArrowUp":
      return active === 0 ? last : active - 1;
    case "PageDown":
      return Math.min(last, active + pageRows);
    case "PageUp":
      return Math.max(0, active - pageRows);
    default:
      return undefined;
  }
}

/** Where an item stands by now; the first row where it is gone. */
function placeOf(item: Suggestion | undefined, items: readonly Suggestion[]): number {
  const place = items.findIndex(
    ({ label, detail, icon }) => label === item?.label && detail === item.detail && icon === item.icon,
  );
  return Math.max(0, place);
}

function contextSuggestion({ id, label, detail, icon, refusal }: AttachableView): Suggestion {
  return { id, label, detail, icon, ...(refusal === undefined ? {} : { refusal }) };
}

/** Names that begin with the query, then names that contain it, then descriptions that do; each in the host's order. */
function matchingCommands(list: readonly SlashCommandView[], query: string): readonly Suggestion[] {
  const wanted = query.toLowerCase();
  const rank = ({ name, description }: SlashCommandView): number => {
    const at = name.toLowerCase().indexOf(wanted);
    if (at >= 0) return at === 0 ? 0 : 1;
    return description.toLowerCase().includes(wanted) ? 2 : 3;
  };
  return [0, 1, 2].flatMap((each) =>
    list
      .filter((command) => rank(command) === each)
      .map(({ id, name, description, kind, argumentHint }) => ({
        id,
        label: argumentHint === undefined ? `/${name}` : `/${name} ${argumentHint}`,
        detail: description,
        icon: kind === "action" ? "play" : "comment",
      })),
  );
}
