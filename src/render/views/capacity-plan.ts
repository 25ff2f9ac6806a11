import type { Demand } from "../../core/capacity/demand.ts";
import type { PoolPlan } from "../../core/capacity/pools.ts";
import type { CapacityPlanRecord, CapacityVariant } from "../../core/records/capacity-plan.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { drawFacts, drawSection } from "./facts.ts";

export function draw(record: CapacityPlanRecord, style: Style): string[] {
  const { full, active, claims, findings } = record;
  return [
    ...drawFacts(
      [
        ["Platform", style.bold(plain(record.platform))],
        ["Region", plain(record.region)],
        ["Users", `${number(record.users)} with ${number(record.bots)} bots`],
        ["Active", `${number(record.active_users)} at a time`],
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

const number = (value: number): string => Math.round(value).toLocaleString("en-US");
const share = (value: number): string => `${Math.round(value * 100)} %`;
const usd = (value: number): string => `$${value.toFixed(2)}`;

const demandRow = (title: string, it: Demand): string[] => [
  title,
  number(it.cpu),
  `${number(it.memory_gb)} GB`,
  `${number(it.disk_gb)} GB`,
  `${number(it.kept_gb)} GB`,
  `${number(it.network_mbps)} Mbit/s`,
];

const poolRow = (it: PoolPlan): string[] => [
  it.pool,
  it.tiers.join(", ") || "-",
  `${number(it.active)} of ${number(it.tenants)}`,
  it.bundle,
  it.spare === 0 ? String(it.servers) : `${it.servers} (${it.spare} to spare)`,
  it.binding.replace("_", " "),
  share(it.cpu_used),
  share(it.memory_used),
  usd(it.monthly_usd),
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
      usd(monthly_usd),
    ]),
    ...it.lines.map(({ what, monthly_usd }) => [what, "", usd(monthly_usd)]),
    ["total", `${usd(it.usd_per_user)} a user`, usd(it.monthly_usd)],
  ];
  const verdict = it.fits ? "" : style.caution(" (does not hold the users)");
  return [
    ...drawSection(`${TITLES[it.variant]}${verdict}`, ["WHAT", "SERVERS", "A MONTH"], rows, style),
    ...(it.note === null ? [] : [style.quiet(`  ${plain(it.note)}`)]),
  ];
}
