import type { FimRequest } from "../../../src/provider/fimRequest";
import type { BenchEngine, BenchWorld } from "./benchEngine";
import { charsPerToken, promptText } from "./promptText";

const defaultPromptTokens = 3000;

/** The first thing one would write: one request for every call, nothing remembered, ended by the next key. */
export function createNaiveEngine(world: BenchWorld): BenchEngine {
  const promptChars = (world.promptTokens ?? defaultPromptTokens) * charsPerToken;
  let id = 0;
  return {
    async provide(request, signal) {
      const start = Math.max(0, request.offset - Math.floor(promptChars * 0.8));
      const fim: FimRequest = {
        model: "",
        ...promptText(request, start, Math.floor(promptChars * 0.2)),
        languageId: request.languageId,
        maxTokens: 64,
        stop: ["\n\n"],
        parameters: {},
      };
      let text = "";
      try {
        for await (const event of world.complete(fim, signal))
          if (event.type === "text-delta") text += event.text;
      } catch (error) {
        if (signal.aborted) return undefined;
        throw error;
      }
      if (text.trim() === "") return undefined;
      return {
        id: ++id,
        text,
        replaceStartOffset: request.offset,
        replaceEndOffset: request.offset,
        source: "network",
      };
    },
    dispose() {},
  };
}
