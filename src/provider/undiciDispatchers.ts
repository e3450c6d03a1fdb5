import buildConnector from "undici/lib/core/connect.js";
import Client from "undici/lib/dispatcher/client.js";
import dispatcher from "undici/lib/dispatcher/dispatcher.js";
import methods from "undici/lib/api/index.js";

/**
 * The parts of undici that a request needs, not the package's index. The index also loads undici's `fetch`, and with
 * it `lib/global.js`, which puts undici's Agent into `Symbol.for("undici.globalDispatcher.1")` and `.2` when nobody
 * has yet: from then on the editor's own `fetch` would run through it, past the editor's proxy and certificates
 * (measured with 7.30.2 on Node 20; the same happened to Cline, PR 12699). These parts leave the symbols alone, take
 * 96 KB less of the gzipped bundle (71 instead of 167) and half the time to load. The version is pinned, and a test
 * holds both claims about the symbols.
 */
export { buildConnector, Client };

// What undici's index does: `request` and `connect` are methods of every dispatcher only after this.
Object.assign(dispatcher.prototype, methods);
