import { spawnSync } from "node:child_process";

const LONG = 4 * 60_000;
const EVERY = 60_000;
const COLUMNS = "pid,ppid,etimes,time,stat,wchan:20,args";

/**
 * A reporter for vitest that tells what runs for longer than any file should, with the
 * machine's processes: whoever ends a run that hangs knows from its record what hung.
 */
export default class StillRunning {
  #files = new Map();
  #lastEvent = Date.now();
  #told = "";
  #timer = setInterval(() => this.#look(), EVERY).unref();

  onTestModuleStart({ moduleId }) {
    this.#files.set(moduleId, { since: Date.now(), test: "its beginning" });
  }

  onTestCaseReady({ fullName, module }) {
    const file = this.#files.get(module.moduleId);
    if (file !== undefined) file.test = fullName;
  }

  onTestModuleEnd({ moduleId }) {
    this.#files.delete(moduleId);
    this.#lastEvent = Date.now();
  }

  onTestRunEnd() {
    clearInterval(this.#timer);
  }

  #look() {
    const before = Date.now() - LONG;
    const late = [...this.#files]
      .filter(([, { since }]) => since < before)
      .map(([path, { test }]) => `${path}: ${test}`);
    if (this.#files.size === 0 && this.#lastEvent < before) late.push("nothing but vitest itself");
    const text = late.join("\n");
    if (text !== "" && text !== this.#told) {
      // All but the kernel's own.
      const argv = ["--deselect", "--ppid", "2", "-p", "2", "--forest", "-o", COLUMNS];
      const { stdout } = spawnSync("ps", argv, { encoding: "utf8" });
      process.stdout.write(`\nstill running after minutes:\n${text}\n${stdout}\n`);
    }
    this.#told = text;
  }
}
