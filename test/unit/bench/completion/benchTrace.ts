import { traceAt, type Trace } from "../../../../bench/completion/traces/trace";
import type { ReplayOptions } from "../../../../bench/completion/replay";
import { PromptCache } from "../../../../bench/completion/world/promptCache";

const text = `// A file that is typed again in tests: long enough to have a place, short enough to be read.
import { readFile } from "node:fs/promises";
import { basename } from "node:path";

/** What stands before the place is true from the start and is never typed. */
export interface Order {
  readonly id: number;
  readonly lines: readonly { readonly price: number; readonly count: number }[];
}

export function totalOf(order: Order): number {
  let total = 0;
  for (const line of order.lines) {
    total += line.price * line.count;
  }
  return total;
}

export async function readOrders(path: string): Promise<readonly Order[]> {
  const name = basename(path);
  const content = await readFile(path, "utf8");
  const orders: Order[] = [];
  for (const [index, line] of content.split("\\n").entries()) {
    if (line.trim() === "") continue;
    const order = parseOrder(line, { name, index });
    if (order !== undefined) orders.push(order);
  }

  return orders.filter((order) => totalOf(order) > 0);
}

function parseOrder(line: string, place: { name: string; index: number }): Order | undefined {
  const fields = line.split(";").map((field) => field.trim());
  const [id, ...rest] = fields;
  if (id === undefined || rest.length === 0) {
    console.warn(\`\${place.name}:\${place.index}: no order\`);
    return undefined;
  }
  return { id: Number(id), lines: [] };
}

export const nothing: readonly Order[] = [];
export const one: Order = { id: 1, lines: [] };
export const two: Order = { id: 2, lines: [] };
export const three: Order = { id: 3, lines: [] };
`;

/** A trace that types `readOrders` and what follows it. */
export function benchTrace(): Trace {
  const line = text.split("\n").findIndex((line) => line.startsWith("export async function"));
  const trace = traceAt({ languageId: "typescript", path: "src/orders.ts", text }, line, 420);
  if (trace === undefined) throw new Error("The text is too short.");
  return trace;
}

/** A replay of that trace: half of the lines known, 150 ms, plain typing. */
export function replayOptions(changes: Partial<ReplayOptions> = {}): ReplayOptions {
  return {
    trace: benchTrace(),
    knowledge: "half",
    wrongStart: "late",
    seed: 1,
    habits: { closesPairs: false, mistypes: false, pauses: false, opensWidget: false },
    medianFirstTokenMs: 150,
    takesSuggestions: false,
    cache: new PromptCache(),
    ...changes,
  };
}
