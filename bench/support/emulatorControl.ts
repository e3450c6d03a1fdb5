import { Agent, type Dispatcher } from "undici";
import type { FaultStep } from "../../test/faults/steps";

/** What the emulator tells about the requests it got, times as `nowMs` gives them. */
interface EmulatorRecord {
  readonly requests: readonly {
    readonly body: string;
    readonly endedMs?: number;
    readonly outcome: string;
  }[];
  readonly connections: readonly unknown[];
}

/** An endless answer of one token after 30 ms and then every 15 ms, as a slow model writes it. */
export const endlessAnswer: readonly FaultStep[] = [
  { do: "head", status: 200, headers: { "content-type": "text/event-stream" } },
  { do: "wait", ms: 30 },
  {
    do: "repeat",
    text: `data: ${JSON.stringify({ choices: [{ index: 0, text: " word", finish_reason: null }] })}\n\n`,
    everyMs: 15,
  },
];

/** Speaks to the control endpoints of an emulator in another process. */
export function createEmulatorControl(url: string) {
  const agent = new Agent({ connect: { rejectUnauthorized: false } });
  const send = async (method: Dispatcher.HttpMethod, path: string, body?: object): Promise<unknown> => {
    const answer = await agent.request({
      origin: url,
      path: `/__emulator/${path}`,
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return answer.body.json();
  };
  return {
    /** The next `count` requests are answered by this script. */
    answerWith: (steps: readonly FaultStep[], count: number) =>
      send("POST", "faults", { scripts: Array.from({ length: count }, () => steps) }),
    record: async () => (await send("GET", "requests")) as EmulatorRecord,
    close: () => agent.destroy(),
  };
}

/** Milliseconds since 1970 with fractions, comparable with other processes of this machine. */
export function nowMs(): number {
  return performance.timeOrigin + performance.now();
}
