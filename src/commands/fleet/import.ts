import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { readText } from "../../core/config/load.ts";
import { QuantsError, UsageError } from "../../core/errors.ts";
import { writeWholeFile } from "../../core/files/whole-file.ts";
import { additionsFor } from "../../core/fleet/describe.ts";
import { newFleetText, withAdditions } from "../../core/fleet/edit.ts";
import type { LiveInstance, LiveRegion } from "../../core/fleet/live.ts";
import { OWNER_TAGS, ownerOf } from "../../core/fleet/ownership.ts";
import { isSelected } from "../../core/instances/selector.ts";
import { MAX_TAGS } from "../../core/instances/tags.ts";
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
  refuseFull(selected);
  const additions = additionsFor(selected, live, {
    region,
    taken: before?.instances.map(({ id }) => id) ?? [],
    given: before?.given ?? { region, defaults: {}, environments: {} },
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

/** The fleet's own tags must fit on each. */
function refuseFull(selected: readonly LiveInstance[]): void {
  const most = MAX_TAGS - Object.keys(OWNER_TAGS).length;
  const full = selected.filter(({ tags }) => Object.keys(tags).length > most);
  const [first] = full;
  if (first === undefined) return;
  const names = full.map(({ name }) => name);
  throw new QuantsError(
    "conflict",
    `${names.join(", ")}: more than ${most} tags, and the fleet's own must fit within ${MAX_TAGS}.`,
    {
      hint: advice`Remove some: ${toRun("infra tag remove", { name: first.name, region: first.region, key: "KEY" })}`,
      resource: first.name,
    },
  );
}
