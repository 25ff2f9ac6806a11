import { type PastedCommand, type Wording, advice, toRun } from "../../../core/text/advice.ts";
import { QuantsError } from "../../../core/errors.ts";
import type { JournalOperation } from "../../../core/journal/operation.ts";
import { ownValue } from "../../../core/text/own-value.ts";

/** Why these can't be undone, and what to do instead. */
const REFUSALS: Readonly<
  Record<string, (operation: JournalOperation) => [string, Wording | PastedCommand]>
> = {
  "infra create": (it) => [
    "to undo it, delete what it created",
    advice`Delete it: ${toRun("infra destroy", { name: nameOf(it) })}`,
  ],
  "infra snapshot restore": (it) => [
    "to undo it, delete what it created",
    advice`Delete it: ${toRun("infra destroy", { name: nameOf(it) })}`,
  ],
  "infra destroy": () => [
    "a deleted instance is gone, and so is its address",
    advice`Where there is a snapshot of it: ${toRun("infra snapshot list")}, then infra snapshot restore.`,
  ],
  "infra snapshot create": () => [
    "to undo it, delete what it created",
    advice`Delete it: ${toRun("infra snapshot delete", { name: "NAME" })}`,
  ],
  "infra snapshot delete": () => [
    "a deleted snapshot is gone",
    advice`Make a new one: ${toRun("infra snapshot create", { name: "NAME" })}`,
  ],
  "infra disk create": (it) => [
    "to undo it, delete what it created",
    advice`Delete it: ${toRun("infra disk delete", { name: nameOf(it) })}`,
  ],
  "infra disk snapshot": () => [
    "to undo it, delete what it created",
    advice`Delete it: ${toRun("infra disk snapshot delete", { name: "NAME" })}`,
  ],
  "infra disk snapshot delete": () => [
    "a deleted snapshot is gone",
    advice`Make a new one: ${toRun("infra disk snapshot", { name: "NAME" })}`,
  ],
  "infra disk delete": () => [
    "a deleted disk is gone",
    advice`Where there is a snapshot of it: ${toRun("infra disk create", { name: "NAME", snapshot: "SNAPSHOT" })}`,
  ],
  "key import": (it) => [
    "to undo it, delete what it imported",
    advice`Delete it: ${toRun("key delete", { name: nameOf(it) })}`,
  ],
  "key delete": () => [
    "a deleted key pair is gone",
    advice`Where you have its public key: ${toRun("key import", { name: "NAME", publicKey: "FILE" })}`,
  ],
  "alarm contacts set": () => [
    "the address that was there is not kept, as it is personal",
    advice`Give it again: ${toRun("alarm contacts set", { email: "ADDRESS" })}`,
  ],
  "alarm contacts remove": () => [
    "the address is not kept, as it is personal",
    advice`Give it again: ${toRun("alarm contacts set", { email: "ADDRESS" })}`,
  ],
  "alarm test": () => [
    "the alarm goes back to the state that its metric says by itself",
    advice`See: ${toRun("alarm list")}`,
  ],
  "infra ip release": () => [
    "a released address can't be recovered",
    advice`Allocate another one: ${toRun("infra ip allocate", { name: "NAME" })}`,
  ],
  "infra resize": (it) => [
    "it has an undo of its own, as long as the old instance is there",
    toRun("infra resize", {
      name: nameOf(it),
      bundle: textOf(it.options["bundle"], "BUNDLE"),
      undo: true,
    }),
  ],
  "infra undo": () => [
    "an undo is not undone",
    advice`Run the undone command again; see: ${toRun("infra log")}`,
  ],
};

export function cannotUndo(operation: JournalOperation): QuantsError {
  const { command, id } = operation;
  const [why, instead] = ownValue(REFUSALS, command)?.(operation) ?? [
    "no command undoes it",
    advice`See what it did: ${toRun("infra log", { id })}`,
  ];
  return new QuantsError("invalid_state", `quants-ctl ${command} can't be undone: ${why}.`, {
    hint: advice`${instead}`,
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
