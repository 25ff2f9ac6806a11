import { QuantsError } from "../errors.ts";
import type { BaseInfraManager, CallOptions } from "../infra-manager.ts";
import type { Instance, StaticIp } from "../model.ts";
import { staticIpNameFor } from "../static-ips/name.ts";

/** A block storage disk that outlives its instance; its size is null if it could not be read. */
export interface KeptDisk {
  name: string;
  size_gb: number | null;
}

export const diskText = ({ name, size_gb: size }: KeptDisk): string =>
  size === null ? name : `${name} (${size} GB)`;

/** What goes when an instance is destroyed. */
export interface RetirePlan {
  name: string;
  region: string;
  /** Null if it is already gone and only a static IP is left. */
  instance: Instance | null;
  /** Static IPs to release: the one it holds, one it left behind, and those named by the user. */
  release: StaticIp[];
  /** Static IPs that stay allocated, and billed. */
  keep: StaticIp[];
  /** Block storage disks of the instance, which stay with their data, and are billed. */
  disks: readonly KeptDisk[];
}

/**
 * Reads what exists. Throws `not_found` if there is neither an instance of that name nor a free
 * static IP that it left behind.
 */
export async function planRetirement(
  manager: BaseInfraManager,
  name: string,
  options: CallOptions & {
    keepStaticIp: boolean;
    releaseAlso: readonly string[];
    /** The record from a recent list; read if absent. */
    listed?: Instance | null;
    /** The region's static IPs, if they were already requested. */
    staticIps?: Promise<StaticIp[]>;
    /** Its block storage disks, where they are to be told of. */
    disks?: Promise<readonly KeptDisk[]>;
    /** What an earlier destroy was about to release, provided it still has the same address. */
    toRelease?: readonly Pick<StaticIp, "name" | "ip_address">[];
    /** Names of static IPs to keep, whoever holds them. */
    keepNamed?: readonly string[];
    /** It is no failure if nothing exists. */
    mayBeGone?: boolean;
  },
): Promise<RetirePlan> {
  const [instance, staticIps, disks] = await Promise.all([
    options.listed ??
      manager.getInstance(name, options).catch((error: unknown) => {
        if (error instanceof QuantsError && error.code === "not_found") return error;
        throw error;
      }),
    options.staticIps ?? manager.listStaticIps(options),
    options.disks ?? [],
  ]);
  const named = options.releaseAlso.map((ip) => freeStaticIp(ip, name, staticIps));
  const own = staticIps.filter(
    (ip) => ip.attached_to === name || (!ip.is_attached && isLeftover(ip, name, options.toRelease)),
  );
  const keep = own.filter((ip) => options.keepStaticIp || options.keepNamed?.includes(ip.name));
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
    disks: instance instanceof QuantsError ? [] : disks,
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
      hint: "Omit --release-ip, or check its name.",
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
