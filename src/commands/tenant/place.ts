import { QuantsError } from "../../core/errors.ts";
import { needOf, nodeOf, placementNodes, placeTenant } from "../../core/tenants/placing.ts";
import { nodeName } from "../../core/tenants/work.ts";
import type { Command } from "../definition/command.ts";
import { whatHelps } from "./no-room.ts";
import { openWork, tierNamed } from "./open.ts";
import { tenantName } from "./options.ts";
import type { spec } from "./place.spec.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const name = tenantName(options.argument);
  const work = await openWork(options, context);
  const { engine, platform, nodes } = work;
  const tenants = await engine.tenants();
  const present = tenants.find((it) => it.name === name);
  const tier = options.tier ?? present?.tier;
  const { pool } = tierNamed(tier, platform);
  const need = needOf(
    {
      ...{ name, tier: tier ?? "", stage: present?.stage ?? "awake" },
      bots_by_exchange:
        options.bots === undefined
          ? (present?.bots_by_exchange ?? {})
          : Object.fromEntries(options.bots),
    },
    platform,
  );
  if (need === null) throw new QuantsError("invalid_input", `There is no tier ${tier}.`);
  const there = placementNodes(nodes, tenants, platform, name);
  const own = present === undefined ? undefined : nodeName(work, nodeOf(present));
  const placement = placeTenant(need, there, platform, own);
  return {
    kind: "report",
    data: {
      ...{ tenant: name, tier: tier ?? "", pool, cpu: need.cpu, memory_mb: need.memory_mb },
      worker: placement.node,
      advice: placement.node === null ? await whatHelps(need, there, platform, context) : null,
      candidates: placement.candidates,
    },
    names: placement.node === null ? [] : [placement.node],
  };
};
