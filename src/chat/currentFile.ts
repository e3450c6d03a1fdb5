import type { AttachmentSource } from "./attachment";
import { currentFileModes } from "./protocol";
import type { CurrentFileMode } from "./protocol";
import type { Message } from "./reducer";

/** Where the mode is kept over reloads, for the workspace. */
export interface CurrentFileMemory {
  read(): unknown;
  write(mode: CurrentFileMode): Promise<void>;
}

/**
 * What becomes of the active editor's file: suggested → attached (to the next message) → suggested again; pinned
 * and off stay until the user changes them, also in later windows of the workspace.
 */
export class CurrentFile {
  readonly #memory: CurrentFileMemory;
  #mode: CurrentFileMode;

  constructor(memory: CurrentFileMemory) {
    this.#memory = memory;
    const kept = memory.read();
    // "attached" was for a message that this window never sent.
    this.#mode = currentFileModes.find((mode) => mode === kept && mode !== "attached") ?? "suggested";
  }

  get mode(): CurrentFileMode {
    return this.#mode;
  }

  /** Whether the next message carries it. */
  get goesAlong(): boolean {
    return this.#mode === "attached" || this.#mode === "pinned";
  }

  /** The user chose. Resolves when the choice is kept. */
  async set(mode: CurrentFileMode): Promise<void> {
    this.#mode = mode;
    await this.#memory.write(mode === "attached" ? "suggested" : mode);
  }

  /** A message was sent. */
  sent(): void {
    if (this.#mode === "attached") this.#mode = "suggested";
  }
}

/** Whether one of these messages carries the same text of the same document. */
export function wasSent(
  messages: readonly Pick<Message, "attachments">[],
  { uri, textHash }: AttachmentSource,
): boolean {
  if (textHash === undefined) return false;
  return messages.some(({ attachments }) =>
    attachments.some(
      ({ source, refusal }) => refusal === undefined && source.uri === uri && source.textHash === textHash,
    ),
  );
}
