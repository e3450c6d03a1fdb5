import { canContinue } from "../../src/chat/continuation/canContinue";
import { continuingRequest } from "../../src/chat/continuation/continuingRequest";
import { keptAnswer } from "../../src/chat/continuation/keptAnswer";
import { stitchEvents } from "../../src/chat/continuation/stitchEvents";
import type { ChatRequest } from "../../src/provider/chatRequest";
import type { ProviderClient } from "../../src/provider/client";
import type { ChatEvent } from "../../src/provider/events";
import { profileById, type ProviderProfile } from "../../src/provider/profiles";
import { continuationHabits, type ContinuationHabit } from "../emulator/engine/recital";
import { tokenise } from "../emulator/tokens";
import { generatedAnswer, type GeneratedAnswer } from "./generatedAnswers";
import { inMemoryClient } from "./inMemoryClient";
import { createInMemoryEmulator, type InMemoryEmulator } from "./inMemoryEmulator";

/** Who continues: a profile, who plays it, and the model asked for. */
interface Side {
  readonly name: string;
  readonly profile: ProviderProfile;
  readonly personality: "deepseek" | "deepinfra";
  readonly model: string;
  readonly habits: readonly ContinuationHabit[];
}

/** A server that takes the last message for a finished turn is played by DeepInfra's, which then continues by the prompt. */
const sides: readonly Side[] = [
  {
    name: "DeepSeek",
    profile: profileById("deepseek"),
    personality: "deepseek",
    model: "",
    habits: continuationHabits,
  },
  {
    name: "DeepInfra",
    profile: profileById("deepinfra"),
    personality: "deepinfra",
    model: "",
    habits: continuationHabits,
  },
  {
    name: "DeepInfra R1",
    profile: profileById("deepinfra"),
    personality: "deepinfra",
    model: "deepseek-ai/DeepSeek-R1",
    habits: ["exact"],
  },
  {
    name: "asked by a prompt",
    profile: profileById("compatible"),
    personality: "deepinfra",
    model: "deepseek-ai/DeepSeek-V4-Flash",
    habits: ["exact", "repeats-lines"],
  },
];

/** What came of one way of continuing. */
export interface ContinuationResult {
  readonly side: string;
  readonly habit: ContinuationHabit;
  readonly cuts: number;
  /** Cuts where two different whole answers would look the same; nothing is asked of them but that no text is lost. */
  readonly undecidable: number;
  readonly failures: readonly ContinuationFailure[];
}

/** An answer that was not put together again. */
interface ContinuationFailure {
  readonly seed: number;
  readonly kept: GeneratedAnswer;
  readonly whole: GeneratedAnswer;
  readonly got: GeneratedAnswer;
}

/**
 * Cuts generated answers behind every token (or behind every `everyCut`th, beginning elsewhere in each answer), lets each
 * side continue in each habit, and compares what is put together with the whole answer.
 */
export async function proveContinuation(options: {
  readonly answers: number;
  readonly everyCut: number;
}): Promise<readonly ContinuationResult[]> {
  const results: ContinuationResult[] = [];
  for (const side of sides) {
    const emulator = createInMemoryEmulator(side.personality);
    const client = inMemoryClient(side.profile, side.personality, emulator);
    const wholes = new Map<number, GeneratedAnswer>();
    for (const habit of side.habits) {
      // One after the other: an emulator has one habit at a time.
      // oxlint-disable-next-line no-await-in-loop
      results.push(await proveHabit(side, habit, emulator, client, wholes, options));
    }
    const refused = [...emulator.statuses].filter(([status]) => status !== 200);
    if (refused.length > 0) throw new Error(`${side.name} refused requests: ${emulator.lastRefusal}`);
  }
  return results;
}

async function proveHabit(
  side: Side,
  habit: ContinuationHabit,
  emulator: InMemoryEmulator,
  client: ProviderClient,
  /** The answers that were not cut, by their seed. */
  wholes: Map<number, GeneratedAnswer>,
  { answers, everyCut }: { readonly answers: number; readonly everyCut: number },
): Promise<ContinuationResult> {
  const failures: ContinuationFailure[] = [];
  let position = 0;
  let cuts = 0;
  let undecidable = 0;
  for (let seed = 1; seed <= answers; seed += 1) {
    const generated = generatedAnswer(seed);
    // A model of the R1 kind thinks always.
    const reasoning =
      generated.reasoning === "" && /R1/.test(side.model) ? "Let me see." : generated.reasoning;
    const answer = { ...generated, reasoning };
    const question = `Question ${seed}.`;
    emulator.configure({
      recitals: [{ question, ...answer }],
      continuationHabit: habit,
      tokensPerChunk: [1, 16, 64][seed % 3] ?? 1,
    });
    const asked: ChatRequest = {
      model: side.model,
      messages: [{ role: "user", text: question }],
      parameters: {},
      ...(side.profile.continuation !== "prompt" && { thinking: answer.reasoning === "" ? "off" : "on" }),
    };
    let whole = wholes.get(seed);
    if (whole === undefined) {
      // oxlint-disable-next-line no-await-in-loop
      whole = await collected(client.streamChat(asked, new AbortController().signal));
      wholes.set(seed, whole);
    }
    const withThinking = habit === "exact" && side.profile.continuation !== "prompt";
    for (const cut of cutsOf(whole, withThinking)) {
      position += 1;
      if (position % everyCut !== 0) continue;
      cuts += 1;
      // oxlint-disable-next-line no-await-in-loop
      const got = await continued(client, asked, cut);
      if (isWhole(got, whole)) continue;
      if (isUndecidable(habit, side, cut, whole, got) && got.text.startsWith(cut.text)) undecidable += 1;
      else failures.push({ seed, kept: cut, whole, got });
    }
  }
  return { side: side.name, habit, cuts, undecidable, failures };
}

/** The answer cut behind each token of its thinking and its text. */
function* cutsOf(answer: GeneratedAnswer, withReasoning: boolean): Generator<GeneratedAnswer> {
  if (withReasoning) {
    let reasoning = "";
    for (const token of tokenise(answer.reasoning)) {
      reasoning += token;
      if (reasoning.trim() !== "") yield { reasoning, text: "" };
    }
  }
  let text = "";
  for (const token of tokenise(answer.text)) {
    text += token;
    if (text.trim() !== "") yield { reasoning: answer.reasoning, text };
  }
}

async function continued(
  client: ProviderClient,
  answered: ChatRequest,
  cut: GeneratedAnswer,
): Promise<GeneratedAnswer> {
  if (!canContinue({ role: "assistant", status: "stopped", ...cut })) throw new Error("cannot continue");
  const kept = keptAnswer(cut);
  const { signal } = new AbortController();
  const events = client.streamChat(continuingRequest(answered, kept), signal);
  const added = await collected(stitchEvents(events, kept));
  return { reasoning: kept.reasoning + added.reasoning, text: kept.text + added.text };
}

async function collected(events: AsyncGenerator<ChatEvent, void, undefined>): Promise<GeneratedAnswer> {
  let reasoning = "";
  let text = "";
  for await (const event of events) {
    if (event.type === "text-delta") text += event.text;
    if (event.type === "reasoning-delta") reasoning += event.text;
  }
  return { reasoning, text };
}

function isWhole(got: GeneratedAnswer, whole: GeneratedAnswer): boolean {
  return got.text === whole.text && got.reasoning === whole.reasoning;
}

/** Everything of the whole answer is there, in its order. */
function losesNothing(got: GeneratedAnswer, cut: GeneratedAnswer, whole: GeneratedAnswer): boolean {
  const rest = whole.text.slice(cut.text.trimEnd().length).trim();
  return got.text.startsWith(cut.text) && got.text.trimEnd().endsWith(rest);
}

/** Whether the same kept text and the same new text could be an answer that wants all of both. */
function isUndecidable(
  habit: ContinuationHabit,
  side: Side,
  cut: GeneratedAnswer,
  whole: GeneratedAnswer,
  got: GeneratedAnswer,
): boolean {
  const rest = whole.text.slice(cut.text.length);
  const lastLine = cut.text.trimEnd().split("\n").at(-1)?.trim() ?? "";
  switch (habit) {
    case "exact":
      // Behind the last thought nothing says whether what comes is the answer or one more thought.
      return (
        side.profile.continuation === "assistant-last" && cut.text === "" && cut.reasoning === whole.reasoning
      );
    case "begins-blank":
      // Two blanks may stand where one does.
      return losesNothing(got, cut, whole) && !/\n[ \t]*$/.test(cut.text);
    case "trims-head":
      // What was not sent is not known; and a line that follows its like looks like that line repeated.
      return !/\s$/.test(cut.text) || /^\s/.test(rest) || rest.startsWith(lastLine);
    case "reopens-fence":
      // The next line, or the last one begun again?
      return losesNothing(got, cut, whole) && rest.startsWith(`\n${lastLine}`);
    case "repeats-lines":
      return false;
  }
}
