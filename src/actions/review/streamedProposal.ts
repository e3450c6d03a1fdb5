import { linesWithEnds } from "../../text/lineEnds";
import { diffSequence } from "../diff/sequenceDiff";

/**
 * The proposal while its answer is on its way: the lines that have come, then the lines of the original that the model
 * has not reached. A changed line at the end is taken to replace one line of the original.
 *
 * @param soFar whole lines, with the line ends of the original; its last line may have none there
 */
export function streamedProposal(original: string, soFar: string): string {
  if (!original.endsWith("\n") && soFar.endsWith("\n")) {
    const lineEnd = soFar.endsWith("\r\n") ? "\r\n" : "\n";
    return streamedProposal(original + lineEnd, soFar).slice(0, -lineEnd.length);
  }
  const originalLines = linesWithEnds(original);
  const newLines = linesWithEnds(soFar);
  const last = diffSequence(originalLines, newLines).at(-1);
  const isAtEnd = last !== undefined && last.aEnd === originalLines.length;
  const reached = isAtEnd ? Math.min(last.aEnd, last.aStart + last.bEnd - last.bStart) : originalLines.length;
  return soFar + originalLines.slice(reached).join("");
}
