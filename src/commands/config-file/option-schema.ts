import * as z from "zod";
import { type OptionSpec, optionKey, snakeCase } from "../definition/option.ts";

const text = z.string().min(1);
const texts = z.union([text, z.array(text)]);
/** A number without a unit is told apart from text by YAML alone. */
const numberOrText = z.union([text, z.number().transform(String)]);

/** The keys that a file may say these options by, and what may stand behind each. */
export function shapeOf(options: readonly OptionSpec[]): Record<string, z.ZodType> {
  const shape: Record<string, z.ZodType> = {};
  for (const spec of options) {
    if (spec.flagOnly === true || spec.aliasOf !== undefined) continue;
    const key = snakeCase(optionKey(spec.flags));
    // `--wait` says how, and `--no-wait` is its false.
    shape[key] ??= schemaOf(spec).optional();
  }
  return shape;
}

function schemaOf({ flags, choices, inFile, range, repeat, commas }: OptionSpec): z.ZodType {
  if (inFile === "map") return z.record(z.string(), z.string());
  if (inFile === "map or list") return z.union([texts, z.record(z.string(), z.string())]);
  if (inFile === "map of values") {
    return z.record(z.string(), z.union([text, z.number(), z.boolean()]));
  }
  if (inFile === "digits") return z.union([text, z.number().int().transform(String)]);
  if (range !== undefined) return z.number().int().min(range[0]).max(range[1]);
  if (repeat === true) return texts;
  if (commas === true) {
    return texts.transform((value) => (Array.isArray(value) ? value.join(",") : value));
  }
  const isSwitch = !/[<[]/.test(flags);
  if (isSwitch) return z.boolean();
  const value = choices === undefined ? valueOf(flags) : choiceOf(choices);
  return flags.includes("[") ? z.union([z.boolean(), value]) : value;
}

function valueOf(flags: string): z.ZodType {
  return flags.includes("<duration>") ? numberOrText : text;
}

/** In whatever case, as on the command line. */
function choiceOf(choices: readonly string[]): z.ZodType {
  const known = (value: unknown): unknown =>
    choices.find((it) => it.toLowerCase() === String(value).toLowerCase()) ?? value;
  return z.preprocess(known, z.enum(choices as [string, ...string[]]));
}
