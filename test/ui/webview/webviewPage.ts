import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { chromium, type Browser, type Page } from "playwright-core";
import type { FromWebviewMessage, ToWebviewMessage } from "../../../src/chat/protocol";
import { chatContentPolicy } from "../../../src/vscode/chatHtml";

/** The themes of test/fixtures/themes.json, taken from the real editor. */
export type ThemeName =
  "Dark Modern" | "Light Modern" | "Default High Contrast" | "Default High Contrast Light";

/** Every theme the screenshots are taken in. */
export const themeNames: readonly ThemeName[] = [
  "Dark Modern",
  "Light Modern",
  "Default High Contrast",
  "Default High Contrast Light",
];

interface Theme {
  readonly bodyClass: string;
  readonly kind: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** The built webview alone in Chromium, with a host that only records. */
export interface WebviewPage {
  readonly page: Page;
  /** What the webview posted so far. */
  posted(): Promise<FromWebviewMessage[]>;
  /** Delivers a message of the host and waits until it is drawn. */
  send(message: ToWebviewMessage): Promise<void>;
  /** What must stay empty: requests beside the page's own files, CSP violations, dialogs, errors, scripts run. */
  incidents(): Promise<string[]>;
  /** Loads the page again, as VS Code does when a hidden view is shown; the saved state stays. */
  reload(): Promise<void>;
}

/** Opens webviews in one Chromium; `close` ends it and the server. */
export interface WebviewBrowser {
  open(options?: { theme?: ThemeName; width?: number; height?: number }): Promise<WebviewPage>;
  close(): Promise<void>;
}

/** Stands in for VS Code's side of the webview: records what is posted, keeps the state, sets the theme. */
function hostScript(theme: Theme): string {
  return `(() => {
  let state = JSON.parse(sessionStorage.getItem("state") ?? "null") ?? undefined;
  window.posted = [];
  window.incidents = [];
  window.__hit = 0;
  document.addEventListener("securitypolicyviolation", (event) =>
    window.incidents.push("csp " + event.violatedDirective + " " + event.blockedURI));
  window.addEventListener("error", (event) => window.incidents.push("error " + event.message));
  window.addEventListener("unhandledrejection", (event) => window.incidents.push("rejection " + event.reason));
  window.acquireVsCodeApi = () => {
    delete window.acquireVsCodeApi;
    return Object.freeze({
      postMessage: (message) => void window.posted.push(structuredClone(message)),
      getState: () => state,
      setState: (next) => { state = next; sessionStorage.setItem("state", JSON.stringify(next)); return next; },
    });
  };
  const variables = ${JSON.stringify(theme.variables)};
  for (const [name, value] of Object.entries(variables)) document.documentElement.style.setProperty(name, value);
})();`;
}

/**
 * What VS Code gives every webview before its own styles (`vscode-default` layer of its webview page, 1.139): what
 * shows through where our styles say nothing.
 */
const editorStyles = `@layer vscode-default {
  html { scrollbar-color: var(--vscode-scrollbarSlider-background) var(--vscode-editor-background); }
  body {
    background-color: transparent; color: var(--vscode-editor-foreground); margin: 0; padding: 0 20px;
    font: var(--vscode-font-weight) var(--vscode-font-size) var(--vscode-font-family);
  }
  a, a code { color: var(--vscode-textLink-foreground); }
  a:hover { color: var(--vscode-textLink-activeForeground); }
  a:focus, input:focus, select:focus, textarea:focus {
    outline: 1px solid -webkit-focus-ring-color; outline-offset: -1px;
  }
  code {
    color: var(--vscode-textPreformat-foreground); background-color: var(--vscode-textPreformat-background);
    padding: 1px 3px; border-radius: 4px;
  }
  pre code { padding: 0; }
  blockquote {
    background: var(--vscode-textBlockQuote-background); border-color: var(--vscode-textBlockQuote-border);
  }
}`;

/** Starts Chromium ($CHROMIUM, else Debian's) and a server on 127.0.0.1 for the page, dist/chat.js and its styles. */
export async function startWebviewBrowser(): Promise<WebviewBrowser> {
  const themes = JSON.parse(readFileSync("test/fixtures/themes.json", "utf8")) as Record<ThemeName, Theme>;
  let origin = "";
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", origin);
    const theme = themes[(url.searchParams.get("theme") ?? "Dark Modern") as ThemeName];
    const file = /^\/(chat\.js|chat\.css|codicon\.ttf)$/.exec(url.pathname)?.[1];
    if (file !== undefined) {
      const type = file.endsWith(".js") ? "text/javascript" : file.endsWith(".css") ? "text/css" : "font/ttf";
      response.writeHead(200, { "content-type": type }).end(readFileSync(`dist/${file}`));
    } else if (url.pathname === "/editor.css") {
      response.writeHead(200, { "content-type": "text/css" }).end(editorStyles);
    } else if (url.pathname === "/host.js") {
      response.writeHead(200, { "content-type": "text/javascript" }).end(hostScript(theme));
    } else {
      const html = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Chat</title>
<link rel="stylesheet" href="/editor.css"><link rel="stylesheet" href="/chat.css"></head>
<body class="${theme.bodyClass}" data-vscode-theme-kind="${theme.kind}">
<script nonce="page" src="/host.js?theme=${encodeURIComponent(url.searchParams.get("theme") ?? "")}"></script>
<script nonce="page" src="/chat.js"></script></body></html>`;
      response
        .writeHead(200, {
          "content-type": "text/html; charset=utf-8",
          // Beyond what ships: no policy of Trusted Types may be made at all.
          "content-security-policy": `${chatContentPolicy(origin, "page")}; trusted-types 'none'`,
        })
        .end(html);
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the page's server has no port");
  origin = `http://127.0.0.1:${address.port}`;
  const browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--force-color-profile=srgb"],
  });
  return {
    open: async (options = {}) => openPage(browser, origin, options),
    close: async () => {
      await browser.close();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

async function openPage(
  browser: Browser,
  origin: string,
  options: { theme?: ThemeName; width?: number; height?: number },
): Promise<WebviewPage> {
  const viewport = { width: options.width ?? 380, height: options.height ?? 760 };
  const context = await browser.newContext({ viewport, reducedMotion: "reduce" });
  const page = await context.newPage();
  const incidents: string[] = [];
  const own = new Set([
    "/",
    "/host.js",
    "/chat.js",
    "/chat.css",
    "/editor.css",
    "/codicon.ttf",
    "/favicon.ico",
  ]);
  page.on("request", (request) => {
    const url = new URL(request.url());
    const isOwn = url.origin === origin && own.has(url.pathname);
    if (!isOwn && url.protocol !== "data:") incidents.push(`request ${request.url()}`);
  });
  page.on("dialog", (dialog) => {
    incidents.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("pageerror", (error) => incidents.push(`page error ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") incidents.push(`console ${message.text()}`);
  });
  page.on("framenavigated", () => incidents.push(`navigation ${page.url()}`));
  await page.goto(`${origin}/?theme=${encodeURIComponent(options.theme ?? "Dark Modern")}`);
  await untilReady(page);
  incidents.length = 0;
  return {
    page,
    posted: () => page.evaluate("window.posted"),
    send: async (message) => {
      // Text, so that programs without the DOM's types can use this file.
      await page.evaluate(`(async (data) => {
        window.postMessage(data, "*");
        // The message, the draw it causes, and the measuring of what was drawn.
        for (let frame = 0; frame < 3; frame++) await new Promise((done) => requestAnimationFrame(done));
      })(${JSON.stringify(message)})`);
    },
    incidents: async () => {
      const inside: string[] = await page.evaluate(
        "window.__hit === 0 ? window.incidents : [...window.incidents, 'a script ran']",
      );
      return [...incidents, ...inside];
    },
    reload: async () => {
      await page.reload();
      await untilReady(page);
      incidents.length = 0;
    },
  };
}

/** The webview listens from the moment it asks for a snapshot; the real host never posts before. */
async function untilReady(page: Page): Promise<void> {
  // Not `waitForFunction`: it asks again with `eval`, which the page's policy forbids.
  await page.evaluate(`(async () => {
    while (!window.posted.some((message) => message.type === "ready")) await new Promise((done) => setTimeout(done, 20));
  })()`);
}
