import { maskSecrets, type MaskedText, type TextAround } from "./maskSecrets";
import { secretPatternFor } from "./secretFiles";

/** The one place that says what may leave the machine. Completions, chat and actions ask it before they send. */
export interface PrivacyGate {
  /**
   * May this file's text be sent? `path` is relative or absolute, with any separators; of an absolute one the file
   * that links lead to is judged as well. `reason` is a sentence for the person.
   */
  decide(path: string): { readonly isAllowed: true } | { readonly isAllowed: false; readonly reason: string };
  /**
   * Replaces keys and passwords inside text that is allowed to leave. `around`: what stands around it in the file,
   * because a secret may be known only by that, and a part of one only by the rest.
   */
  mask(text: string, around?: TextAround): MaskedText;
}

/**
 * Follows the links of an absolute path. Undefined when there is no such file, as for a document that was never saved.
 * @throws when that cannot be found out
 */
export type RealPathOf = (absolutePath: string) => string | undefined;

/** Why an ignore file keeps this path's text here, as a sentence; undefined when none does. Cheap: every key asks. */
export type IgnoredBecause = (path: string) => string | undefined;

/** Judged paths that are remembered: judging one takes a fifth of a millisecond, and every keystroke asks. */
const maxRemembered = 200;

/**
 * @param extraSecretPatterns the user's own globs, read again for every decision; they can only add to the built-in
 * list. The same array must hold the same patterns.
 * @param ignoredBecause asked for the path and for the file that links lead to
 */
export function createPrivacyGate(
  extraSecretPatterns: () => readonly string[],
  realPathOf: RealPathOf = (path) => path,
  ignoredBecause: IgnoredBecause = () => undefined,
): PrivacyGate {
  const salt = crypto.getRandomValues(new Uint32Array(2));
  const remembered = new Map<string, string | undefined>();
  let rememberedFor: readonly string[] | undefined;

  const patternFor = (path: string): string | undefined => {
    const extra = extraSecretPatterns();
    if (extra !== rememberedFor || remembered.size >= maxRemembered) remembered.clear();
    rememberedFor = extra;
    if (remembered.has(path)) return remembered.get(path);
    const pattern = secretPatternFor(path, extra);
    remembered.set(path, pattern);
    return pattern;
  };

  return {
    decide: (path) => {
      if (path === "") return { isAllowed: false, reason: "It has no name to judge, so it is not sent." };
      const name = nameOf(path);
      const pattern = patternFor(path);
      if (pattern !== undefined) return secret(name, pattern);
      const ignored = ignoredBecause(path);
      if (ignored !== undefined) return { isAllowed: false, reason: ignored };
      if (!/^(?:[/\\]|[a-z]:)/i.test(path)) return { isAllowed: true };
      let realPath: string | undefined;
      try {
        realPath = realPathOf(path);
      } catch {
        return {
          isAllowed: false,
          reason: `Where ${name} leads cannot be found out, so its content is not sent.`,
        };
      }
      if (realPath === undefined || realPath === path) return { isAllowed: true };
      const realPattern = patternFor(realPath);
      if (realPattern !== undefined) return secret(`${name}, a link to ${nameOf(realPath)},`, realPattern);
      const realIgnored = ignoredBecause(realPath);
      return realIgnored === undefined ? { isAllowed: true } : { isAllowed: false, reason: realIgnored };
    },
    mask: (text, around) => maskSecrets(text, salt, around),
  };
}

function secret(name: string, pattern: string): { readonly isAllowed: false; readonly reason: string } {
  return {
    isAllowed: false,
    reason: `${name} counts as a secret file (it matches “${pattern}”), so its content is not sent.`,
  };
}

function nameOf(path: string): string {
  return path.split(/[/\\]+/).at(-1) ?? path;
}
