import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** What Linux says about one power supply, in the words of its files (kernel: Documentation/ABI/testing/sysfs-class-power). */
export interface PowerSupply {
  /** `Mains`, `USB`, `Battery` … */
  readonly type: string;
  /** `1` where it delivers power; empty where the kernel does not say. */
  readonly online: string;
  /** `Discharging`, `Charging`, `Full` … of a battery. */
  readonly status: string;
  /** `Device` for the battery of a mouse or a phone. */
  readonly scope: string;
}

const suppliesFolder = "/sys/class/power_supply";
const withinMs = 5_000;
const powerOnline = [
  "-NoProfile",
  "-NonInteractive",
  "-Command",
  "(Get-CimInstance -Namespace root/wmi -ClassName BatteryStatus).PowerOnline",
];

/**
 * Whether this machine runs on battery now. Node has no such question, so each system is asked its own way: Linux by
 * files, macOS by `pmset -g batt`, Windows by its battery class; a few milliseconds, on Windows some 300. Anything
 * that fails (a desktop, a container) counts as no.
 */
export async function isOnBattery(platform: NodeJS.Platform = process.platform): Promise<boolean> {
  try {
    if (platform === "linux") return drawsFromBattery(await readSupplies());
    if (platform === "darwin")
      return (await outputOf("/usr/bin/pmset", ["-g", "batt"])).includes("'Battery Power'");
    // PowerOnline is False while the battery feeds the machine; without a battery there is no such object.
    return platform === "win32" && (await outputOf(powerShell(), powerOnline)).includes("False");
  } catch {
    return false;
  }
}

/** A battery of the machine itself is being emptied, and nothing else delivers power. */
export function drawsFromBattery(supplies: readonly PowerSupply[]): boolean {
  const own = supplies.filter(({ scope }) => scope !== "Device");
  return (
    !own.some(({ type, online }) => type !== "Battery" && online === "1") &&
    own.some(({ type, status }) => type === "Battery" && status === "Discharging")
  );
}

async function readSupplies(): Promise<readonly PowerSupply[]> {
  const names = await readdir(suppliesFolder);
  return Promise.all(
    names.map(async (name) => {
      const read = async (file: string) =>
        readFile(join(suppliesFolder, name, file), "utf8").then(
          (text) => text.trim(),
          () => "",
        );
      const [type, online, status, scope] = await Promise.all(
        ["type", "online", "status", "scope"].map(read),
      );
      return { type: type ?? "", online: online ?? "", status: status ?? "", scope: scope ?? "" };
    }),
  );
}

function powerShell(): string {
  const windows = process.env["SystemRoot"] ?? "C:\\Windows";
  return join(windows, "System32/WindowsPowerShell/v1.0/powershell.exe");
}

function outputOf(file: string, parameters: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(file, parameters, { timeout: withinMs, windowsHide: true }, (error, stdout) => {
      if (error === null) resolve(stdout);
      else reject(error);
    });
  });
}
