import type { FromWebviewMessage } from "../../src/chat/protocol";
import { FileLinks } from "./fileLinks";

/** VS Code hands it out once; it stays in this module so that no other script can post in our name. */
const api = acquireVsCodeApi();

/** Posts to the extension host. */
export function post(message: FromWebviewMessage): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- VS Code's own channel, not a window's.
  api.postMessage(message);
}

/** Which names in messages are files; one for the page. */
export const fileLinks = new FileLinks(post);

/** What `writeSavedState` stored before the webview was last thrown away. */
export function readSavedState(): unknown {
  return api.getState();
}

/** Keeps `state` (JSON) until the view is closed for good; survives hiding and reloading. */
export function writeSavedState(state: unknown): void {
  api.setState(state);
}
