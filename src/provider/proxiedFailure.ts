/**
 * A request through a proxy that failed before any answer. Transports throw it so that the message can name the
 * proxy, which is otherwise nowhere in the network stack's own errors.
 */
export class ProxiedFailure extends Error {
  override readonly name = "ProxiedFailure";
  /** Host and port, without credentials. */
  readonly proxyHost: string;

  constructor(cause: unknown, proxyHost: string) {
    super("The request through the proxy failed", { cause });
    this.proxyHost = proxyHost;
  }
}
