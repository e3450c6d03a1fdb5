import { useEffect, useRef } from "preact/hooks";
import type { ToWebviewMessage } from "../../src/chat/protocol";
import { readFromHost } from "./readFromHost";

/** The host's answers to what a part of the page asked; which question one is for, its `requestId` says. */
export type HostAnswer = Extract<ToWebviewMessage, { readonly requestId: string }>;

/** Calls the newest `onAnswer` for each of the host's answers while the part is drawn. */
export function useHostAnswer(onAnswer: (answer: HostAnswer) => void): void {
  const newest = useRef(onAnswer);
  newest.current = onAnswer;
  useEffect(() => {
    const listen = (event: MessageEvent<unknown>): void => {
      const message = readFromHost(event.data);
      if (message !== undefined && "requestId" in message) newest.current(message);
    };
    window.addEventListener("message", listen);
    return () => window.removeEventListener("message", listen);
  }, []);
}
