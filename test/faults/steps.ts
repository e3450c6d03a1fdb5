/** One step of a scripted server: a script is a list of them, played once for each connection's request. */
export type FaultStep =
  /** Status line and headers; chunked transfer coding unless `headers` sets a length or `connection: close`. */
  | { readonly do: "head"; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** Body text, one HTTP chunk. */
  | { readonly do: "send"; readonly text: string }
  /** Body bytes, base64. */
  | { readonly do: "send-bytes"; readonly base64: string }
  /** Bytes straight onto the socket, outside HTTP framing, base64. */
  | { readonly do: "raw"; readonly base64: string }
  /** The text in pieces of `bytes` bytes, `everyMs` apart. */
  | { readonly do: "drip"; readonly text: string; readonly bytes: number; readonly everyMs: number }
  | { readonly do: "wait"; readonly ms: number }
  /** `text` again and again, `everyMs` apart (0: as fast as it is taken), `times` times or until the client leaves. */
  | { readonly do: "repeat"; readonly text: string; readonly everyMs: number; readonly times?: number }
  /** Nothing more, connection open, until the client leaves or the server is closed. */
  | { readonly do: "stall" }
  /** Ends the chunked body as HTTP wants it; keeps the connection. */
  | { readonly do: "end" }
  /** FIN at once, whatever was promised. */
  | { readonly do: "fin" }
  /** RST at once. */
  | { readonly do: "reset" };
