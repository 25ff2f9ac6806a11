import { type FleetChange, changesAnything } from "../../core/fleet/change.ts";
import type { FleetPlan } from "../../core/fleet/plan.ts";
import type { StepChange } from "../../core/plan/step.ts";
import type { QuantsError } from "../../core/errors.ts";
import type { PlannedResult } from "../../core/result.ts";
import { staticIpCost } from "../../core/static-ips/price.ts";
import { planned } from "../shared/planned.ts";

/** A plan in the form of every other `--dry-run`. */
export function dryRunOf({ changes }: FleetPlan, error: QuantsError | null): PlannedResult {
  return planned(changes.filter(changesAnything).map(stepChange), error);
}

function stepChange(change: FleetChange): StepChange {
  const { action, kind, region, reason } = change;
  const base = { action, kind, region, name: change.name };
  if (change.kind === "key_pair") return { ...base, detail: reason };
  if (change.kind === "static_ip") {
    const { ip } = change;
    const detail = `${ip.ip_address}, ${reason}`;
    return { ...base, name: ip.name, detail, monthly_usd: 0 - staticIpCost(ip) };
  }
  const { attributes, usdBefore, usdAfter } = change;
  const paths = attributes.map(({ path }) => path).join(", ");
  const isNew = action === "create" || action === "delete" || paths === "";
  return {
    ...base,
    detail: isNew ? reason : `${paths}: ${reason}`,
    monthly_usd: usdBefore === null || usdAfter === null ? null : usdAfter - usdBefore,
  };
}
