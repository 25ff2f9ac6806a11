import type { EngineNode, EngineTenant } from "../../core/contracts/tenant-engine.ts";
import { valuesBy } from "../../core/contracts/metric-source.ts";
import { type CostedNode, type CostedTenant, costTenants } from "../../core/cost/tenants.ts";
import { QuantsError } from "../../core/errors.ts";
import type { BaseInfraManager } from "../../core/infra-manager.ts";
import type { Platform } from "../../core/platform/schema.ts";
import type { TenantCostsRecord } from "../../core/records/tenant-costs.ts";
import { needOf, nodeOf } from "../../core/tenants/placing.ts";
import { nodeName } from "../../core/tenants/work.ts";
import type { Command, CommandContext, OptionsFor } from "../definition/command.ts";
import { oneRegion } from "../shared/regions.ts";
import { openWork } from "../tenant/open.ts";
import type { spec } from "./tenants.spec.ts";

type TenantsContext = CommandContext<typeof spec>;

export const command: Command<typeof spec> = async (options, context) => {
  const { engine, platform, nodes } = await openWork(options, context);
  const manager = await oneRegion(context);
  const [tenants, prices, used] = [
    await engine.tenants(),
    await pricesOf(manager, context.signal),
    await usageOf(platform, options, context),
  ];
  const costed = nodes.flatMap((node): CostedNode[] =>
    node.pool === null ? [] : [{ ...sizeOf(node), monthly_usd: prices.get(node.name) ?? null }],
  );
  const costs = costTenants(
    tenants.map((it) => costedTenant(it, platform, nodes, used)),
    costed,
    platform.rates ?? null,
  );
  const unpriced = costed.filter((it) => it.monthly_usd === null).map(({ name }) => name);
  const data: TenantCostsRecord = {
    ...{ platform: platform.name, region: manager.region, ...costs, unpriced },
  };
  return {
    kind: "report",
    data,
    names: costs.tenants.map(({ tenant }) => tenant),
    // A script reads the total alone: a wrong one must not pass for success.
    error: costs.complete ? null : unknownPrices(unpriced, manager.region),
  };
};

const sizeOf = ({ name, pool, cpu, memory_mb }: EngineNode) => ({ name, pool, cpu, memory_mb });

const unknownPrices = (names: readonly string[], region: string): QuantsError =>
  new QuantsError(
    "not_found",
    `No price is known of ${names.join(", ")}: no instance in ${region} has that name.`,
    {
      hint: "A worker's name in the Swarm is its host name: it must be that of its instance. Or give another --region.",
      resource: names[0],
    },
  );

/** Of the region's instances, by name. */
async function pricesOf(
  manager: BaseInfraManager,
  signal: AbortSignal,
): Promise<Map<string, number>> {
  const call = { signal };
  const [instances, bundles] = await Promise.all([
    manager.listInstances(call),
    manager.listBundles({ ...call, includeInactive: true }),
  ]);
  const byId = new Map(bundles.map((it) => [it.bundle_id, it.monthly_price_usd]));
  return new Map(
    instances.flatMap(({ name, bundle_id: bundle }) => {
      const price = byId.get(bundle);
      return price === undefined ? [] : [[name, price] as const];
    }),
  );
}

type Usage = ReadonlyMap<string, { cpu: number; memory_mb: number }>;

/** By tenant; empty where nothing is asked, or nothing measured. */
async function usageOf(
  { usage, prometheus }: Platform,
  options: OptionsFor<typeof spec>,
  context: TenantsContext,
): Promise<Usage> {
  const url = options.prometheus ?? prometheus;
  if (usage === undefined || url === undefined) return new Map();
  const metrics = await context.metrics(url);
  const cpu = valuesBy("tenant", await metrics.query(usage.cpu_query, context.signal));
  const memory = new Map(
    valuesBy("tenant", await metrics.query(usage.memory_query, context.signal)),
  );
  return new Map(
    cpu.flatMap(([tenant, value]) => {
      const memory_mb = memory.get(tenant);
      return memory_mb === undefined ? [] : [[tenant, { cpu: value, memory_mb }] as const];
    }),
  );
}

const NOTHING = { cpu: 0, memory_mb: 0 };

function costedTenant(
  tenant: EngineTenant,
  platform: Platform,
  nodes: readonly EngineNode[],
  used: Usage,
): CostedTenant {
  const { name, tier, stage, bots_by_exchange: bots } = tenant;
  const sizes = (of: EngineTenant["stage"]) =>
    needOf({ ...tenant, stage: of }, platform) ?? NOTHING;
  return {
    ...{ tenant: name, tier, node: nodeName({ nodes }, nodeOf(tenant)) },
    is_asleep: stage !== "awake",
    bots: Object.values(bots).reduce((sum, it) => sum + it, 0),
    ...{ reserved: sizes(stage), awake: sizes("awake"), used: used.get(name) ?? null },
  };
}
