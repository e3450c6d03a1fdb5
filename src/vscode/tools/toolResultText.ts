import { isJsonObject } from "../../chat/jsonObject";

/** Nodes of one part that are looked at, so that a strange one cannot take for ever. */
const maxNodes = 20_000;

/**
 * What a tool of the editor gave back, as text: text parts as they are, text in data parts, and the texts in what
 * `@vscode/prompt-tsx` made. Anything else (images) is named only: the model would not see it. Parts are told apart by
 * their fields, because newer editors have kinds that older ones lack.
 */
export function toolResultText(result: { readonly content: readonly unknown[] }): string {
  return result.content.map(partText).join("\n");
}

function partText(part: unknown): string {
  if (typeof part !== "object" || part === null) return "";
  const fields = new Map<string, unknown>(Object.entries(part));
  const value = fields.get("value");
  if (typeof value === "string") return value;
  const data = fields.get("data");
  const mimeType = fields.get("mimeType");
  if (data instanceof Uint8Array && typeof mimeType === "string") {
    return /^text\/|[/+]json\b/u.test(mimeType)
      ? new TextDecoder().decode(data)
      : `[${mimeType}, ${data.length} bytes, cannot be shown here]`;
  }
  return value === undefined ? "[A part of an unknown kind is left out.]" : promptText(value);
}

/** `renderElementJSON`'s tree: pieces have `children`, texts have `text` and may begin a line. */
function promptText(tree: unknown): string {
  const open: unknown[] = [tree];
  let text = "";
  for (let count = 0; open.length > 0 && count < maxNodes; count++) {
    const node = open.pop();
    if (!isJsonObject(node)) continue;
    if (typeof node["text"] === "string") {
      if (text !== "" && node["lineBreakBefore"] !== undefined && node["lineBreakBefore"] !== false)
        text += "\n";
      text += node["text"];
    }
    if (Array.isArray(node["children"])) open.push(...node["children"].toReversed());
    else if (isJsonObject(node["node"])) open.push(node["node"]);
  }
  return text;
}
