import { isIPv4, isIPv6 } from "node:net";
import type { spec } from "./set.spec.ts";
import type { OptionsFor } from "../definition/command.ts";
import type { Context } from "../../core/context.ts";
import type { NewDomainEntry } from "../../core/contracts/domains.ts";
import { checkTarget } from "../../core/dns/target.ts";
import { QuantsError } from "../../core/errors.ts";
import { checkName } from "../../core/instances/names.ts";
import { plainHost } from "../../core/dns/names.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import { oneRegion } from "../shared/regions.ts";

type Pointed = Pick<NewDomainEntry, "target" | "is_alias">;

/** What the entry is to point at: a load balancer and an instance are looked up. */
export async function resolvedTarget(
  { type, target = "", aliasOf }: Omit<OptionsFor<typeof spec>, "name" | "argument">,
  context: Context,
): Promise<Pointed> {
  if (aliasOf !== undefined) {
    const manager = await oneRegion(context);
    const found = await manager.loadBalancers.get(aliasOf, { signal: context.signal });
    return { target: plainHost(found.dns_name), is_alias: true };
  }
  if ((type !== "A" && type !== "AAAA") || isIPv4(target) || isIPv6(target)) {
    return { target: checkTarget(type, target), is_alias: false };
  }
  return { target: await addressOf(target, type, context), is_alias: false };
}

async function addressOf(given: string, type: "A" | "AAAA", context: Context): Promise<string> {
  // All digits and dots is an address with an error, not an instance.
  if (/^[\d.:]*$/.test(given)) return checkTarget(type, given);
  const name = checkName(given);
  const manager = await oneRegion(context);
  const instance = await manager.getInstance(name, { signal: context.signal });
  const [ipv6] = instance.ipv6_addresses;
  const address = type === "A" ? instance.public_ip : (ipv6 ?? null);
  if (address === null) {
    throw new QuantsError("invalid_state", `${name} has no address for an entry of type ${type}.`, {
      hint: "Wait until it runs, or give the address itself.",
      resource: name,
    });
  }
  if (type === "A" && !instance.is_static_ip) {
    const { region } = manager;
    context.narrator.warn(
      `${name} has no static IP: the entry will be wrong once the instance was stopped. ${advice`Give it one: ${toRun("infra ip allocate", { name: `${name}-ip`, attachTo: name, region })}`.toString()}`,
    );
  }
  return checkTarget(type, address);
}
