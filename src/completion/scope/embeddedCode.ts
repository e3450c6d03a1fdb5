/** Code of another language inside markup. */
export interface EmbeddedCode {
  readonly languageId: "javascript" | "css";
  /** Where it starts in the prefix; undefined when that lies before the prefix. */
  readonly startOffset: number | undefined;
}

/** The `<script>` or `<style>` that the cursor stands in; undefined in the markup itself. */
export function embeddedCode(prefix: string, suffix: string): EmbeddedCode | undefined {
  return inElement(prefix, suffix, "script", "javascript") ?? inElement(prefix, suffix, "style", "css");
}

function inElement(
  prefix: string,
  suffix: string,
  name: "script" | "style",
  languageId: EmbeddedCode["languageId"],
): EmbeddedCode | undefined {
  const opened = prefix.lastIndexOf(`<${name}`);
  const closed = prefix.lastIndexOf(`</${name}`);
  if (opened > closed) {
    const end = prefix.indexOf(">", opened);
    return end === -1 ? undefined : { languageId, startOffset: end + 1 };
  }
  if (closed !== -1) return undefined;
  const nextClose = suffix.indexOf(`</${name}`);
  const nextOpen = suffix.indexOf(`<${name}`);
  return nextClose !== -1 && (nextOpen === -1 || nextClose < nextOpen)
    ? { languageId, startOffset: undefined }
    : undefined;
}
