import * as z from "zod";
import { QuantsError } from "../errors.ts";
import type { FleetPlanRecord } from "../records/fleet-plan.ts";
import type { DesiredFleet } from "./desired.ts";

/** A plan as `fleet plan --out` keeps it, for an apply that does this and nothing else. */
export interface KeptPlan {
  quants_ctl_plan: 1;
  at: string;
  /** What the files said, so that they need not be there. */
  desired: DesiredFleet;
  /** What may be done: as for the plan. */
  replace: readonly string[];
  max_delete: number | null;
  over_budget: boolean;
  /** SHA-256 of each script for first starts, by its path. */
  user_data: Readonly<Record<string, string>>;
  plan: FleetPlanRecord;
}

const schema = z.looseObject({
  quants_ctl_plan: z.literal(1),
  at: z.string(),
  desired: z.looseObject({ name: z.string(), instances: z.array(z.looseObject({})) }),
  replace: z.array(z.string()),
  max_delete: z.number().nullable(),
  over_budget: z.boolean(),
  user_data: z.record(z.string(), z.string()),
  plan: z.looseObject({
    format_version: z.literal("1.0"),
    resource_changes: z.array(z.looseObject({})),
  }),
});

/** Null for a text that is no kept plan. Throws `config_invalid` for a damaged one. */
export function parseKeptPlan(text: string, file: string): KeptPlan | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, "quants_ctl_plan")) {
    return null;
  }
  const read = schema.safeParse(value);
  if (read.success) return read.data as unknown as KeptPlan;
  throw new QuantsError("config_invalid", `The plan ${file} is damaged, or of another version.`, {
    hint: "Make a new one with fleet plan --out.",
    resource: file,
  });
}

/** What both plans have to agree in: prices may change. */
export function planMeaning({ resource_changes: changes }: FleetPlanRecord): string[] {
  return changes
    .filter(({ action }) => action !== "no-op")
    .map(({ address, resource_name, region, action, change }) =>
      JSON.stringify([address, resource_name, region, action, change]),
    )
    .toSorted();
}
