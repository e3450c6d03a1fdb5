import * as vscode from "vscode";
import { showNotice } from "../showNotice";
import { authorizeEdit } from "./editGuard";

/**
 * Whether an unsaved file with a model's text may have this place already, so that saving puts it there. A file that
 * runs code or steers tools, or one outside the workspace, gets its name only from the user; they are told.
 */
export async function mayTakeName(uri: vscode.Uri): Promise<boolean> {
  const authorization = await authorizeEdit(uri, "create");
  switch (authorization.type) {
    case "allowed":
      return true;
    case "confirm": {
      const path = vscode.workspace.asRelativePath(uri.with({ scheme: "file" }));
      void vscode.window.showWarningMessage(
        `${path} can run code or steer tools, so the code was opened without that name. ${authorization.why} Look at it before you save it there.`,
      );
      return false;
    }
    case "refused":
      showNotice(authorization.notice);
      return false;
  }
}
