/** What the serving program is told; it travels as JSON on its command line, so no secret belongs here. */
export interface ServeOptions {
  readonly vscodeFolder: string;
  /** User settings, logs, storage. */
  readonly dataFolder: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Who opens the page must show it, so that no other page or user of this machine can. Dies with the server. */
  readonly connectionToken: string;
  /** Extensions to run from their folders, absolute. */
  readonly extensionFolders: readonly string[];
  /** A module whose `run()` VS Code calls in the extension host, absolute, without `.js`'s need of a bundle. */
  readonly testsEntry?: string;
}

/** What the program prints once it takes requests. */
export function readyLine(port: number): string {
  return `EDITOR READY ON PORT ${port}`;
}

/** The port of a ready line somewhere in the text, or undefined. */
export function readyPort(text: string): number | undefined {
  const found = /EDITOR READY ON PORT (\d+)\n/.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}
