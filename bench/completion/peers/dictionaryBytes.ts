/**
 * Turns a token dictionary from the form that `@vscode/chat-lib` 0.66.0 carries into the form that it reads. It carries
 * lines of `BASE64 RANK`; it reads (`parseTikTokens.js`) for each term, in the order of the ranks, the length of its
 * bytes as a base-128 number, low part first, and the bytes. VS Code's own build makes that form. Read as it comes,
 * nearly every character counts as a token, and prompts come out a quarter as long.
 * @throws Error where a rank is missing
 */
export function dictionaryBytes(text: string): Uint8Array {
  const parts: Buffer[] = [];
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const [term = "", rank] = line.split(" ");
    if (Number(rank) !== parts.length) throw new Error(`The dictionary has a gap before rank ${rank}.`);
    const bytes = Buffer.from(term, "base64");
    parts.push(Buffer.concat([lengthBytes(bytes.length), bytes]));
  }
  return Buffer.concat(parts);
}

function lengthBytes(length: number): Buffer {
  const bytes: number[] = [];
  let rest = length;
  for (; rest >= 128; rest >>>= 7) bytes.push((rest & 127) | 128);
  return Buffer.from([...bytes, rest]);
}
