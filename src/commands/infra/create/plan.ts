import type { Context } from "../../../core/context.ts";
import { QuantsError, combineErrors, nullIfMissing, toQuantsError } from "../../../core/errors.ts";
import { showUsd } from "../../../core/fields/field.ts";
import type { BaseInfraManager } from "../../../core/infra-manager.ts";
import type { Instance, StaticIp } from "../../../core/model.ts";
import { sameRules } from "../../../core/firewall/ports.ts";
import type { CheckedChoice } from "../../../core/instances/preflight.ts";
import { type ProvisionOptions, checkOurs } from "../../../core/instances/provision.ts";
import { staticIpNameFor } from "../../../core/static-ips/name.ts";
import { staticIpCost } from "../../../core/static-ips/price.ts";
import type { CommandResult } from "../../../core/result.ts";
import { type PricedChange, planned } from "../../shared/planned.ts";
import { writtenRule } from "../ports/rule-texts.ts";

type Wanted = Omit<ProvisionOptions, "name">;

/** `infra create --dry-run`: what is there is read, and nothing is changed. */
export async function planCreation(
  manager: BaseInfraManager,
  names: readonly string[],
  wanted: Wanted,
  choice: CheckedChoice,
  context: Context,
): Promise<CommandResult> {
  const changes: PricedChange[] = [];
  const errors: QuantsError[] = [];
  const there = whatIsThere(manager, names, context);
  for (const name of names) {
    try {
      changes.push(...(await changesFor(manager, name, wanted, choice, there)));
    } catch (error) {
      errors.push(toQuantsError(error));
    }
  }
  return planned(changes, combineErrors(errors, names.length, "instances"));
}

interface There {
  instance: (name: string) => Promise<Instance | null>;
  staticIp: (name: string) => Promise<StaticIp | null>;
}

/** One is read; for several the region is listed, once. */
function whatIsThere(
  manager: BaseInfraManager,
  { length }: readonly string[],
  { signal }: Context,
): There {
  const call = { signal };
  if (length === 1) {
    return {
      instance: (name) => nullIfMissing(manager.getInstance(name, call)),
      staticIp: (name) => nullIfMissing(manager.getStaticIp(name, call)),
    };
  }
  let instances: Promise<Instance[]> | undefined;
  let staticIps: Promise<StaticIp[]> | undefined;
  const named = <T extends { name: string }>(all: readonly T[], name: string): T | null =>
    all.find((it) => it.name === name) ?? null;
  return {
    instance: async (name) => named(await (instances ??= manager.listInstances(call)), name),
    staticIp: async (name) => named(await (staticIps ??= manager.listStaticIps(call)), name),
  };
}

async function changesFor(
  manager: BaseInfraManager,
  name: string,
  wanted: Wanted,
  choice: CheckedChoice,
  there: There,
): Promise<PricedChange[]> {
  const existing = await there.instance(name);
  if (existing !== null && !wanted.ifNotExists) {
    throw nameInUse(name, manager.region);
  }
  if (existing !== null) checkOurs(existing, wanted);
  const changes: PricedChange[] = [];
  const add = (action: string, kind: string, what: string, detail: string, usd = 0): void =>
    void changes.push({
      ...{ action, kind, name: what, region: manager.region, detail, monthly_usd: usd },
    });
  if (existing === null) {
    const usd = choice.bundle.monthly_price_usd;
    const { bundle, blueprint } = wanted;
    add(
      "create",
      "instance",
      name,
      `${bundle}, ${blueprint}, ${choice.zone}, ${showUsd(usd)} a month`,
      usd,
    );
  }
  const { rules } = wanted;
  if (rules !== undefined && !(existing !== null && sameRules(existing.firewall_rules, rules))) {
    add("set", "firewall", name, rules.map(writtenRule).join(" ") || "everything closed");
  }
  if (wanted.staticIp) {
    const ip = staticIpNameFor(name);
    const found = await there.staticIp(ip);
    if (found === null) add("allocate", "static_ip", ip, "");
    // Attached it costs nothing, wherever it was before.
    const saved = found === null ? 0 : 0 - staticIpCost(found);
    if (found?.attached_to !== name) add("attach", "static_ip", ip, `to ${name}`, saved);
  }
  return changes;
}

/** What a dry run finds before the service would say so. */
export function nameInUse(name: string, region: string): QuantsError {
  return new QuantsError("name_in_use", `The name "${name}" is in use in ${region}.`, {
    hint: "Choose another name, or add --if-not-exists to accept the instance that is there.",
    resource: name,
  });
}
