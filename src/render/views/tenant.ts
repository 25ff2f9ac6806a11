import type { TenantInfoRecord } from "../../core/records/tenant.ts";
import { botsText } from "../../core/tenants/labels.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { drawFacts, drawSection } from "./facts.ts";

export function draw(record: TenantInfoRecord, style: Style): string[] {
  const { tenant, tier, stage, worker, status, bots_by_exchange: bots, stack } = record;
  const rows = stack.map((it) => [
    it.part,
    it.wanted ? (it.healthy ? "well" : "waiting") : it.healthy ? "stopping" : "stopped",
    it.worker,
    it.volumes.join(" ") || "-",
    it.says ?? "",
  ]);
  return [
    ...drawFacts(
      [
        ["Tenant", style.bold(plain(tenant))],
        ["Tier", plain(tier)],
        ["Stage", stage],
        ["Worker", plain(worker ?? "-")],
        ["Status", status === "well" ? style.good(status) : style.caution(plain(status))],
        ["Bots", botsText(bots) || "-"],
      ],
      style,
    ),
    ...drawSection("Stack", ["PART", "STATE", "WORKER", "VOLUMES", "SAYS"], rows, style),
  ];
}
