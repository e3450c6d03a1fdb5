import type { Gate } from "./gate";

/** The language is switched off: by its own entry, else by that of `*`. */
export const languageOff: Gate = ({ request, settings }) => {
  const own = Object.entries(settings.languages).find(([id]) => id === request.languageId)?.[1];
  if (own ?? settings.languages["*"] ?? true) return undefined;
  return {
    allows: "nothing",
    reason: `completions are turned off for ${own === undefined ? "languages that are not listed" : request.languageId}`,
    setting: "midfill.completions.languages",
  };
};
