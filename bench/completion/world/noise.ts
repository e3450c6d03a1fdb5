/**
 * A number 0 ≤ n < 1 that is always the same for the same parts: what happens at a place does not depend on who
 * came there first, so every engine meets the same luck.
 */
export function noise(...parts: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const part of parts) {
    const text = String(part);
    for (let index = 0; index < text.length; index++) {
      hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    }
    hash = Math.imul(hash ^ 0x7c, 0x01000193);
  }
  // Finaliser of MurmurHash3: neighbouring offsets must not get neighbouring numbers.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000;
}

/** A log-normal number with this median and spread, always the same for the same parts. */
export function logNormal(median: number, sigma: number, ...parts: readonly (string | number)[]): number {
  const radius = Math.sqrt(-2 * Math.log(1 - noise("radius", ...parts)));
  return median * Math.exp(sigma * radius * Math.cos(2 * Math.PI * noise("angle", ...parts)));
}
