import type { Clock } from "../provider/clock";
import type { ChatRequest } from "../provider/chatRequest";
import type { ProviderClient } from "../provider/client";
import { addressesOf } from "../provider/apiAddresses";
import { createProviderClient } from "../provider/createProviderClient";
import { deadlinesFor } from "../provider/deadlinesFor";
import { chatLimits, fimLimits } from "../provider/defaultLimits";
import { describeRequest, type RequestDescription } from "../provider/describeRequest";
import { checkBaseUrl, isLoopback, originOf } from "../provider/endpoint";
import { ProviderError } from "../provider/errors";
import { profileById, type FimDialect, type ProviderId, type ProviderProfile } from "../provider/profiles";
import { translateRetiredModel } from "../provider/retiredModels";
import type { Transport } from "../provider/transport";
import type { ApiKeys } from "./apiKeys";
import type { Log } from "./log";
import type { Settings } from "./settings";

/** Who asks: completions and chat may use different providers. */
export type Role = "completion" | "chat";

/** A client with what it was made from; made anew when any of it changes. */
interface Connection {
  readonly baseUrl: string;
  readonly dialect: FimDialect | undefined;
  readonly transport: Transport;
  readonly client: ProviderClient;
  /** Model names that the provider did not know → what completions ask for instead. */
  readonly fallbacks: Map<string, string>;
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
  readonly #onModelFallback: () => void;
  readonly #byProvider = new Map<ProviderId, Connection>();
  #transport: Transport | undefined;

  constructor(dependencies: {
    readonly settings: () => Settings;
    readonly keys: ApiKeys;
    /** A transport for the network settings of this moment. */
    readonly createTransport: () => Transport;
    readonly clock: Clock;
    readonly log: Log;
    /** Completions ask for another model than the user named, see `completionFallback`. */
    readonly onModelFallback: () => void;
  }) {
    this.#settings = dependencies.settings;
    this.#keys = dependencies.keys;
    this.#createTransport = dependencies.createTransport;
    this.#clock = dependencies.clock;
    this.#log = dependencies.log;
    this.#onModelFallback = dependencies.onModelFallback;
  }

  providerId(role: Role): ProviderId {
    const settings = this.#settings();
    return role === "completion" ? settings.completions.providerId : settings.chat.providerId;
  }

  profile(role: Role): ProviderProfile {
    return profileById(this.providerId(role));
  }

  /**
   * The model the user named for this role; empty when the provider's default is meant.
   *
   * @param id here and below: another provider than the role's own
   */
  model(role: Role, id = this.providerId(role)): string {
    const provider = this.#settings().providers[id];
    return role === "completion" ? provider.completionModel : provider.chatModel;
  }

  /** What completions ask for since the provider refused the model they should use; undefined when it did not. */
  completionFallback(): { readonly wanted: string; readonly used: string } | undefined {
    const profile = this.profile("completion");
    const model = this.model("completion") || profile.defaultCompletionModel;
    const wanted = translateRetiredModel(profile, model).model;
    const used = this.#byProvider.get(profile.id)?.fallbacks.get(wanted);
    return used === undefined ? undefined : { wanted, used };
  }

  /** The address, checked also for being this provider's. @throws ProviderError of kind `endpoint` */
  baseUrl(role: Role, id = this.providerId(role)): URL {
    const { baseUrl } = this.#settings().providers[id];
    if (baseUrl === "") {
      throw new ProviderError("endpoint", {
        message: `${profileById(id).label} has no address yet.`,
        nextStep: `Set midfill.${id}.baseUrl to the server's address.`,
        isRetryable: false,
      });
    }
    const url = checkBaseUrl(baseUrl);
    addressesOf(profileById(id), url);
    return url;
  }

  /** The labels of the roles' providers whose keys are bound to this origin; none for an address that is not right. */
  usersOf(origin: string): readonly string[] {
    const labels = (["completion", "chat"] as const).flatMap((role) => {
      try {
        return originOf(this.baseUrl(role)) === origin ? [this.profile(role).label] : [];
      } catch {
        return [];
      }
    });
    return [...new Set(labels)];
  }

  /** Loads what the first request would wait for (undici, the system's certificates). Sends nothing. */
  async prepare(): Promise<void> {
    this.#transport ??= this.#createTransport();
    await this.#transport.prepare?.();
  }

  /** The client for this moment's settings. */
  client(role: Role, providerId = this.providerId(role)): ProviderClient {
    const settings = this.#settings();
    const { baseUrl } = settings.providers[providerId];
    const { dialect } = settings.completions;
    const transport = (this.#transport ??= this.#createTransport());
    const known = this.#byProvider.get(providerId);
    if (known?.baseUrl === baseUrl && known.dialect === dialect && known.transport === transport) {
      return known.client;
    }
    const profile = profileById(providerId);
    const fallbacks = new Map<string, string>();
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
      ...(dialect !== undefined && { fimDialect: dialect }),
      onModelFallback: ({ wanted, used }) => {
        fallbacks.set(wanted, used);
        this.#onModelFallback();
      },
    });
    this.#byProvider.set(providerId, { baseUrl, dialect, transport, client, fallbacks });
    return client;
  }

  /** What the chat's client sends for a request, without the key; sends nothing. @throws ProviderError as sending would */
  async describeChat(id: ProviderId, request: ChatRequest): Promise<RequestDescription> {
    const origin = originOf(this.baseUrl("chat", id));
    const hasKey = await this.#keys.get(origin).then(
      (key) => key !== undefined && key !== "",
      () => false,
    );
    const { baseUrl } = this.#settings().providers[id];
    return describeRequest({ profile: profileById(id), baseUrl, hasKey }, request);
  }

  /** Why nothing can be sent for this role now: a bad address, or no key for it. Asks no server. */
  async obstacle(role: Role, id = this.providerId(role)): Promise<ProviderError | undefined> {
    let url: URL;
    try {
      url = this.baseUrl(role, id);
    } catch (error) {
      if (error instanceof ProviderError) return error;
      throw error;
    }
    const profile = profileById(id);
    const origin = originOf(url);
    if (!profile.needsKey || isLoopback(url)) return undefined;
    let others: readonly string[];
    try {
      if ((await this.#keys.get(origin)) !== undefined) return undefined;
      others = await this.#keys.origins();
    } catch {
      return new ProviderError("auth", {
        message: "The stored API keys could not be read.",
        nextStep: "Unlock the system's keyring, then reload the window.",
        isRetryable: false,
      });
    }
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
