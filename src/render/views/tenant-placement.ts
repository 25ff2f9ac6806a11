import type { TenantPlacementRecord } from "../../core/records/tenant.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { drawFacts, drawSection } from "./facts.ts";

const figure = (value: number): string => value.toFixed(3);

export function draw(record: TenantPlacementRecord, style: Style): string[] {
  const { tenant, tier, pool, worker, cpu, memory_mb: memory, advice, candidates } = record;
  const rows = candidates.map(({ node, score, refused }) => [
    node,
    figure(score.cpu),
    figure(score.memory),
    figure(score.tenants),
    figure(score.total),
    refused ?? (node === worker ? "chosen" : "fits"),
  ]);
  return [
    ...drawFacts(
      [
        ["Tenant", style.bold(plain(tenant))],
        ["Tier", `${plain(tier)}, pool ${plain(pool)}`],
        ["Needs", `${Math.round(cpu * 1_000) / 1_000} CPU, ${memory} MB`],
        [
          "Worker",
          worker === null ? style.caution("none: there is no room") : style.good(plain(worker)),
        ],
        ...(advice === null ? [] : [["What helps", plain(String(advice))] as const]),
      ],
      style,
    ),
    ...drawSection("Workers", ["WORKER", "CPU", "MEMORY", "TENANTS", "SCORE", "WHY"], rows, style),
  ];
}
