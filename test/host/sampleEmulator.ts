import { startEmulator, type Emulator } from "../emulator/startEmulator";
import type { UserSettings } from "./userSettings";

/** Starts the emulator on a free port, answering from the files of this folder, without asking for a key. */
export async function startSampleEmulator(
  folder: string,
  pace: { readonly firstTokenMs: number; readonly tokensPerSecond: number } = {
    firstTokenMs: 0,
    tokensPerSecond: 0,
  },
): Promise<Emulator> {
  return startEmulator({ folder, port: 0, keys: { isRequired: false, withoutBalance: [] }, ...pace });
}

/**
 * Settings that lead completions and chat to the emulator's DeepSeek, and DeepInfra's address to its DeepInfra. No
 * titles are asked for: it knows none, and suites count requests.
 */
export function emulatorSettings(url: string): UserSettings {
  return {
    "midfill.completions.provider": "deepseek",
    "midfill.chat.provider": "deepseek",
    "midfill.chat.modelTitles": false,
    "midfill.deepseek.baseUrl": url,
    "midfill.deepinfra.baseUrl": `${url}/v1/openai`,
  };
}
