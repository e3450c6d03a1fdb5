import type { Gate } from "./gate";

/** Completions are switched off. An explicit invoke does not override it: the switch is there to be relied on. */
export const disabled: Gate = ({ settings }) =>
  settings.isEnabled
    ? undefined
    : { allows: "nothing", reason: "completions are turned off", setting: "midfill.completions.enabled" };
