import type { ToolCall } from "./chatRequest";
import type { ToolCallDelta } from "./events";

/** A whole call, as the model meant it as far as that can be known. */
export interface CollectedCall extends ToolCall {
  /** Why it cannot be run although it is there: a sentence for the model. */
  readonly damage?: string;
}

/** Longest name a provider takes, in characters (OpenAI's limit; DeepSeek's is 128, deepseek-recipe 2026-09). */
const maxNameChars = 128;
/** Longest arguments of one call, in UTF-16 code units: no tool here needs more, and they are sent again every time. */
const maxArgumentsChars = 100_000;
/** Calls of one answer that are kept. The rest would be refused anyway: it is neither answered nor sent back. */
const maxCalls = 32;
const usualId = /^[A-Za-z0-9_-]{1,64}$/u;

interface OpenCall {
  id: string | undefined;
  name: string;
  readonly pieces: string[];
  argumentsChars: number;
}

/**
 * Puts the pieces of one answer's tool calls together. Tolerates what servers were seen to send: an id only in the
 * first piece or in every one, no id at all, one id for two calls, a new call under the index of the last one, a name
 * in pieces or repeated.
 */
export class ToolCallCollector {
  /** In the order in which they began. */
  readonly #calls: OpenCall[] = [];
  readonly #byIndex = new Map<number, OpenCall>();

  /** Whether any call has begun. */
  get hasCalls(): boolean {
    return this.#calls.length > 0;
  }

  add({ index, id, name, argumentsDelta }: ToolCallDelta): void {
    let call = this.#byIndex.get(index);
    const isNext =
      call !== undefined && id !== undefined && call.id !== undefined && id !== call.id && name !== undefined;
    if (call === undefined || isNext) {
      call = { id: undefined, name: "", pieces: [], argumentsChars: 0 };
      this.#byIndex.set(index, call);
      if (this.#calls.length < maxCalls) this.#calls.push(call);
    }
    call.id ??= id;
    // A server that repeats the whole name with every piece is told from one that cuts it in two.
    if (name !== undefined && name !== call.name) call.name = (call.name + name).slice(0, maxNameChars + 1);
    call.argumentsChars += argumentsDelta.length;
    if (argumentsDelta !== "" && call.argumentsChars <= maxArgumentsChars) call.pieces.push(argumentsDelta);
  }

  /**
   * The calls in order. Ids are unique among them and hold letters, digits, `-` and `_` only (at most 64): one that is
   * missing, doubled or of another form is replaced, which no provider can notice because it is only ever compared with
   * its own answer in the same request.
   */
  finish(): readonly CollectedCall[] {
    const taken = new Set<string>();
    return this.#calls.map((call, position) => {
      const id = uniqueId(call.id, position, taken);
      taken.add(id);
      if (call.argumentsChars > maxArgumentsChars) {
        const damage = `The arguments are too long: ${call.argumentsChars} characters, at most ${maxArgumentsChars} are taken.`;
        return { id, name: usableName(call.name), arguments: "{}", damage };
      }
      return { id, name: usableName(call.name), arguments: call.pieces.join("") };
    });
  }
}

function uniqueId(id: string | undefined, position: number, taken: ReadonlySet<string>): string {
  if (id !== undefined && usualId.test(id) && !taken.has(id)) return id;
  let made = `call_${position}`;
  while (taken.has(made)) made += "x";
  return made;
}

/** A name that every provider takes back in the history; an unusable one is answered as an unknown tool. */
function usableName(name: string): string {
  const usable = name.replaceAll(/[^A-Za-z0-9_-]/gu, "_").slice(0, 64);
  return usable === "" ? "unnamed" : usable;
}
