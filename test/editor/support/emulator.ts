import type { RequestRecord } from "../../emulator/requestLog";
import type { FaultStep } from "../../faults/steps";
import { until } from "./until";

/** `http://127.0.0.1:PORT` of the emulator behind the extension. It runs in another process. */
export const emulatorUrl = process.env["MIDFILL_EMULATOR_URL"] ?? "";

/** A FIM request's body, as far as tests look at it. */
export interface FimBody {
  readonly model: string;
  readonly prompt: string;
  readonly suffix?: string;
  readonly stream?: boolean;
}

async function control(method: string, name: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${emulatorUrl}/__emulator/${name}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const json: unknown = await answer.json();
  if (!answer.ok) throw new Error(`The emulator's control answered ${JSON.stringify(json)}.`);
  return json;
}

async function state(): Promise<{
  readonly requests: readonly RequestRecord[];
  readonly pendingFaultCount: number;
}> {
  return (await control("GET", "requests")) as {
    requests: readonly RequestRecord[];
    pendingFaultCount: number;
  };
}

/** What has arrived since the last `forgetRequests`, oldest first. */
export async function requests(): Promise<readonly RequestRecord[]> {
  return (await state()).requests;
}

/** Empties the emulator's log, and waits until it has no scripted fault left. */
export async function forgetRequests(): Promise<void> {
  await control("DELETE", "requests");
  const { pendingFaultCount } = await state();
  if (pendingFaultCount > 0) throw new Error(`${pendingFaultCount} scripted faults were never played.`);
}

/** Plays each script instead of one answer, in order. */
export async function playFaults(...scripts: readonly (readonly FaultStep[])[]): Promise<void> {
  await control("POST", "faults", { scripts });
}

/** Waits until so many requests have come to their end, well or not, and gives all that arrived. */
export async function untilAnswered(count: number): Promise<readonly RequestRecord[]> {
  return until(`${count} requests to be answered`, async () => {
    const arrived = await requests();
    return arrived.filter(({ outcome }) => outcome !== "open").length >= count ? arrived : undefined;
  });
}

/** The body of a FIM request. */
export function fimBody(record: RequestRecord | undefined): FimBody {
  if (record === undefined) throw new Error("There is no such request.");
  return JSON.parse(record.body) as FimBody;
}
