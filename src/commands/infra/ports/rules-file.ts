import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as z from "zod";
import type { Context } from "../../../core/context.ts";
import { QuantsError, UsageError } from "../../../core/errors.ts";
import type { FirewallRule } from "../../../core/model.ts";
import { checkRule } from "../../../core/firewall/ports.ts";
import { type RuleOptions, readRules } from "./rule-texts.ts";

export interface WantedOptions extends RuleOptions {
  /** File with rules. */
  rules?: string;
  /** No rule at all. */
  none?: boolean;
}

const rule = z.object({
  protocol: z.string(),
  from_port: z.number().int(),
  to_port: z.number().int(),
  cidrs: z.array(z.string()).default([]),
  ipv6_cidrs: z.array(z.string()).default([]),
  cidr_list_aliases: z.array(z.string()).default([]),
});
const content = z.union([
  z.array(z.union([z.string(), rule])),
  // A record of infra info or list has them under this key.
  z.object({ firewall_rules: z.array(rule) }).transform((it) => it.firewall_rules),
]);

/** The whole firewall that is wanted: of arguments or of a file, and nothing only when said. */
export async function readWanted(
  options: WantedOptions,
  context: Context,
): Promise<FirewallRule[]> {
  const { argument = [], rules: file, none = false } = options;
  const given = [argument.length > 0, file !== undefined, none].filter(Boolean).length;
  if (given !== 1) {
    throw new UsageError(
      given === 0 ? "No rules were given." : "Rules, --rules and --none exclude each other.",
      {
        hint: "Give rules such as ssh@203.0.113.0/24, or --rules FILE; --none closes everything.",
      },
    );
  }
  if (file === undefined) return readRules(argument, options, context);
  const read = await readFile(file, context);
  // A template that came out empty must not close everything.
  if (read.length === 0) {
    throw new UsageError(`The rules file ${file} is empty.`, {
      hint: "To close everything, use --none instead of --rules.",
      resource: file,
    });
  }
  const texts = read.filter((it) => typeof it === "string");
  const records = read.filter((it) => typeof it !== "string");
  for (const record of records) checkRule(record);
  return [...(await readRules(texts, options, context)), ...records];
}

async function readFile(file: string, context: Context): Promise<(string | FirewallRule)[]> {
  let parsed: unknown;
  try {
    const { parse } = await import("yaml");
    parsed = parse(readFileSync(resolve(context.host.cwd, file), "utf8"), { maxAliasCount: 100 });
  } catch (error) {
    const [why] = (error as Error).message.split("\n");
    throw unreadable(file, "config_not_found", why ?? "it can't be read", error);
  }
  const checked = content.safeParse(parsed);
  if (checked.success) return checked.data;
  throw unreadable(file, "config_invalid", "it is not a list of rules");
}

function unreadable(
  file: string,
  code: "config_not_found" | "config_invalid",
  why: string,
  cause?: unknown,
): QuantsError {
  return new QuantsError(code, `The rules file ${file} can't be used: ${why}.`, {
    hint: "A list, YAML or JSON: texts such as ssh@203.0.113.0/24, or rules as infra info prints them.",
    resource: file,
    cause,
  });
}
