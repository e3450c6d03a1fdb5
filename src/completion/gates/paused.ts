import type { Gate } from "./gate";

/** Snoozed: nothing new comes by itself, what was invoked stays while one types along. On battery: nothing is asked. */
export const paused: Gate = ({ request, settings }) => {
  if (settings.pausedBy === undefined || request.trigger === "explicit") return undefined;
  switch (settings.pausedBy) {
    case "snooze":
      return { allows: "shown", reason: "completions are snoozed; they come when invoked" };
    case "battery":
      return {
        allows: "memory",
        reason: "the machine runs on battery; completions come when invoked",
        setting: "midfill.completions.pauseOnBattery",
      };
  }
};
