import type { VNode } from "preact";
import { useId, useState } from "preact/hooks";
import type { MessageView } from "../../src/chat/protocol";
import { VisibleText } from "./markdown/visibleText";
import "./foldHeader.css";
import "./toolCall.css";

type Call = NonNullable<MessageView["toolCalls"]>[number];

/** The tools that an answer called, in order, each folded to a line. */
export function ToolCalls({
  calls,
  isRunning,
}: {
  readonly calls: readonly Call[];
  /** Calls without a result are being run; else they never were. */
  readonly isRunning: boolean;
}): VNode {
  return (
    <div class="tool-calls" role="list" aria-label="Tools">
      {calls.map((call) => (
        <ToolCall key={call.id} call={call} isRunning={isRunning} />
      ))}
    </div>
  );
}

/** One call: what was done and how it went; unfolded, what was asked and what came back. */
function ToolCall({ call, isRunning }: { readonly call: Call; readonly isRunning: boolean }): VNode {
  const [isOpen, setOpen] = useState(false);
  const bodyId = useId();
  const { result } = call;
  const state =
    result === undefined ? (isRunning ? "running" : "not-run") : result.isError ? "failed" : "done";
  const label = result === undefined || result.label === "" ? nameOf(call) : result.label;
  return (
    <div class={`tool-call ${state}`} role="listitem">
      <button
        type="button"
        class="fold-header tool-call-header"
        aria-expanded={isOpen}
        aria-controls={bodyId}
        onClick={() => setOpen(!isOpen)}
      >
        <span class={`codicon codicon-chevron-${isOpen ? "down" : "right"}`} aria-hidden="true" />
        <span class={`codicon codicon-${looks[state].icon}`} aria-hidden="true" />
        <span class="tool-call-label" dir="auto">
          <VisibleText text={label} />
        </span>
        <span class={state === "done" ? "visually-hidden" : "tool-call-state"}>{looks[state].word}</span>
      </button>
      {isOpen && (
        <div id={bodyId} class="tool-call-body">
          <Text label={`Arguments of ${call.name}`} heading={call.name} text={indented(call.arguments)} />
          {result !== undefined && <Text label="Result" heading="Result" text={result.text} />}
        </div>
      )}
    </div>
  );
}

const looks = {
  running: { icon: "loading codicon-modifier-spin", word: "Running" },
  done: { icon: "check", word: "Done" },
  failed: { icon: "warning", word: "Failed" },
  "not-run": { icon: "circle-slash", word: "Not run" },
} as const;

/** A text as it went to the model or came from it; it can be scrolled with the keyboard. */
function Text(props: { readonly label: string; readonly heading: string; readonly text: string }): VNode {
  return (
    <>
      <div class="tool-call-heading" aria-hidden="true">
        <VisibleText text={props.heading} />
      </div>
      <pre class="tool-call-text" role="region" aria-label={props.label} tabIndex={0} dir="auto">
        <VisibleText text={props.text} />
      </pre>
    </>
  );
}

/** Until the host has told a sentence: the tool's name and what it is about. */
function nameOf({ name, arguments: text }: Call): string {
  const value = parsed(text);
  const first =
    typeof value === "object" && value !== null
      ? Object.values(value).find((each) => typeof each === "string" && each !== "")
      : undefined;
  return typeof first === "string" ? `${name} ${first.slice(0, 100)}` : name;
}

function indented(text: string): string {
  const value = parsed(text);
  return value === undefined ? text : JSON.stringify(value, undefined, 2);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
