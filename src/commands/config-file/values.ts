import type { Config } from "../../core/config/schema.ts";
import { isCommand } from "../definition/group.ts";
import { optionKey, snakeCase } from "../definition/option.ts";
import { SECTIONS } from "./sections.ts";

type Values = Readonly<Record<string, unknown>>;

/** The values for one command, e.g. `infra create`: its section over the top level. */
export function valuesFor(config: Config, path: string): Record<string, unknown> {
  const top = Object.entries(config).filter(([key]) => !SECTIONS.has(key));
  return {
    ...Object.fromEntries(top),
    ...sharedOf(config, path),
    // What the fleet is, is said once.
    ...(path === "deploy" && at(config, ["inventory"])),
    // zod leaves optional keys that are absent out, and YAML's `key:` is refused before.
    ...at(config, sectionOf(path)),
  };
}

/** Where in the file a command's value stands, e.g. `infra.create.bundle`. */
export function placeOf(config: Config, path: string, key: string): string {
  const words = sectionOf(path);
  if (Object.hasOwn(at(config, words), key)) return [...words, key].join(".");
  return Object.hasOwn(sharedOf(config, path), key) ? `${words[0]}.${key}` : key;
}

function at(config: Config, words: readonly string[]): Values {
  let section: unknown = config;
  for (const word of words) section = (section as Values | undefined)?.[word];
  return (section as Values | undefined) ?? {};
}

/** The keys that lead to a command's section. */
function sectionOf(path: string): string[] {
  const words = path.split(" ");
  const node = SECTIONS.get(words[0] ?? "");
  const isShared = node !== undefined && (isCommand(node) || node.sharesSection === true);
  return isShared ? words.slice(0, 1) : words;
}

/** What stands in a group's section for all of its commands; its other keys are commands. */
function sharedOf(config: Config, path: string): Values {
  const [noun = ""] = path.split(" ");
  const node = SECTIONS.get(noun);
  if (node === undefined || isCommand(node) || node.sharedOptions === undefined) return {};
  const keys = node.sharedOptions.map(({ flags }) => snakeCase(optionKey(flags)));
  const section = at(config, [noun]);
  return Object.fromEntries(
    keys.flatMap((key) => (section[key] === undefined ? [] : [[key, section[key]]])),
  );
}
