import type { Clock } from "../provider/clock";
import { askForTitle } from "./askForTitle";
import type { ChatPrivacy, ChatSettings, ChatTitles } from "./chatDependencies";
import type { OpenConversation } from "./openConversation";

const maxWaitMs = 20_000;
/** After a failure no title is asked for so long. */
const restMs = 10 * 60_000;

/** Lets a model name conversations after their first complete answer: at most one small request for each, ever. */
export class TitleMaker {
  readonly #titles: ChatTitles;
  readonly #privacy: ChatPrivacy;
  readonly #clock: Clock;
  readonly #log: (level: "debug", line: string) => void;
  readonly #disposal = new AbortController();
  #restUntilMs = 0;

  constructor(options: {
    readonly titles: ChatTitles;
    readonly privacy: ChatPrivacy;
    readonly clock: Clock;
    readonly log: (level: "debug", line: string) => void;
  }) {
    this.#titles = options.titles;
    this.#privacy = options.privacy;
    this.#clock = options.clock;
    this.#log = options.log;
  }

  /**
   * Asks the model that has just answered, if this was the conversation's first complete answer and it has no name but
   * the one made from its text. Resolves to whether it has a new one; never rejects. The user's own name stays.
   */
  async name(open: OpenConversation, settings: ChatSettings): Promise<boolean> {
    const { all, titleBy } = open.state;
    const answers = all.filter(
      (each) => each.role === "assistant" && each.status === "complete" && each.toolCalls.length === 0,
    );
    const [answer] = answers;
    const question = all.find((each) => each.id === answer?.questionId);
    if (titleBy !== "text" || answers.length !== 1 || answer === undefined || question === undefined)
      return false;
    if (!this.#titles.isOn() || this.#clock.nowMs() < this.#restUntilMs) return false;
    const deadline = new AbortController();
    const cancelTimer = this.#clock.setTimer(() => deadline.abort(), maxWaitMs);
    try {
      const title = await askForTitle({
        client: this.#titles.client(settings),
        model: settings.model,
        // A model that does not think may refuse to be told so.
        parameters: settings.canSwitchThinking && settings.thinking === "on" ? { thinking: "off" } : {},
        question: question.requestText.slice(question.contextLength) || question.text,
        answer: this.#privacy.mask(answer.text).text,
        signal: AbortSignal.any([deadline.signal, this.#disposal.signal]),
      });
      if (title === undefined || open.state.titleBy !== "text" || open.state.isDeleted) return false;
      await open.record({ type: "title-change", title, by: "model" });
      return true;
    } catch {
      if (this.#disposal.signal.aborted) return false;
      this.#restUntilMs = this.#clock.nowMs() + restMs;
      this.#log("debug", "A conversation's title could not be asked for.");
      return false;
    } finally {
      cancelTimer();
    }
  }

  /** Ends what is being asked. */
  dispose(): void {
    this.#disposal.abort();
  }
}
