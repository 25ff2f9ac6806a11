import { QuantsError } from "../errors.ts";
import type { MergedHost } from "./model.ts";
import { groupName } from "./names.ts";
import { textOf } from "./values.ts";
import { ownValue } from "../text/own-value.ts";

/** Always present, even if empty: a playbook that names one must not fail. */
const FIXED: readonly (readonly [group: string, word: string])[] = [
  ["data_collectors", "collector"],
  ["execution_engines", "exec"],
  ["monitors", "monitor"],
];

/** One key of `--group-by`: the group's name is `prefix` followed by the host's value. */
export interface Grouping {
  prefix: string;
  valueOf: (host: MergedHost) => string | undefined;
}

const BY: Readonly<Record<string, (host: MergedHost) => string | undefined>> = {
  region: ({ facts }) => facts.region && textOf(facts.region),
  availability_zone: ({ facts }) => facts.availability_zone && textOf(facts.availability_zone),
  status: ({ facts }) => facts.status && textOf(facts.status),
  environment: (host) => tagOf(host, "Environment"),
  service: serviceOf,
};

export const BY_ENVIRONMENT: Grouping = {
  prefix: "environment",
  valueOf: (it) => tagOf(it, "Environment"),
};

/** Throws `invalid_input` for an unknown key. */
export function parseGrouping(text: string): Grouping {
  if (text.startsWith("tag:") && text.length > "tag:".length) {
    const key = text.slice("tag:".length);
    return { prefix: groupName("tag", key), valueOf: (host) => tagOf(host, key) };
  }
  const valueOf = ownValue(BY, text);
  if (valueOf !== undefined) return { prefix: text, valueOf };
  throw new QuantsError("invalid_input", `Hosts can't be grouped by "${text}".`, {
    hint: `Known: ${Object.keys(BY).join(", ")}, tag:KEY.`,
    resource: text,
  });
}

function serviceOf(host: MergedHost): string | undefined {
  return tagOf(host, "Service") ?? tagOf(host, "service_type");
}

/**
 * The groups and the names of their hosts. Values that yield the same name share a group, with a
 * warning.
 */
export function groupHosts(
  hosts: readonly MergedHost[],
  groupings: readonly Grouping[],
  warnings: string[],
): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>(FIXED.map(([name]) => [name, new Set()]));
  /** The origin of each group: `region "eu-west-1"`. */
  const origins = new Map<string, string>(FIXED.map(([name]) => [name, "the fixed group"]));
  const put = (host: MergedHost, group: string, origin: string): void => {
    const known = origins.get(group);
    if (known === undefined) origins.set(group, origin);
    else if (known !== origin) {
      const text = `the group ${group} stands for ${known} and for ${origin}`;
      if (!warnings.includes(text)) warnings.push(text);
    }
    groups.set(group, (groups.get(group) ?? new Set()).add(host.name));
  };
  for (const host of hosts) {
    const service = serviceOf(host)?.toLowerCase() ?? "";
    for (const [group, word] of FIXED)
      if (service.includes(word)) groups.get(group)?.add(host.name);
    for (const { prefix, valueOf } of groupings) {
      const value = valueOf(host);
      if (value !== undefined) {
        put(host, groupName(prefix, value), `${prefix} ${JSON.stringify(value)}`);
      }
    }
    for (const group of host.groups) {
      groups.set(group, (groups.get(group) ?? new Set()).add(host.name));
    }
  }
  return groups;
}

function tagOf(host: MergedHost, key: string): string | undefined {
  const value = host.tags.get(key);
  return value === undefined ? undefined : textOf(value);
}
