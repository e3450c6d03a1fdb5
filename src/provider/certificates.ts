import * as tls from "node:tls";

/**
 * What TLS connections trust, or undefined for Node's own choice (built-in authorities and `NODE_EXTRA_CA_CERTS`).
 * The operating system's store can be read from Node 22.15 on; before that there is only Node's own choice.
 *
 * Kept for the life of the process: reading the store takes 56 ms and making the context 11 ms (265 authorities, Node
 * 24), which every new connection would pay if it were given the authorities instead.
 */
export function trustedContext(useSystemCertificates: boolean): tls.SecureContext | undefined {
  if (!useSystemCertificates || !("getCACertificates" in tls)) return undefined;
  // "default" is what Node trusts without `ca`; naming `ca` would otherwise drop NODE_EXTRA_CA_CERTS.
  systemAndDefault ??= tls.createSecureContext({
    ca: [...new Set([...tls.getCACertificates("default"), ...tls.getCACertificates("system")])],
  });
  return systemAndDefault;
}

let systemAndDefault: tls.SecureContext | undefined;
