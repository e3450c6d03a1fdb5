/** An answer other than 200, thrown by whoever finds the reason and written by the server. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: string;
  /** Undefined: no content-type header at all. */
  readonly contentType: string | undefined;
  readonly reasonPhrase: string | undefined;

  constructor(status: number, body: string, contentType?: string, reasonPhrase?: string) {
    super(`${status} ${body}`);
    this.status = status;
    this.body = body;
    this.contentType = contentType;
    this.reasonPhrase = reasonPhrase;
  }
}
