import type { spec } from "./known-hosts.spec.ts";
import type { Command, OptionsFor } from "../definition/command.ts";
import { resolve } from "node:path";
import pLimit from "p-limit";
import type { Context } from "../../core/context.ts";
import { QuantsError, nullIfMissing, toQuantsError } from "../../core/errors.ts";
import { buildInventory } from "../../core/inventory/build.ts";
import { type Place, placeOf } from "../../core/inventory/place.ts";
import { knownHostsLines } from "../../core/ssh/known-hosts.ts";
import { compareNatural } from "../../core/text/natural-order.ts";
import { writeWholeFile } from "../../core/files/whole-file.ts";
import { selectRegions } from "../shared/regions.ts";
import { checkFileName } from "./form.ts";
import { readAll, select } from "./select.ts";

export type KnownHostsOptions = OptionsFor<typeof spec>;

/** Requests under way at once: one for each host, and the service throttles. */
const CONCURRENCY = 8;

export const command: Command<typeof spec> = async (options, context) => {
  if (options.file !== undefined) checkFileName(options.file);
  const { sources, filters } = select(options, context);
  const readings = await readAll(sources, options);
  const { inventory, warnings } = buildInventory(readings, {
    filters,
    groupings: [],
    address: options.address ?? "auto",
    strict: false,
  });
  for (const warning of warnings) context.narrator.warn(warning);

  const places = [...inventory.hosts].map(([name, its]) => ({ name, ...placeOf(its) }));
  const { hosts, missing, unknown } = await askForKeys(places, context);
  if (unknown.length > 0) {
    context.narrator.warn(`skipped, as Lightsail does not know them: ${unknown.join(", ")}`);
  }
  if (missing.length > 0) {
    if (options.allowMissing !== true) throw withoutKeys(missing, hosts.length);
    const names = missing.map(({ resource }) => resource);
    context.narrator.warn(`skipped, as they have no host keys yet: ${names.join(", ")}`);
  }
  if (hosts.length === 0) {
    throw new QuantsError("not_found", "None of the hosts has a host key that is known.", {
      hint: "Lightsail records them some minutes after an instance has come up: try again later.",
    });
  }
  const text = hosts.join("");
  if (options.file === undefined) return { kind: "text", text };
  writeWholeFile(resolve(context.host.cwd, options.file), text, 0o600);
  context.narrator.step(
    `${options.file}: keys of ${hosts.length} ${hosts.length === 1 ? "host" : "hosts"}`,
  );
  return { kind: "silent" };
};

interface NamedPlace extends Place {
  name: string;
}

interface Answers {
  /** The lines of each host whose keys are known. */
  hosts: string[];
  /** Why there are no keys yet, an error for each host. */
  missing: QuantsError[];
  /** Names that Lightsail does not know. */
  unknown: string[];
}

/** Asks for one host after the other until a failure that is not the host's own. */
async function askForKeys(places: readonly NamedPlace[], context: Context): Promise<Answers> {
  const answers: Answers = { hosts: [], missing: [], unknown: [] };
  const regionsOf = regionFinder(places, context);
  const limit = pLimit(CONCURRENCY);
  let failure: QuantsError | undefined;
  const ask = async (place: NamedPlace): Promise<string | null> => {
    if (failure !== undefined) return null;
    try {
      for (const region of await regionsOf(place)) {
        const keys = await keysIn(region, place.name, context);
        if (keys !== null) return knownHostsLines({ ...place, keys });
      }
      answers.unknown.push(place.name);
    } catch (error) {
      if (error instanceof QuantsError && error.code === "invalid_state") {
        answers.missing.push(error);
      } else failure ??= toQuantsError(error);
    }
    return null;
  };
  context.narrator.waiting(`asking for the host keys of ${places.length} hosts`);
  const texts = await Promise.all(places.map((place) => limit(ask, place)));
  context.narrator.idle();
  if (failure !== undefined) throw failure;
  // In the order of the hosts, not in that of the answers.
  answers.unknown.sort(compareNatural);
  answers.missing.sort((a, b) => compareNatural(a.resource ?? "", b.resource ?? ""));
  answers.hosts = texts.filter((lines) => lines !== null);
  return answers;
}

async function keysIn(region: string, name: string, context: Context) {
  const manager = await context.manager(region);
  return nullIfMissing(manager.getHostKeys(name, { signal: context.signal }));
}

/** A host's own region; all that were asked for when its source does not say. */
function regionFinder(
  places: readonly NamedPlace[],
  context: Context,
): (place: NamedPlace) => Promise<string[]> {
  const asked = places.some(({ region }) => region === undefined)
    ? selectRegions(context)
    : Promise.resolve([]);
  return async ({ region }) => (region === undefined ? asked : [region]);
}

function withoutKeys(missing: readonly QuantsError[], others: number): QuantsError {
  const [first] = missing;
  const names = missing.map(({ resource }) => resource).join(", ");
  return new QuantsError(
    others === 0 ? "invalid_state" : "partial_failure",
    `No host keys are known of ${names}: nothing was written.`,
    {
      hint: `${first?.hint ?? ""} With --allow-missing they are left out.`.trim(),
      resource: first?.resource,
      retryable: true,
    },
  );
}
