import type { Context } from "../../core/context.ts";
import type { AddressNote } from "../../core/fleet/apply/applying.ts";
import type { DesiredFleet } from "../../core/fleet/desired.ts";
import type { Leftover } from "../../core/fleet/plan.ts";

const COMMAND = "fleet apply";

export function addressText({ goal, region, id, ip }: AddressNote): string | null {
  return ip === null ? null : [goal, region, id, ip.name, ip.ip_address].join(" ");
}

/** What interrupted applies of this fleet were to do with the addresses of deleted instances. */
export async function openAddresses(
  fleet: DesiredFleet,
  context: Context,
): Promise<{ leftovers: Leftover[]; moves: Map<string, string> }> {
  const leftovers: Leftover[] = [];
  const moves = new Map<string, string>();
  for (const { command, remembered } of await context.journal.unfinished()) {
    const notes: unknown = remembered["addresses"];
    if (command !== COMMAND || remembered["fleet"] !== fleet.name || !Array.isArray(notes))
      continue;
    for (const note of notes) {
      const [goal = "", region = "", id = "", name = "", address = ""] = String(note).split(" ");
      if (goal === "move") moves.set(id, name);
      if (goal === "release")
        leftovers.push({ name: id, region, ip: { name, ip_address: address } });
    }
  }
  return { leftovers, moves };
}
