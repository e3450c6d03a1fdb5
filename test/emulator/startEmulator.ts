import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { FaultStep } from "../faults/steps";
import type { Call } from "./call";
import { answerControl, controlPath } from "./control";
import { serveDeepinfra } from "./deepinfra/serveDeepinfra";
import { deepseekError } from "./deepseek/errors";
import { deepseekHeaders } from "./deepseek/headers";
import { serveDeepseek } from "./deepseek/serveDeepseek";
import { createAnswerEngine } from "./engine/answerEngine";
import { readMaterial } from "./engine/material";
import { listen } from "./listen";
import { llamaError, serveLlamacpp } from "./llamacpp/serveLlamacpp";
import { defaultBehaviour, type EmulatorBehaviour, type EmulatorOptions, type Personality } from "./options";
import { playFaults } from "./playFaults";
import { PromptCache } from "./promptCache";
import { Refusal } from "./refusal";
import { nowMs, RequestLog } from "./requestLog";
import { routeOf, splitPath } from "./route";

/** A running emulator. */
export interface Emulator {
  /** `http://127.0.0.1:PORT`, or `https:`: DeepSeek's base URL. DeepInfra's is `deepinfraUrl`. */
  readonly url: string;
  readonly deepinfraUrl: string;
  readonly llamacppUrl: string;
  readonly port: number;
  readonly log: RequestLog;
  /** Changes how requests from now on are answered. */
  configure(change: Partial<EmulatorBehaviour>): void;
  /** Plays a script instead of the next answer that has none yet. */
  addFaults(script: readonly FaultStep[]): void;
  readonly pendingFaultCount: number;
  /** Closes every connection and the port; may be called twice. */
  close(): Promise<void>;
}

const maxBodyBytes = 32 * 1024 * 1024;

/**
 * Starts a server on 127.0.0.1 that speaks the APIs of DeepSeek (`/`), DeepInfra (`/v1/openai`, `/deepinfra`) and
 * llama.cpp (`/infill`, `/llamacpp`). It is no language model: answers come from what it was sent and from the
 * files of `options.folder`.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { folder, root = "deepseek", createdSeconds = () => Math.floor(Date.now() / 1000) } = options;
  let behaviour: EmulatorBehaviour = { ...defaultBehaviour, ...options };
  const engine = createAnswerEngine(folder === undefined ? [] : await readMaterial(folder));
  const cache = new PromptCache(64);
  const log = new RequestLog();
  const faults: (readonly FaultStep[])[] = [...behaviour.faults];
  const running = new Map<string, number>();
  const closing = new AbortController();
  let requestCount = 0;

  const emulator = {
    log,
    configure(change: Partial<EmulatorBehaviour>) {
      behaviour = { ...behaviour, ...change };
      faults.push(...(change.faults ?? []));
    },
    addFaults: (script: readonly FaultStep[]) => void faults.push(script),
    get pendingFaultCount() {
      return faults.length;
    },
  };

  const enter = (response: ServerResponse, scope: string): number => {
    const count = (running.get(scope) ?? 0) + 1;
    running.set(scope, count);
    response.once("close", () => running.set(scope, (running.get(scope) ?? 1) - 1));
    return count;
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = pathOf(request);
    if (path.startsWith(controlPath)) {
      const { status, json } = answerControl(request.method ?? "", path, await bodyOf(request), emulator);
      response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(json));
      return;
    }
    const record = log.arrived(request);
    const leaving = new AbortController();
    let wasCut = false;
    let isWhole = false;
    // HTTP/2 responses finish when they are reset, too.
    response.once("finish", () => (isWhole = response.writableEnded));
    const signal = AbortSignal.any([leaving.signal, closing.signal]);
    response.once("close", () => {
      record.status = response.statusCode;
      record.endedMs = nowMs();
      record.outcome = isWhole ? "answered" : wasCut || closing.signal.aborted ? "cut" : "client-left";
      leaving.abort(new Error("The client left."));
    });
    requestCount += 1;
    const serial = createHash("sha1").update(String(requestCount)).digest("hex").slice(0, 32);
    try {
      record.body = await bodyOf(request);
      const script = faults.shift();
      if (script !== undefined) {
        return await playFaults(script, response, signal, () => {
          wasCut = true;
        });
      }
      const route = routeOf(request.method ?? "", path, root);
      if (typeof route === "number") throw pathRefusal(route, splitPath(path, root).personality);
      await serve({
        route,
        bodyText: record.body,
        key: keyOf(request),
        response,
        signal,
        behaviour,
        engine,
        cache,
        createdSeconds: createdSeconds(),
        serial,
        enter: (scope) => enter(response, scope),
      });
    } catch (error) {
      if (signal.aborted) return;
      const refusal = error instanceof Refusal ? error : ownFault(error);
      refuse(
        response,
        refusal,
        splitPath(path, root).personality === "deepseek" ? deepseekHeaders(serial) : {},
      );
    }
  };

  const listener = await listen(
    options,
    (request, response) => void answer(request, response),
    (socket) => log.connected(socket),
  );
  const { url, port } = listener;
  return Object.assign(emulator, {
    url,
    deepinfraUrl: `${url}/v1/openai`,
    llamacppUrl: `${url}/llamacpp`,
    port,
    close: () => {
      closing.abort(new Error("The emulator is closing."));
      return listener.close();
    },
  });
}

async function serve(call: Call): Promise<void> {
  switch (call.route.personality) {
    case "deepseek":
      return await serveDeepseek(call);
    case "deepinfra":
      return await serveDeepinfra(call);
    case "llamacpp":
      return await serveLlamacpp(call);
  }
}

function refuse(response: ServerResponse, refusal: Refusal, headers: Readonly<Record<string, string>>): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(refusal.status, refusal.reasonPhrase, {
    ...(refusal.contentType === undefined ? {} : { "Content-Type": refusal.contentType }),
    ...headers,
    "Content-Length": Buffer.byteLength(refusal.body),
  });
  response.end(refusal.body);
}

/** 404 = no such path, 405 = wrong method (probe of 2026-09-23); DeepInfra's 405 is empty (issue report, 2025). */
function pathRefusal(status: 404 | 405, personality: Personality): Refusal {
  if (personality === "deepinfra") {
    return status === 405
      ? new Refusal(405, "")
      : new Refusal(404, '{"detail": "Not Found"}', "application/json");
  }
  if (personality === "llamacpp") return llamaError(404, "File Not Found", "not_found_error");
  return new Refusal(status, "");
}

function ownFault(error: unknown): Refusal {
  console.error(error);
  return deepseekError(500, `The emulator failed: ${String(error)}`, "internal_error", "internal_error");
}

function pathOf(request: IncomingMessage): string {
  return new URL(request.url ?? "/", "http://emulator").pathname;
}

function keyOf(request: IncomingMessage): string {
  return /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? "";
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    if (!Buffer.isBuffer(part)) continue;
    bytes += part.length;
    if (bytes > maxBodyBytes) throw new Refusal(413, "Payload Too Large", "text/plain");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}
