import { Help, Option } from "commander";
import { GLOBAL_OPTIONS } from "../commands/definition/global-options.ts";
import { type OptionSpec, helpOf } from "../commands/definition/option.ts";
import { toRun } from "../core/text/advice.ts";

export const ROOT_EXAMPLES = [
  toRun("infra create", { name: "dev-collector-1", staticIp: true, provider: "sandbox" }),
  toRun("infra list", { region: "all" }),
  toRun("infra create", { help: true }),
].map(String);

export function examplesText(examples: readonly string[]): string {
  return `\nExamples:\n${examples.map((it) => `  $ ${it}`).join("\n")}`;
}

/** The global options, for the program's own help. */
export function globalHelp(columns: number): string {
  const helper = Object.assign(new Help(), {
    helpWidth: columns,
    minWidthToWrap: NARROWEST_TEXT,
    formatItem,
  });
  const options = GLOBAL_OPTIONS.map(toCommander);
  const width = Math.max(...options.map(({ flags }) => flags.length));
  const items = options.map((it) => helper.formatItem(it.flags, width, it.description, helper));
  return `\n${helper.formatItemList("Options of every command:", items, helper).join("\n").trimEnd()}`;
}

/** Puts an option's description below its name where there is no room beside it. */
export function formatItem(term: string, width: number, text: string, helper: Help): string {
  const columns = helper.helpWidth ?? 80;
  if (text === "" || columns - width - 4 >= helper.minWidthToWrap) {
    return Help.prototype.formatItem.call(helper, term, width, text, helper);
  }
  const below = helper.boxWrap(text, columns - BELOW.length).replaceAll("\n", `\n${BELOW}`);
  return `  ${term}\n${BELOW}${below}`;
}

const BELOW = " ".repeat(6);
/** Columns. */
export const NARROWEST_TEXT = 20;

/** An option as commander knows it. */
export function toCommander(spec: OptionSpec): Option {
  const option = new Option(spec.flags, helpOf(spec));
  if (spec.aliasOf !== undefined) option.hideHelp();
  if (spec.repeat === true) {
    option.argParser((value: string, before: string[] | undefined) => [...(before ?? []), value]);
  }
  if (spec.count === true)
    option.argParser((_: string, before: number | undefined) => (before ?? 0) + 1);
  return option;
}
