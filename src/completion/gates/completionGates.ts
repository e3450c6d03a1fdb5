import { disabled } from "./disabled";
import type { Gate, GateContext, GateVerdict } from "./gate";
import { languageOff } from "./languageOff";
import { manualOnly } from "./manualOnly";
import { midWord } from "./midWord";
import { secretFile } from "./secretFile";
import { selectedItem } from "./selectedItem";
import { severalCursors } from "./severalCursors";
import { surrogatePair } from "./surrogatePair";

/** Every gate, in the order they are asked. A gate that allows nothing comes before those that allow memory. */
const completionGates: readonly Gate[] = [
  disabled,
  languageOff,
  secretFile,
  severalCursors,
  surrogatePair,
  selectedItem,
  midWord,
  manualOnly,
];

/** The first gate that holds the keystroke back, if one does. */
export function judgeEagerness(context: GateContext): GateVerdict | undefined {
  for (const gate of completionGates) {
    const verdict = gate(context);
    if (verdict !== undefined) return verdict;
  }
  return undefined;
}
