import { addressKind } from "../../core/fields/instances.ts";
import type { ManagedRecord } from "../../core/records/managed.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { drawFacts } from "./facts.ts";

export function managedView(record: ManagedRecord, style: Style): string[] {
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
