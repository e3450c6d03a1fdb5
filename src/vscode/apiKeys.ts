import type * as vscode from "vscode";

/** What is used of SecretStorage. */
export type SecretStore = Pick<vscode.SecretStorage, "get" | "store" | "delete" | "onDidChange">;

const secretName = "midfill.apiKeys";

/** A key and the only origin it may be sent to. */
interface StoredKey {
  readonly origin: string;
  readonly key: string;
}

/**
 * The user's keys. They live in SecretStorage and nowhere else, each bound to the origin (`https://host:port`) it
 * was entered for; asking for another origin gives nothing, so a changed base URL can never receive an old key.
 */
export class ApiKeys {
  readonly #secrets: SecretStore;
  #known: Promise<readonly StoredKey[]> | undefined;

  constructor(secrets: SecretStore) {
    this.#secrets = secrets;
  }

  /** Runs `listener` when keys changed in this window or another one. */
  onDidChange(listener: () => void): vscode.Disposable {
    return this.#secrets.onDidChange((event) => {
      if (event.key !== secretName) return;
      this.#known = undefined;
      listener();
    });
  }

  /** The key for exactly this origin. */
  async get(origin: string): Promise<string | undefined> {
    return (await this.#all()).find((stored) => stored.origin === origin)?.key;
  }

  /** Every origin that has a key, for messages such as "stored for https://api.deepseek.com". */
  async origins(): Promise<readonly string[]> {
    return (await this.#all()).map((stored) => stored.origin);
  }

  /** Every key, only to be masked wherever text is logged or shown. */
  async all(): Promise<readonly string[]> {
    return (await this.#all()).map((stored) => stored.key);
  }

  async set(origin: string, key: string): Promise<void> {
    await this.#write([...(await this.#others(origin)), { origin, key }]);
  }

  /** Forgets the key of this origin; other origins keep theirs. */
  async clear(origin: string): Promise<void> {
    await this.#write(await this.#others(origin));
  }

  async #others(origin: string): Promise<readonly StoredKey[]> {
    this.#known = undefined;
    return (await this.#all()).filter((stored) => stored.origin !== origin);
  }

  async #write(keys: readonly StoredKey[]): Promise<void> {
    try {
      if (keys.length === 0) await this.#secrets.delete(secretName);
      else await this.#secrets.store(secretName, JSON.stringify(keys));
    } finally {
      // Whoever asked meanwhile has read, and remembered, what stood there before.
      this.#known = undefined;
    }
  }

  #all(): Promise<readonly StoredKey[]> {
    const known = (this.#known ??= this.#read());
    // A keyring that was locked may be open the next time; a failure is not remembered.
    known.catch(() => {
      if (this.#known === known) this.#known = undefined;
    });
    return known;
  }

  async #read(): Promise<readonly StoredKey[]> {
    const text = await this.#secrets.get(secretName);
    return text === undefined ? [] : readStoredKeys(text);
  }
}

function readStoredKeys(text: string): readonly StoredKey[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    // Another program wrote the keyring entry: the user is asked for the key again.
    return [];
  }
  if (!Array.isArray(parsed)) return [];
  return parsed.flatMap((entry: unknown) =>
    typeof entry === "object" &&
    entry !== null &&
    "origin" in entry &&
    typeof entry.origin === "string" &&
    "key" in entry &&
    typeof entry.key === "string"
      ? [{ origin: entry.origin, key: entry.key }]
      : [],
  );
}
