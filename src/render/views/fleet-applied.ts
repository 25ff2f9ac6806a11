import { showUsd } from "../../core/fields/field.ts";
import type { FleetAppliedRecord, FleetOutcome } from "../../core/records/fleet-applied.ts";
import { advice } from "../../core/text/advice.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Screen } from "../screen.ts";
import type { Style } from "../style.ts";

const WORDS: Readonly<Record<FleetOutcome["action"], string>> = {
  create: "created",
  update: "updated",
  resize: "resized",
  replace: "made anew",
  import: "imported",
  forget: "forgotten",
  delete: "deleted",
  "no-op": "left alone",
};

export function draw(record: FleetAppliedRecord, style: Style, { spell }: Screen): string[] {
  const { fleet, done, not_done: left, monthly_usd_after: usd, finish_with: finish } = record;
  const total = done.length + left.length;
  if (total === 0) return [`Fleet ${plain(fleet)} is as its files say.`];
  return [
    ...done.map((it) => `${style.good("done")}  ${lineOf(it, WORDS[it.action])}`),
    ...left.map((it) => {
      const rest = it.not_done.length === 0 ? "" : ` (left: ${it.not_done.join(", ")})`;
      return `${style.bad("not")}   ${lineOf(it, `not ${WORDS[it.action]}`)}${rest}`;
    }),
    "",
    style.bold(`Fleet ${plain(fleet)}: ${done.length} of ${total} changes are done.`),
    ...(usd === null ? [] : [`A month: ${showUsd(usd)}`]),
    ...(finish === null ? [] : [`Finish with: ${spell(advice`${finish}`)}`]),
  ];
}

function lineOf(
  { address, region, public_ip: ip, resource_name: name }: FleetOutcome,
  word: string,
): string {
  const alias = name === null || address.endsWith(`.${name}`) ? "" : ` (${plain(name)})`;
  return `${plain(address)}${alias} in ${plain(region)}: ${word}${ip === null ? "" : `, ${plain(ip)}`}`;
}
