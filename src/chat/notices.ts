import { ProviderError } from "../provider/errors";
import type { FinishEvent } from "../provider/events";
import { remediesFor } from "../provider/remedies";
import type { HistoryDamage } from "./history/historyStore";
import type { ChatNotice } from "./protocol";

/** What the user reads about an error that ended an answer. */
export function noticeForError(error: unknown): ChatNotice {
  if (error instanceof ProviderError) {
    return {
      message: error.facts.message,
      nextStep: error.facts.nextStep,
      remedies: remediesFor(error),
    };
  }
  return {
    message: "Midfill itself failed while it handled the answer.",
    nextStep: "Try again; if it happens again, the log says more.",
    remedies: ["retry", "show-log"],
  };
}

const keptStep = "What came is kept: continue it, or ask again.";

/** What the user reads about an answer whose stream ended without the provider saying that it was finished. */
export function noticeForCutShort(providerLabel: string): ChatNotice {
  return {
    message: `The answer was cut off: ${providerLabel} ended the stream without finishing it.`,
    nextStep: keptStep,
    remedies: ["retry"],
  };
}

/** What the user reads about a finished answer that is not what it should be; undefined when it is. */
export function noticeForFinish(
  { finishReason, hasDroppedMarkup }: FinishEvent,
  hasText: boolean,
  maxTokens: number | undefined,
): ChatNotice | undefined {
  switch (finishReason) {
    case "length":
      return {
        message:
          maxTokens === undefined
            ? "The answer reached the length limit."
            : `The answer reached the limit of ${maxTokens.toLocaleString("en")} tokens.`,
        nextStep: "Continue the answer, or raise the limit in the settings.",
        remedies: ["open-settings"],
      };
    case "content-filter":
      return {
        message: "The provider's content filter ended the answer.",
        nextStep: "Put the question differently.",
        remedies: [],
      };
    case "insufficient-resource":
      return {
        message: "The provider ran out of capacity and ended the answer early.",
        nextStep: keptStep,
        remedies: ["retry"],
      };
    case "aborted":
      return {
        message: "The provider ended the answer early.",
        nextStep: keptStep,
        remedies: ["retry"],
      };
    case "tool-calls":
      return {
        message: "The model wanted to use a tool, though none was offered.",
        nextStep: "Ask again, or choose another model.",
        remedies: ["retry", "select-model"],
      };
    case "stop":
    case "other":
      if (hasDroppedMarkup === true) {
        return {
          message: "The model wrote a tool call into its answer that could not be used, so it is left out.",
          nextStep: "Ask again; if it happens often, choose another model.",
          remedies: ["retry", "select-model"],
        };
      }
      if (hasText) return undefined;
      return {
        message: "The model gave an empty answer.",
        nextStep: "Ask again, or choose another model.",
        remedies: ["retry", "select-model"],
      };
  }
}

/** What the user reads about an answer whose window died. */
export const interruptedNotice: ChatNotice = {
  message: "The window was closed or reloaded while this answer came.",
  nextStep: keptStep,
  remedies: ["retry"],
};

/** What the user reads, once, about damaged lines of history. */
export function noticeForDamage(damage: HistoryDamage): ChatNotice {
  const lines =
    damage.lines === 1 ? "One damaged line" : `${damage.lines.toLocaleString("en")} damaged lines`;
  return {
    message: `${lines} of the chat history could not be read. Everything around is there, and nothing was deleted.`,
    nextStep: `A copy of what could not be read is kept in ${damage.copyPath}.`,
    remedies: ["show-log"],
  };
}

/** What the user reads while history cannot be saved. `failure` is such as "the disk is full". */
export function noticeForUnsaved(failure: string): ChatNotice {
  return {
    message: `The conversation is not saved: ${failure}.`,
    nextStep: "It stays here while this window is open, and is saved as soon as that works again.",
    remedies: ["show-log"],
  };
}

/** What the user reads when something that was clicked or typed in the chat could not be done. */
export const noticeForFailedAction: ChatNotice = {
  message: "Midfill could not do that.",
  nextStep: "Your conversations are kept. Try again; if it happens again, the log says more.",
  remedies: ["show-log"],
};
