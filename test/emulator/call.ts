import type { ServerResponse } from "node:http";
import type { AnswerEngine } from "./engine/answerEngine";
import type { EmulatorBehaviour } from "./options";
import type { PromptCache } from "./promptCache";
import type { Route } from "./route";

/** One request being answered, and what its handler may use. */
export interface Call {
  readonly route: Route;
  readonly bodyText: string;
  /** The key sent; "" when none was. */
  readonly key: string;
  readonly response: ServerResponse;
  /** Aborts when the client leaves or the emulator closes. */
  readonly signal: AbortSignal;
  readonly behaviour: EmulatorBehaviour;
  readonly engine: AnswerEngine;
  readonly cache: PromptCache;
  readonly createdSeconds: number;
  /** 32 hexadecimal digits, different for each request and the same in every run. */
  readonly serial: string;
  /** Counts the request as running for a key and model until the response ends; returns how many run now. */
  enter(scope: string): number;
}

/** The serial in the form of a UUID. */
export function uuidOf(serial: string): string {
  return serial.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-4$3-8$4-$5");
}
