import { tokenise } from "../../../test/emulator/tokens";

const unitTokens = 64;

/** A prompt as it is billed. */
export interface BilledPrompt {
  readonly promptTokens: number;
  /** The part that an earlier request began with, in whole units of 64 tokens. */
  readonly cachedTokens: number;
}

/** The provider's prefix cache: it remembers every prompt of a run. */
export class PromptCache {
  readonly #units = new Set<string>();

  /** Bills a prompt and remembers it. The server puts the suffix behind the prompt (DeepSeek's FIM template). */
  bill(prefix: string, suffix: string): BilledPrompt {
    const tokens = [...tokenise(prefix), ...tokenise(suffix)];
    let cachedTokens = 0;
    let chain = "";
    for (let end = unitTokens; end <= tokens.length; end += unitTokens) {
      chain = `${hash(chain + tokens.slice(end - unitTokens, end).join("\u0000"))}:${end}`;
      // A unit's key holds all units before it: one that is known follows only known ones.
      if (this.#units.has(chain)) cachedTokens = end;
      this.#units.add(chain);
    }
    return { promptTokens: tokens.length, cachedTokens };
  }
}

/** 53 bits (cyrb53), enough that two units of a run never meet. */
function hash(text: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 0x9e3779b1);
    low = Math.imul(low ^ code, 0x5f356495);
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  return 0x100000000 * (0x1fffff & low) + (high >>> 0);
}
