import { QuantsError } from "../errors.ts";
import type { BaseInfraManager, CallOptions } from "../infra-manager.ts";
import type { Instance, StaticIp } from "../model.ts";
import { staticIpNameFor } from "../static-ips/name.ts";

/** What destroying an instance takes with it. */
export interface RetirePlan {
  name: string;
  region: string;
  /** Null when it is gone already and only a static IP is left of it. */
  instance: Instance | null;
  /** Static IPs to be released: the one it holds, its leftover, those named by the user. */
  release: StaticIp[];
  /** Static IPs that stay allocated, and billed. */
  keep: StaticIp[];
}

/**
 * Reads what there is. Throws `not_found` when there is neither an instance of that name
 * nor a free static IP left of it.
 */
export async function planRetirement(
  manager: BaseInfraManager,
  name: string,
  options: CallOptions & {
    keepStaticIp: boolean;
    releaseAlso: readonly string[];
    /** As it was listed a moment ago; it is read when it was not. */
    listed?: Instance | null;
    /** Those of the region, when they are asked for already. */
    staticIps?: Promise<StaticIp[]>;
    /** What an earlier destroy was to release; of the same address still, or it is another one. */
    toRelease?: readonly Pick<StaticIp, "name" | "ip_address">[];
    /** Names of static IPs that are kept, whoever holds them. */
    spare?: readonly string[];
    /** Nothing being there is success. */
    mayBeGone?: boolean;
  },
): Promise<RetirePlan> {
  const [instance, staticIps] = await Promise.all([
    options.listed ??
      manager.getInstance(name, options).catch((error: unknown) => {
        if (error instanceof QuantsError && error.code === "not_found") return error;
        throw error;
      }),
    options.staticIps ?? manager.listStaticIps(options),
  ]);
  const named = options.releaseAlso.map((ip) => freeStaticIp(ip, name, staticIps));
  const own = staticIps.filter(
    (ip) => ip.attached_to === name || (!ip.is_attached && isLeftover(ip, name, options.toRelease)),
  );
  const keep = own.filter((ip) => options.keepStaticIp || options.spare?.includes(ip.name));
  const toRelease = [...new Set([...own.filter((ip) => !keep.includes(ip)), ...named])];
  if (instance instanceof QuantsError && toRelease.length === 0 && options.mayBeGone !== true) {
    throw instance;
  }
  return {
    name,
    region: manager.region,
    instance: instance instanceof QuantsError ? null : instance,
    release: toRelease,
    keep,
  };
}

function isLeftover(
  ip: StaticIp,
  instance: string,
  toRelease: readonly Pick<StaticIp, "name" | "ip_address">[] = [],
): boolean {
  if (ip.name === staticIpNameFor(instance)) return true;
  return toRelease.some((it) => it.name === ip.name && it.ip_address === ip.ip_address);
}

function freeStaticIp(name: string, instance: string, all: readonly StaticIp[]): StaticIp {
  const found = all.find((ip) => ip.name === name);
  if (found === undefined) {
    throw new QuantsError("not_found", `There is no static IP ${name}.`, {
      hint: "Leave --release-ip out, or check its name.",
      resource: name,
    });
  }
  if (found.attached_to !== null && found.attached_to !== instance) {
    throw new QuantsError(
      "conflict",
      `The static IP ${name} is attached to ${found.attached_to}.`,
      {
        hint: "It is in use, so it was not released.",
        resource: name,
      },
    );
  }
  return found;
}
