import type { RequestDescription } from "./describeRequest";

/**
 * A request as a command for sh, bash and zsh. The key is taken from an environment variable; everything else is quoted
 * so that the shell reads it as it is. The body goes through `printf`, which shells have built in, because one argument
 * of a program may be no longer than 128 KiB on Linux (MAX_ARG_STRLEN, execve(2)).
 */
export function curlCommand({ method, url, headers, keyVariable, body }: RequestDescription): string {
  const options = [
    `--request ${quoted(method)}`,
    // Shows the answer as it comes.
    "--no-buffer",
    ...Object.entries(headers).map(([name, value]) => `--header ${quoted(`${name}: ${value}`)}`),
    ...(keyVariable === undefined ? [] : [`--header "authorization: Bearer $${keyVariable}"`]),
    "--data-binary @-",
  ];
  return `printf '%s' ${quoted(body)} |\n  curl ${quoted(url)} \\\n    ${options.join(" \\\n    ")}\n`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
