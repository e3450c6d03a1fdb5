import type { Answer } from "../generation";
import { answerChat } from "./chatAnswer";
import type { ChatQuestion } from "./chatQuestion";
import { fillInMiddle, type FillQuestion } from "./fillInMiddle";
import { materialDocument, type MaterialFile } from "./material";

/** Where answers come from: only what was sent and the material; deterministic. */
export interface AnswerEngine {
  fillInMiddle(question: FillQuestion): string;
  answerChat(question: ChatQuestion): Answer;
}

/** An engine over some material, which is cut into lines once. */
export function createAnswerEngine(files: readonly MaterialFile[]): AnswerEngine {
  const material = files.map(({ path, text }) => materialDocument(path, text.split("\n")));
  return {
    fillInMiddle: (question) => fillInMiddle(question, material),
    answerChat: (question) => answerChat(question, material),
  };
}
