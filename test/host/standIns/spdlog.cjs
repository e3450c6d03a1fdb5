// Stand-in for @vscode/spdlog, VS Code's native logger: without it the editor has no log files and empty Output
// channels. Only the calls that VS Code makes, each line written at once.
const { appendFileSync, mkdirSync } = require("node:fs");
const { dirname } = require("node:path");

const levelNames = ["trace", "debug", "info", "warning", "error", "critical", "off"];
let defaultLevel = levelNames.indexOf("info");

class Logger {
  constructor(name, file) {
    this.name = name;
    this.file = file;
    this.level = defaultLevel;
    this.isBare = false;
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, "");
  }
  write(level, message) {
    if (level < this.level || this.file === undefined) return;
    const line = this.isBare ? message : `${new Date().toISOString()} [${levelNames[level]}] ${message}\n`;
    try {
      appendFileSync(this.file, line);
    } catch {
      // The data folder goes away while the last process ends; a log line then has nowhere to go.
    }
  }
  trace(message) {
    this.write(0, message);
  }
  debug(message) {
    this.write(1, message);
  }
  info(message) {
    this.write(2, message);
  }
  warn(message) {
    this.write(3, message);
  }
  error(message) {
    this.write(4, message);
  }
  critical(message) {
    this.write(5, message);
  }
  getLevel() {
    return this.level;
  }
  setLevel(level) {
    this.level = level;
  }
  setPattern() {}
  clearFormatters() {
    this.isBare = true;
  }
  flush() {}
  drop() {
    this.file = undefined;
  }
}

exports.version = 0;
exports.Logger = Logger;
exports.setLevel = (level) => {
  defaultLevel = level;
};
exports.setFlushOn = () => {};
exports.shutdown = () => {};
exports.createRotatingLogger = async (name, file) => new Logger(name, file);
exports.createAsyncRotatingLogger = async (name, file) => new Logger(name, file);
