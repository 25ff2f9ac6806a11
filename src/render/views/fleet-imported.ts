import type { FleetImportedRecord } from "../../core/records/fleet-imported.ts";
import { advice } from "../../core/text/advice.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Screen } from "../screen.ts";
import type { Style } from "../style.ts";

export function draw(record: FleetImportedRecord, _style: Style, { spell }: Screen): string[] {
  const { file, created, instances, next } = record;
  const count = instances.length === 1 ? "1 instance" : `${instances.length} instances`;
  return [
    ...instances.map(
      ({ name, resource_name: live, region }) =>
        `${plain(name)}${live === name ? "" : ` (${plain(live)})`} in ${plain(region)}`,
    ),
    "",
    `${count} written to ${plain(file)}${created ? ", which is new" : ""}. Nothing else was changed.`,
    `Next: ${spell(advice`${next}`)}`,
  ];
}
