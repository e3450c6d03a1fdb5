import type { ToWebviewMessage } from "../../src/chat/protocol";

/**
 * The host's message, or undefined for anything else that reaches the window (other frames, extensions of the
 * browser). Looks at the outer shape: the host is trusted with the rest, its texts are shown as text only.
 */
export function readFromHost(data: unknown): ToWebviewMessage | undefined {
  return isToWebviewMessage(data) ? data : undefined;
}

function isToWebviewMessage(data: unknown): data is ToWebviewMessage {
  if (!isRecord(data)) return false;
  switch (data["type"]) {
    case "snapshot":
      return (
        typeof data["version"] === "number" &&
        typeof data["epoch"] === "number" &&
        typeof data["sequence"] === "number" &&
        typeof data["draft"] === "string" &&
        isRecord(data["panel"]) &&
        isListOfRecords(data["messages"])
      );
    case "update":
      return (
        typeof data["epoch"] === "number" &&
        typeof data["sequence"] === "number" &&
        isListOfRecords(data["changes"])
      );
    case "found-files":
      return typeof data["messageId"] === "string" && isListOfRecords(data["files"]);
    case "focus-composer":
      return data["text"] === undefined || typeof data["text"] === "string";
    case "search-results":
      return (
        typeof data["searchId"] === "number" &&
        typeof data["isComplete"] === "boolean" &&
        isListOfRecords(data["results"])
      );
    case "sheet":
      return (
        data["sheet"] === undefined || (isRecord(data["sheet"]) && isListOfRecords(data["sheet"]["rows"]))
      );
    case "attachables":
    case "commands":
      return typeof data["requestId"] === "string" && isListOfRecords(data["items"]);
    case "command-result":
      return (
        typeof data["requestId"] === "string" &&
        (data["text"] === undefined || typeof data["text"] === "string")
      );
    default:
      return false;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isListOfRecords(value: unknown): boolean {
  return Array.isArray(value) && value.every(isRecord);
}
