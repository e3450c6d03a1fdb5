import assert from "node:assert/strict";
import type { ChatRequest } from "../../../src/provider/chatRequest";
import type { RequestPreview } from "../../../src/chat/sessions";
import { describeRequest } from "../../../src/provider/describeRequest";
import { profileById } from "../../../src/provider/profiles";
import { requestReport } from "../../../src/vscode/requestReport";

function reported(request: Partial<ChatRequest>, parts: Partial<RequestPreview> = {}) {
  const whole: ChatRequest = {
    model: "",
    messages: [{ role: "user", text: "It's ```json\n}\n```" }],
    parameters: {},
    ...request,
  };
  const settings = { providerLabel: "DeepSeek" } as RequestPreview["settings"];
  const preview = { settings, request: whole, isNew: true, hasToWait: false, ...parts };
  const about = { profile: profileById("deepseek"), baseUrl: "https://api.deepseek.com", hasKey: true };
  const description = describeRequest(about, whole);
  return { text: requestReport(preview, description), body: description.body };
}

const bodyIn = (text: string) => text.slice(text.indexOf("```json\n{") + 8, text.lastIndexOf("\n```"));

describe("requestReport", () => {
  it("shows the whole body, which fences inside it do not close", () => {
    const { text, body } = reported({});
    assert.equal(JSON.stringify(JSON.parse(bodyIn(text))), body);
    assert.match(text, /^POST https:\/\/api\.deepseek\.com\/chat\/completions$/m);
    assert.match(text, /^authorization: Bearer \(your key\)$/m);
  });

  it("says what is left out and why", () => {
    const { text } = reported({ parameters: { temperature: 0.4 } });
    assert.match(text, /- `temperature`: DeepSeek does not use it while thinking\./);
    assert.doesNotMatch(bodyIn(text), /temperature/);
  });

  it("shortens images, and says so", () => {
    const base64 = "A".repeat(5_000);
    const messages = [
      { role: "user", text: "What is it?", images: [{ mimeType: "image/png", base64 }] },
    ] as const;
    const { text } = reported({ messages, takesImages: true });
    assert.ok(text.length < 3_000);
    assert.match(text, /Images are shown by their beginning/);
  });

  it("says why it would not be sent now, or not as it is", () => {
    const obstacle = { message: "There is no key.", nextStep: "Enter it.", remedies: [] };
    const settings = { providerLabel: "DeepSeek", obstacle } as unknown as RequestPreview["settings"];
    const { text } = reported({}, { settings, isNew: false, hasToWait: true });
    assert.match(text, /Not sent now: There is no key\. Enter it\./);
    assert.match(text, /last question asked again/);
    assert.match(text, /will stand before this question/);
  });
});
