import { createHash } from "node:crypto";
import { tokenise } from "./tokens";

/** How a prompt splits into tokens known from earlier requests and new ones. */
export interface CacheOutcome {
  readonly promptTokens: number;
  readonly hitTokens: number;
  readonly missTokens: number;
}

/**
 * DeepSeek's context cache (documentation, 2026-09-11): prompts are remembered per account and `user_id` in units
 * of 64 tokens from the first token on; a hit needs whole units. It is best effort there and exact here.
 */
export class PromptCache {
  readonly #unitTokens: number;
  readonly #known = new Set<string>();

  constructor(unitTokens: number) {
    this.#unitTokens = unitTokens;
  }

  /** Looks a prompt up and remembers it. `scope` keeps accounts, users and models apart. */
  admit(scope: string, prompt: string): CacheOutcome {
    const tokens = tokenise(prompt);
    const digests = this.#digests(scope, tokens);
    const firstUnknown = digests.findIndex((digest) => !this.#known.has(digest));
    const hitTokens = (firstUnknown < 0 ? digests.length : firstUnknown) * this.#unitTokens;
    for (const digest of digests) this.#known.add(digest);
    return { promptTokens: tokens.length, hitTokens, missTokens: tokens.length - hitTokens };
  }

  /** Remembers a prompt with its answer, so that the next turn of the conversation hits both. */
  remember(scope: string, text: string): void {
    for (const digest of this.#digests(scope, tokenise(text))) this.#known.add(digest);
  }

  #digests(scope: string, tokens: readonly string[]): string[] {
    const digests: string[] = [];
    let chain = scope;
    for (let start = 0; start + this.#unitTokens <= tokens.length; start += this.#unitTokens) {
      const unit = tokens.slice(start, start + this.#unitTokens).join("\u0000");
      chain = createHash("sha1").update(chain).update("\u0001").update(unit).digest("base64");
      digests.push(chain);
    }
    return digests;
  }
}
