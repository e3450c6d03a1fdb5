import type { Emulator } from "../../emulator/startEmulator";

/** Posts JSON (or text as it is) with a good key and reads the whole answer. */
export async function ask(
  emulator: Emulator,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = { authorization: "Bearer sk-test-0000" },
): Promise<{ status: number; headers: Headers; text: string }> {
  const response = await fetch(emulator.url + path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** The `data:` payloads of a stream, the last being `[DONE]`. */
export function payloads(text: string): string[] {
  return text
    .split("\n\n")
    .filter((event) => event.startsWith("data: "))
    .map((event) => event.slice(6));
}
