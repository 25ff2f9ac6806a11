import type { Demand } from "../../core/capacity/demand.ts";
import type { PoolPlan } from "../../core/capacity/pools.ts";
import type { CapacityPlanRecord, CapacityVariant } from "../../core/records/capacity-plan.ts";
import { showUsd } from "../../core/fields/field.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { drawFacts, drawSection } from "./facts.ts";
import { percent, wholeNumber } from "./figures.ts";

export function draw(record: CapacityPlanRecord, style: Style): string[] {
  const { full, active, claims, findings } = record;
  return [
    ...drawFacts(
      [
        ["Platform", style.bold(plain(record.platform))],
        ["Region", plain(record.region)],
        ["Users", `${wholeNumber(record.users)} with ${wholeNumber(record.bots)} bots`],
        ["Active", `${wholeNumber(record.active_users)} at a time`],
      ],
      style,
    ),
    ...drawSection(
      "Demand, by an average stack",
      ["", "CPU", "MEMORY", "DATA", "LOGS AND BACKUPS", "NETWORK"],
      [demandRow("all active", full), demandRow("active", active)],
      style,
    ),
    ...drawSection(
      "Pools, by the tiers' limits",
      ["POOL", "TIERS", "ACTIVE", "PLAN", "WORKERS", "DECIDED BY", "CPU", "MEMORY", "A MONTH"],
      record.pools.map(poolRow),
      style,
    ),
    ...record.variants.flatMap((it) => drawVariant(it, style)),
    ...(claims.length === 0
      ? []
      : drawSection(
          "Against the document",
          ["FIGURE", "DOCUMENT", "HERE", ""],
          claims.map((it) => [
            it.figure,
            it.claimed,
            it.computed,
            it.agrees ? "agrees" : style.caution("differs"),
          ]),
          style,
        )),
    ...(findings.length === 0 ? [] : ["", style.bold("To be known")]),
    ...findings.flatMap(({ finding, why }) => [
      `  ${plain(finding)}`,
      `    ${style.quiet(plain(why))}`,
    ]),
  ];
}

const demandRow = (title: string, it: Demand): string[] => [
  title,
  wholeNumber(it.cpu),
  `${wholeNumber(it.memory_gb)} GB`,
  `${wholeNumber(it.disk_gb)} GB`,
  `${wholeNumber(it.kept_gb)} GB`,
  `${wholeNumber(it.network_mbps)} Mbit/s`,
];

const poolRow = (it: PoolPlan): string[] => [
  it.pool,
  it.tiers.join(", ") || "-",
  `${wholeNumber(it.active)} of ${wholeNumber(it.tenants)}`,
  it.bundle,
  it.spare === 0 ? String(it.servers) : `${it.servers} (${it.spare} to spare)`,
  it.binding.replace("_", " "),
  percent(it.cpu_used),
  percent(it.memory_used),
  showUsd(it.monthly_usd),
];

const TITLES: Readonly<Record<CapacityVariant["variant"], string>> = {
  single: "A: one server",
  cluster: "B: a cluster",
  kubernetes: "C: managed Kubernetes",
};

function drawVariant(it: CapacityVariant, style: Style): string[] {
  const rows = [
    ...it.servers.map(({ role, type, count, monthly_usd }) => [
      role,
      `${count} x ${type}`,
      showUsd(monthly_usd),
    ]),
    ...it.lines.map(({ what, monthly_usd }) => [what, "", showUsd(monthly_usd)]),
    ["total", `${showUsd(it.usd_per_user)} a user`, showUsd(it.monthly_usd)],
  ];
  const verdict = it.fits ? "" : style.caution(" (does not hold the users)");
  return [
    ...drawSection(`${TITLES[it.variant]}${verdict}`, ["WHAT", "SERVERS", "A MONTH"], rows, style),
    ...(it.note === null ? [] : [style.quiet(`  ${plain(it.note)}`)]),
  ];
}
