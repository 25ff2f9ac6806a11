import { dirname, join } from "node:path";
import type { Config } from "../config/schema.ts";
import type { DesiredFleet, DesiredInstance, Given } from "./desired.ts";
import { instancesOf } from "./entries.ts";
import { type FleetFile, fleetInvalid } from "./files.ts";
import { keyPairsOf } from "./key-pairs.ts";
import type { FleetFault, Place } from "./place.ts";

/** One item of a list in a file. */
interface Item<T> {
  value: T;
  file: FleetFile;
  /** `moved.0` */
  path: string;
}

type ListKey = "instances" | "moved" | "import" | "removed" | "key_pairs";
type ItemOf<K extends ListKey> = NonNullable<Config[K]>[number];

/**
 * What the files want together. Throws `config_invalid` with every fault: those `found` when they
 * were read, and those of what is without any.
 */
export function desiredFleet(
  files: readonly FleetFile[],
  {
    cwd,
    home,
    found = [],
  }: { cwd: string; home?: string | undefined; found?: readonly FleetFault[] },
): DesiredFleet {
  const faults: FleetFault[] = [];
  const only = <K extends keyof Config>(key: K): Config[K] => onlyOne(files, key, faults);
  const fleet = only("fleet");
  const version = only("version");
  const region = (only("region") as string | undefined) ?? home ?? null;
  const given: Given = {
    region: oneRegion(region),
    defaults: only("defaults") ?? {},
    environments: environmentsOf(files, faults),
  };
  const top = (): Place | null => files[0]?.placeOf("") ?? null;
  if (version === undefined) {
    faults.push({ place: top(), path: "version", message: "missing: write version: 1" });
  }
  if (fleet === undefined) {
    const message = "missing: give the fleet a name, e.g. fleet: { name: quants }";
    faults.push({ place: top(), path: "fleet", message });
  }
  const entries = items(files, "instances").flatMap(({ value, file, path }) => {
    const own = instancesOf(file, Number(path.split(".")[1]), value, given, faults);
    return own.map((it) => ({ value: withFolder(it, file), file, path }));
  });
  const instances = entries.map(({ value }) => value);
  if (found.length > 0) {
    // What was left out may be what the rest refers to.
    const own = faults.filter(({ path }) => path.startsWith("instances."));
    throw fleetInvalid([...found, ...own].toSorted(byPlace));
  }
  tellRepeated(entries, faults);
  const moved = items(files, "moved");
  const imports = items(files, "import");
  const removed = items(files, "removed");
  const ids = new Set(instances.map(({ id }) => id));
  tellContradictions({ ids, moved, imports, removed }, faults);
  const regions = [...new Set(instances.map((it) => it.region).filter((it) => it !== ""))];
  const keyPairs = items(files, "key_pairs").flatMap((it) =>
    keyPairsOf(it, { cwd, instances, home: given.region }, faults),
  );
  if (faults.length > 0) throw fleetInvalid(faults);
  const lockRegion = given.region ?? regions[0] ?? "";
  const all = [lockRegion, ...regions, ...keyPairs.map((it) => it.region)];
  for (const { value } of imports) if (value.region !== undefined) all.push(value.region);
  return {
    name: fleet?.name ?? "",
    onAbsent: fleet?.on_absent ?? "orphan",
    snapshotFirst: fleet?.snapshot_first ?? false,
    budgetUsd: fleet?.budget_usd_per_month ?? null,
    account: fleet?.account ?? null,
    record: fleet?.record ?? null,
    home: lockRegion,
    given,
    regions: [...new Set(all.filter((it) => it !== ""))],
    instances,
    keyPairs,
    moved: moved.map(({ value }) => value),
    imports: imports.map(({ value }) => ({ ...value, region: value.region ?? null })),
    removed: removed.map(({ value }) => ({
      ...{ id: value.instance, destroy: value.destroy ?? false },
    })),
  };
}

function byPlace({ place: one }: FleetFault, { place: other }: FleetFault): number {
  if (one === null || other === null || one.file !== other.file) return 0;
  return one.line - other.line || one.column - other.column;
}

/** `region` may name several in a config file, which is no place for an instance. */
function oneRegion(region: string | null): string | null {
  return region === null || region === "all" || region.includes(",") ? null : region;
}

function withFolder(instance: DesiredInstance, { file }: FleetFile): DesiredInstance {
  const { userData } = instance;
  return userData === null ? instance : { ...instance, userData: join(dirname(file), userData) };
}

function items<K extends ListKey>(files: readonly FleetFile[], key: K): Item<ItemOf<K>>[] {
  return files.flatMap((file) =>
    ((file.config[key] ?? []) as ItemOf<K>[]).map((value, index) => {
      const path = `${key}.${file.indexOf(key, index)}`;
      return { value, file, path };
    }),
  );
}

/** What only one of the files may say. */
function onlyOne<K extends keyof Config>(
  files: readonly FleetFile[],
  key: K,
  faults: FleetFault[],
): Config[K] {
  const saying = files.filter(({ config }) => config[key] !== undefined);
  const [first, ...others] = saying;
  for (const { placeOf } of others) {
    const message = `is said in ${first?.file} already`;
    faults.push({ place: placeOf(key), path: key, message });
  }
  return first?.config[key];
}

function environmentsOf(files: readonly FleetFile[], faults: FleetFault[]): Given["environments"] {
  const all = new Map<string, { value: Given["environments"][string]; file: string }>();
  for (const { config, file, placeOf } of files) {
    for (const [name, value] of Object.entries(config.environments ?? {})) {
      const path = `environments.${name}`;
      const before = all.get(name);
      if (before === undefined) all.set(name, { value, file });
      else
        faults.push({ place: placeOf(path), path, message: `is said in ${before.file} already` });
    }
  }
  return Object.fromEntries([...all].map(([name, { value }]) => [name, value]));
}

/** Within one file, the schema tells it. */
function tellRepeated(entries: readonly Item<DesiredInstance>[], faults: FleetFault[]): void {
  const seen = new Map<string, Item<unknown>>();
  for (const it of entries) {
    const { id } = it.value;
    const first = seen.get(id);
    if (first === undefined) seen.set(id, it);
    else {
      const { file, line } = first.file.placeOf(first.path);
      const message = `"${id}" is the name of an instance in ${file} line ${line} already`;
      faults.push({ place: it.file.placeOf(it.path), path: "instances", message });
    }
  }
}

interface Blocks {
  ids: ReadonlySet<string>;
  moved: readonly Item<ItemOf<"moved">>[];
  imports: readonly Item<ItemOf<"import">>[];
  removed: readonly Item<ItemOf<"removed">>[];
}

function tellContradictions({ ids, moved, imports, removed }: Blocks, faults: FleetFault[]): void {
  const fault = ({ file, path }: Item<unknown>, key: string, message: string): void => {
    faults.push({ place: file.placeOf(`${path}.${key}`), path: `${path}.${key}`, message });
  };
  const twice = <T>(
    list: readonly Item<T>[],
    key: keyof T & string,
    where: (value: T) => string = () => "",
  ): void => {
    const seen = new Set<string>();
    for (const it of list) {
      const name = `${where(it.value)} ${String(it.value[key])}`.trim();
      if (seen.has(name)) fault(it, key, `${name} is named twice`);
      seen.add(name);
    }
  };
  twice(moved, "from");
  twice(moved, "to");
  twice(imports, "to");
  twice(imports, "instance", ({ region }) => region ?? "");
  twice(removed, "instance");
  const gone = new Set(removed.map(({ value }) => value.instance));
  for (const it of moved) {
    const { from, to } = it.value;
    if (ids.has(from)) fault(it, "from", `${from} is still among the instances`);
    if (!ids.has(to)) fault(it, "to", `${to} is not among the instances`);
    if (gone.has(from)) fault(it, "from", `${from} is to be removed as well`);
  }
  for (const it of imports) {
    if (!ids.has(it.value.to)) fault(it, "to", `${it.value.to} is not among the instances`);
  }
  for (const it of removed) {
    const { instance } = it.value;
    if (ids.has(instance)) fault(it, "instance", `${instance} is still among the instances`);
  }
}
