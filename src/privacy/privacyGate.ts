import { maskSecrets, type MaskedText } from "./maskSecrets";
import { secretPatternFor } from "./secretFiles";

/** The one place that says what may leave the machine. Completions, chat and actions ask it before they send. */
export interface PrivacyGate {
  /**
   * May this file's text be sent? `path` is relative or absolute, with any separators; whoever follows links asks
   * for the real path as well. `reason` is a sentence for the person.
   */
  decide(path: string): { readonly isAllowed: true } | { readonly isAllowed: false; readonly reason: string };
  /** Replaces keys and passwords inside text that is allowed to leave. */
  mask(text: string): MaskedText;
}

/**
 * @param extraSecretPatterns the user's own globs, read again for every decision; they can only add to the built-in
 * list.
 */
export function createPrivacyGate(extraSecretPatterns: () => readonly string[]): PrivacyGate {
  const salt = crypto.getRandomValues(new Uint32Array(2));
  return {
    decide: (path) => {
      if (path === "") return { isAllowed: false, reason: "It has no name to judge, so it is not sent." };
      const pattern = secretPatternFor(path, extraSecretPatterns());
      if (pattern === undefined) return { isAllowed: true };
      const name = path.split(/[/\\]+/).at(-1) ?? path;
      return {
        isAllowed: false,
        reason: `${name} counts as a secret file (it matches “${pattern}”), so its content is not sent.`,
      };
    },
    mask: (text) => maskSecrets(text, salt),
  };
}
