import { checkRegion } from "../account/check-region.ts";
import { COPY_TAG, copyTag } from "../backups/copies.ts";
import type { Config } from "../config/schema.ts";
import { ruleOf } from "../firewall/ports.ts";
import { WORLD, parseRuleText } from "../firewall/rule-text.ts";
import { QuantsError, toQuantsError } from "../errors.ts";
import { checkTags } from "../instances/tags.ts";
import type { FirewallRule } from "../model.ts";
import { ownValue } from "../text/own-value.ts";
import type { DesiredInstance, Given } from "./desired.ts";
import type { FleetFile } from "./files.ts";
import type { FleetFault } from "./place.ts";
import { expandName } from "./range.ts";
import { OWNER_TAGS } from "./ownership.ts";
import { type Spot, regionOf, spread, zoneIn } from "./zones.ts";

type Defaults = NonNullable<Config["defaults"]>;
export type Entry = NonNullable<Config["instances"]>[number];

/** The instances that one entry of a file stands for. */
export function instancesOf(
  file: Pick<FleetFile, "placeOf">,
  index: number,
  entry: Entry,
  given: Given,
  faults: FleetFault[],
): DesiredInstance[] {
  const path = `instances.${index}`;
  const fault = (key: string, message: string): void => {
    const at = key === "" ? path : `${path}.${key}`;
    faults.push({ place: file.placeOf(at), path: at, message });
  };
  const said = withDefaults(entry, given);
  const names = expandName(entry.name) ?? [];
  const spots = spotsOf(entry, said, names.length, given.region, fault);
  const rules = said.firewall === undefined ? null : rulesOf(said.firewall, fault);
  const tags = tagsOf(said, fault);
  checkCopies(said, spots, fault);
  return names.map((id, at): DesiredInstance => ({
    id,
    region: spots[at]?.region ?? "",
    zone: spots[at]?.zone ?? null,
    bundle: said.bundle ?? null,
    blueprint: said.blueprint ?? null,
    keyPair: said.key_pair ?? null,
    ipAddressType: said.ip_address_type ?? null,
    staticIp: said.static_ip ?? null,
    rules,
    tags,
    userData: said.user_data?.slice("file:".length) ?? null,
    autoSnapshot: said.snapshots?.auto ?? null,
    copyTo: said.snapshots?.copy_to ?? null,
    lifecycle: {
      ignore: said.lifecycle?.ignore ?? [],
      replace: said.lifecycle?.replace ?? "allowed",
      snapshotFirst: said.lifecycle?.snapshot_first ?? false,
    },
  }));
}

/** The entry over its environment's defaults over the fleet's; tags and groups of keys are joined. */
function withDefaults(entry: Entry, { defaults, environments }: Given): Entry {
  const environment = entry.environment ?? defaults.environment;
  const own = environment === undefined ? undefined : ownValue(environments, environment)?.defaults;
  const layers: readonly Defaults[] = [defaults, own ?? {}];
  const merged = Object.assign({}, ...layers, entry) as Entry;
  const all = [...layers, entry];
  const join = <K extends "tags" | "snapshots" | "lifecycle">(key: K): Entry[K] =>
    all.some((it) => it[key] !== undefined)
      ? (Object.assign({}, ...all.map((it) => it[key])) as Entry[K])
      : undefined;
  return {
    ...merged,
    tags: join("tags"),
    snapshots: join("snapshots"),
    lifecycle: join("lifecycle"),
  };
}

type Tell = (key: string, message: string) => void;

function spotsOf(
  entry: Entry,
  said: Entry,
  count: number,
  home: string | null,
  fault: Tell,
): Spot[] {
  const single = entry.availability_zone;
  // Where the entry itself says where, the defaults' regions are not for it.
  const own = entry.region ?? (single === undefined ? undefined : regionOf(single));
  const regions = (own === undefined ? said.regions : entry.regions) ?? [own ?? home ?? ""];
  if (entry.region !== undefined && entry.regions !== undefined) {
    fault("region", "region and regions exclude each other");
  }
  for (const region of regions.filter((it) => it !== "")) {
    try {
      checkRegion(region);
    } catch (error) {
      const { message, hint } = toQuantsError(error);
      fault(said.regions === undefined ? "region" : "regions", `${message} ${hint ?? ""}`.trim());
    }
  }
  if (regions.includes("")) {
    fault("", "no region: name one here, or for the whole fleet as region");
    return [];
  }
  const zones = single === undefined ? (said.zones ?? []) : [single];
  for (const zone of zones) {
    if (regions.every((region) => zoneIn(region, zone) === null)) {
      const key = single === undefined ? "zones" : "availability_zone";
      fault(key, `${zone} is in no region of this entry (${regions.join(", ")})`);
    }
  }
  const spots = spread(count, regions, zones);
  checkSpread(spots, said.min_per_zone, { regions, zones }, fault);
  return spots;
}

/** Every zone that was named, or every region where none was, has as many as were asked for. */
function checkSpread(
  spots: readonly Spot[],
  least: number | undefined,
  { regions, zones }: { regions: readonly string[]; zones: readonly string[] },
  fault: Tell,
): void {
  if (least === undefined) return;
  const wanted = regions.flatMap((region) => {
    const own = zones.flatMap((it) => zoneIn(region, it) ?? []);
    return own.length === 0 ? [region] : own;
  });
  for (const place of wanted) {
    const found = spots.filter(({ region, zone }) => (zone ?? region) === place).length;
    if (found >= least) continue;
    fault(
      "min_per_zone",
      `${place} gets ${found} of the ${spots.length}, and at least ${least} is asked for`,
    );
  }
}

/** Copies are made of backups, and somewhere else. */
function checkCopies({ snapshots }: Entry, spots: readonly Spot[], fault: Tell): void {
  const { copy_to: to, keep, backup = "none" } = snapshots ?? {};
  if (to === undefined) {
    if (keep !== undefined)
      fault("snapshots.keep", "counts the copies of copy_to, which is not there");
    return;
  }
  try {
    checkRegion(to);
  } catch (error) {
    const { message, hint } = toQuantsError(error);
    fault("snapshots.copy_to", `${message} ${hint ?? ""}`.trim());
  }
  if (backup === "none") fault("snapshots.copy_to", "nothing is copied without snapshots.backup");
  if (spots.some(({ region }) => region === to)) {
    fault("snapshots.copy_to", `${to} is where it is itself: a copy belongs elsewhere`);
  }
}

function rulesOf(texts: readonly string[], fault: Tell): FirewallRule[] {
  return texts.flatMap((text, index) => {
    try {
      const { target, sources } = parseRuleText(text);
      if (sources === null)
        throw refused(
          `no source says who may reach ${text}: write ${text}@203.0.113.0/24, or ${text}@world if anyone may`,
        );
      if (sources.includes("my-ip"))
        throw refused("my-ip depends on who runs the command: write the address");
      return [
        ruleOf(
          target,
          sources.flatMap((it) => (it === "world" ? WORLD : [it])),
        ),
      ];
    } catch (error) {
      const { message, hint } = toQuantsError(error);
      fault(`firewall.${index}`, hint === undefined ? message : `${message} ${hint}`);
      return [];
    }
  });
}

function refused(message: string): QuantsError {
  return new QuantsError("invalid_input", message);
}

function tagsOf(said: Entry, fault: Tell): Record<string, string> {
  const { environment, service_type: service, protect, snapshots } = said;
  const tags: Record<string, string> = {
    ...said.tags,
    ...(environment !== undefined && { Environment: environment }),
    ...(service !== undefined && { Service: service }),
    ...(snapshots?.backup !== undefined && { Backup: snapshots.backup }),
    ...(snapshots?.copy_to !== undefined && {
      [COPY_TAG]: copyTag({ region: snapshots.copy_to, keep: snapshots.keep }),
    }),
    ...(protect !== undefined && { Protected: String(protect) }),
  };
  for (const key of Object.keys(said.tags ?? {})) {
    if (key.startsWith("quants-ctl:"))
      fault(`tags.${key}`, "tags of this program are its own to set");
  }
  try {
    // What is left alone takes no room on an instance that lacks it.
    const ignored = new Set(said.lifecycle?.ignore);
    const counted = Object.entries(tags).filter(([key]) => !ignored.has(`tags.${key}`));
    checkTags({ ...Object.fromEntries(counted), ...OWNER_TAGS });
  } catch (error) {
    const { message, hint } = toQuantsError(error);
    fault("tags", `${message} ${hint ?? ""}`.trim());
  }
  return tags;
}
