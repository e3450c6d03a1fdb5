import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { delay, systemClock } from "../../src/provider/clock";
import type { FaultStep } from "../faults/steps";

/**
 * Plays a script as the answer of one request, HTTP's rules notwithstanding. Ends with the script, or with the
 * signal's reason when the client leaves or the emulator closes; a script without an end keeps the connection open
 * until then. `onCut` hears of it before the script itself ends the connection.
 */
export async function playFaults(
  steps: readonly FaultStep[],
  response: ServerResponse,
  signal: AbortSignal,
  onCut: () => void,
): Promise<void> {
  for (const step of steps) {
    signal.throwIfAborted();
    if (step.do === "fin" || step.do === "reset") onCut();
    await playStep(step, response, signal);
  }
}

async function playStep(step: FaultStep, response: ServerResponse, signal: AbortSignal): Promise<void> {
  switch (step.do) {
    case "head":
      response.writeHead(step.status, step.headers);
      response.flushHeaders();
      return;
    case "send":
      return await write(response, step.text, signal);
    case "send-bytes":
      return await write(response, Buffer.from(step.base64, "base64"), signal);
    case "raw":
      response.socket?.write(Buffer.from(step.base64, "base64"));
      return;
    case "drip": {
      const bytes = Buffer.from(step.text);
      for (let start = 0; start < bytes.length; start += step.bytes) {
        if (start > 0) await delay(systemClock, step.everyMs, signal);
        await write(response, bytes.subarray(start, start + step.bytes), signal);
      }
      return;
    }
    case "wait":
      return await delay(systemClock, step.ms, signal);
    case "repeat":
      for (let count = 0; count < (step.times ?? Infinity); count += 1) {
        signal.throwIfAborted();
        await write(response, step.text, signal);
        // A turn of the event loop each time, so that a client's leaving is noticed.
        await delay(systemClock, step.everyMs, signal);
      }
      return;
    case "stall":
      await new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        else signal.addEventListener("abort", () => resolve(), { once: true });
      });
      throw signal.reason;
    case "end":
      response.end();
      return;
    case "fin":
      response.socket?.destroySoon();
      return;
    case "reset":
      response.socket?.resetAndDestroy();
  }
}

async function write(
  response: ServerResponse,
  data: string | Uint8Array,
  signal: AbortSignal,
): Promise<void> {
  if (!response.write(data)) await once(response, "drain", { signal });
}
