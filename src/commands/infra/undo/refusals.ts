import { QuantsError } from "../../../core/errors.ts";
import type { JournalOperation } from "../../../core/journal/operation.ts";

/** Why these can't be undone, and what to do instead. */
const REFUSALS: Readonly<Record<string, (operation: JournalOperation) => [string, string]>> = {
  "infra create": (it) => [
    "what it made is deleted, not undone",
    `Delete it: quants-ctl infra destroy --name ${nameOf(it)}`,
  ],
  "infra snapshot restore": (it) => [
    "what it made is deleted, not undone",
    `Delete it: quants-ctl infra destroy --name ${nameOf(it)}`,
  ],
  "infra destroy": () => [
    "an instance that is deleted is gone, and so is its address",
    "Where there is a snapshot of it: quants-ctl infra snapshot list, then infra snapshot restore.",
  ],
  "infra snapshot create": () => [
    "what it made is deleted, not undone",
    "Delete it: quants-ctl infra snapshot delete --name NAME",
  ],
  "infra snapshot delete": () => [
    "a snapshot that is deleted is gone",
    "Make a new one: quants-ctl infra snapshot create --name NAME",
  ],
  "infra ip release": () => [
    "an address that was given back can't be had again",
    "Allocate another one: quants-ctl infra ip allocate --name NAME",
  ],
  "infra resize": (it) => [
    "it has an undo of its own, as long as the old instance is there",
    `quants-ctl infra resize --name ${nameOf(it)} --bundle ${textOf(it.options["bundle"], "BUNDLE")} --undo`,
  ],
  "infra undo": () => [
    "an undo is not undone",
    "Run the command again that was undone; see: quants-ctl infra log",
  ],
};

export function cannotUndo(operation: JournalOperation): QuantsError {
  const { command, id } = operation;
  const [why, instead] = REFUSALS[command]?.(operation) ?? [
    "nothing is known that would undo it",
    `See what it did: quants-ctl infra log --id ${id}`,
  ];
  return new QuantsError("invalid_state", `quants-ctl ${command} can't be undone: ${why}.`, {
    hint: instead,
    resource: id,
  });
}

function nameOf({ options, targets }: JournalOperation): string {
  const [name] = [options["name"] ?? options["argument"] ?? []].flat();
  return targets[0]?.name ?? textOf(name, "NAME");
}

function textOf(value: unknown, otherwise: string): string {
  return typeof value === "string" ? value : otherwise;
}
