import { expandVariables } from "../config/expand.ts";
import { isOpenToWorld, ruleTarget } from "../firewall/ports.ts";
import { canonicalFirewall, sourcesOf } from "../firewall/plan.ts";
import { serviceOf } from "../firewall/services.ts";
import { WORLD } from "../firewall/rule-text.ts";
import { RESERVED } from "../inventory/names.ts";
import type { FirewallRule, StaticIp } from "../model.ts";
import { attributeChanges } from "./attributes.ts";
import type { Given } from "./desired.ts";
import type { Additions } from "./edit.ts";
import { type Entry, instancesOf } from "./entries.ts";
import { type LiveInstance, type LiveRegion, staticIpOf } from "./live.ts";
import type { Place } from "./place.ts";

/** Key pair that is every region's own. */
const DEFAULT_KEY_PAIR = "LightsailDefaultKeyPair";
const SCHEDULES = ["hourly", "daily", "weekly", "none"];
/** Tags that have a key of their own in the files. */
const NAMED_TAGS = { Environment: "environment", Service: "service_type" } as const;

/** An entry of `instances` for what exists, so that a plan finds nothing to change. */
export function entryOf(
  live: LiveInstance,
  staticIp: StaticIp | null,
  { id, region, given }: { id: string; region: string; given: Given },
): Record<string, unknown> {
  const defaulted = defaultedBy(given);
  // What is usual is said only where a default of the file would make it otherwise.
  const isSaid = (key: string, isUsual: boolean): boolean => !isUsual || defaulted.includes(key);
  const entry: Record<string, unknown> = {
    name: id,
    ...(live.region !== region && { region: live.region }),
    availability_zone: live.availability_zone,
    bundle: live.bundle_id,
    blueprint: live.blueprint_id,
  };
  const tags: Record<string, string> = {};
  for (const [key, value] of Object.entries(live.tags)) {
    const own = NAMED_TAGS[key as keyof typeof NAMED_TAGS];
    if (/^(quants-ctl|aws):/i.test(key)) continue;
    if (Object.hasOwn(NAMED_TAGS, key) && value !== "") entry[own] = literal(value);
    else if (key === "Backup" && SCHEDULES.includes(value)) setIn(entry, "backup", value);
    else if (key === "Protected" && /^(true|false)$/.test(value))
      entry["protect"] = value === "true";
    else tags[key] = literal(value);
  }
  const { key_pair: key, ip_address_type: addresses, auto_snapshot_time: auto } = live;
  if (key !== null && isSaid("key_pair", key === DEFAULT_KEY_PAIR)) entry["key_pair"] = key;
  if (addresses !== null && isSaid("ip_address_type", addresses === "dualstack")) {
    entry["ip_address_type"] = addresses;
  }
  if (isSaid("static_ip", staticIp === null)) entry["static_ip"] = staticIp !== null;
  if (isSaid("snapshots", auto === null)) setIn(entry, "auto", auto ?? false);
  entry["firewall"] = canonicalFirewall(live.firewall_rules).map(ruleText);
  if (Object.keys(tags).length > 0) entry["tags"] = tags;
  if (isSaid("min_per_zone", true)) entry["min_per_zone"] = 1;
  return leavingAlone(entry, live, staticIp, given);
}

function defaultedBy({ defaults, environments }: Given): string[] {
  const all = [defaults, ...Object.values(environments).map((it) => it.defaults ?? {})];
  return all.flatMap((it) => Object.keys(it));
}

/** What defaults would change all the same, such as tags it lacks, is not looked at. */
function leavingAlone(
  entry: Record<string, unknown>,
  live: LiveInstance,
  staticIp: StaticIp | null,
  given: Given,
): Record<string, unknown> {
  const placeOf = (): Place => ({ file: "", line: 1, column: 1 });
  const read = expandVariables(entry, {}, []) as Entry;
  const [wanted] = instancesOf({ placeOf }, 0, read, given, []);
  if (wanted === undefined) return entry;
  const changed = attributeChanges(wanted, live, staticIp, null).map(({ path }) => path);
  if (changed.length === 0) return entry;
  const ignore = [...new Set([...wanted.lifecycle.ignore, ...changed])];
  return { ...entry, lifecycle: { ignore: ignore.map(literal) } };
}

interface Taking {
  /** Where the file's entries are that name no region. */
  region: string;
  /** Names that the file has already. */
  taken: Iterable<string>;
  given: Given;
}

/** The entries for what exists, and the blocks that make it the fleet's. */
export function additionsFor(
  selected: readonly LiveInstance[],
  live: readonly LiveRegion[],
  { region, taken, given }: Taking,
): Additions & { imports: readonly { to: string }[] } {
  const names = new Set(taken);
  const regions = new Map(live.map((it) => [it.region, it]));
  const entries = selected.map((it) => {
    const id = idFor(it, names);
    names.add(id);
    const ip = staticIpOf(regions.get(it.region), it);
    return {
      entry: entryOf(it, ip, { id, region, given }),
      block: { to: id, instance: it.name, ...(it.region !== region && { region: it.region }) },
    };
  });
  return {
    instances: entries.map(({ entry }) => entry),
    imports: entries.map(({ block }) => block),
  };
}

function setIn(entry: Record<string, unknown>, key: string, value: string | false): void {
  entry["snapshots"] = { ...(entry["snapshots"] as object | undefined), [key]: value };
}

/** Not a variable of the environment. */
function literal(text: string): string {
  return text.replaceAll("${", () => "$${");
}

/** `ssh@world` where there is a name for it. */
function ruleText(rule: FirewallRule): string {
  const target = serviceOf(rule) ?? ruleTarget(rule);
  const sources = sourcesOf(rule);
  const isWorld =
    isOpenToWorld(rule) &&
    sources.length === WORLD.length &&
    WORLD.every((it) => sources.includes(it));
  return `${target}@${isWorld ? "world" : sources.join(",")}`;
}

/** A name for it in the files: its own, unless that is taken, or has a meaning of its own. */
function idFor({ name, region }: LiveInstance, taken: ReadonlySet<string>): string {
  const own = RESERVED.includes(name) ? `${name}-1` : name;
  const choices = [own, `${own}-${region}`];
  const free = choices.find((it) => !taken.has(it));
  if (free !== undefined) return free;
  for (let number = 2; ; number += 1) {
    const next = `${own}-${region}-${number}`;
    if (!taken.has(next)) return next;
  }
}
