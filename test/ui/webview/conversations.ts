import {
  protocolVersion,
  type MessageView,
  type PanelView,
  type ToWebviewMessage,
} from "../../../src/chat/protocol";

const nowMs = Date.now();

/** A finished answer unless `parts` say otherwise. */
export function answer(parts: Partial<MessageView> = {}): MessageView {
  return {
    id: "a1",
    role: "assistant",
    text: "",
    reasoning: "",
    status: "complete",
    statusSinceMs: nowMs,
    attachments: [],
    createdMs: nowMs,
    model: "deepseek-flash",
    ...parts,
  };
}

/** The user's message. */
export function question(parts: Partial<MessageView> = {}): MessageView {
  return answer({ id: "u1", role: "user", model: undefined, ...parts });
}

/** A panel where everything is in order. */
export function panelView(parts: Partial<PanelView> = {}): PanelView {
  return {
    conversations: [
      { id: "c1", title: "Retry with backoff", updatedMs: nowMs - 60_000, isRunning: false, isPinned: false },
      {
        id: "c2",
        title: "Why does the parser drop the last line?",
        updatedMs: nowMs - 7_200_000,
        isRunning: true,
        isPinned: false,
      },
      {
        id: "c3",
        title: "Table-driven tests in Go",
        updatedMs: nowMs - 30 * 3_600_000,
        isRunning: false,
        isPinned: false,
      },
    ],
    activeConversationId: "c1",
    title: "Retry with backoff",
    provider: {
      id: "deepseek",
      label: "DeepSeek",
      providers: [
        { id: "deepseek", label: "DeepSeek", models: ["deepseek-flash", "deepseek-v4-pro"] },
        { id: "deepinfra", label: "DeepInfra", models: ["deepseek-ai/DeepSeek-V4-Flash"] },
      ],
      newChats: {},
      model: "deepseek-flash",
      models: ["deepseek-flash", "deepseek-v4-pro"],
      thinking: "on",
      effort: "high",
      canSwitchThinking: true,
      takesImages: true,
    },
    isRunning: false,
    options: {},
    instructions: [],
    queue: [],
    attachments: [],
    notices: [],
    ...parts,
  };
}

/** What was spent, in a conversation of two answers. */
export const spending: NonNullable<PanelView["spending"]> = {
  conversation: {
    requests: 2,
    input: 24_960,
    cached: 23_808,
    output: 2712,
    thinking: 1280,
    cost: "$0.0024",
    unpriced: 0,
    brokenOff: 0,
  },
  day: {
    requests: 128,
    input: 412_480,
    cached: 301_904,
    output: 13_560,
    thinking: 6400,
    cost: "$0.0412",
    unpriced: 0,
    brokenOff: 3,
  },
  month: {
    requests: 3120,
    input: 9_412_480,
    cached: 8_301_904,
    output: 413_560,
    thinking: 96_400,
    cost: "$1.24",
    unpriced: 12,
    brokenOff: 71,
  },
  budget: "$0.0412 of today's budget of $1.00 is spent.",
  balanceOf: "DeepSeek",
};

/** A snapshot of a conversation with these messages. */
export function snapshot(
  messages: readonly MessageView[],
  panel: PanelView = panelView(),
  epoch = 1,
  draft = "",
): ToWebviewMessage {
  return { type: "snapshot", version: protocolVersion, epoch, sequence: 0, panel, messages, draft };
}

/** An answer with everything that Markdown has. */
export const richText = `The loop retries **every** error, also those that can never succeed. Three changes:

1. Stop on \`context.Canceled\`; the caller is gone.
2. Add *jitter*, or all clients come back at once.
3. Obey \`Retry-After\` where the server sends it.

\`\`\`go
// Do calls fn until it succeeds or the attempts are used up.
func Do(ctx context.Context, fn func() error) error {
	for attempt := 1; attempt <= 5; attempt++ {
		if err := fn(); err == nil || errors.Is(err, context.Canceled) {
			return err
		}
		time.Sleep(rand.N(base << attempt)) // full jitter
	}
	return fmt.Errorf("gave up after %d attempts", 5)
}
\`\`\`

### What changes for callers

| Case | Before | After |
| --- | :-: | --: |
| Server overloaded | 5 calls at once | 5 calls, spread |
| Caller cancels | goes on | stops |

> Full jitter spreads retries best, see [the AWS article](https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).

- [x] Tests cover cancellation
- [ ] Documentation still says \`linear\`
`;
