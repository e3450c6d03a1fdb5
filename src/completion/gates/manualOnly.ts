import type { Gate } from "./gate";

/** Only an explicit invoke asks; what it brought stays while one types along. */
export const manualOnly: Gate = ({ request, settings }) =>
  settings.isManualOnly && request.trigger === "automatic"
    ? {
        allows: "memory",
        reason: "completions come only when invoked",
        setting: "midfill.completions.trigger",
      }
    : undefined;
