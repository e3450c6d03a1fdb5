import * as vscode from "vscode";
import type { AttachableSource, FoundAttachable } from "../../chat/attachables/catalogue";
import { fuzzyScore } from "../../chat/attachables/fuzzyIndex";
import type { PendingAttachment } from "../../chat/attachment";
import { TerminalOutput } from "../../chat/attachables/terminalText";
import { systemClock } from "../../provider/clock";
import type { AttachmentReader } from "./attachmentReader";

const emptyQueryScore = 250;
/** Commands that are remembered, the last ones. */
const maxCommands = 10;
const maxCommandChars = 300;
/** A terminal that does not close its stream is not waited for longer. */
const gatherLimitMs = 1_000;

interface TerminalCommand {
  readonly owner: vscode.Terminal;
  readonly terminal: string;
  readonly commandLine: string;
  readonly output: TerminalOutput;
  /** Resolves when all of the output is there: it may come later than the command's end. */
  readonly gathered: Promise<void>;
  /** Undefined while it runs, and where the shell does not say. */
  exitCode: number | undefined;
  hasEnded: boolean;
}

/**
 * The last commands of the terminals with their output, where the shell's integration tells them. Kept in memory
 * only, and at most 170,000 characters each; nothing is read in a workspace that is not trusted.
 */
export class TerminalSource implements AttachableSource, vscode.Disposable {
  readonly kinds = ["terminal"] as const;
  readonly #reader: AttachmentReader;
  readonly #commands = new Map<vscode.TerminalShellExecution, TerminalCommand>();
  readonly #subscription = vscode.Disposable.from(
    vscode.window.onDidStartTerminalShellExecution(({ terminal, execution }) => {
      if (!vscode.workspace.isTrusted) return;
      const output = new TerminalOutput();
      const command: TerminalCommand = {
        owner: terminal,
        terminal: terminal.name,
        commandLine: execution.commandLine.value,
        output,
        // What came before the first `read` is lost (vscode.d.ts), so it begins now.
        gathered: gather(execution, output),
        exitCode: undefined,
        hasEnded: false,
      };
      this.#commands.set(execution, command);
      for (const oldest of this.#commands.keys()) {
        if (this.#commands.size <= maxCommands) break;
        this.#commands.delete(oldest);
      }
    }),
    vscode.window.onDidEndTerminalShellExecution(({ execution, exitCode }) => {
      const command = this.#commands.get(execution);
      if (command === undefined) return;
      // The shell knows its own command line best when it is over.
      this.#commands.set(execution, {
        ...command,
        commandLine: execution.commandLine.value,
        exitCode,
        hasEnded: true,
      });
    }),
  );

  constructor(reader: AttachmentReader) {
    this.#reader = reader;
  }

  async search(query: string, kind: string | undefined): Promise<readonly FoundAttachable[]> {
    const newestFirst = [...this.#commands.entries()].toReversed();
    const offered = query === "" && kind === undefined ? newestFirst.slice(0, 1) : newestFirst;
    return offered.flatMap(([execution, command], place): readonly FoundAttachable[] => {
      const score =
        query === ""
          ? emptyQueryScore - place
          : fuzzyScore(query, `terminal ${command.terminal} ${command.commandLine}`);
      if (score === undefined) return [];
      return [
        {
          key: `terminal ${this.#commands.size} ${place}`,
          kind: "terminal",
          label: shortCommand(command.commandLine),
          detail: `${command.terminal}, ${stateOf(command)}`,
          icon: "terminal",
          score,
          attach: async () => this.#attach(this.#commands.get(execution) ?? command),
        },
      ];
    });
  }

  /** The last command of a terminal, of any without one; undefined where none is known. */
  lastCommand(terminal: vscode.Terminal | undefined): { attach(): Promise<PendingAttachment> } | undefined {
    const found = [...this.#commands].findLast(
      ([, { owner, commandLine }]) =>
        (terminal === undefined || owner === terminal) && commandLine.trim() !== "",
    );
    if (found === undefined) return undefined;
    const [execution, command] = found;
    return { attach: async () => this.#attach(this.#commands.get(execution) ?? command) };
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#commands.clear();
  }

  async #attach(command: TerminalCommand): Promise<PendingAttachment> {
    if (command.hasEnded) await Promise.race([command.gathered, delay(gatherLimitMs)]);
    const output = command.output.text();
    const line = shortCommand(command.commandLine);
    return this.#reader.ofText({
      kind: "terminal",
      label: line,
      detail: `Terminal command “${line}”, ${stateOf(command)}`,
      text: `$ ${command.commandLine}\n${output === "" ? "(no output)" : output}\n`,
      languageId: "console",
      fileName: "Terminal.txt",
      judgedPaths: [],
    });
  }
}

async function gather(execution: vscode.TerminalShellExecution, output: TerminalOutput): Promise<void> {
  try {
    for await (const piece of execution.read()) output.add(piece);
  } catch {
    // The terminal is gone; what came is kept.
  }
}

/** Resolves after `ms`. */
function delay(ms: number): Promise<void> {
  return new Promise((resolve) => systemClock.setTimer(resolve, ms));
}

function stateOf({ hasEnded, exitCode }: TerminalCommand): string {
  if (!hasEnded) return "still running";
  return exitCode === undefined ? "ended" : `exit code ${exitCode}`;
}

function shortCommand(commandLine: string): string {
  const line = commandLine.replaceAll(/\s+/gu, " ").trim();
  return line.length <= maxCommandChars ? line : `${line.slice(0, maxCommandChars)}…`;
}
