import type { FailedOverInstance, FleetFailoverRecord } from "../../core/records/fleet-failover.ts";
import { advice } from "../../core/text/advice.ts";
import { plain } from "../../core/text/safe-text.ts";
import { ageText } from "../../core/time/age-text.ts";
import type { Screen } from "../screen.ts";
import type { Style } from "../style.ts";

export function draw(record: FleetFailoverRecord, style: Style, { spell }: Screen): string[] {
  const { fleet, from, to, instances, without_copy: without, dns, dns_left: left } = record;
  const made = instances.filter(({ error, public_ip: ip }) => error === null && ip !== null);
  return [
    ...instances.map((it) => lineOf(it, to, style)),
    ...without.map((it) => `${style.bad("lost")}  ${plain(it)}: there is no complete copy of it`),
    ...dns.map(
      (it) =>
        `${it.error === null ? style.good("done") : style.bad("not ")}  ${plain(it.name)} ${it.type}: from ${plain(it.before)} to ${plain(it.instance)}`,
    ),
    ...(left === null ? [] : [style.caution(plain(left))]),
    "",
    style.bold(
      `Fleet ${plain(fleet)}: ${made.length} of ${instances.length + without.length} instances of ${from} are in ${to}.`,
    ),
    ...(record.finish_with === null
      ? []
      : [`Finish with: ${spell(advice`${record.finish_with}`)}`]),
  ];
}

function lineOf(it: FailedOverInstance, to: string, style: Style): string {
  const age = it.lost_seconds === null ? "an unknown time" : ageText(it.lost_seconds * 1000);
  const rest = it.not_done.length === 0 ? "" : ` (left: ${it.not_done.join(", ")})`;
  const mark = it.error === null ? style.good("done") : style.bad("not ");
  const what =
    it.error === null
      ? `in ${to}${it.public_ip === null ? "" : `, ${plain(it.public_ip)}`}`
      : "not made";
  const lost = it.snapshot === null ? "" : `; ${age} of data lost`;
  return `${mark}  ${plain(it.name)}: ${what}${lost}${rest}`;
}
