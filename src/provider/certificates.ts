import * as tls from "node:tls";

/**
 * The authorities to trust, in PEM, or undefined for Node's own choice (built-in ones and `NODE_EXTRA_CA_CERTS`).
 * The operating system's store can be read from Node 22.15 on; before that there is only Node's own choice.
 * Reading it may take tens of milliseconds, so the answer is kept for the life of the process.
 */
export function trustedAuthorities(useSystemCertificates: boolean): readonly string[] | undefined {
  if (!useSystemCertificates || !("getCACertificates" in tls)) return undefined;
  // "default" is what Node trusts without `ca`; naming `ca` would otherwise drop NODE_EXTRA_CA_CERTS.
  systemAndDefault ??= [
    ...new Set([...tls.getCACertificates("default"), ...tls.getCACertificates("system")]),
  ];
  return systemAndDefault;
}

let systemAndDefault: readonly string[] | undefined;
