import type { FleetValidatedRecord } from "../../core/records/fleet-validated.ts";
import type { Command } from "../definition/command.ts";
import { digestsOf } from "./kept-plan.ts";
import { readFleet } from "./read.ts";
import type { spec } from "./validate.spec.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const fleet = await readFleet(options.argument, context);
  // Scripts are read by an apply only: a missing one is a fault now.
  await digestsOf(fleet.instances, context);
  const data: FleetValidatedRecord = {
    fleet: fleet.name,
    regions: fleet.regions,
    instances: fleet.instances.map(({ id, region, zone, bundle, blueprint }) => ({
      ...{ name: id, region, zone, bundle, blueprint },
    })),
    key_pairs: fleet.keyPairs.map(({ name, region }) => ({ name, region })),
  };
  return { kind: "report", data, names: fleet.instances.map(({ id }) => id) };
};
