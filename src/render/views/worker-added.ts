import { showUsd } from "../../core/fields/field.ts";
import type { WorkerAddedRecord } from "../../core/records/worker-added.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { drawFacts } from "./facts.ts";

export function draw(record: WorkerAddedRecord, style: Style): string[] {
  const { worker, pool, bundle, public_ip: address, monthly_usd: price, not_done: left } = record;
  const result =
    left.length > 0
      ? style.caution(`not finished: ${left.join(", ")}`)
      : style.good(record.changed ? "added" : "is there already");
  return drawFacts(
    [
      ["Worker", style.bold(plain(worker))],
      ["Result", result],
      ["Pool", plain(pool)],
      ["Plan", price === null ? plain(bundle) : `${plain(bundle)}, ${showUsd(price)} a month`],
      ["Public IP", address ?? "-"],
    ],
    style,
  );
}
