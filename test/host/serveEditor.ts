// A program: serves one VS Code to browsers, in the Node that this VS Code was made for. Started by
// startEditorServer(), which passes ServeOptions as the only argument; ends with SIGTERM, or when its standard input
// closes because whoever started it died. It adds three things to VS Code's own server: the key half that
// SecretStorage asks for (/mint-key), the extension under development and its tests, and offline product settings.
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { pathToFileURL } from "node:url";
import { readyLine, type ServeOptions } from "./serveOptions";

/** What VS Code's server module gives (read in code-server 4.105.1 and 4.139.1, lib/vscode/out/server-main.js). */
interface ServerModule {
  loadCodeWithNls(): Promise<{
    createServer(address: AddressInfo, args: Record<string, unknown>): Promise<VscodeServer>;
  }>;
}

interface VscodeServer {
  handleRequest(request: IncomingMessage, response: ServerResponse): void;
  handleUpgrade(request: IncomingMessage, socket: Duplex): void;
  dispose(): void;
}

/** The fields of the page's configuration that are changed here; the others pass through. */
interface PageConfiguration {
  developmentOptions?: { extensions?: unknown; extensionTestsPath?: unknown };
  productConfiguration: Record<string, unknown>;
  isEnabledCoderGettingStarted?: boolean;
}

const options = JSON.parse(process.argv[2] ?? "") as ServeOptions;
process.argv.splice(2);

// The end of the input means that our parent is gone. Everything VS Code starts is in this process's group.
process.stdin.on("end", () =>
  process.platform === "win32" ? process.exit() : process.kill(-process.pid, "SIGKILL"),
);
process.stdin.resume();

/** A path of this machine as the page names it. */
function remoteUri(authority: string, path: string): object {
  return { $mid: 1, scheme: "vscode-remote", authority, path };
}

/** Changes the configuration that the workbench's page carries in a meta element. */
function changedPage(html: string, authority: string): string {
  return html.replace(
    /(id="vscode-workbench-web-configuration" data-settings=")([^"]*)"/,
    (_all, before: string, escaped: string) => {
      const configuration = JSON.parse(unescapeHtml(escaped)) as PageConfiguration;
      const development = { ...configuration.developmentOptions };
      if (options.extensionFolders.length > 0)
        development.extensions = options.extensionFolders.map((path) => remoteUri(authority, path));
      if (options.testsEntry !== undefined)
        development.extensionTestsPath = remoteUri(authority, options.testsEntry);
      configuration.developmentOptions = development;
      for (const online of ["extensionsGallery", "serviceWorker", "telemetryEndpoint"]) {
        delete configuration.productConfiguration[online];
      }
      configuration.isEnabledCoderGettingStarted = false;
      return `${before}${escapeHtml(JSON.stringify(configuration))}"`;
    },
  );
}

function unescapeHtml(text: string): string {
  return text
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
}

/**
 * Holds the page back until it is whole, then sends it changed. Rewriting it in the browser instead would break its
 * WebSocket: Chromium then no longer counts the document as loopback (code-server 4.139.1, Chromium 156).
 */
function changePageIn(request: IncomingMessage, response: ServerResponse): void {
  delete request.headers["accept-encoding"];
  const writeHead = response.writeHead.bind(response);
  const end = response.end.bind(response);
  let status = 200;
  let headers: OutgoingHttpHeaders = {};
  const heldWriteHead = (code: number, ...rest: unknown[]) => {
    status = code;
    headers = { ...(rest.at(-1) as OutgoingHttpHeaders | undefined) };
    return response;
  };
  const changingEnd = (body?: string | Uint8Array) => {
    const text = body === undefined ? "" : Buffer.from(body as string).toString("utf8");
    if (status !== 200) {
      writeHead(status, headers);
      return end(text);
    }
    const kept = Object.entries(headers).filter(([name]) => !/^(content-length|etag)$/i.test(name));
    writeHead(status, Object.fromEntries(kept));
    return end(changedPage(text, request.headers.host ?? ""));
  };
  Object.assign(response, { writeHead: heldWriteHead, end: changingEnd });
}

/** The server's half of the key that SecretStorage encrypts with; the browser keeps the other half. */
async function secretKeyHalf(): Promise<Buffer> {
  const file = join(options.dataFolder, "secret-key-half");
  if (!existsSync(file)) {
    await mkdir(options.dataFolder, { recursive: true });
    await writeFile(file, randomBytes(32), { mode: 0o600 });
  }
  return readFile(file);
}

/** True when the browser has shown the connection token before; VS Code's own cookie says so. */
function isConnected(request: IncomingMessage): boolean {
  const cookies = (request.headers.cookie ?? "").split(/; */);
  return cookies.includes(`vscode-tkn=${options.connectionToken}`);
}

const keyHalf = await secretKeyHalf();
// With this variable server-main.js exports its parts instead of listening by itself.
process.env["CODE_SERVER_PARENT_PID"] = String(process.pid);
process.chdir(options.vscodeFolder);
const module = (await import(
  pathToFileURL(join(options.vscodeFolder, "out/server-main.js")).href
)) as ServerModule;
const vscode = await module.loadCodeWithNls();

const server = createServer();
await new Promise<void>((resolve, reject) => {
  server.once("error", reject);
  server.listen(options.port, "127.0.0.1", resolve);
});
const address = server.address() as AddressInfo;
const vscodeServer = await vscode.createServer(address, {
  _: [],
  host: "127.0.0.1",
  port: String(address.port),
  "server-data-dir": options.dataFolder,
  "connection-token": options.connectionToken,
  "accept-server-license-terms": true,
  "telemetry-level": "off",
  "disable-telemetry": true,
  compatibility: "1.64",
});
server.on("request", (request: IncomingMessage, response: ServerResponse) => {
  const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
  if (pathname === "/mint-key") {
    const isAllowed = isConnected(request);
    response.writeHead(isAllowed ? 200 : 403, { "content-type": "application/octet-stream" });
    response.end(isAllowed ? keyHalf : undefined);
    return;
  }
  if (pathname === "/" && request.method === "GET") changePageIn(request, response);
  vscodeServer.handleRequest(request, response);
});
server.on("upgrade", (request: IncomingMessage, socket: Duplex) =>
  vscodeServer.handleUpgrade(request, socket),
);

process.on("SIGTERM", () => process.exit(0));
process.on("exit", () => vscodeServer.dispose());
process.stdout.write(`${readyLine(address.port)}\n`);
