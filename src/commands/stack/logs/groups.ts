import type { StackResource } from "../../../core/contracts/terraform-control.ts";
import { QuantsError } from "../../../core/errors.ts";
import { globMatches } from "../../../core/inventory/glob.ts";

/** Flags of Airflow's five logs, and what their groups are called. */
const MODULES = {
  dagProcessing: "DAGProcessing",
  scheduler: "Scheduler",
  task: "Task",
  worker: "Worker",
  webserver: "WebServer",
} as const;

type ModuleFlags = { readonly [K in keyof typeof MODULES]?: boolean };

/** The groups to read: all of the stack's, or those that the flags and patterns select. */
export function selectGroups(
  resources: readonly StackResource[],
  { group: patterns = [], ...flags }: ModuleFlags & { group?: readonly string[] },
  stack: string,
): string[] {
  const own = resources.flatMap(({ type, identifiers }) =>
    type === "aws_cloudwatch_log_group" && identifiers["name"] ? [identifiers["name"]] : [],
  );
  const asked = Object.entries(MODULES).filter(
    ([flag]) => flags[flag as keyof ModuleFlags] === true,
  );
  const airflow = resources.flatMap(({ type, identifiers }) =>
    type === "aws_mwaa_environment" && identifiers["name"] ? [identifiers["name"]] : [],
  );
  const modules = (asked.length > 0 ? asked : Object.entries(MODULES)).flatMap(([, module]) =>
    airflow.map((name) => `airflow-${name}-${module}`),
  );
  if (asked.length > 0 && airflow.length === 0) {
    throw new QuantsError("invalid_input", `Stack ${stack} has no Airflow environment.`, {
      hint: "Leave out --task, --scheduler and their like.",
      resource: stack,
    });
  }
  const known = [...new Set([...(asked.length > 0 ? [] : own), ...modules])];
  const selected =
    patterns.length === 0
      ? known
      : known.filter((name) => patterns.some((pattern) => globMatches(pattern, name)));
  if (selected.length > 0) return selected;
  throw new QuantsError("not_found", `Stack ${stack} has no such log group.`, {
    hint:
      known.length === 0 ? "Its state has none: apply it first." : `It has: ${known.join(", ")}.`,
    resource: stack,
  });
}
