import { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";
import type { Transport, TransportResponse } from "../../src/provider/transport";
import { serveDeepinfra } from "../emulator/deepinfra/serveDeepinfra";
import { serveDeepseek } from "../emulator/deepseek/serveDeepseek";
import { createAnswerEngine } from "../emulator/engine/answerEngine";
import { defaultBehaviour, type EmulatorBehaviour, type Personality } from "../emulator/options";
import { PromptCache } from "../emulator/promptCache";
import { Refusal } from "../emulator/refusal";
import { routeOf } from "../emulator/route";

/** What the emulator wrote, for a client in the same process. */
class WrittenResponse extends EventEmitter {
  statusCode = 200;
  headers: Record<string, string> = {};
  readonly #parts: string[] = [];

  writeHead(status: number, ...rest: unknown[]): this {
    this.statusCode = status;
    for (const [name, value] of Object.entries(rest.at(-1) ?? {})) {
      this.headers[name.toLowerCase()] = String(value);
    }
    return this;
  }
  flushHeaders(): void {
    // Nothing waits for them.
  }
  write(part: string): boolean {
    this.#parts.push(part);
    return true;
  }
  end(part = ""): void {
    this.#parts.push(part);
    this.emit("close");
  }
  body(): string {
    return this.#parts.join("");
  }
}

/** The emulator behind a transport, without sockets: a hundred thousand requests in minutes. */
export interface InMemoryEmulator {
  readonly transport: Transport;
  configure(change: Partial<EmulatorBehaviour>): void;
  /** Statuses of all answers so far, with how often each was given. */
  readonly statuses: ReadonlyMap<number, number>;
  /** The last refusal's body. */
  readonly lastRefusal: string;
}

/** Starts with the default behaviour; answers come from recitals and the engine without any files. */
export function createInMemoryEmulator(personality: Exclude<Personality, "llamacpp">): InMemoryEmulator {
  let behaviour: EmulatorBehaviour = defaultBehaviour;
  const engine = createAnswerEngine([]);
  const cache = new PromptCache(64);
  const statuses = new Map<number, number>();
  let requestCount = 0;
  let lastRefusal = "";

  async function send(request: Parameters<Transport["send"]>[0]): Promise<TransportResponse> {
    const written = new WrittenResponse();
    requestCount += 1;
    try {
      const route = routeOf(request.method, request.url.pathname, personality);
      if (typeof route === "number") throw new Refusal(route, "");
      const call = {
        route,
        bodyText: request.body ?? "",
        key: "sk-test-0000",
        response: written as unknown as ServerResponse,
        signal: request.signal,
        behaviour,
        engine,
        cache,
        createdSeconds: 1_700_000_000,
        serial: requestCount.toString(16).padStart(32, "0"),
        enter: () => 1,
      };
      await (personality === "deepseek" ? serveDeepseek(call) : serveDeepinfra(call));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      lastRefusal = error.body;
      written.writeHead(error.status, { "content-type": error.contentType ?? "text/plain" });
      written.end(error.body);
    }
    const { statusCode: status, headers } = written;
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    const bytes = new TextEncoder().encode(written.body());
    return {
      status,
      headers,
      body: (async function* () {
        yield bytes;
      })(),
      discard: () => undefined,
    };
  }

  return {
    transport: { send, dispose: () => Promise.resolve() },
    configure(change) {
      behaviour = { ...behaviour, ...change };
    },
    statuses,
    get lastRefusal() {
      return lastRefusal;
    },
  };
}
