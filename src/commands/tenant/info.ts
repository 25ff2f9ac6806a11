import { tenantRecord } from "../../core/tenants/records.ts";
import { nodeName, theTenant } from "../../core/tenants/work.ts";
import type { Command } from "../definition/command.ts";
import type { spec } from "./info.spec.ts";
import { openWork } from "./open.ts";
import { tenantName } from "./options.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const name = tenantName(options.argument);
  const work = await openWork(options, context);
  const { engine, nodes } = work;
  const tenant = await theTenant(engine, name);
  const tasks = await engine.tasks(name);
  const stack = tenant.parts.map((part) => {
    const own = tasks.filter((it) => it.part === part.name);
    // The engine lists the newest first.
    const said = own.find((it) => it.error !== null)?.error ?? own[0]?.state ?? null;
    return {
      ...{ part: part.name, wanted: part.wanted, healthy: part.healthy, volumes: part.volumes },
      worker: nodeName(work, part.node),
      says: part.wanted === part.healthy ? null : said,
    };
  });
  return { kind: "report", data: { ...tenantRecord(tenant, nodes), stack }, names: [name] };
};
