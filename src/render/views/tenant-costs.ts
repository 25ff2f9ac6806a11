import type { TenantCost, TierCost } from "../../core/cost/tenants.ts";
import { showUsd } from "../../core/fields/field.ts";
import type { TenantCostsRecord } from "../../core/records/tenant-costs.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { drawFacts, drawSection } from "./facts.ts";

export function draw(record: TenantCostsRecord, style: Style): string[] {
  const { tenants, tiers, servers_usd: servers, unused_usd: unused, complete } = record;
  const dearest = tenants.toSorted((a, b) => (b.reserved_usd ?? 0) - (a.reserved_usd ?? 0));
  return [
    ...drawFacts(
      [
        ["Platform", style.bold(plain(record.platform))],
        ["Region", plain(record.region)],
        ["Servers", `${showUsd(servers)} a month${complete ? "" : style.caution(", incomplete")}`],
        ["Unused", `${showUsd(unused)} of it`],
      ],
      style,
    ),
    ...drawSection(
      "Tiers, a month",
      ["TIER", "TENANTS", "ASLEEP", "RESERVED", "EACH", "SLEEP SAVES", "BY RATES"],
      tiers.map(tierRow),
      style,
    ),
    ...drawSection(
      "Tenants, a month",
      ["TENANT", "TIER", "WORKER", "RESERVED", "USED", "SLEEP SAVES", "BY RATES"],
      dearest.map(tenantRow),
      style,
    ),
  ];
}

const tierRow = (it: TierCost): string[] => [
  plain(it.tier),
  String(it.tenants),
  String(it.asleep),
  showUsd(it.reserved_usd),
  showUsd(it.reserved_usd_per_tenant),
  showUsd(it.saved_usd),
  showUsd(it.rated_usd),
];

const tenantRow = (it: TenantCost): string[] => [
  it.tenant,
  it.tier,
  it.node ?? "-",
  showUsd(it.reserved_usd),
  showUsd(it.used_usd),
  showUsd(it.saved_usd),
  showUsd(it.rated_usd),
];
