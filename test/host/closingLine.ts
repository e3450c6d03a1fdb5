/** How a run ended. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** The last line that every test program prints. */
export function closingLine({ passed, failed }: Counts): string {
  return `${passed} passed, ${failed} failed`;
}

/** The counts of the last closing line in a program's output, or undefined when it died before printing one. */
export function countsOfClosingLine(output: string): Counts | undefined {
  const last = output.trimEnd().split("\n").at(-1) ?? "";
  const found = /^(\d+) passed, (\d+) failed$/.exec(last.trim());
  return found === null ? undefined : { passed: Number(found[1]), failed: Number(found[2]) };
}

/** The counts of mocha's own summary ("12 passing (3s)", "1 failing"), or undefined when it printed none. */
export function countsOfMocha(output: string): Counts | undefined {
  const passing = [...output.matchAll(/^\s*(\d+) passing \(/gm)].at(-1)?.[1];
  if (passing === undefined) return undefined;
  const failing = [...output.matchAll(/^\s*(\d+) failing$/gm)].at(-1)?.[1];
  return { passed: Number(passing), failed: Number(failing ?? 0) };
}
