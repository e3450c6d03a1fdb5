/**
 * The name among those that a provider listed that comes nearest to the one it did not know: the provider's default if it
 * is listed, else the one that shares most parts with it (split at slashes, dashes, dots and the like), else the first.
 * Undefined only for an empty list.
 */
export function nearestModel(
  wanted: string,
  available: readonly string[],
  defaultModel: string,
): string | undefined {
  if (available.includes(defaultModel)) return defaultModel;
  const wantedParts = new Set(partsOf(wanted));
  let best: string | undefined;
  let bestShared = -1;
  for (const name of available) {
    const shared = partsOf(name).filter((part) => wantedParts.has(part)).length;
    if (shared > bestShared) {
      best = name;
      bestShared = shared;
    }
  }
  return best;
}

function partsOf(name: string): readonly string[] {
  return name.toLowerCase().split(/[^a-z0-9]+/u);
}
