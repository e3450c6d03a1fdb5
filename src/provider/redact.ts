const mask = "[redacted]";

/** Runs of a secret at least this long are masked, so that "first 8" and "last 8" characters do not remain. */
const runChars = 8;

/** Shapes of credentials that are masked whether we know the value or not. */
const credentialShapes: readonly RegExp[] = [
  /\bsk-[A-Za-z0-9_-]{8,}/g,
  /(?<=\bBearer\s{1,4})[A-Za-z0-9._~+/-]{8,}={0,2}/gi,
  /(?<=\bBasic\s{1,4})[A-Za-z0-9+/]{8,}={0,2}/gi,
  /(?<=:\/\/)[^\s/@:]{1,256}:[^\s/@]{1,256}(?=@)/g,
];

/**
 * Masks credentials in a text that goes to a person or to the log. Known secrets are masked by value: whole, in
 * any piece of 8 characters or more, and in their URL-encoded, base64 and hexadecimal forms. What merely looks
 * like a credential (`sk-…`, `Bearer …`, `user:password@`) is masked as well. Secrets shorter than 8 characters
 * are masked only where they stand as a word of their own, because anything else would take ordinary text apart.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  let result = text;
  for (const secret of secrets) {
    for (const form of formsOf(secret)) result = maskForm(result, form);
  }
  for (const shape of credentialShapes) result = result.replace(shape, mask);
  return result;
}

function formsOf(secret: string): readonly string[] {
  if (secret === "") return [];
  const bytes = new TextEncoder().encode(secret);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  // Lone surrogates have no URL-encoded form: encodeURIComponent would throw.
  const forms = [secret, encodeURIComponent(secret.replace(/\p{Cs}/gu, "\ufffd"))];
  if (secret.length >= runChars) forms.push(...base64Forms(bytes), hex, hex.toUpperCase());
  return [...new Set(forms)];
}

/** Base64 of the secret at each of the three places it can begin within a longer encoded text. */
function base64Forms(bytes: Uint8Array): readonly string[] {
  return [0, 1, 2].flatMap((lead) => {
    const encoded = btoa("\0".repeat(lead) + String.fromCharCode(...bytes));
    // The characters at both ends also depend on the neighbouring bytes, so only those between them are the secret's.
    const inner = encoded.slice(lead === 0 ? 0 : lead + 1).replace(/=+$/, "");
    const certain = inner.slice(0, inner.length - 1);
    return [certain, certain.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

function maskForm(text: string, form: string): string {
  if (form.length < runChars) return maskWord(text, form);
  return maskRuns(text.replaceAll(form, mask), form);
}

function maskWord(text: string, word: string): string {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, "gu"), mask);
}

/** Masks every piece of `secret` of `runChars` characters or more that occurs in `text`. */
function maskRuns(text: string, secret: string): string {
  const runs = new Set<string>();
  for (let start = 0; start + runChars <= secret.length; start++) {
    const run = secret.slice(start, start + runChars);
    // A key such as "my-deepseek-key" must not blank the provider's name out of every message.
    if (!/^[a-z.-]+$/.test(run)) runs.add(run);
  }
  let result = "";
  let keptTo = 0;
  let maskedTo = -1;
  for (let start = 0; start + runChars <= text.length; start++) {
    if (!runs.has(text.slice(start, start + runChars))) continue;
    if (start > maskedTo) {
      result += text.slice(keptTo, start) + mask;
    }
    maskedTo = start + runChars;
    keptTo = maskedTo;
  }
  return result + text.slice(keptTo);
}
