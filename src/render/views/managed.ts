import { outcomes, changedOr, STATUS, ADDRESS } from "../outcomes.ts";
import { addressKind } from "../../core/fields/instances.ts";
import type { ManagedRecord } from "../../core/records/managed.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { drawFacts } from "./facts.ts";

export function draw(record: ManagedRecord, style: Style): string[] {
  const { public_ip: address } = record;
  return drawFacts(
    [
      ["Name", style.bold(plain(record.name))],
      ["Action", record.changed ? record.action : `${record.action}: nothing to do`],
      ["Status", style.status(plain(record.status))],
      ["Public IP", address === null ? "-" : `${plain(address)} (${addressKind(record)})`],
    ],
    style,
  );
}

const DONE = { start: "started", stop: "stopped", reboot: "rebooted" };

/** Several of them, one row each. */
export const table = outcomes<ManagedRecord>(
  (it) => changedOr(DONE[it.action], "nothing to do")(it),
  [
    { ...STATUS, value: (it) => it.status },
    { ...ADDRESS, value: (it) => it.public_ip },
  ],
);
