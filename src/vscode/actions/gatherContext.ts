import type { ContextPart } from "../../actions/action";
import type { GatheredContext } from "../../actions/request/gatheredContext";
import type { ActionTarget } from "./actionTarget";

/** Finds a part of the context; empty where there is none. Rejects only when the signal aborts. */
export type ContextGatherer = (target: ActionTarget, signal: AbortSignal) => Promise<GatheredContext>;

/** Who finds what. */
export type ContextGatherers = Readonly<Partial<Record<ContextPart, ContextGatherer>>>;

/** Everything that an action wants gathered, side by side, in the order in which it wants it. */
export async function gatherContext(
  gatherers: ContextGatherers,
  parts: readonly ContextPart[],
  target: ActionTarget,
  signal: AbortSignal,
): Promise<GatheredContext> {
  const gathered = await Promise.all(parts.flatMap((part) => gatherers[part]?.(target, signal) ?? []));
  const tests = gathered.find((each) => each.tests !== undefined)?.tests;
  return {
    sections: gathered.flatMap((each) => each.sections),
    used: gathered.flatMap((each) => each.used),
    ...(tests !== undefined && { tests }),
  };
}
