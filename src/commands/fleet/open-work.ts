import type { Context } from "../../core/context.ts";
import type { AddressNote, OpenResize } from "../../core/fleet/apply/applying.ts";
import type { JournalOperation } from "../../core/journal/operation.ts";
import type { DesiredFleet } from "../../core/fleet/desired.ts";
import type { Leftover } from "../../core/fleet/plan.ts";

const COMMAND = "fleet apply";

export function addressText({ goal, region, id, ip }: AddressNote): string | null {
  return ip === null ? null : [goal, region, id, ip.name, ip.ip_address].join(" ");
}

/** What interrupted applies of this fleet had begun, and nothing that exists tells of. */
export async function openWork(
  fleet: DesiredFleet,
  context: Context,
): Promise<{ leftovers: Leftover[]; moves: Map<string, string>; resizes: OpenResize[] }> {
  const resizes: OpenResize[] = [];
  const leftovers: Leftover[] = [];
  const moves = new Map<string, string>();
  for (const { remembered } of await unfinishedOf(fleet, context)) {
    for (const note of textsOf(remembered["resizes"])) {
      const [region = "", id = "", from = "", bundle = ""] = note.split(" ");
      resizes.push({ region, id, from, bundle });
    }
    for (const note of textsOf(remembered["addresses"])) {
      const [goal = "", region = "", id = "", name = "", address = ""] = note.split(" ");
      if (goal === "move") moves.set(id, name);
      if (goal === "release")
        leftovers.push({ name: id, region, ip: { name, ip_address: address } });
    }
  }
  return { leftovers, moves, resizes };
}

export function resizeText({ region, id, from, bundle }: OpenResize): string {
  return [region, id, from, bundle].join(" ");
}

const textsOf = (notes: unknown): string[] =>
  Array.isArray(notes) ? notes.filter((it) => typeof it === "string") : [];

/** Whether an apply of this fleet was cut off. */
export async function isUnfinished(fleet: DesiredFleet, context: Context): Promise<boolean> {
  return (await unfinishedOf(fleet, context)).length > 0;
}

async function unfinishedOf(
  { name }: DesiredFleet,
  context: Pick<Context, "journal">,
): Promise<JournalOperation[]> {
  const all = await context.journal.unfinished();
  // Before anything is noted, it had the lock at most.
  return all.filter(
    ({ command, remembered }) => command === COMMAND && (remembered["fleet"] ?? name) === name,
  );
}
