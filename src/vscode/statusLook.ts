import type { Eagerness } from "../completion/gates/eagerness";
import { placeNames } from "../completion/gates/eagernessGate";
import type { CompletionHealth } from "../completion/health";
import type { Scope } from "../completion/scope/scopeAt";
import type { ProviderError } from "../provider/errors";
import { remainingLabel } from "./snooze";

/** What the status bar tells about. The first that applies is shown. */
export interface StatusFacts {
  readonly isTrusted: boolean;
  readonly isEnabled: boolean;
  /** Language of the active editor, and whether completions are on for it. */
  readonly language?: { readonly id: string; readonly isOn: boolean };
  /** The pattern that turns the active file off. */
  readonly fileOffBy?: string;
  /** What the active document is written in, and how much is offered there. */
  readonly here?: { readonly scope: Scope; readonly level: Eagerness };
  readonly isManualOnly: boolean;
  /** What is left of a snooze, in ms; `Infinity` until a restart, 0 when there is none. */
  readonly snoozeMs: number;
  /** Paused because the machine runs on battery. */
  readonly isPausedOnBattery: boolean;
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
  /** The day's budget holds completions back. */
  readonly budgetHold?: { readonly isPaused: boolean; readonly sentence: string; readonly setting: string };
  /** The day so far, as lines of Markdown for the tooltip. */
  readonly today?: readonly string[];
  /** The clock's `nowMs`, for countdowns. */
  readonly nowMs: number;
}

/** How the item looks for some facts: an icon, a few words for the screen reader, a sentence and its next step. */
export interface StatusLook {
  readonly icon:
    "$(sparkle)" | "$(loading~spin)" | "$(circle-slash)" | "$(bell-slash)" | "$(key)" | "$(warning)";
  readonly label: string;
  /** Stands behind the name in the status bar. */
  readonly addition?: string;
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
  if (facts.fileOffBy !== undefined) {
    return off("off for this file", `Completions are turned off for files like “${facts.fileOffBy}”.`);
  }
  if (facts.here?.level === "off") {
    const place = placeNames[facts.here.scope];
    return off(`off in ${place}`, `Completions are turned off in ${place}.`);
  }
  if (facts.snoozeMs > 0) {
    const left = remainingLabel(facts.snoozeMs);
    const isTimed = facts.snoozeMs !== Infinity;
    return {
      icon: "$(bell-slash)",
      label: isTimed ? `snoozed, ${left} left` : `snoozed ${left}`,
      ...(isTimed && { addition: left }),
      detail: "Completions come only when you invoke them. The menu ends the snooze.",
      isProblem: false,
    };
  }
  if (facts.budgetHold?.isPaused === true) {
    return {
      icon: "$(warning)",
      label: "paused by the budget",
      detail: `${facts.budgetHold.sentence} Raise ${facts.budgetHold.setting}, or run "Midfill: Continue Over Today's Budget".`,
      isProblem: true,
    };
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
      if (facts.isPausedOnBattery) {
        return off(
          "manual only on battery",
          "The machine runs on battery: completions come only when you invoke them.",
        );
      }
      return {
        icon: "$(sparkle)",
        label: facts.isManualOnly || facts.here?.level === "manual" ? "ready, manual only" : "ready",
        detail: `Completions from ${facts.providerLabel} (${facts.model})${manualNote(facts)}.${fallbackNote(facts)}${facts.budgetHold === undefined ? "" : ` ${facts.budgetHold.sentence}`}`,
        isProblem: false,
      };
  }
}

function manualNote({ isManualOnly, here }: StatusFacts): string {
  if (isManualOnly) return ", only when you invoke them";
  return here?.level === "manual" ? `, in ${placeNames[here.scope]} only when you invoke them` : "";
}

function fallbackNote({ providerLabel, model, refusedModel }: StatusFacts): string {
  return refusedModel === undefined
    ? ""
    : ` ${providerLabel} does not know the model ${refusedModel}, so ${model} is used. Choose a model with "Midfill: Select Completion Model".`;
}

function off(label: string, detail: string): StatusLook {
  return { icon: "$(circle-slash)", label, detail, isProblem: false };
}
