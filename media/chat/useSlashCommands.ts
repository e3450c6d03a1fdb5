import { useEffect, useRef, useState } from "preact/hooks";
import type { SlashCommandView } from "../../src/chat/protocol";
import { post } from "./host";
import { readCommandLine } from "./suggestionTrigger";
import { useHostAnswer } from "./useHostAnswer";

/** The host takes no more behind a command's name. */
const maxArgumentChars = 20_000;

/** What `/` offers, and the one that runs. */
export interface SlashCommands {
  /** Undefined until the host has told. */
  readonly list: readonly SlashCommandView[] | undefined;
  /** Asks the host for the list as it is now: prompt files come and go. */
  readonly refresh: () => void;
  /** The name of the command that the host is working on, which may be asking the user for an input. */
  readonly runningName: string | undefined;
  /** Lets an action happen at once. */
  readonly act: (command: SlashCommandView) => void;
  /**
   * Sends a message, or what a prompt makes of it where the message begins with a prompt's name; begins it with an
   * action's name, the action gets what follows. While the list is not known yet it waits for it; a second call then
   * sends the text as it stands.
   */
  readonly send: (text: string) => void;
  /** Forgets the running prompt; the message stays in the composer. */
  readonly cancel: () => void;
}

interface Options {
  readonly conversationId: string;
  readonly draft: string;
  readonly onSend: (text: string) => void;
  /** The message was an action's, which has begun. */
  readonly onActed: () => void;
  /** Tells the user something, below the message. */
  readonly onNote: (note: string) => void;
}

interface Run {
  readonly requestId: string;
  readonly conversationId: string;
  readonly name: string;
}

/**
 * The slash commands of one composer. As in Copilot Chat, a prompt's name is written into the message, arguments may
 * follow, and Enter sends what the prompt makes of them; an action acts when it is picked.
 */
export function useSlashCommands({ conversationId, draft, onSend, onActed, onNote }: Options): SlashCommands {
  const [list, setList] = useState<readonly SlashCommandView[]>();
  const [run, setRun] = useState<Run>();
  const count = useRef(0);
  const listRequest = useRef<string>(undefined);
  const waiting = useRef<string>(undefined);
  const newestList = useRef(list);
  const newestRun = useRef(run);
  const change = (next: Run | undefined): void => {
    newestRun.current = next;
    setRun(next);
  };
  const refresh = (): void => {
    listRequest.current = `commands-${++count.current}`;
    post({ type: "list-commands", requestId: listRequest.current });
  };
  const start = (command: SlashCommandView, args: string): void => {
    const requestId = `run-${++count.current}`;
    if (command.kind === "prompt") change({ requestId, conversationId, name: command.name });
    post({ type: "run-command", requestId, commandId: command.id, args });
  };
  const send = (text: string): void => {
    const isSecond = waiting.current === text;
    waiting.current = undefined;
    const line = readCommandLine(text);
    if (line === undefined) return onSend(text);
    if (newestList.current === undefined && !isSecond) {
      waiting.current = text;
      refresh();
      return;
    }
    const command = newestList.current?.find(({ name }) => name === line.name);
    if (command === undefined) return onSend(text);
    if (line.args.length > maxArgumentChars) {
      onNote(`/${line.name} takes at most ${maxArgumentChars.toLocaleString("en")} characters.`);
      return;
    }
    start(command, line.args);
    if (command.kind === "action") onActed();
  };

  useHostAnswer((answer) => {
    if (answer.type === "commands" && answer.requestId === listRequest.current) {
      newestList.current = answer.items;
      setList(answer.items);
      // Only what stands there still.
      if (waiting.current !== undefined && waiting.current === draft) send(waiting.current);
    } else if (answer.type === "command-result" && answer.requestId === newestRun.current?.requestId) {
      const isHere = newestRun.current.conversationId === conversationId;
      change(undefined);
      // Missing: the user gave no input that was asked for. Elsewhere by now: the message still stands there.
      if (isHere && answer.text !== undefined && answer.text.trim() !== "") onSend(answer.text);
    }
  });
  const startsWithSlash = readCommandLine(draft) !== undefined;
  // A draft that came back after a reload.
  useEffect(() => {
    if (startsWithSlash && newestList.current === undefined) refresh();
  }, [startsWithSlash]);

  return {
    list,
    refresh,
    runningName: run?.conversationId === conversationId ? run.name : undefined,
    act: (command) => start(command, ""),
    send,
    cancel: () => change(undefined),
  };
}
