import type { ContextHost } from "../../../src/chat/panelContext";
import type { PendingAttachment } from "../../../src/chat/attachment";

/** An attachment of a file as a test needs it. */
export function pendingFile(
  path: string,
  text: string,
  more: Partial<PendingAttachment> = {},
): PendingAttachment {
  return {
    id: `attachment-${path.replaceAll(/\W/gu, "-")}`,
    label: path.split("/").at(-1) ?? path,
    detail: path,
    path,
    kind: "file",
    tokens: text.length,
    languageId: "plaintext",
    text,
    source: { uri: `file:///${path}` },
    ...more,
  };
}

/** An editor in which nothing is open; `parts` replace any of it. */
export function fakeContext(parts: Partial<ContextHost> = {}): ContextHost {
  return {
    search: async () => undefined,
    attach: async () => undefined,
    readDropped: async () => [],
    describeImage: (name = "Pasted image") =>
      pendingFile(name, "", { kind: "image", judgedPaths: [], source: { uri: "" } }),
    readCurrentFile: () => undefined,
    currentFile: () => undefined,
    commands: async () => [],
    runCommand: async () => undefined,
    ...parts,
  };
}
