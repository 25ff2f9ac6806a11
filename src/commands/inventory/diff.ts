import type { spec } from "./diff.spec.ts";
import type { Command, OptionsFor } from "../definition/command.ts";
import type { Context } from "../../core/context.ts";
import { QuantsError, UsageError } from "../../core/errors.ts";
import {
  type Difference,
  type NamedHosts,
  outsideChangesOf,
  differenceResource,
} from "../../core/inventory/differences.ts";
import { THE_SERVICE } from "../../core/inventory/model.ts";
import { textOf } from "../../core/inventory/values.ts";
import { collection } from "../../core/result.ts";
import { checkListOptions } from "../shared/list-options.ts";
import { selectRegions } from "../shared/regions.ts";
import { readAll, select } from "./select.ts";

export type DiffOptions = OptionsFor<typeof spec>;

export const command: Command<typeof spec> = async (options, context) => {
  const { sources, filters } = select(options, context);
  const names = sources.map(({ name }) => name);
  if (sources.length < 2) {
    throw new UsageError("inventory diff needs two sources or more to compare.", {
      hint: "Give them with --source, e.g. --source terraform,lightsail --terraform-dir DIR.",
    });
  }
  const resource = differenceResource(names);
  checkListOptions(resource, options, context.settings.output);
  const readings = await readAll(sources, options);
  for (const warning of readings.flatMap((it) => it.warnings)) context.narrator.warn(warning);
  const known = readings.map(({ hosts }, index) => ({ name: names[index] ?? "", hosts }));
  const { differences, hosts } = outsideChangesOf(await inScope(known, context), filters);
  if (hosts === 0) {
    throw new QuantsError("not_found", "There is no host to compare.", {
      hint: "Check --region, --source and --filter.",
    });
  }
  return collection({
    resource,
    items: differences,
    emptyNote: `No difference between ${names.join(", ")}: ${hosts} ${hosts === 1 ? "host" : "hosts"}.`,
    error: options.failOnDrift === true ? changedOutside(differences) : null,
  });
};

/** Lightsail was asked for some regions: of what is elsewhere it could not say a thing. */
async function inScope(known: NamedHosts[], context: Context): Promise<NamedHosts[]> {
  if (!known.some(({ name }) => name === THE_SERVICE)) return known;
  const regions = await selectRegions(context);
  const elsewhere = new Set<string>();
  const kept = known.map(({ name, hosts }) => ({
    name,
    hosts: hosts.filter((host) => {
      const { region } = host.facts;
      const isHere = region === undefined || regions.includes(textOf(region));
      if (!isHere) elsewhere.add(host.name);
      return isHere;
    }),
  }));
  if (elsewhere.size > 0) {
    const names = [...elsewhere].join(", ");
    context.narrator.warn(`not compared, as they are not in ${regions.join(", ")}: ${names}`);
  }
  return kept;
}

function changedOutside(differences: readonly Difference[]): QuantsError | null {
  const hosts = new Set(differences.map(({ host }) => host)).size;
  if (hosts === 0) return null;
  const count = differences.length;
  return new QuantsError(
    "conflict",
    `${count} ${count === 1 ? "difference" : "differences"} on ${hosts} ${hosts === 1 ? "host" : "hosts"}.`,
    { hint: "Correct the source that is wrong, or refresh the state." },
  );
}
