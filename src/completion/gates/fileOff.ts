import { compileGlob } from "../../privacy/glob";
import type { Gate } from "./gate";

/** The file is switched off by a pattern. */
export const fileOff: Gate = ({ request, settings }) => {
  const pattern = disablingPattern(settings.disabledFiles, request.path, request.absolutePath);
  return pattern === undefined
    ? undefined
    : {
        allows: "nothing",
        reason: `completions are turned off for files like “${pattern}”`,
        setting: "midfill.completions.disabledFiles",
      };
};

const compiled = new WeakMap<readonly string[], readonly CompiledPattern[]>();

interface CompiledPattern {
  readonly pattern: string;
  readonly isAbsolute: boolean;
  matches(segments: readonly string[]): boolean;
}

/**
 * The first pattern that a file matches, wherever in its path. A pattern that begins with a slash or a drive is held
 * against the whole path, every other against the path inside the workspace, so that the name of a folder above does
 * not count. Letter case makes no difference: some file systems do not know it.
 * @param patterns the same array must hold the same patterns
 */
export function disablingPattern(
  patterns: readonly string[],
  path: string,
  absolutePath: string | undefined,
): string | undefined {
  if (patterns.length === 0) return undefined;
  let known = compiled.get(patterns);
  if (known === undefined) {
    known = patterns.map((pattern) => ({
      pattern,
      isAbsolute: /^(?:[/\\]|[a-z]:)/i.test(pattern),
      matches: compileGlob(pattern.replaceAll("\\", "/").toLowerCase()),
    }));
    compiled.set(patterns, known);
  }
  const inside = segmentsOf(path);
  const whole = segmentsOf(absolutePath ?? path);
  return known.find((each) => each.matches(each.isAbsolute ? whole : inside))?.pattern;
}

function segmentsOf(path: string): string[] {
  return path
    .toLowerCase()
    .split(/[/\\]+/)
    .filter((segment) => segment !== "");
}
