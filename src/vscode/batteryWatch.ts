import type { Clock } from "../provider/clock";

/** Asking the system may start a program, so it is asked no oftener. */
const freshMs = 60_000;

/**
 * Knows whether the machine runs on battery, while somebody wants to know. It asks when it is asked, in the background
 * and at most once a minute, and answers with what it learned last: a machine that nobody types on is left alone.
 */
export class BatteryWatch {
  readonly #clock: Pick<Clock, "nowMs">;
  readonly #isOnBattery: () => Promise<boolean>;
  readonly #isWanted: () => boolean;
  readonly #onChange: () => void;
  #isOn = false;
  #askedAtMs: number | undefined;

  /**
   * @param isWanted whether the user wants completions paused on battery; nothing is asked until then
   * @param isOnBattery never rejects
   * @param onChange runs when the answer has changed
   */
  constructor(
    clock: Pick<Clock, "nowMs">,
    isWanted: () => boolean,
    isOnBattery: () => Promise<boolean>,
    onChange: () => void,
  ) {
    this.#clock = clock;
    this.#isWanted = isWanted;
    this.#isOnBattery = isOnBattery;
    this.#onChange = onChange;
  }

  /** Whether completions are to pause now, as far as is known. Cheap enough for every keystroke. */
  get isPausing(): boolean {
    if (!this.#isWanted()) return false;
    const nowMs = this.#clock.nowMs();
    if (this.#askedAtMs === undefined || nowMs - this.#askedAtMs >= freshMs) {
      this.#askedAtMs = nowMs;
      void this.#ask();
    }
    return this.#isOn;
  }

  async #ask(): Promise<void> {
    const isOn = await this.#isOnBattery();
    if (isOn === this.#isOn) return;
    this.#isOn = isOn;
    this.#onChange();
  }
}
