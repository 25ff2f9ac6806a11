import { randomBytes } from "node:crypto";
import { isIPv4, isIPv6 } from "node:net";
import type { ReadContext } from "./context.ts";
import { invalidInput, notFound, ServiceError } from "./protocol/service-error.ts";
import { boolean, type Infer, map, string, type StructureShape, structure } from "./shapes.ts";
import type { DomainEntryRecord, DomainRecord } from "./state/records.ts";

const DOMAIN_REGION = "us-east-1";
const ENTRY_TYPES = ["A", "AAAA", "CNAME", "MX", "NS", "SOA", "SRV", "TXT"] as const;

export const domainEntry = structure({
  id: string(),
  name: string(),
  target: string(),
  isAlias: boolean(),
  type: string(),
  options: map(string()),
}) satisfies StructureShape;

/** Every call about domains but tagging asks this first. */
export function assertDomainRegion({ region }: Pick<ReadContext, "region">): void {
  if (region.name === DOMAIN_REGION) return;
  throw new ServiceError(
    "InvalidInputException",
    "Domain-related APIs are only available in the us-east-1 Region. Please set your Region configuration to us-east-1 to create, view, or edit domain resources.",
    { code: "UnsupportedOperation", tip: "Set the Region to us-east-1, and try again." },
  );
}

const LABEL = /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?|\*)$/;

const hasLabels = (name: string): boolean =>
  name.length <= 253 && name.split(".").every((label) => LABEL.test(label));

/** In lower case, without a last dot. */
export const plainName = (name: string): string => name.toLowerCase().replace(/\.$/, "");

export function checkDomainName(given: string): string {
  const name = plainName(given);
  if (name.includes(".") && !name.includes("*") && hasLabels(name)) return name;
  throw invalidInput(`${given} is not a valid domain name.`, "InvalidDomainName");
}

const newEntryId = (): string => String(randomBytes(4).readInt32BE());

/** What every new zone has: four name servers and the start of authority. */
export function defaultEntries(domain: string): DomainEntryRecord[] {
  const [first = 0, second = 0, third = 0, fourth = 0] = randomBytes(4);
  const servers = [
    `ns-${first}.awsdns-${first % 64}.com`,
    `ns-${1536 + second}.awsdns-${second % 64}.co.uk`,
    `ns-${512 + third}.awsdns-${third % 64}.net`,
    `ns-${1024 + fourth}.awsdns-${fourth % 64}.org`,
  ];
  const soa = `${servers[1]}. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400`;
  return [...servers.map((target) => ["NS", target] as const), ["SOA", soa] as const].map(
    ([type, target]) => ({ id: newEntryId(), name: domain, type, target, isAlias: false }),
  );
}

/** An entry as it is to be stored, checked against those that the domain has beside it. */
export function checkedEntry(
  domain: DomainRecord,
  given: Infer<typeof domainEntry>,
  former?: DomainEntryRecord,
): DomainEntryRecord {
  const { isAlias = former?.isAlias ?? false } = given;
  const name = plainName(given.name ?? former?.name ?? "");
  const type = ENTRY_TYPES.find((it) => it === (given.type ?? former?.type));
  const target = given.target ?? former?.target ?? "";
  if (type === undefined) throw refused(`The type must be one of ${ENTRY_TYPES.join(", ")}.`);
  if ((name !== domain.name && !name.endsWith(`.${domain.name}`)) || !hasLabels(name)) {
    throw refused(`The name ${given.name ?? ""} does not belong to the domain ${domain.name}.`);
  }
  if (type === "SOA" && former?.type !== "SOA") throw refused("A domain has one SOA entry.");
  if (isAlias && type !== "A" && type !== "AAAA") {
    throw refused("Only entries of type A and AAAA can be aliases.");
  }
  if (!isTarget(type, target, isAlias)) {
    throw refused(`${target} is not a valid target of an entry of type ${type}.`);
  }
  const others = domain.entries.filter((it) => it !== former && it.name === name);
  if (others.some((it) => it.type === type && it.target === target)) {
    throw refused(`The entry already exists: ${name} ${type} ${target}`, "NameExists");
  }
  if (type === "CNAME" ? others.length > 0 : others.some((it) => it.type === "CNAME")) {
    throw refused(`A CNAME must be the only entry of its name: ${name}`);
  }
  return { id: former?.id ?? newEntryId(), name, type, target, isAlias };
}

const refused = (message: string, code = "InvalidDomainEntry"): ServiceError =>
  invalidInput(message, code);

const isHost = (text: string): boolean => hasLabels(plainName(text));
const isPort = (text: string | undefined): boolean =>
  /^\d{1,5}$/.test(text ?? "") && Number(text) <= 65_535;

/** Whether the words of a target are what its type needs. */
const TARGETS: Readonly<Record<DomainEntryRecord["type"], (words: readonly string[]) => boolean>> =
  {
    A: ([address = "", ...rest]) => isIPv4(address) && rest.length === 0,
    AAAA: ([address = "", ...rest]) => isIPv6(address) && rest.length === 0,
    CNAME: ([host = "", ...rest]) => isHost(host) && !isIPv4(host) && rest.length === 0,
    NS: ([host = "", ...rest]) => isHost(host) && !isIPv4(host) && rest.length === 0,
    MX: ([rank, host = "", ...rest]) => isPort(rank) && isHost(host) && rest.length === 0,
    SRV: (words) => words.length === 4 && words.slice(0, 3).every(isPort) && isHost(words[3] ?? ""),
    SOA: (words) => words.length === 7,
    TXT: (words) => words.some((it) => it !== "") && words.join(" ").length <= 4_000,
  };

function isTarget(type: DomainEntryRecord["type"], target: string, isAlias: boolean): boolean {
  if (isAlias) return isHost(target) && target.includes(".") && !isIPv4(target);
  return TARGETS[type](target.split(" "));
}

/** The entry of an id, or that which has name, type and target. */
export function findEntry(
  domain: DomainRecord,
  { id, name, type, target }: Infer<typeof domainEntry>,
): DomainEntryRecord {
  const found = domain.entries.find((it) =>
    id === undefined || id === ""
      ? it.name === plainName(name ?? "") && it.type === type && it.target === target
      : it.id === id,
  );
  if (found === undefined) throw notFound("DomainEntry", id || plainName(name ?? ""));
  return found;
}

/** The zone answers by them: they stay as long as it does. */
export function assertNotDefault(domain: DomainRecord, { name, type }: DomainEntryRecord): void {
  if (name !== domain.name || (type !== "SOA" && type !== "NS")) return;
  throw refused(`The ${type} entries of a domain itself can't be deleted.`);
}
