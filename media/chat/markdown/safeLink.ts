/**
 * The address as it may be opened: http and https only, without user name or password; undefined for anything else.
 * The host looks again before it opens one.
 */
export function safeLink(address: string): string | undefined {
  // `new URL` drops tabs and line ends and repairs backslashes: what is opened must be what is shown.
  if (!/^https?:\/\/[^\s\\]+$/i.test(address)) return undefined;
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const isWeb = url.protocol === "http:" || url.protocol === "https:";
  return isWeb && url.username === "" && url.password === "" ? address : undefined;
}
