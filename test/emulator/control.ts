import type { FaultStep } from "../faults/steps";
import { asObject } from "./jsonText";
import { defaultBehaviour, type EmulatorBehaviour } from "./options";
import type { RequestLog } from "./requestLog";

/** What the control endpoints may change and read. */
export interface Controlled {
  readonly log: RequestLog;
  configure(change: Partial<EmulatorBehaviour>): void;
  addFaults(script: readonly FaultStep[]): void;
  readonly pendingFaultCount: number;
}

/** An answer of a control endpoint. */
export interface ControlAnswer {
  readonly status: number;
  readonly json: unknown;
}

/** Where tests in other processes reach the emulator. */
export const controlPath = "/__emulator/";

/**
 * `GET /__emulator/requests`: what arrived, connections, aborts; `DELETE` forgets the requests.
 * `POST /__emulator/faults`: `{"steps": […]}` or `{"scripts": [[…], …]}`, each played instead of one answer.
 * `POST /__emulator/behaviour`: any part of `EmulatorBehaviour`.
 */
export function answerControl(
  method: string,
  path: string,
  bodyText: string,
  emulator: Controlled,
): ControlAnswer {
  switch (`${method} ${path.slice(controlPath.length)}`) {
    case "GET requests":
      return {
        status: 200,
        json: {
          requests: emulator.log.requests,
          connections: emulator.log.connections,
          openConnectionCount: emulator.log.openConnectionCount,
          abortCount: emulator.log.abortCount,
          pendingFaultCount: emulator.pendingFaultCount,
        },
      };
    case "DELETE requests":
      emulator.log.clear();
      return { status: 200, json: {} };
    case "POST faults": {
      const fields = parsed(bodyText);
      const scripts =
        fields?.["scripts"] ?? (fields?.["steps"] === undefined ? undefined : [fields["steps"]]);
      if (!isScripts(scripts))
        return { status: 400, json: { error: "Send {steps: [...]} or {scripts: [[...]]}." } };
      for (const script of scripts) emulator.addFaults(script);
      return { status: 200, json: { pendingFaultCount: emulator.pendingFaultCount } };
    }
    case "POST behaviour": {
      const fields = parsed(bodyText);
      if (fields === undefined) return { status: 400, json: { error: "Send a JSON object." } };
      const unknown = Object.keys(fields).find(
        (name) => name !== "finishReason" && !(name in defaultBehaviour),
      );
      if (unknown !== undefined)
        return { status: 400, json: { error: `No behaviour is called ${unknown}.` } };
      emulator.configure(fields);
      return { status: 200, json: {} };
    }
    default:
      return { status: 404, json: { error: `No control endpoint ${method} ${path}.` } };
  }
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}

const stepNames: ReadonlySet<unknown> = new Set<FaultStep["do"]>([
  "head",
  "send",
  "send-bytes",
  "raw",
  "drip",
  "wait",
  "repeat",
  "stall",
  "end",
  "fin",
  "reset",
]);

function isScripts(value: unknown): value is readonly (readonly FaultStep[])[] {
  return (
    Array.isArray(value) &&
    value.every(
      (script) => Array.isArray(script) && script.every((step) => stepNames.has(asObject(step)?.["do"])),
    )
  );
}
