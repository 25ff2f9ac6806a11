import { QuantsError } from "../../core/errors.ts";
import { driftOf, pendingOf } from "../../core/fleet/drift.ts";
import type { FleetDriftRecord } from "../../core/records/fleet-drift.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import type { Command } from "../definition/command.ts";
import { checkAccount, withApplied } from "./account.ts";
import { lastApplied } from "./record.ts";
import type { spec } from "./drift.spec.ts";
import { readFleet, readRegions } from "./read.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const fleet = await readFleet(options.argument, context);
  await checkAccount(fleet, context);
  const applied = await lastApplied(fleet, context);
  const regions = withApplied(fleet, applied);
  const live = await readRegions(regions, { ...fleet, keyPairs: [] }, context);
  const drift = driftOf(fleet, applied, live).filter(
    ({ kind }) => options.ignoreUnmanaged !== true || kind !== "unmanaged",
  );
  if (applied === null) {
    context.narrator.warn(
      "what was last applied is not known, so what is not applied yet counts as drift",
    );
  }
  const data: FleetDriftRecord = {
    fleet: fleet.name,
    regions,
    applied_at: applied?.at ?? null,
    has_drift: drift.length > 0,
    drift: drift.map(({ kind, name, live: found, region, attributes }) => ({
      ...{ kind, name, resource_name: found, region },
      attributes: attributes.map((it) => ({ path: it.path, applied: it.after, live: it.before })),
    })),
    pending: pendingOf(fleet, applied),
  };
  const isFailure = options.failOnDrift === true && data.has_drift;
  const error = isFailure
    ? new QuantsError("conflict", driftText(drift.length), {
        hint: advice`See what would set it right: ${toRun("fleet plan", { argument: options.argument })}`,
        resource: fleet.name,
      })
    : null;
  return { kind: "report", data, names: drift.map(({ name }) => name), error };
};

function driftText(count: number): string {
  return count === 1
    ? "1 instance is not as it was applied."
    : `${count} instances are not as they were applied.`;
}
