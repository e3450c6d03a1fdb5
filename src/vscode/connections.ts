import type { Clock } from "../provider/clock";
import type { ProviderClient } from "../provider/client";
import { createProviderClient } from "../provider/createProviderClient";
import { deadlinesFor } from "../provider/deadlinesFor";
import { chatLimits, fimLimits } from "../provider/defaultLimits";
import { checkBaseUrl, isLoopback, originOf } from "../provider/endpoint";
import { ProviderError } from "../provider/errors";
import { profileById, type ProviderId, type ProviderProfile } from "../provider/profiles";
import type { Transport } from "../provider/transport";
import type { ApiKeys } from "./apiKeys";
import type { Log } from "./log";
import type { Settings } from "./settings";

/** Who asks: completions and chat may use different providers. */
export type Role = "completion" | "chat";

/** A client with what it was made from; made anew when any of it changes. */
interface Connection {
  readonly providerId: ProviderId;
  readonly baseUrl: string;
  readonly transport: Transport;
  readonly client: ProviderClient;
}

/**
 * The providers in use, as settings and keys have them now. Features ask for a client whenever they send something;
 * the transport, and with it the warm connections, is shared until the network settings change.
 */
export class Connections {
  readonly #settings: () => Settings;
  readonly #keys: ApiKeys;
  readonly #createTransport: () => Transport;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #byProvider = new Map<ProviderId, Connection>();
  #transport: Transport | undefined;

  constructor(dependencies: {
    readonly settings: () => Settings;
    readonly keys: ApiKeys;
    /** A transport for the network settings of this moment. */
    readonly createTransport: () => Transport;
    readonly clock: Clock;
    readonly log: Log;
  }) {
    this.#settings = dependencies.settings;
    this.#keys = dependencies.keys;
    this.#createTransport = dependencies.createTransport;
    this.#clock = dependencies.clock;
    this.#log = dependencies.log;
  }

  providerId(role: Role): ProviderId {
    const settings = this.#settings();
    return role === "completion" ? settings.completions.providerId : settings.chat.providerId;
  }

  profile(role: Role): ProviderProfile {
    return profileById(this.providerId(role));
  }

  /** The model the user named for this role; empty when the provider's default is meant. */
  model(role: Role): string {
    const provider = this.#settings().providers[this.providerId(role)];
    return role === "completion" ? provider.completionModel : provider.chatModel;
  }

  /** The checked address. @throws ProviderError of kind `endpoint` */
  baseUrl(role: Role): URL {
    const id = this.providerId(role);
    const { baseUrl } = this.#settings().providers[id];
    if (baseUrl === "") {
      throw new ProviderError("endpoint", {
        message: `${profileById(id).label} has no address yet.`,
        nextStep: `Set midfill.${id}.baseUrl to the server's address.`,
        isRetryable: false,
      });
    }
    return checkBaseUrl(baseUrl);
  }

  /** The client for this moment's settings. */
  client(role: Role): ProviderClient {
    const providerId = this.providerId(role);
    const { baseUrl } = this.#settings().providers[providerId];
    const transport = (this.#transport ??= this.#createTransport());
    const known = this.#byProvider.get(providerId);
    if (known?.baseUrl === baseUrl && known.transport === transport) return known.client;
    const profile = profileById(providerId);
    const client = createProviderClient({
      profile,
      baseUrl,
      dependencies: {
        transport,
        clock: this.#clock,
        keyFor: (origin) => this.#keys.get(origin),
        log: this.#log,
        random: Math.random,
      },
      deadlines: deadlinesFor(profile),
      limits: { chat: chatLimits, fim: fimLimits },
    });
    this.#byProvider.set(providerId, { providerId, baseUrl, transport, client });
    return client;
  }

  /** Why nothing can be sent for this role now: a bad address, or no key for it. Asks no server. */
  async obstacle(role: Role): Promise<ProviderError | undefined> {
    let url: URL;
    try {
      url = this.baseUrl(role);
    } catch (error) {
      if (error instanceof ProviderError) return error;
      throw error;
    }
    const profile = this.profile(role);
    const origin = originOf(url);
    if (!profile.needsKey || isLoopback(url) || (await this.#keys.get(origin)) !== undefined)
      return undefined;
    const others = await this.#keys.origins();
    return new ProviderError("auth", {
      message:
        others.length === 0
          ? `${profile.label} needs an API key.`
          : `There is no API key for ${origin}. Keys are sent only where they were entered for (${others.join(", ")}).`,
      nextStep: `Run "Midfill: Set API Key" to enter the key for ${origin}.`,
      isRetryable: false,
    });
  }

  /** Network settings changed: the next request takes a new transport; running ones end. */
  async resetTransport(): Promise<void> {
    const old = this.#transport;
    this.#transport = undefined;
    this.#byProvider.clear();
    await old?.dispose();
  }

  dispose(): void {
    // Nobody can wait at shutdown; the sockets die with the process if this is cut off.
    void this.resetTransport().catch(() => undefined);
  }
}
