import type { Context } from "../../../core/context.ts";
import { UsageError } from "../../../core/errors.ts";
import type { Closure } from "../../../core/firewall/plan.ts";
import type { FirewallRule } from "../../../core/model.ts";
import { ruleOf } from "../../../core/firewall/ports.ts";
import {
  type RuleText,
  WORLD,
  checkSource,
  parseRuleText,
} from "../../../core/firewall/rule-text.ts";

/** Options of every command that is given rules. */
export interface RuleOptions {
  /** `ssh`, `tcp/8000-8010`, each with its own sources behind an `@` or without. */
  argument?: readonly string[];
  /** For the rules without sources of their own. */
  cidr?: readonly string[];
  world?: boolean;
}

/** The rules that are to be open. Throws `usage` for one that would silently be the world's. */
export async function readRules(
  texts: readonly string[],
  options: Pick<RuleOptions, "cidr" | "world">,
  context: Context,
): Promise<FirewallRule[]> {
  return rulesOf(readTexts(texts, options), "--cidr", context);
}

async function rulesOf(
  read: readonly RuleText[],
  flag: "--port" | "--cidr",
  context: Context,
): Promise<FirewallRule[]> {
  const open = read.find(({ sources }) => sources === null);
  if (open !== undefined) {
    const { text } = open;
    throw new UsageError(`No source says who may reach ${text}.`, {
      hint:
        flag === "--cidr"
          ? "Give --cidr 203.0.113.0/24 or --cidr my-ip; or --world, if anyone may."
          : `Give --port ${text}@203.0.113.0/24 or --port ${text}@my-ip; or ${text}@world, if anyone may.`,
      resource: text,
    });
  }
  return Promise.all(
    read.map(async ({ target, sources }) => ruleOf(target, await resolved(sources ?? [], context))),
  );
}

/**
 * The whole firewall of an instance that is to be made; undefined leaves it what its image
 * opens. Throws `usage` for a rule that would silently be the world's.
 */
export async function readNewFirewall(
  texts: readonly string[] | undefined,
  context: Context,
): Promise<FirewallRule[] | undefined> {
  if (texts === undefined) return undefined;
  return rulesOf(readTexts(texts, {}), "--port", context);
}

/** What is to be closed: of a rule without sources, all of it. */
export async function readClosures(options: RuleOptions, context: Context): Promise<Closure[]> {
  return Promise.all(
    readTexts(options.argument ?? [], options).map(async ({ target, sources }) => ({
      target,
      sources: sources && (await resolved(sources, context)),
    })),
  );
}

function readTexts(
  texts: readonly string[],
  { cidr = [], world = false }: Pick<RuleOptions, "cidr" | "world">,
): RuleText[] {
  if (world && cidr.length > 0) {
    throw new UsageError("--world and --cidr exclude each other.", { hint: "Give one of them." });
  }
  const common = world ? WORLD : cidr.length > 0 ? cidr.map(checkSource) : null;
  return texts.map(parseRuleText).map((it) => ({ ...it, sources: it.sources ?? common }));
}

async function resolved(sources: readonly string[], context: Context): Promise<string[]> {
  const all = await Promise.all(
    sources.map(async (source) => {
      if (source === "world") return WORLD;
      return source === "my-ip" ? context.myAddresses() : [source];
    }),
  );
  return all.flat();
}
