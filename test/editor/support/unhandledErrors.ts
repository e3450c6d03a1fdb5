/** Collects what nobody caught, until it is stopped. */
export interface UnhandledErrorWatch {
  /** Ends the watch; gives the stacks of what came from our own code, oldest first. */
  stop(): readonly string[];
}

/**
 * Watches the extension host for rejections and exceptions that nobody handles. Only those whose stack leads through
 * this project's `dist` count: VS Code's own extensions fail in their own ways when they are offline.
 */
export function watchUnhandledErrors(): UnhandledErrorWatch {
  const stacks: string[] = [];
  const note = (error: unknown) => {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (/[\\/]dist[\\/](extension\.js|test[\\/]editor[\\/])/.test(stack)) stacks.push(stack);
  };
  process.on("unhandledRejection", note);
  process.on("uncaughtExceptionMonitor", note);
  return {
    stop: () => {
      process.off("unhandledRejection", note);
      process.off("uncaughtExceptionMonitor", note);
      return stacks;
    },
  };
}
