/**
 * Whether the cursor's line lies in an indented block of code of reStructuredText: below `.. code-block::` and its
 * relatives, or below a paragraph that ends with `::`.
 */
export function isInLiteralBlock(prefix: string): boolean {
  const lines = prefix.split("\n");
  let columns = indentOf(lines.pop() ?? "");
  for (let index = lines.length - 1; index >= 0 && columns > 0; index--) {
    const line = lines[index] ?? "";
    if (line.trim() === "" || indentOf(line) >= columns) continue;
    if (
      /^\s*\.\. (?:code|code-block|sourcecode|parsed-literal|testcode|doctest|jupyter-execute)::/.test(line)
    )
      return true;
    if (/::\s*$/.test(line) && !/^\s*\.\. /.test(line)) return true;
    columns = indentOf(line);
  }
  return false;
}

/** Whether the cursor's line lies between two lines of `----`, AsciiDoc's listing block, or `....`, its literal one. */
export function isInListing(prefix: string): boolean {
  let open = "";
  const lines = prefix.split("\n");
  for (const line of lines.slice(0, -1)) {
    const delimiter = /^(-{4,}|\.{4,})\s*$/.exec(line)?.[1];
    if (delimiter === undefined) continue;
    if (open === "") open = delimiter;
    else if (open === delimiter) open = "";
  }
  return open !== "";
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
