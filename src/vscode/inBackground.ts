/** Runs work that nobody waits for; a failure goes to the log under this name. */
export type InBackground = (name: string, work: Promise<unknown>) => void;
