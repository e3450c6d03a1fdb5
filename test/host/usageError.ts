/** A mistake in how a program was called; the message is a sentence for the person who called it. */
export class UsageError extends Error {}

/** True for those, and for what `parseArgs` of node:util throws about flags that it does not know. */
export function isUsageError(error: unknown): error is Error {
  if (error instanceof UsageError) return true;
  return error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}
