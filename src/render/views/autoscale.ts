import type { AutoscaleRecord, ScaleChangeRecord } from "../../core/records/autoscale.ts";
import { showDifference } from "../../core/fields/field.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { drawFacts, drawSection } from "./facts.ts";

export function draw(record: AutoscaleRecord, style: Style): string[] {
  const { change, pools, changes, monthly_usd: usd } = record;
  const price = changes.length === 0 ? "" : `, ${showDifference(usd)} a month`;
  const head =
    change === null
      ? drawFacts([["Result", pools.length === 0 ? "no pool" : "every pool holds"]], style)
      : drawFacts(
          [
            ["Result", `${told(change, style)}${price}`],
            ["Pool", plain(change.pool)],
            ["Why", plain(change.reason)],
            ...(change.not_done.length === 0
              ? []
              : [["Not done", style.caution(change.not_done.join(", "))] as const]),
          ],
          style,
        );
  return [
    ...head,
    ...drawPools(record, style),
    ...drawRules(record, style),
    ...drawPlan(record, style),
  ];
}

function told({ action, worker, result }: ScaleChangeRecord, style: Style): string {
  const name = style.bold(plain(worker));
  if (result === "planned") return `${name} would be ${action === "add" ? "added" : "given up"}`;
  if (result === "failed") return `${name}: ${style.bad("failed")}`;
  if (result === "kept") return `${name} ${style.caution("stays after all")}`;
  return `${name} ${style.good(result === "added" ? "added" : "given up")}`;
}

function drawPools({ pools }: AutoscaleRecord, style: Style): string[] {
  if (pools.length === 0) return [];
  const rows = pools.map((it) => [
    it.pool,
    `${it.workers} of ${it.max_workers}`,
    `${it.tenants} of ${it.places}`,
    it.action,
    it.reason,
  ]);
  return drawSection("Pools", ["POOL", "WORKERS", "TENANTS", "DECISION", "WHY"], rows, style);
}

function drawRules({ pools, dry_run: isDry }: AutoscaleRecord, style: Style): string[] {
  const rows = pools.flatMap(({ pool, rules }) =>
    rules.map(({ rule, value, threshold, asks }) => [
      ...[pool, rule, value, threshold],
      asks === null ? "not known" : asks ? "yes" : "no",
    ]),
  );
  if (!isDry || rows.length === 0) return [];
  return drawSection("Rules", ["POOL", "RULE", "VALUE", "THRESHOLD", "HOLDS"], rows, style);
}

function drawPlan({ changes }: AutoscaleRecord, style: Style): string[] {
  if (changes.length === 0) return [];
  const rows = changes.map(({ action, kind, name, detail }) => [action, kind, name, detail]);
  return drawSection("Would be changed", ["ACTION", "KIND", "NAME", "DETAIL"], rows, style);
}
