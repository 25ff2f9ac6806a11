import { QuantsError } from "../errors.ts";
import type { Bundle } from "../model.ts";
import type { KubernetesPrices } from "../platform/kubernetes-prices.ts";
import type { Platform } from "../platform/schema.ts";
import type { CapacityVariant, VariantServers } from "../records/capacity-plan.ts";
import { advice, toRun } from "../text/advice.ts";
import { baselineOf } from "./baseline.ts";
import type { TierDemand } from "./demand.ts";
import type { PoolPlan } from "./pools.ts";

const HOURS_PER_MONTH = 730;

interface Given {
  platform: Platform;
  region: string;
  tiers: readonly TierDemand[];
  /** Plans that can be had, for Linux with an IPv4 address. */
  bundles: readonly Bundle[];
}

const sumOf = <T>(items: readonly T[], value: (item: T) => number): number =>
  items.reduce((sum, it) => sum + value(it), 0);

function variant(
  name: CapacityVariant["variant"],
  users: number,
  made: Pick<CapacityVariant, "fits" | "note" | "servers" | "lines">,
): CapacityVariant {
  const monthly =
    sumOf(made.servers, (it) => it.monthly_usd) + sumOf(made.lines, (it) => it.monthly_usd);
  return {
    ...{ variant: name, ...made, monthly_usd: monthly },
    usd_per_user: users === 0 ? 0 : monthly / users,
  };
}

/** Everything on one server: the cheapest that holds the active tenants, or the largest there is. */
export function singleServer({ platform, tiers, bundles }: Given): CapacityVariant {
  const users = sumOf(tiers, (it) => it.users);
  const cpu = sumOf(tiers, (it) => it.active * it.cpu);
  const memory = sumOf(tiers, (it) => it.active * it.memory_gb);
  const left = 1 - platform.load.headroom;
  const shareHeld = (it: Bundle): number =>
    Math.min(
      (it.cpu_count * (baselineOf(it.bundle_id) ?? 1) * left) / cpu,
      (it.ram_size_gb * left) / memory,
    );
  const byPrice = bundles.toSorted((one, other) => one.monthly_price_usd - other.monthly_price_usd);
  const holding = byPrice.find((it) => shareHeld(it) >= 1);
  const largest = byPrice.at(-1);
  const chosen = holding ?? largest;
  if (chosen === undefined)
    return variant("single", users, {
      fits: false,
      note: "there are no plans",
      servers: [],
      lines: [],
    });
  const held = Math.floor(users * Math.min(1, shareHeld(chosen)));
  return variant("single", users, {
    fits: holding !== undefined,
    note:
      holding === undefined
        ? `the largest plan holds about ${held} of ${users} users`
        : "when it fails, all of it does",
    servers: [
      { role: "all", type: chosen.bundle_id, count: 1, monthly_usd: chosen.monthly_price_usd },
    ],
    lines: platform.lines ?? [],
  });
}

/** The pools' workers, and the servers beside them. */
export function cluster(given: Given, pools: readonly PoolPlan[]): CapacityVariant {
  const { platform, tiers } = given;
  const over = pools.filter(
    ({ pool, servers }) => servers > (platform.pools[pool]?.max_workers ?? Infinity),
  );
  return variant(
    "cluster",
    sumOf(tiers, (it) => it.users),
    {
      fits: over.length === 0,
      note:
        over.length === 0
          ? null
          : over
              .map(
                ({ pool, servers }) =>
                  `pool ${pool} needs ${servers} workers, and may have ${platform.pools[pool]?.max_workers}`,
              )
              .join("; "),
      servers: [
        ...(platform.servers ?? []).map((it) => besideWorkers(it, given)),
        ...pools.map(({ pool, bundle, servers, monthly_usd }): VariantServers => ({
          ...{ role: `worker-${pool}`, type: bundle, count: servers, monthly_usd },
        })),
      ],
      lines: platform.lines ?? [],
    },
  );
}

function besideWorkers(
  { role, cpu, memory_gb: memory, count = 1 }: NonNullable<Platform["servers"]>[number],
  { bundles, region }: Given,
): VariantServers {
  const fitting = bundles
    .filter((it) => it.cpu_count >= cpu && it.ram_size_gb >= memory)
    .toSorted((one, other) => one.monthly_price_usd - other.monthly_price_usd);
  const [cheapest] = fitting;
  if (cheapest !== undefined) {
    const monthly = count * cheapest.monthly_price_usd;
    return { role, type: cheapest.bundle_id, count, monthly_usd: monthly };
  }
  throw new QuantsError(
    "invalid_input",
    `No plan in ${region} has ${cpu} processors and ${memory} GB, as the server ${role} is to have.`,
    { hint: advice`See: ${toRun("infra bundles", { region })}`, resource: role },
  );
}

/** Managed Kubernetes, by figures of a price file: as many workers as hold the active tenants, and one to spare. */
export function kubernetes({ platform, tiers }: Given, prices: KubernetesPrices): CapacityVariant {
  const { worker, lines } = prices;
  const left = 1 - platform.load.headroom;
  const needed = Math.max(
    Math.ceil(sumOf(tiers, (it) => it.active * it.cpu) / (worker.cpu * left)),
    Math.ceil(sumOf(tiers, (it) => it.active * it.memory_gb) / (worker.memory_gb * left)),
  );
  const count = needed + platform.load.spare_servers;
  return variant(
    "kubernetes",
    sumOf(tiers, (it) => it.users),
    {
      ...{ fits: true, note: null },
      servers: [
        {
          ...{ role: "worker", type: worker.type, count },
          monthly_usd: count * worker.usd_per_hour * HOURS_PER_MONTH,
        },
      ],
      lines: lines.map(({ what, monthly_usd }) => ({ what, monthly_usd })),
    },
  );
}
