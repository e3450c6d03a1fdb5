import type { CompletionRequest, Suggestion } from "../../../src/completion/completionRequest";
import type { BenchEngine, BenchWorld } from "./benchEngine";
import { charsPerToken, promptText } from "./promptText";

const defaultPromptTokens = 3000;

/** Known text from one place on: what the model wrote, and, behind it, what it wrote when asked for more. */
interface Run {
  /** Text before the place. */
  readonly before: string;
  text: string;
  isOpen: boolean;
  /** The model had no more to say behind the text. */
  isExhausted: boolean;
  readonly controller: AbortController;
  wake: () => void;
}

/**
 * What about fifty lines can do: it asks in the change event for one line, keeps one run of known text as long as
 * what is typed agrees with it, lets its stream live, asks ahead for the next line when one is shown, and starts its
 * prompt at an anchor that moves in steps.
 */
export function createMinimalEngine(world: BenchWorld): BenchEngine {
  const promptChars = (world.promptTokens ?? defaultPromptTokens) * charsPerToken;
  const windowChars = Math.floor(promptChars * 0.85);
  let run: Run | undefined;
  let id = 0;

  const restOf = ({ text, offset }: CompletionRequest): string | undefined => {
    if (run === undefined || text.slice(0, run.before.length) !== run.before) return undefined;
    const typed = text.slice(run.before.length, offset);
    if (run.text.startsWith(typed)) return run.text.slice(typed.length);
    return run.isOpen && typed.startsWith(run.text) ? "" : undefined;
  };

  const ask = async (request: CompletionRequest, asked: Run): Promise<void> => {
    asked.isOpen = true;
    const { prefix, suffix } = promptText(request, anchor(request.offset, windowChars), promptChars * 0.15);
    const known = asked.text.slice(request.offset - asked.before.length);
    const lineBreak = known === "" ? "" : "\n";
    let line = "";
    try {
      const fim = {
        model: "",
        suffix,
        languageId: request.languageId,
        maxTokens: 64,
        stop: ["\n"],
        parameters: {},
      };
      const events = world.complete({ ...fim, prefix: prefix + known + lineBreak }, asked.controller.signal);
      for await (const event of events) if (event.type === "text-delta") line += event.text;
    } catch (error) {
      if (!asked.controller.signal.aborted) throw error;
    }
    asked.text += line === "" ? "" : lineBreak + line;
    asked.isExhausted = line === "";
    asked.isOpen = false;
    asked.wake();
  };

  /** What is known to follow; asks where that is nothing. */
  const follow = (request: CompletionRequest): string => {
    const rest = restOf(request);
    if (run !== undefined && rest !== undefined && (rest !== "" || run.isOpen)) {
      if (!run.isOpen && !run.isExhausted && !rest.slice(1).includes("\n")) void ask(request, run);
      return rest;
    }
    run?.controller.abort();
    const before = request.text.slice(0, request.offset);
    const controller = new AbortController();
    run = { before, text: "", isOpen: true, isExhausted: false, controller, wake: () => {} };
    void ask(request, run);
    return "";
  };

  return {
    changed: (request) => void follow(request),
    async provide(request, signal): Promise<Suggestion | undefined> {
      let rest = follow(request);
      const waiting = run;
      if (rest === "" && waiting?.isOpen === true) {
        await new Promise<void>((resolve) => {
          waiting.wake = resolve;
          signal.addEventListener("abort", () => resolve(), { once: true });
        });
        if (signal.aborted || waiting !== run) return undefined;
        // The line is known: the next one is asked for at once.
        rest = follow(request);
      }
      if (rest.trim() === "") return undefined;
      const { offset } = request;
      return {
        id: ++id,
        text: rest,
        replaceStartOffset: offset,
        replaceEndOffset: offset,
        source: "network",
      };
    },
    dispose: () => run?.controller.abort(),
  };
}

/** Moves in steps of a quarter of the window, so that consecutive prompts begin with the same text. */
function anchor(offset: number, windowChars: number): number {
  const step = Math.floor(windowChars / 4);
  return offset <= windowChars ? 0 : Math.ceil((offset - windowChars) / step) * step;
}
