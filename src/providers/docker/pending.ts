import type { PendingTenant, TenantEngine } from "../../core/contracts/tenant-engine.ts";
import { nullIfMissing } from "../../core/errors.ts";
import { botsFrom, botsText, LABEL } from "../../core/tenants/labels.ts";
import { tenantOf } from "../../core/tenants/names.ts";
import type { DockerCli } from "./cli.ts";
import { configNamed, configsWith } from "./configs.ts";
import type { ConfigAnswer, ServiceLine } from "./shapes.ts";
import { steady } from "./steady.ts";

type PendingCalls = Pick<TenantEngine, "pending" | "setPending" | "removePending">;

const nameOf = (tenant: string): string => `qt-pending-${tenant}`;
const isText = (text: string | undefined): text is string => text !== undefined && text !== "";

/** A tenant that waits is a config of the Swarm: its labels say what it is to be. */
export function pendingCalls(cli: DockerCli): PendingCalls {
  const remove = async (tenant: string): Promise<void> => {
    await nullIfMissing(cli.run(["config", "rm", nameOf(tenant)]));
  };
  const recorded = async (name: string): Promise<PendingTenant | null> => {
    const found = await configNamed(cli, nameOf(name));
    return found === null ? null : (pendingFrom(found)[0] ?? null);
  };
  return {
    pending: () =>
      steady(async () => {
        const found = await configsWith(cli, LABEL.pending);
        if (found.length === 0) return [];
        const there = await tenantsThere(cli);
        return found
          .flatMap(pendingFrom)
          .filter(({ name }) => !there.has(name))
          .toSorted(byTime);
      }),
    async setPending(tenant) {
      const { name, tier, pool, bots_by_exchange: bots } = tenant;
      const labels = {
        ...{ [LABEL.pending]: name, [LABEL.tier]: tier, [LABEL.pool]: pool },
        [LABEL.bots]: botsText(bots),
      };
      const before = await recorded(name);
      if (before !== null && isSame(before, tenant)) return;
      await remove(name);
      const args = Object.entries(labels).flatMap(([key, it]) => ["--label", `${key}=${it}`]);
      await cli.run(["config", "create", ...args, nameOf(name), "-"], "pending");
    },
    removePending: remove,
  };
}

function pendingFrom({ CreatedAt: since, Spec }: ConfigAnswer): PendingTenant[] {
  const labels = Spec?.Labels ?? {};
  const { [LABEL.pending]: name, [LABEL.tier]: tier, [LABEL.pool]: pool } = labels;
  if (!isText(name) || !isText(tier) || !isText(pool)) return [];
  const bots_by_exchange = botsFrom(labels[LABEL.bots]);
  return [{ name, tier, pool, bots_by_exchange, since: timeOf(since) }];
}

/** The engine writes as many digits of a second as it needs. */
const timeOf = (text = ""): string => {
  const time = Date.parse(text);
  return Number.isNaN(time) ? text : new Date(time).toISOString();
};

const isSame = (one: PendingTenant, other: Omit<PendingTenant, "since">): boolean =>
  one.tier === other.tier &&
  one.pool === other.pool &&
  botsText(one.bots_by_exchange) === botsText(other.bots_by_exchange);

const byTime = (one: PendingTenant, other: PendingTenant): number =>
  one.since === other.since ? (one.name < other.name ? -1 : 1) : one.since < other.since ? -1 : 1;

async function tenantsThere(cli: DockerCli): Promise<Set<string>> {
  const args = ["service", "ls", "--filter", `label=${LABEL.tenant}`];
  const lines = await cli.lines<ServiceLine>(args);
  return new Set(lines.map(({ Name }) => tenantOf(Name)));
}
