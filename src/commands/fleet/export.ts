import { QuantsError } from "../../core/errors.ts";
import { entryOf } from "../../core/fleet/describe.ts";
import { newFleetText } from "../../core/fleet/edit.ts";
import { staticIpOf } from "../../core/fleet/live.ts";
import { ownerOf } from "../../core/fleet/ownership.ts";
import { checkName } from "../../core/instances/names.ts";
import { compareNatural } from "../../core/text/natural-order.ts";
import type { Command } from "../definition/command.ts";
import { selectRegions } from "../shared/regions.ts";
import type { spec } from "./export.spec.ts";
import { readRegions } from "./read.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const fleet = checkName(options.argument, "fleet name");
  const live = await readRegions(await selectRegions(context), { keyPairs: [] }, context);
  const owned = live.flatMap((facts) =>
    facts.instances.flatMap((it) => {
      const owner = ownerOf(it);
      return owner?.fleet === fleet ? [{ it, id: owner.id, ip: staticIpOf(facts, it) }] : [];
    }),
  );
  const [first] = owned;
  if (first === undefined) {
    const checked = live.reduce((sum, { instances }) => sum + instances.length, 0);
    throw new QuantsError(
      "not_found",
      `No instance is of the fleet ${fleet} (${checked} checked).`,
      {
        hint: "Check the name and --region.",
        resource: fleet,
      },
    );
  }
  const { region } = first.it;
  const given = { region, defaults: {}, environments: {} };
  const instances = owned
    .toSorted((one, other) => compareNatural(one.id, other.id))
    .map(({ it, id, ip }) => entryOf(it, ip, { id, region, given }));
  return { kind: "text", text: newFleetText(fleet, region, { instances, imports: [] }) };
};
