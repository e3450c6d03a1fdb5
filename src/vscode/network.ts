import * as vscode from "vscode";
import type { NetworkSettings } from "../provider/networkSettings";

/**
 * The editor's own network settings, for connections that it does not route itself. Only the user's values count,
 * as for every setting that decides where text goes.
 */
export function readNetworkSettings(): NetworkSettings {
  const http = vscode.workspace.getConfiguration("http");
  const own = (key: string): unknown => {
    const found = http.inspect(key);
    return found?.globalValue ?? found?.defaultValue;
  };
  const text = (key: string) => {
    const value = own(key);
    return typeof value === "string" ? value.trim() : "";
  };
  const noProxy = own("noProxy");
  const support = own("proxySupport");
  return {
    proxyUrl: text("proxy"),
    proxySupport: support === "off" || support === "on" || support === "fallback" ? support : "override",
    noProxy: Array.isArray(noProxy) ? noProxy.filter((entry) => typeof entry === "string") : [],
    proxyAuthorization: text("proxyAuthorization"),
    isStrictSsl: own("proxyStrictSSL") !== false,
    useSystemCertificates: own("systemCertificates") !== false,
    environment: process.env,
  };
}
