import type { Clock } from "../../provider/clock";
import type { CollectedCall } from "../../provider/toolCallCollector";
import type { ToolResult } from "../conversationEvent";
import { checkArguments } from "./checkArguments";
import { toolError, type ChatTool, type ToolOutput } from "./chatTool";
import type { ToolRegistry } from "./toolRegistry";

/** What one question may spend on tools. */
export interface ToolLimits {
  /** Answers with calls in them. */
  readonly maxRounds: number;
  readonly maxCalls: number;
  /** Of one result, in UTF-16 code units. */
  readonly maxResultChars: number;
  /** Of all results together, in UTF-16 code units. */
  readonly maxTurnChars: number;
  /** Calls that run beside each other. */
  readonly maxParallel: number;
}

/**
 * 25 calls (the bound of issue 4's threat model) and about 70,000 tokens of results: enough to look around in a project,
 * little enough to cost a cent or two on DeepSeek's Flash if a model runs wild.
 */
export const defaultToolLimits: ToolLimits = {
  maxRounds: 15,
  maxCalls: 25,
  maxResultChars: 40_000,
  maxTurnChars: 240_000,
  maxParallel: 4,
};

const stoppedText = "The user stopped the answer before this call had ended.";
const spentText =
  "Not run: this question has used up its tool calls. Answer now with what you know, and say what is missing.";

/**
 * The tools' part of one question's answer, over all its rounds. Make one for each question (and for each retry); hand
 * it every answer's calls; ask `mayCall` before every request. A round never rejects, and every call is answered exactly
 * once: also when the user stops, the tool is not known, its arguments are wrong, it fails or takes too long.
 */
export class ToolTurn {
  readonly #tools: ToolRegistry;
  readonly #clock: Clock;
  readonly #mask: (text: string) => string;
  readonly #limits: ToolLimits;
  /** Calls of read-only tools that were answered well, to their labels. */
  readonly #answered = new Map<string, string>();
  #rounds = 0;
  #calls = 0;
  #resultChars = 0;
  /** Rounds since the limit was told. */
  #refusedRounds = 0;

  constructor(options: {
    readonly tools: ToolRegistry;
    readonly clock: Clock;
    /** Takes secrets out of a result. */
    readonly mask: (text: string) => string;
    readonly limits?: ToolLimits;
  }) {
    this.#tools = options.tools;
    this.#clock = options.clock;
    this.#mask = options.mask;
    this.#limits = options.limits ?? defaultToolLimits;
  }

  /**
   * Whether the next request may let the model call. Still true once after the limit was reached: the model was told so
   * in the results, and forbidding it (`tool_choice: "none"`) loses the provider's prefix cache.
   */
  get mayCall(): boolean {
    return this.#refusedRounds <= 1;
  }

  /** What a call is about, for as long as it runs. */
  labelOf(call: CollectedCall): string {
    const tool = this.#tools.find(call.name);
    if (tool === undefined) return `Unknown tool “${call.name}”`;
    const checked = checkArguments(call.arguments, tool.definition.parameters);
    return checked.isFit ? tool.label(checked.value) : `Call ${call.name}`;
  }

  /**
   * Runs the calls of one answer. `onResult` gets each result as soon as it is there. Calls of read-only tools run beside each other; any other one runs alone, in its place. Aborting
   * `signal` answers the rest at once.
   */
  async run(
    calls: readonly CollectedCall[],
    signal: AbortSignal,
    onResult: (callId: string, result: ToolResult) => void,
  ): Promise<void> {
    this.#rounds += 1;
    let hasRefused = false;
    for (const batch of this.#batches(calls)) {
      await Promise.all(
        batch.map(async (call) => {
          const isSpent = this.#isSpent();
          hasRefused ||= isSpent;
          this.#calls += 1;
          const label = this.labelOf(call);
          const output = isSpent ? toolError(spentText) : await this.#answer(call, label, signal);
          onResult(call.id, this.#result(label, output));
        }),
      );
    }
    if (hasRefused) this.#refusedRounds += 1;
  }

  #isSpent(): boolean {
    const { maxRounds, maxCalls, maxTurnChars } = this.#limits;
    return this.#rounds > maxRounds || this.#calls >= maxCalls || this.#resultChars >= maxTurnChars;
  }

  #batches(calls: readonly CollectedCall[]): readonly (readonly CollectedCall[])[] {
    const batches: CollectedCall[][] = [];
    let isOpen = false;
    for (const call of calls) {
      const isReadOnly = this.#tools.find(call.name)?.isReadOnly ?? true;
      const last = batches.at(-1);
      if (last !== undefined && isOpen && isReadOnly && last.length < this.#limits.maxParallel)
        last.push(call);
      else batches.push([call]);
      isOpen = isReadOnly;
    }
    return batches;
  }

  async #answer(call: CollectedCall, label: string, signal: AbortSignal): Promise<ToolOutput> {
    if (signal.aborted) return toolError(stoppedText);
    if (call.damage !== undefined) return toolError(call.damage);
    const tool = this.#tools.find(call.name);
    if (tool === undefined) {
      const names = this.#tools.names;
      return toolError(
        `There is no tool “${call.name}”. ${names.length === 0 ? "No tools are on." : `There are: ${names.slice(0, 50).join(", ")}.`}`,
      );
    }
    const checked = checkArguments(call.arguments, tool.definition.parameters);
    if (!checked.isFit) return toolError(checked.problem);
    const key = `${call.name} ${JSON.stringify(checked.value)}`;
    const earlier = this.#answered.get(key);
    if (earlier !== undefined) {
      return {
        text: `You have called this with the same arguments already; the result of “${earlier}” stands above.`,
      };
    }
    // Set before it runs, so that its twin in the same round is not run either.
    if (tool.isReadOnly) this.#answered.set(key, label);
    const output = await this.#withinTime(tool, (inner) => tool.run(checked.value, inner), signal);
    if (output.isError === true) this.#answered.delete(key);
    return output;
  }

  /** The tool's output, or why there is none; also when the tool itself never ends. */
  async #withinTime(
    tool: ChatTool,
    run: (signal: AbortSignal) => Promise<ToolOutput>,
    signal: AbortSignal,
  ): Promise<ToolOutput> {
    const controller = new AbortController();
    return new Promise((resolve) => {
      const end = (output: ToolOutput) => {
        cancelTimer();
        signal.removeEventListener("abort", onAbort);
        resolve(output);
      };
      const onAbort = () => {
        controller.abort(signal.reason);
        end(toolError(stoppedText));
      };
      const cancelTimer = this.#clock.setTimer(() => {
        controller.abort(new DOMException("The tool took too long.", "TimeoutError"));
        end(
          toolError(
            `The tool took longer than ${Math.round(tool.timeLimitMs / 1_000)} s. Ask for less at once.`,
          ),
        );
      }, tool.timeLimitMs);
      signal.addEventListener("abort", onAbort, { once: true });
      Promise.resolve()
        .then(() => run(controller.signal))
        .then(end, (error: unknown) =>
          end(toolError(`The tool failed${error instanceof Error ? ` (${error.name})` : ""}.`)),
        );
    });
  }

  #result(label: string, output: ToolOutput): ToolResult {
    const { maxResultChars, maxTurnChars } = this.#limits;
    // Room for a sentence at least, so that a refusal is never cut away.
    const room = Math.max(500, Math.min(maxResultChars, maxTurnChars - this.#resultChars));
    const text = cutTo(this.#mask(output.text === "" ? "(no output)" : output.text), room);
    this.#resultChars += text.length;
    return { text, isError: output.isError === true, label };
  }
}

/** The beginning of a text that is too long, with a note that says so. */
function cutTo(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const kept = text.slice(0, maxChars - 100).replace(/[\ud800-\udbff]$/u, "");
  return `${kept}\n[Cut here: ${kept.length} of ${text.length} characters. Ask for a smaller part.]`;
}
