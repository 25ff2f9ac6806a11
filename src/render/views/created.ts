import { outcomes, changedOr, STATUS, ADDRESS } from "../outcomes.ts";
import { addressKind } from "../../core/fields/instances.ts";
import { showUsd } from "../../core/fields/field.ts";
import type { CreatedRecord } from "../../core/records/created.ts";
import { sshCommand } from "../../core/ssh/ssh-command.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { type Fact, drawFacts } from "./facts.ts";

export function draw(record: CreatedRecord, style: Style): string[] {
  const facts: Fact[] = [
    ["Name", style.bold(plain(record.name))],
    ["Result", result(record, style)],
    ["Status", style.status(plain(record.status))],
    [
      "Public IP",
      record.public_ip === null ? "-" : `${plain(record.public_ip)} (${addressKind(record)})`,
    ],
    ["Zone", plain(record.availability_zone)],
    ["Bundle", `${plain(record.bundle_id)}, ${showUsd(record.monthly_price_usd)} a month`],
    ["Image", plain(record.blueprint_name ?? record.blueprint_id)],
    // While the static IP is not attached yet, the address is not the final one.
    ["SSH", record.not_done.includes("static_ip") ? "-" : (sshCommand(record) ?? "-")],
  ];
  const { disks = [] } = record;
  if (disks.length > 0) facts.push(["Disks", disks.map(plain)]);
  return drawFacts(facts, style);
}

function result(record: CreatedRecord, style: Style): string {
  if (record.not_done.length > 0)
    return style.caution(`incomplete, not done: ${record.not_done.join(", ")}`);
  return record.changed ? style.good("created") : "unchanged";
}

/** Several of them, one row each. */
export const table = outcomes<CreatedRecord>(
  (it) =>
    it.not_done.length > 0
      ? `incomplete: ${it.not_done.join(", ")}`
      : changedOr("created", "unchanged")(it),
  [
    { ...STATUS, value: (it) => it.status },
    { ...ADDRESS, value: (it) => it.public_ip },
    { title: "BUNDLE", value: (it) => it.bundle_id, rank: 3 },
    {
      title: "USD/MONTH",
      value: (it) => it.monthly_price_usd,
      show: showUsd,
      align: "right",
      rank: 3,
    },
  ],
);
