import { Chalk, type ChalkInstance } from "chalk";
import type { OutputStream } from "../core/context.ts";

type Env = Readonly<Record<string, string | undefined>>;

export interface Style {
  bold(text: string): string;
  quiet(text: string): string;
  good(text: string): string;
  caution(text: string): string;
  bad(text: string): string;
  /** Coloured by the meaning of an instance's status, or an alarm's state. */
  status(text: string): string;
}

/** Colours for one stream, depending on its terminal and the environment. */
export function styleFor(stream: OutputStream, env: Env): Style {
  const chalk: ChalkInstance = new Chalk({ level: wantsColour(stream, env) ? 1 : 0 });
  return {
    bold: chalk.bold,
    quiet: chalk.dim,
    good: chalk.green,
    caution: chalk.yellow,
    bad: chalk.red,
    status: (text) => {
      if (text === "running" || text === "ok") return chalk.green(text);
      if (text === "stopped" || text === "alarm") return chalk.red(text);
      return chalk.yellow(text);
    },
  };
}

/**
 * NO_COLOR (any value) and CLICOLOR=0 turn colour off; FORCE_COLOR and CLICOLOR_FORCE turn it on
 * without a terminal; otherwise the stream must be a terminal whose TERM is set and not `dumb`.
 */
export function wantsColour(stream: OutputStream, env: Env): boolean {
  if (isSet(env["NO_COLOR"])) return false;
  if (isSet(env["FORCE_COLOR"])) return isOn(env["FORCE_COLOR"]);
  if (isSet(env["CLICOLOR_FORCE"]) && isOn(env["CLICOLOR_FORCE"])) return true;
  if (env["CLICOLOR"] === "0") return false;
  return stream.isTTY === true && isSmart(env);
}

/** Whether a terminal takes escape sequences. Windows sets no TERM, but its terminals do. */
export function isSmart(env: Env): boolean {
  const { TERM: term = "" } = env;
  return term === "" ? process.platform === "win32" : term !== "dumb";
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== "";
}

function isOn(value: string): boolean {
  return value !== "0" && value.toLowerCase() !== "false";
}
