import type { Action } from "./action";
import addTypesPrompt from "./prompts/addTypes.md";
import documentPrompt from "./prompts/document.md";
import explainPrompt from "./prompts/explain.md";
import fixPrompt from "./prompts/fix.md";
import optimisePrompt from "./prompts/optimise.md";
import refactorPrompt from "./prompts/refactor.md";
import reviewPrompt from "./prompts/review.md";
import simplifyPrompt from "./prompts/simplify.md";
import testsPrompt from "./prompts/tests.md";
import translatePrompt from "./prompts/translate.md";

/** An action that comes with Midfill: a row of the table and a prompt file. */
interface BuiltInAction extends Action {
  /** The command that runs it on the active editor's selection; the manifest has it too. */
  readonly command: `midfill.${string}`;
}

/** All of them, in the order in which menus show them. */
export const actionTable: readonly BuiltInAction[] = [
  {
    id: "explain",
    command: "midfill.explainSelection",
    title: "Explain",
    description: "Explain what the code does and why",
    prompt: explainPrompt.trim(),
    result: "chat",
    context: [],
    origin: "built-in",
  },
  {
    id: "ask",
    command: "midfill.askAboutSelection",
    title: "Ask About This…",
    description: "Ask a question about the code",
    prompt: "${input}",
    result: "chat",
    context: [],
    input: { placeholder: "What do you want to know? For example: where can this throw?" },
    origin: "built-in",
  },
  {
    id: "review",
    command: "midfill.reviewSelection",
    title: "Review",
    description: "Look for bugs, risks and unclear code",
    prompt: reviewPrompt.trim(),
    result: "chat",
    context: [],
    thinking: "on",
    origin: "built-in",
  },
  {
    id: "edit",
    command: "midfill.editSelection",
    title: "Edit…",
    description: "Change the code as you say",
    prompt: "${input}",
    result: "replace",
    context: [],
    thinking: "off",
    input: { placeholder: "What should change? For example: handle the empty list" },
    origin: "built-in",
  },
  {
    id: "fix",
    command: "midfill.fixSelection",
    title: "Fix",
    description: "Mend the problems that the editor shows, or bugs",
    prompt: fixPrompt.trim(),
    result: "replace",
    context: ["diagnostics", "definitions"],
    thinking: "on",
    origin: "built-in",
  },
  {
    id: "refactor",
    command: "midfill.refactorSelection",
    title: "Refactor",
    description: "Make the structure better, behaviour as it is",
    prompt: refactorPrompt.trim(),
    result: "replace",
    context: [],
    origin: "built-in",
  },
  {
    id: "simplify",
    command: "midfill.simplifySelection",
    title: "Simplify",
    description: "Say the same with less",
    prompt: simplifyPrompt.trim(),
    result: "replace",
    context: [],
    origin: "built-in",
  },
  {
    id: "optimise",
    command: "midfill.optimiseSelection",
    title: "Optimise",
    description: "Make it faster or lighter, results as they are",
    prompt: optimisePrompt.trim(),
    result: "replace",
    context: [],
    origin: "built-in",
  },
  {
    id: "add-types",
    command: "midfill.addTypesToSelection",
    title: "Add Types",
    description: "Write the types out",
    prompt: addTypesPrompt.trim(),
    result: "replace",
    context: ["definitions"],
    thinking: "off",
    origin: "built-in",
  },
  {
    id: "translate",
    command: "midfill.translateSelection",
    title: "Translate to…",
    description: "Write the code in another programming language",
    prompt: translatePrompt.trim(),
    result: "new-file",
    context: [],
    input: { placeholder: "Which language? For example: Go" },
    origin: "built-in",
  },
  {
    id: "document",
    command: "midfill.documentSelection",
    title: "Document",
    description: "Write doc comments in the language's form",
    prompt: documentPrompt.trim(),
    result: "replace",
    context: ["docstring-form"],
    thinking: "off",
    origin: "built-in",
  },
  {
    id: "write-tests",
    command: "midfill.writeTestsForSelection",
    title: "Write Tests",
    description: "Write tests in the project's own framework and place",
    prompt: testsPrompt.trim(),
    result: "test-file",
    context: ["test-setup"],
    origin: "built-in",
  },
];
