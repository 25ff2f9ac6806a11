import { isOpenToWorld, ruleTarget } from "../firewall/ports.ts";
import { canonicalFirewall, sourcesOf } from "../firewall/plan.ts";
import { serviceOf } from "../firewall/services.ts";
import { WORLD } from "../firewall/rule-text.ts";
import { RESERVED } from "../inventory/names.ts";
import type { FirewallRule, StaticIp } from "../model.ts";
import type { LiveInstance } from "./live.ts";

/** Key pair that is every region's own. */
const DEFAULT_KEY_PAIR = "LightsailDefaultKeyPair";
const SCHEDULES = ["hourly", "daily", "weekly", "none"];
/** Tags that have a key of their own in the files. */
const NAMED_TAGS = { Environment: "environment", Service: "service_type" } as const;

/** An entry of `instances` for what exists, so that a plan finds nothing to change. */
export function entryOf(
  live: LiveInstance,
  staticIp: StaticIp | null,
  { id, region, defaulted }: { id: string; region: string; defaulted: readonly string[] },
): Record<string, unknown> {
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
  return entry;
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
export function idFor({ name, region }: LiveInstance, taken: ReadonlySet<string>): string {
  const own = RESERVED.includes(name) ? `${name}-1` : name;
  const choices = [own, `${own}-${region}`];
  const free = choices.find((it) => !taken.has(it));
  if (free !== undefined) return free;
  for (let number = 2; ; number += 1) {
    const next = `${own}-${region}-${number}`;
    if (!taken.has(next)) return next;
  }
}
