/**
 * The chat webview's page. Nothing may be loaded but our script (by its nonce), style sheet and icon font; no images,
 * no connections, no frames, and no HTML from strings (Trusted Types): whatever a model writes, the page can send
 * nothing anywhere.
 */
export function chatHtml(options: {
  /** Where `Webview.cspSource` says that our files come from. */
  readonly cspSource: string;
  /** New for every page; letters and digits. */
  readonly nonce: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  /** Where it is shown: decides the background. */
  readonly place: "view" | "editor";
}): string {
  const { cspSource, nonce, scriptUri, styleUri, place } = options;
  const policy = chatContentPolicy(cspSource, nonce);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1.0">
<title>Midfill Chat</title>
<link rel="stylesheet" href="${styleUri}">
</head>
<body class="in-${place}">
<script nonce="${nonce}" src="${scriptUri}"></script>
</body>
</html>`;
}

/** The page's Content-Security-Policy; the webview's tests in Chromium run under the same one. */
export function chatContentPolicy(cspSource: string, nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    "img-src 'none'",
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-src 'none'",
    "require-trusted-types-for 'script'",
  ].join("; ");
}
