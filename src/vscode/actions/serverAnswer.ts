import * as vscode from "vscode";

/** A language server that takes longer does not hold up an action. */
const serverLimitMs = 1_500;

/** Ends with the run, where there is one, and when a language server has had its time. */
export function serverLimit(signal?: AbortSignal): AbortSignal {
  const limit = AbortSignal.timeout(serverLimitMs);
  return signal === undefined ? limit : AbortSignal.any([signal, limit]);
}

/**
 * What one of VS Code's commands gets from the language servers; undefined when they fail (they tell their users
 * themselves) or the limit comes first.
 */
export async function serverAnswer<T>(
  limit: AbortSignal,
  command: `vscode.execute${string}`,
  ...parameters: readonly unknown[]
): Promise<T | undefined> {
  if (limit.aborted) return undefined;
  return new Promise<T | undefined>((resolve) => {
    const end = () => resolve(undefined);
    limit.addEventListener("abort", end, { once: true });
    const settle = (answer: T | undefined) => {
      limit.removeEventListener("abort", end);
      resolve(answer);
    };
    vscode.commands
      .executeCommand<T | undefined>(command, ...parameters)
      .then(settle, () => settle(undefined));
  });
}
