/** What may happen with a link of an answer. */
export type LinkDecision =
  | { readonly isAllowed: false; readonly reason: string }
  | {
      readonly isAllowed: true;
      /** The address, complete, as the browser will get it. */
      readonly url: string;
      /** The user has to see the whole address first: it may carry text away, or goes elsewhere than it says. */
      readonly mustAsk: boolean;
    };

const maxUrlChars = 8_192;
const maxUnaskedQueryChars = 64;
const maxUnaskedPathChars = 200;

/**
 * Judges a link that was clicked in a message. Only http and https, only addresses that stand in the message, and
 * none with a user name before the host. `messageText` is the message's Markdown.
 */
export function judgeLink(href: string, messageText: string): LinkDecision {
  if (href.length > maxUrlChars) return { isAllowed: false, reason: "The link is too long." };
  const url = parseUrl(href);
  if (url === undefined || (url.protocol !== "http:" && url.protocol !== "https:"))
    return { isAllowed: false, reason: "Only http and https links are opened." };
  if (url.username !== "" || url.password !== "")
    return { isAllowed: false, reason: "The link hides its host behind a user name." };
  const labels = labelsOf(href, messageText);
  if (labels.length === 0) return { isAllowed: false, reason: "The link is not part of the message." };
  const mustAsk =
    url.search.length + url.hash.length > maxUnaskedQueryChars ||
    url.pathname.length > maxUnaskedPathChars ||
    url.host.includes("xn--") ||
    labels.some((label) => !label.toLowerCase().includes(url.host));
  return { isAllowed: true, url: url.href, mustAsk };
}

/** The texts under which the address stands in the message: a link's label, or the address itself. */
function labelsOf(href: string, messageText: string): readonly string[] {
  const labels: string[] = [];
  for (const form of formsOf(href)) {
    for (const text of [messageText, unescapeMarkdown(messageText)]) {
      for (let at = text.indexOf(form); at !== -1; at = text.indexOf(form, at + form.length)) {
        const label = /\[([^\][]{0,1000})\]\(\s{0,9}<?$/u.exec(text.slice(Math.max(0, at - 1_020), at))?.[1];
        const isDefinition = /(?:^|\n) {0,3}\[[^\][]{0,1000}\]:\s{0,9}<?$/u.test(
          text.slice(Math.max(0, at - 1_020), at),
        );
        labels.push(isDefinition ? "" : (label ?? form));
        if (labels.length >= 100) return labels;
      }
    }
  }
  return labels;
}

/** The ways in which Markdown may spell an address that a parser gives as `href`. */
function formsOf(href: string): readonly string[] {
  const forms = new Set([href]);
  try {
    forms.add(decodeURI(href));
  } catch {
    // A lone percent sign; it stands in the text as it is.
  }
  // GFM makes a link of `www.example.com`, and parsers put the scheme before it.
  const withoutScheme = [...forms]
    .filter((form) => /^https?:\/\/www\./u.test(form))
    .map((form) => form.replace(/^https?:\/\//u, ""));
  return [...forms, ...withoutScheme];
}

function unescapeMarkdown(text: string): string {
  return text
    .replaceAll(/\\([!-/:-@[-`{-~])/gu, "$1")
    .replaceAll(/&(?:amp|#38|#x26);/giu, "&")
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">");
}

function parseUrl(href: string): URL | undefined {
  try {
    return new URL(href);
  } catch {
    return undefined;
  }
}
