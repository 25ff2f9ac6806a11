import type { WorkerInfoRecord } from "../../core/records/tenant.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { drawFacts } from "./facts.ts";

const share = (value: number | null): string =>
  value === null ? "-" : `${Math.round(value * 100)} % reserved`;

export function draw(record: WorkerInfoRecord, style: Style): string[] {
  const { worker, pool, state, address, tenants, max_tenants: most, score, names } = record;
  return drawFacts(
    [
      ["Worker", style.bold(plain(worker))],
      ["Pool", pool === null ? "none: no tenant is placed there" : plain(pool)],
      ["State", state === "ready" ? style.good(state) : style.caution(plain(state))],
      ["Address", plain(address ?? "-")],
      ["Tenants", most === null ? String(tenants) : `${tenants} of ${most}`],
      ["CPU", share(record.cpu_used)],
      ["Memory", share(record.memory_used)],
      ["Score", score === null ? "-" : score.toFixed(3)],
      ["Has", names.map(plain)],
    ],
    style,
  );
}
