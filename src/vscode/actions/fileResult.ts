import * as vscode from "vscode";
import { fencedBlocks } from "../../actions/answer/fencedBlocks";
import { openAsNewFile } from "../codeBlocks/newFile";
import type { ActionSource } from "./actionSource";

/** Opens what the model wrote as a file that is not saved yet. */
export async function showFileResult(
  answer: string,
  source: ActionSource,
  restart: () => Promise<void>,
): Promise<void> {
  const blocks = fencedBlocks(answer.replaceAll("\r\n", "\n"));
  const [block] = blocks;
  if (block === undefined || blocks.length > 1) {
    const message =
      block === undefined
        ? "The model answered without code."
        : "The model answered with several blocks of code; which one is meant is not clear.";
    void vscode.window.showWarningMessage(message, "Try Again").then((again) => again && restart());
    return;
  }
  await openAsNewFile({ code: block.code, language: block.info || source.target.document.languageId });
}
