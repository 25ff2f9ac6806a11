import { toRun } from "../../core/text/advice.ts";
import type { CommandContext } from "../definition/command.ts";
import type { spec } from "./create.spec.ts";
import type { Command, OptionsFor } from "../definition/command.ts";
import type { Context } from "../../core/context.ts";
import { UsageError } from "../../core/errors.ts";
import { showUsd } from "../../core/fields/field.ts";
import { writtenRule } from "../../core/firewall/change-text.ts";
import type { WaitLevel } from "../../core/instances/creation.ts";
import type { FirewallRule } from "../../core/model.ts";
import { coversTcpPort } from "../../core/firewall/ports.ts";
import { checkChoice } from "../../core/instances/preflight.ts";
import { checkTags } from "../../core/instances/tags.ts";
import { oneRegion } from "../shared/regions.ts";
import { type Wanted, foreseeInstances, makeInstances } from "./create/instances.ts";
import type { Finish } from "./create/made.ts";
import { madeByUnfinished, selectedByUnfinished } from "./left-behind.ts";
import { readNewFirewall } from "./ports/rule-texts.ts";
import { readUserData, userDataWarnings } from "./create/user-data.ts";
import { checkSshWait, deadlineSignal, waitLevel } from "../shared/waiting.ts";

export type CreateOptions = OptionsFor<typeof spec>;

export const command: Command<typeof spec> = async (options, context) => {
  const level = waitLevel(options);
  checkSshWait(level, context);
  const asked = await readAsked(options, level, context);
  const manager = await oneRegion(context);
  const names = uniqueNames(options.name);

  context.narrator.waiting("checking the catalogue");
  const choice = await checkChoice(
    manager,
    {
      bundle: asked.bundle,
      blueprint: asked.blueprint,
      zone: options.az,
      ipAddressType: options.ipAddressType,
      staticIp: asked.staticIp,
    },
    { signal: deadlineSignal(options, context) },
  ).finally(() => context.narrator.idle());
  warnOfLockout(asked.rules, context);
  if (asked.userData !== undefined) {
    const warnings = userDataWarnings(asked.userData, choice.blueprint.platform);
    for (const warning of warnings) context.narrator.warn(warning);
  }
  const { bundle, zone } = choice;
  const price = `${showUsd(bundle.monthly_price_usd)} a month`;
  const wanted: Wanted = {
    ...{ manager, names, bundle },
    options: {
      ...asked,
      // Only a zone that was asked for must match an instance that is there already.
      availabilityZone: options.az ?? (asked.ifNotExists ? undefined : zone),
      detail: `${asked.bundle}, ${asked.blueprint}, ${zone}, ${price}`,
      monthlyUsd: bundle.monthly_price_usd,
    },
    ports: asked.rules,
    finish: finishWith(options, asked.rules, manager.region),
  };
  return options.dryRun === true
    ? foreseeInstances(wanted, options, context)
    : makeInstances(wanted, options, context);
};

async function readAsked(
  options: CreateOptions,
  level: WaitLevel,
  context: CommandContext<typeof spec>,
): Promise<Omit<Wanted["options"], "availabilityZone" | "detail" | "monthlyUsd">> {
  const tags = Object.fromEntries(options.tag ?? []);
  if (Object.keys(tags).length !== (options.tag ?? []).length) {
    throw new UsageError("A tag key is given twice.", { hint: "Give each --tag key once." });
  }
  checkTags(tags);
  return {
    bundle: options.bundle ?? "small_3_0",
    blueprint: options.blueprint ?? "ubuntu_22_04",
    keyPair: options.keyPair,
    tags,
    userData:
      options.userData === undefined ? undefined : await readUserData(options.userData, context),
    ipAddressType: options.ipAddressType,
    staticIp: options.staticIp ?? false,
    rules: await readNewFirewall(context.resuming.ports ?? options.port, context),
    waitLevel: level,
    ifNotExists: options.ifNotExists ?? false,
    isOurs: context.resuming.ownOnly === true ? await madeByUnfinished(context) : undefined,
    isResumed:
      context.resuming.ownOnly === undefined ? undefined : await selectedByUnfinished(context),
  };
}

function uniqueNames(names: readonly string[]): string[] {
  const unique = [...new Set(names)];
  if (unique.length === names.length) return unique;
  throw new UsageError("A name is given twice.", { hint: "Give each --name once." });
}

function warnOfLockout(rules: readonly FirewallRule[] | undefined, context: Context): void {
  if (rules === undefined || rules.some((rule) => coversTcpPort(rule, 22))) return;
  context.narrator.warn("no --port opens tcp/22, so nobody will be able to log in by SSH");
}

/** User data is left out: it is only read by an instance that does not exist yet. */
function finishWith(
  options: CreateOptions,
  rules: readonly FirewallRule[] | undefined,
  region: string,
): Finish {
  const { bundle, blueprint, az, keyPair, ipAddressType, tag, staticIp } = options;
  const port = rules?.map(writtenRule);
  const wanted = { bundle, blueprint, az, keyPair, ipAddressType, tag, port, staticIp };
  return (name) => toRun("infra create", { name, region, ...wanted, ifNotExists: true });
}
