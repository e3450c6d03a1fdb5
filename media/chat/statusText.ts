import type { MessageView } from "../../src/chat/protocol";

/** How an answer is doing, in words. `hasTimer`: followed by the time since the status began. */
export interface StatusText {
  readonly text: string;
  readonly icon: "loading" | "warning" | "debug-stop" | "info";
  readonly hasTimer: boolean;
}

/** Undefined where nothing needs to be said: thinking has its own part, a failure its own notice. */
export function statusText(message: MessageView): StatusText | undefined {
  switch (message.status) {
    case "waiting":
      return { text: "Waiting for the model", icon: "loading", hasTimer: true };
    case "queued":
      return { text: "Queued at the provider", icon: "loading", hasTimer: true };
    case "thinking":
      return undefined;
    case "streaming":
      return { text: "Answering", icon: "loading", hasTimer: true };
    case "stalled":
      return { text: "No progress from the provider", icon: "warning", hasTimer: true };
    case "stopped":
      return { text: "Stopped", icon: "debug-stop", hasTimer: false };
    case "cut-short":
      return { text: "Answer cut off: the connection ended early", icon: "warning", hasTimer: false };
    case "interrupted":
      return { text: "Interrupted when the window closed", icon: "warning", hasTimer: false };
    case "failed":
      return undefined;
    case "complete":
      return completeText(message);
  }
}

function completeText({ finishReason }: MessageView): StatusText | undefined {
  switch (finishReason) {
    case "length":
      return { text: "Answer cut off at the length limit", icon: "warning", hasTimer: false };
    case "content-filter":
      return { text: "Ended by the provider's content filter", icon: "warning", hasTimer: false };
    case "insufficient-resource":
      return { text: "Answer cut off: the provider ran out of capacity", icon: "warning", hasTimer: false };
    case "aborted":
      return { text: "Ended by the provider", icon: "warning", hasTimer: false };
    case undefined:
    case "stop":
    case "tool-calls":
    case "other":
      return undefined;
  }
}

/** True until the status is final: there is a request behind the message. */
export function isRunning(message: MessageView): boolean {
  switch (message.status) {
    case "waiting":
    case "queued":
    case "thinking":
    case "streaming":
    case "stalled":
      return true;
    case "complete":
    case "stopped":
    case "cut-short":
    case "failed":
    case "interrupted":
      return false;
  }
}

/** What a screen reader hears when the last answer changes its status; one short sentence each. */
export function announcement(message: MessageView): string {
  switch (message.status) {
    case "thinking":
      return "Thinking.";
    case "failed":
      return `Failed. ${message.notice?.message ?? ""}`;
    case "complete":
      return `${statusText(message)?.text ?? "Answer complete"}.`;
    case "waiting":
    case "queued":
    case "streaming":
    case "stalled":
    case "stopped":
    case "cut-short":
    case "interrupted":
      return `${statusText(message)?.text ?? ""}.`;
  }
}
