import type { TrafficShare } from "../../core/records/cutover.ts";
import type { Style } from "../style.ts";
import { drawSection } from "./facts.ts";

/** A row for each weighted record. */
export function drawShares(records: readonly TrafficShare[], style: Style): string[] {
  if (records.length === 0) return [];
  const head = ["TYPE", "IDENTIFIER", "WEIGHT", "SHARE", "TTL", "TARGET"];
  const rows = records.map(({ type, set_identifier: id, weight, share, ttl, targets }) => [
    type,
    id,
    String(weight),
    `${share} %`,
    ttl === null ? "alias" : String(ttl),
    targets.join(" "),
  ]);
  return drawSection("Traffic", head, rows, style);
}
