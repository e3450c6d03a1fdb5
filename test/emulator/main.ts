import { help, readCommandLine } from "./commandLine";
import type { EmulatorOptions } from "./options";
import { startEmulator } from "./startEmulator";

/** Runs until SIGINT or SIGTERM; the first line printed is the address. */
async function main(): Promise<void> {
  let options: EmulatorOptions | "help";
  try {
    options = readCommandLine(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.error("See --help.");
    process.exitCode = 2;
    return;
  }
  if (options === "help") {
    console.log(help);
    return;
  }
  const emulator = await startEmulator(options);
  console.log(emulator.url);
  console.log(`DeepInfra: ${emulator.deepinfraUrl}   llama.cpp: ${emulator.llamacppUrl}`);
  const stop = () => void emulator.close().then(() => process.exit(0));
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

await main();
