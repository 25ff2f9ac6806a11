import { advice, toRun } from "../../../core/text/advice.ts";
import { QuantsError } from "../../../core/errors.ts";
import { type Noted, listOf, record, string, strings } from "../../../core/journal/shapes.ts";
import type { Undoing } from "../../definition/command.ts";

/** What a change of firewalls notes: the rules that each had. */
export const FIREWALL_NOTES = {
  firewalls: listOf(record({ name: string, region: string, rules: strings })),
};

interface Earlier {
  options: { region?: string };
  noted: Noted<typeof FIREWALL_NOTES>;
}

/** A change of one firewall is undone by setting the rules that it had. Throws `invalid_state` for several. */
export function undoFirewall({ options: { region }, noted: { firewalls = [] } }: Earlier): Undoing {
  const [only, more] = firewalls;
  // In several regions, the name could be that of another instance as well.
  const isOneRegion = region === undefined || (region !== "all" && !region.includes(","));
  if (only === undefined || more !== undefined || !isOneRegion) {
    throw new QuantsError(
      "invalid_state",
      "A change of several firewalls or regions can't be undone in one go.",
      {
        hint: advice`The rules of each are noted under remembered; see: ${toRun("infra log", { id: "ID", output: "json" })}`,
      },
    );
  }
  const { name, rules } = only;
  return {
    path: "infra ports set",
    options: { name: [name], argument: rules, none: rules.length === 0 },
  };
}
