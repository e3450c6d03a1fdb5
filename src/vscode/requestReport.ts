import { fenced } from "../text/codeFence";
import { estimateTokens } from "../chat/estimateTokens";
import type { RequestPreview } from "../chat/sessions";
import type { RequestDescription } from "../provider/describeRequest";

/** Longer images are shown by their beginning: base64 tells a reader nothing. */
const maxShownImageChars = 200;

/** A request for people to read: Markdown with the body as JSON, indented. */
export function requestReport(preview: RequestPreview, description: RequestDescription): string {
  const { settings, request, isNew, hasToWait } = preview;
  const { method, url, headers, keyVariable, body, leftOut } = description;
  const { shown, hasShortened } = shownBody(body);
  const headerLines = [
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    keyVariable === undefined
      ? "(no authorization: no key is stored for this address)"
      : "authorization: Bearer (your key)",
  ];
  const notes = [
    isNew ? undefined : "Nothing is written, so this is the last question asked again.",
    hasToWait
      ? "An answer runs or messages wait: what comes of them will stand before this question."
      : undefined,
    settings.obstacle && `Not sent now: ${settings.obstacle.message} ${settings.obstacle.nextStep}`,
    hasShortened ? "Images are shown by their beginning; “Copy Request as curl” has them whole." : undefined,
  ].filter((note) => note !== undefined);
  return [
    `# What ${settings.providerLabel} would get`,
    ...(notes.length === 0 ? [] : [list(notes)]),
    fenced([`${method} ${url}`, ...headerLines].join("\n"), "http"),
    `About ${tokensOf(request).toLocaleString("en")} tokens in ${count(request.messages.length, "message")}` +
      `${request.tools === undefined ? "" : ` and ${count(request.tools.length, "tool")}`}, ` +
      "images not counted. Secrets that Midfill recognises are masked in what you see, as in what is sent.",
    "## Left out",
    leftOut.length === 0
      ? "Nothing: every option that is set has an effect."
      : list(leftOut.map(({ name, reason }) => `\`${name}\`: ${reason}`)),
    "## Body",
    `${new TextEncoder().encode(body).length.toLocaleString("en")} bytes, sent without the line breaks:`,
    fenced(shown, "json"),
    "",
  ].join("\n\n");
}

function tokensOf({ messages, tools = [] }: RequestPreview["request"]): number {
  const texts = messages.flatMap((message) =>
    message.role === "assistant"
      ? [message.text, ...(message.toolCalls ?? []).map((call) => call.arguments)]
      : [message.text],
  );
  if (tools.length > 0) texts.push(JSON.stringify(tools));
  return texts.reduce((sum, text) => sum + estimateTokens(text), 0);
}

function shownBody(body: string): { readonly shown: string; readonly hasShortened: boolean } {
  let hasShortened = false;
  const shown = JSON.stringify(
    JSON.parse(body),
    (_, value: unknown) => {
      if (typeof value !== "string" || value.length <= maxShownImageChars) return value;
      if (!/^data:image\/[a-z]+;base64,[A-Za-z0-9+/=]+$/u.test(value)) return value;
      hasShortened = true;
      return `${value.slice(0, 60)}… (${value.length.toLocaleString("en")} characters)`;
    },
    2,
  );
  return { shown, hasShortened };
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}
