import { disabled } from "./disabled";
import { eagernessGate } from "./eagernessGate";
import { fileOff } from "./fileOff";
import type { Gate, GateContext, GateVerdict } from "./gate";
import { insideSecret } from "./insideSecret";
import { languageOff } from "./languageOff";
import { midWord } from "./midWord";
import { paused } from "./paused";
import { secretFile } from "./secretFile";
import { selectedItem } from "./selectedItem";
import { severalCursors } from "./severalCursors";
import { surrogatePair } from "./surrogatePair";

/** Every gate, in the order they are asked. A gate that allows nothing comes before those that allow something. */
const completionGates: readonly Gate[] = [
  disabled,
  languageOff,
  fileOff,
  secretFile,
  severalCursors,
  surrogatePair,
  insideSecret,
  selectedItem,
  paused,
  eagernessGate,
  midWord,
];

/** The first gate that holds the keystroke back, if one does. */
export function judgeEagerness(context: GateContext): GateVerdict | undefined {
  for (const gate of completionGates) {
    const verdict = gate(context);
    if (verdict !== undefined) return verdict;
  }
  return undefined;
}
