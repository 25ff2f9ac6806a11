import type { FleetValidatedRecord } from "../../core/records/fleet-validated.ts";
import { plain } from "../../core/text/safe-text.ts";

export function draw({ fleet, instances, regions }: FleetValidatedRecord): string[] {
  const count = instances.length === 1 ? "1 instance" : `${instances.length} instances`;
  return [`Fleet ${plain(fleet)} is valid: ${count} in ${regions.map(plain).join(", ")}.`];
}
