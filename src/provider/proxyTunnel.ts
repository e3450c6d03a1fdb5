import { Socket } from "node:net";
import type { buildConnector, Client } from "undici";
import { ownProperty } from "./ownProperty";

/** The parts of undici that a tunnel is made of. */
interface TunnelParts {
  readonly Client: typeof Client;
  readonly buildConnector: typeof buildConnector;
}

/**
 * Opens connections to a provider through a proxy: CONNECT, then TLS inside the tunnel. `tls` counts for both ends.
 * `authorization` goes to the proxy alone. The proxy's own refusal fails with `PROXY_REFUSED` and its status.
 */
export function createTunnelConnector(
  undici: TunnelParts,
  proxy: URL,
  tls: buildConnector.BuildOptions,
  authorization: string | undefined,
): buildConnector.connector {
  const connectInside = undici.buildConnector(tls);

  const openTunnel = async (options: buildConnector.Options): Promise<Socket> => {
    const { hostname, host = hostname, port, protocol } = options;
    const authority = port === "" ? `${host}:${protocol === "https:" ? 443 : 80}` : host;
    const client = new undici.Client(proxy.origin, {
      connect: tls,
      allowH2: false,
      // A proxy that takes the connection and says nothing would be waited for five minutes.
      ...(typeof tls.timeout === "number" && { headersTimeout: tls.timeout }),
    });
    try {
      const { statusCode, socket } = await client.connect({
        path: authority,
        headers: { host, ...(authorization !== undefined && { "proxy-authorization": authorization }) },
      });
      if (statusCode === 200 && socket instanceof Socket) return socket;
      socket.on("error", () => {}).destroy();
      throw coded(`Proxy response (${statusCode})`, "PROXY_REFUSED");
    } finally {
      // The tunnel's socket is no longer the client's.
      void client.destroy();
    }
  };

  return (options, callback) => {
    openTunnel(options).then(
      (httpSocket) => connectInside({ ...options, httpSocket }, callback),
      (error: unknown) => callback(asTunnelFailure(error), null),
    );
  };
}

/**
 * undici opens a connection again and again after the two codes with which a proxy that closes the tunnel shows
 * itself, and takes the proxy's wrong certificate for the provider's.
 */
function asTunnelFailure(error: unknown): Error {
  switch (ownProperty(error, "code")) {
    case "UND_ERR_SOCKET":
    case "UND_ERR_INFO":
      return coded("The proxy closed the connection", "ECONNRESET", error);
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return coded("The proxy's certificate is for another host", "UND_ERR_PRX_TLS", error);
    default:
      return error instanceof Error ? error : new Error("The tunnel failed", { cause: error });
  }
}

function coded(message: string, code: string, cause?: unknown): Error {
  return Object.assign(new Error(message, { cause }), { code });
}
