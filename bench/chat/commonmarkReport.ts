import { commonmarkResults } from "./commonmark";

/** The score over CommonMark's examples, and every one that is drawn in another way, with the reason. */
export function commonmarkReport(): string {
  const results = commonmarkResults();
  const equal = results.filter(({ outcome }) => outcome === "equal").length;
  const lines = [
    `CommonMark 0.31: ${equal} of ${results.length} examples are drawn as the specification says.`,
  ];
  const reasons = new Map<string, number[]>();
  for (const { number, outcome, reason } of results) {
    if (outcome === "deliberate" && reason !== undefined) {
      reasons.set(reason, [...(reasons.get(reason) ?? []), number]);
    }
  }
  for (const [reason, numbers] of reasons)
    lines.push(`- deliberate, ${reason} (${numbers.length}): ${numbers.join(", ")}`);
  for (const { number, section, outcome, markdown, expected, drawn } of results) {
    if (outcome !== "wrong") continue;
    lines.push(
      `- wrong, example ${number} (${section}): ${JSON.stringify(markdown)}`,
      `  expected ${expected}`,
      `  drawn    ${drawn}`,
    );
  }
  return lines.join("\n");
}
