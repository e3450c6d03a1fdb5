import type { CompletionHealth } from "../completion/health";
import type { ProviderError } from "../provider/errors";

/** What the status bar tells about. The first that applies is shown. */
export interface StatusFacts {
  readonly isTrusted: boolean;
  readonly isEnabled: boolean;
  /** Language of the active editor, and whether completions are on for it. */
  readonly language?: { readonly id: string; readonly isOn: boolean };
  readonly isManualOnly: boolean;
  /** No key, or an address that cannot be used. */
  readonly obstacle?: ProviderError;
  readonly health: CompletionHealth;
  readonly providerLabel: string;
  /** What completions ask for. */
  readonly model: string;
  /** The model they should ask for, when the provider does not know it and `model` stands in for it. */
  readonly refusedModel?: string;
  /** Settings whose values could not be used. */
  readonly problems: readonly string[];
  /** The clock's `nowMs`, for countdowns. */
  readonly nowMs: number;
}

/** How the item looks for some facts: an icon, a few words for the screen reader, a sentence and its next step. */
export interface StatusLook {
  readonly icon: "$(sparkle)" | "$(loading~spin)" | "$(circle-slash)" | "$(key)" | "$(warning)";
  readonly label: string;
  readonly detail: string;
  readonly isProblem: boolean;
}

/** Decides what the status bar says. */
export function statusLook(facts: StatusFacts): StatusLook {
  if (!facts.isTrusted) {
    return off("workspace not trusted", "Nothing is sent until the workspace is trusted.");
  }
  if (facts.obstacle !== undefined) {
    const { kind, message } = facts.obstacle;
    const isKey = kind === "auth";
    return {
      icon: isKey ? "$(key)" : "$(warning)",
      label: isKey ? "no API key" : "address cannot be used",
      detail: `${message} ${facts.obstacle.facts.nextStep}`,
      isProblem: true,
    };
  }
  if (!facts.isEnabled) return off("completions off", "Completions are turned off.");
  if (facts.language?.isOn === false) {
    return off(`off for ${facts.language.id}`, `Completions are turned off for ${facts.language.id}.`);
  }
  const { health } = facts;
  switch (health.state) {
    case "paused": {
      const waitSeconds =
        health.retryAtMs === undefined ? undefined : Math.ceil((health.retryAtMs - facts.nowMs) / 1000);
      const next =
        waitSeconds === undefined || waitSeconds <= 0
          ? ""
          : ` Trying again in ${waitSeconds} s, or when you invoke it.`;
      return {
        icon: "$(warning)",
        label: "completions paused",
        detail: `${health.error.message} ${health.error.facts.nextStep}${next}`,
        isProblem: true,
      };
    }
    case "working":
      return {
        icon: "$(loading~spin)",
        label: "asking",
        detail: `Asking ${facts.providerLabel}.`,
        isProblem: false,
      };
    case "ready":
      return {
        icon: "$(sparkle)",
        label: facts.isManualOnly ? "ready, manual only" : "ready",
        detail: `Completions from ${facts.providerLabel} (${facts.model}).${fallbackNote(facts)}`,
        isProblem: false,
      };
  }
}

function fallbackNote({ providerLabel, model, refusedModel }: StatusFacts): string {
  return refusedModel === undefined
    ? ""
    : ` ${providerLabel} does not know the model ${refusedModel}, so ${model} is used. Choose a model with "Midfill: Select Completion Model".`;
}

function off(label: string, detail: string): StatusLook {
  return { icon: "$(circle-slash)", label, detail, isProblem: false };
}
