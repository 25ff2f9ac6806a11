import { OPERATION_NAMES } from "../../src/providers/sandbox/operation-names.ts";
import { OPERATIONS } from "../../src/providers/sandbox/operations/index.ts";
import { whyUnbuilt } from "../../src/providers/sandbox/unbuilt.ts";

/** The first that fits counts. */
const KINDS: readonly (readonly [title: string, names: RegExp])[] = [
  ["Databases", /RelationalDatabase/],
  ["Container services", /Container/],
  ["Load balancers", /LoadBalancer/],
  ["Distributions", /Distribution/],
  ["Certificates", /Certificate/],
  ["Buckets", /Bucket/],
  ["Domains", /Domain/],
  ["Subdomains", /Subdomain/],
  ["Alarms and contact methods", /Alarm|ContactMethod/],
  ["Static IPs", /StaticIp/],
  ["Key pairs", /KeyPair|KnownHostKeys/],
  ["Snapshots", /Snapshot|CloudFormation|AddOn/],
  ["Disks", /Disk/],
  ["GUI sessions", /GUISession/],
  ["Instances", /Instance|SetupHistory/],
  ["Account, catalogue, operations and tags", /./],
];

/** docs/API_COVERAGE.md: every operation of Lightsail, and whether the sandbox has it. */
export function apiCoverage(): string {
  const total = OPERATION_NAMES.length;
  const built = OPERATION_NAMES.filter((name) => Object.hasOwn(OPERATIONS, name)).length;
  return `${[
    "# API coverage of the sandbox",
    "",
    `Made from the operations themselves. Of Lightsail's ${total} operations, ${built} are built; each of the`,
    `other ${total - built} is refused by its name, with \`UnsupportedOperation\`. How faithful they are is in`,
    "[BEHAVIOUR.md](../src/providers/sandbox/BEHAVIOUR.md).",
    ...[...groupsOf()].flatMap(([title, names]) => [
      "",
      `## ${title}`,
      "",
      ...names.map((name) => `- ${line(name)}`),
    ]),
  ].join("\n")}\n`;
}

function groupsOf(): Map<string, string[]> {
  const groups = new Map(KINDS.map(([title]) => [title, [] as string[]]));
  for (const name of OPERATION_NAMES) {
    const [title = ""] = KINDS.find(([, names]) => names.test(name)) ?? [];
    groups.get(title)?.push(name);
  }
  return groups;
}

const line = (name: string): string =>
  Object.hasOwn(OPERATIONS, name)
    ? `\`${name}\``
    : `\`${name}\`: **not built.** ${whyUnbuilt(name)}`;
