import { isIP } from "node:net";
import type { Instance } from "../model.ts";
import type { Facts, SourceHost, SourceReading } from "./model.ts";
import { type Text, untrusted } from "./values.ts";

const USER = /^[A-Za-z_][A-Za-z0-9._-]*$/;
/** Keys that make Ansible's JSON reader read a mapping as a special value. */
const ANSIBLE_KEY = /^__ansible_/;

/** The parts of an instance record that an inventory uses. */
export type HostRecord = Pick<
  Instance,
  | "name"
  | "status"
  | "public_ip"
  | "private_ip"
  | "ipv6_addresses"
  | "username"
  | "region"
  | "availability_zone"
  | "bundle_id"
  | "blueprint_id"
  | "tags"
>;

/**
 * Instance records as a source: the service's, or those of a state file. None of them is trusted.
 */
export function readInstances(source: string, instances: readonly HostRecord[]): SourceReading {
  const warnings: string[] = [];
  return { hosts: instances.map((it) => hostOf(source, it, warnings)), warnings };
}

function hostOf(source: string, instance: HostRecord, warnings: string[]): SourceHost {
  const { name } = instance;
  const checked = (
    what: string,
    text: string | null,
    isGood: (text: string) => boolean,
  ): string => {
    if (text === null || text === "") return "";
    if (isGood(text)) return text;
    // ssh would read a leading dash as an option.
    warnings.push(
      `${name}: the ${what} ${JSON.stringify(text)} of ${source} is not valid: skipped`,
    );
    return "";
  };
  const isAddress = (text: string): boolean => isIP(text) !== 0;
  return {
    name,
    source,
    facts: factsOf({
      public_ip: checked("public address", instance.public_ip, isAddress),
      private_ip: checked("private address", instance.private_ip, isAddress),
      ipv6: checked("IPv6 address", instance.ipv6_addresses[0] ?? null, isAddress),
      user: checked("login name", instance.username, (text) => USER.test(text)),
      // An unknown value must not hide another source's value.
      status: instance.status === "unknown" ? "" : instance.status,
      region: instance.region,
      availability_zone: instance.availability_zone,
      bundle_id: instance.bundle_id,
      blueprint_id: instance.blueprint_id,
    }),
    tags: tagsOf(instance, warnings),
    groups: [],
    variables: new Map(),
  };
}

function factsOf(texts: Readonly<Record<Exclude<keyof Facts, "address" | "port">, string>>): Facts {
  const known = Object.entries(texts).filter(([, text]) => text !== "");
  return Object.fromEntries(known.map(([fact, text]) => [fact, untrusted(text)]));
}

function tagsOf({ name, tags }: HostRecord, warnings: string[]): Map<string, Text> {
  const kept = new Map<string, Text>();
  for (const [key, value] of Object.entries(tags)) {
    if (ANSIBLE_KEY.test(key)) {
      warnings.push(`${name}: the tag ${key} is skipped, because Ansible reserves that key`);
    } else if (key.includes("{")) {
      // No format can mark a key, and a loop over the tags would evaluate it.
      warnings.push(`${name}: the tag ${key} is skipped, because Ansible could evaluate its key`);
    } else {
      kept.set(key, untrusted(value));
    }
  }
  return kept;
}
