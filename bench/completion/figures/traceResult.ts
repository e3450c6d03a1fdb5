/** What one engine did on one trace. */
export interface TraceResult {
  readonly trace: string;
  readonly keys: number;
  /** Keys before which the sight was judged. */
  readonly instants: number;
  readonly rightInstants: number;
  readonly wrongInstants: number;
  /** Instants after a key that typed along something right which had more to type, and how often it was there still. */
  readonly followedInstants: number;
  readonly keptInstants: number;
  /** Instants at which something right could have been visible at best. */
  readonly boundInstants: number;
  /** Characters typed while a right suggestion was visible. */
  readonly usefulChars: number;
  /** Characters taken over with Tab, and the Tabs. */
  readonly acceptedChars: number;
  readonly accepts: number;
  readonly requests: number;
  readonly usefulRequests: number;
  readonly promptTokens: number;
  readonly cachedTokens: number;
  readonly outputTokens: number;
  readonly abortedStreams: number;
  readonly flickers: number;
  /** Keystroke → newly visible. */
  readonly visibleMs: readonly number[];
  /** Of these, where the keystroke itself asked: what came on top of the network. */
  readonly ownMs: readonly number[];
  /** Disagreeing key → stream ended, for streams that were open then. The way to the server comes on top. */
  readonly abortDelayMs: readonly number[];
  /** CPU of engine and simulation, without the oracle's and the bill's. */
  readonly cpuMs: number;
  /** Events of the simulation. */
  readonly turns: number;
}
