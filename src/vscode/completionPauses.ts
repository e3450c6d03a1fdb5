import * as vscode from "vscode";
import type { CompletionSettings } from "../completion/settings";
import type { Clock } from "../provider/clock";
import { BatteryWatch } from "./batteryWatch";
import { isOnBattery } from "./powerSource";
import type { SettingsReader } from "./settingsReader";
import { Snooze } from "./snooze";

const memoryKey = "midfill.snoozedUntilMs";

/** What keeps completions from coming by themselves for a while, in this window: a snooze, or the battery. */
export class CompletionPauses implements vscode.Disposable {
  readonly snooze: Snooze;
  readonly #battery: BatteryWatch;

  /**
   * @param memory the window's own, so that a snooze outlives a reload
   * @param onChange runs when a pause begins or ends
   */
  constructor(
    clock: Clock,
    settings: SettingsReader,
    memory: vscode.Memento,
    inBackground: (name: string, work: Promise<unknown>) => void,
    onChange: () => void,
  ) {
    const tellCommands = () =>
      inBackground(
        "Telling the commands about the snooze",
        Promise.resolve(
          vscode.commands.executeCommand("setContext", "midfill.isSnoozed", this.snooze.remainingMs > 0),
        ),
      );
    this.snooze = new Snooze(
      clock,
      {
        read: () => memory.get(memoryKey),
        write: (endsAtMs) =>
          inBackground("Keeping the snooze", Promise.resolve(memory.update(memoryKey, endsAtMs))),
      },
      () => {
        tellCommands();
        onChange();
      },
    );
    if (this.snooze.remainingMs > 0) tellCommands();
    this.#battery = new BatteryWatch(
      clock,
      () => settings.current.completions.isPausedOnBattery,
      isOnBattery,
      onChange,
    );
  }

  /** What is left of the snooze, in ms; `Infinity` until a restart, 0 when there is none. */
  get snoozeMs(): number {
    return this.snooze.remainingMs;
  }

  get isPausedOnBattery(): boolean {
    return this.#battery.isPausing;
  }

  /** What pauses completions now. Cheap enough for every keystroke. */
  get pausedBy(): CompletionSettings["pausedBy"] {
    if (this.snooze.remainingMs > 0) return "snooze";
    return this.#battery.isPausing ? "battery" : undefined;
  }

  dispose(): void {
    this.snooze.dispose();
  }
}
