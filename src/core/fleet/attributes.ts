import { canonicalFirewall } from "../firewall/plan.ts";
import { writtenRule } from "../firewall/change-text.ts";
import type { FirewallRule, StaticIp } from "../model.ts";
import { staticIpNameFor } from "../static-ips/name.ts";
import { ownValue } from "../text/own-value.ts";
import type { AttributeChange, AttributeValue, Effect } from "./change.ts";
import type { DesiredInstance } from "./desired.ts";
import type { LiveInstance } from "./live.ts";
import { ownerTags } from "./ownership.ts";

/** A fleet repeats the same few firewalls. */
const KNOWN = new Map<string, readonly string[]>();
const MOST_KNOWN = 1_000;

/** Firewalls as files write them, in canonical form. */
export function rulesText(rules: readonly FirewallRule[]): readonly string[] {
  const key = JSON.stringify(rules);
  const known = KNOWN.get(key);
  if (known !== undefined) return known;
  const texts = canonicalFirewall(rules).map(writtenRule);
  if (KNOWN.size < MOST_KNOWN) KNOWN.set(key, texts);
  return texts;
}

/**
 * What is not as the files want it, of what they say; an attribute that `lifecycle.ignore` names
 * is left out. `fleet` marks it as that fleet's; null leaves those tags out.
 */
export function attributeChanges(
  wanted: DesiredInstance,
  live: LiveInstance,
  staticIp: StaticIp | null,
  fleet: string | null,
): AttributeChange[] {
  const changes: AttributeChange[] = [];
  const compare = (
    path: string,
    before: AttributeValue,
    after: AttributeValue,
    effect: Effect = "update",
    isLoss = false,
  ): void => {
    if (after === null || JSON.stringify(before) === JSON.stringify(after)) return;
    changes.push({ path, before, after: after === false ? null : after, effect, isLoss });
  };
  compare("region", live.region, wanted.region, "replace");
  if (live.region === wanted.region) {
    compare("zone", live.availability_zone, wanted.zone, "replace");
  }
  compare("blueprint", live.blueprint_id, wanted.blueprint, "replace");
  compare("bundle", live.bundle_id, wanted.bundle, "resize");
  compare("key_pair", live.key_pair, wanted.keyPair, "replace");
  const isIpv6 = [live.ip_address_type, wanted.ipAddressType].includes("ipv6");
  compare(
    "ip_address_type",
    live.ip_address_type,
    wanted.ipAddressType,
    isIpv6 ? "replace" : "update",
  );
  if (wanted.staticIp === true && staticIp === null) {
    compare("static_ip", null, staticIpNameFor(live.name));
  }
  if (wanted.staticIp === false && staticIp !== null) {
    compare("static_ip", `${staticIp.name} ${staticIp.ip_address}`, false, "update", true);
  }
  if (wanted.rules !== null) {
    const [before, after] = [rulesText(live.firewall_rules), rulesText(wanted.rules)];
    compare("firewall", before, after);
  }
  if (wanted.autoSnapshot !== null) {
    compare("snapshots.auto", live.auto_snapshot_time ?? false, wanted.autoSnapshot);
  }
  const tags = { ...wanted.tags, ...(fleet !== null && ownerTags(fleet, wanted.id)) };
  for (const [key, value] of Object.entries(tags)) {
    compare(`tags.${key}`, ownValue(live.tags, key) ?? null, value);
  }
  return changes.filter(({ path }) => !isIgnored(path, wanted.lifecycle.ignore));
}

/** `tags` stands for each of them. */
function isIgnored(path: string, ignored: readonly string[]): boolean {
  return ignored.some((it) => path === it || path.startsWith(`${it}.`));
}
