import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { readText } from "../../core/config/load.ts";
import { QuantsError, UsageError } from "../../core/errors.ts";
import { writeWholeFile } from "../../core/files/whole-file.ts";
import { entryOf, idFor } from "../../core/fleet/describe.ts";
import { type Additions, newFleetText, withAdditions } from "../../core/fleet/edit.ts";
import { type LiveInstance, type LiveRegion, staticIpOf } from "../../core/fleet/live.ts";
import { ownerOf } from "../../core/fleet/ownership.ts";
import { isSelected } from "../../core/instances/selector.ts";
import { checkName } from "../../core/instances/names.ts";
import type { FleetImportedRecord } from "../../core/records/fleet-imported.ts";
import { compareNatural } from "../../core/text/natural-order.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import type { Command } from "../definition/command.ts";
import { selectRegions } from "../shared/regions.ts";
import { type TargetOptions, selectionOf } from "../shared/targets.ts";
import type { spec } from "./import.spec.ts";
import { readFleet, readRegions } from "./read.ts";

const DEFAULT_FILE = "fleet.yml";
const MODE = 0o600;

export const command: Command<typeof spec> = async (options, context) => {
  const file = options.argument ?? DEFAULT_FILE;
  const path = resolve(context.host.cwd, file);
  const isNew = !existsSync(path);
  const before = isNew ? null : await readFleet([file], context);
  if (before !== null && options.fleet !== undefined && options.fleet !== before.name) {
    throw new UsageError(`${file} is of the fleet ${before.name}, not ${options.fleet}.`, {
      hint: "Leave --fleet out.",
    });
  }
  const name = before?.name ?? checkName(options.fleet ?? "main", "fleet name");
  const regions = await selectRegions(context);
  const live = await readRegions(regions, { keyPairs: [] }, context);
  const selected = choose(live, options);
  const region = before?.home ?? regions[0] ?? "";
  const taken = new Set(before?.instances.map(({ id }) => id));
  const additions = describe(selected, live, {
    ...{ region, taken, defaulted: before?.defaulted ?? [] },
  });
  const text = isNew
    ? newFleetText(name, region, additions)
    : withAdditions(readText(file, path, "fleet file"), file, additions);
  if (options.dryRun === true) return { kind: "text", text };
  // It names addresses: a new one is for its user alone.
  writeWholeFile(path, text, isNew ? MODE : statSync(path).mode & 0o777);
  const data: FleetImportedRecord = {
    ...{ fleet: name, file, created: isNew },
    instances: selected.map((it, index) => ({
      name: additions.imports[index]?.to ?? it.name,
      resource_name: it.name,
      region: it.region,
    })),
    next: toRun("fleet plan", { argument: [file] }),
  };
  return { kind: "report", data, names: data.instances.map((it) => it.name) };
};

function choose(
  live: readonly LiveRegion[],
  { all, ...targets }: TargetOptions & { all?: boolean },
): LiveInstance[] {
  const isAsked = targets.name !== undefined || targets.selector !== undefined;
  if (all === true && isAsked) {
    throw new UsageError("--all selects all there is.", {
      hint: "Leave --name and --selector out.",
    });
  }
  if (all !== true && !isAsked) {
    throw new UsageError("No instance is selected.", {
      hint: "Give --all, --selector Environment=prod or --name 'prod-*'.",
    });
  }
  const selection = selectionOf(targets);
  const every = live.flatMap(({ instances }) => instances);
  const found = every
    .filter((it) => ownerOf(it) === null && isSelected(it, selection))
    .toSorted((a, b) => compareNatural(a.name, b.name) || compareNatural(a.region, b.region));
  if (found.length > 0) return found;
  const owned = every.filter((it) => ownerOf(it) !== null).length;
  throw new QuantsError(
    "not_found",
    `No instance of no fleet matches (${every.length} checked, ${owned} of them of a fleet).`,
    { hint: advice`See: ${toRun("infra list", { region: "all" })}` },
  );
}

function describe(
  selected: readonly LiveInstance[],
  live: readonly LiveRegion[],
  {
    region,
    taken,
    defaulted,
  }: { region: string; taken: Set<string>; defaulted: readonly string[] },
): Additions & { imports: readonly { to: string }[] } {
  const entries = selected.map((it) => {
    const id = idFor(it, taken);
    taken.add(id);
    const facts = live.find((known) => known.region === it.region);
    const ip = staticIpOf(facts, it);
    return {
      entry: entryOf(it, ip, { id, region, defaulted }),
      block: { to: id, instance: it.name, ...(it.region !== region && { region: it.region }) },
    };
  });
  return {
    instances: entries.map(({ entry }) => entry),
    imports: entries.map(({ block }) => block),
  };
}
