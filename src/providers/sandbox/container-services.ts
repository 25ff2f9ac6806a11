import { createHash } from "node:crypto";
import { certificateStatus } from "./certificates.ts";
import type { ReadContext, WriteContext } from "./context.ts";
import { shadowRole } from "./identity.ts";
import { stateAt } from "./lifecycle.ts";
import { invalidInput, notFound, ServiceError } from "./protocol/service-error.ts";
import { boolean, enumeration, integer, list, map, string, structure } from "./shapes.ts";
import type { ContainerServiceRecord, DeploymentRecord } from "./state/container-service-record.ts";

const MAX_DOMAINS = 4;

/** The model's pattern, but of the whole name. */
export const serviceName = string({
  ...{ pattern: /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/, min: 1, max: 63 },
});
export const power = enumeration(["nano", "micro", "small", "medium", "large", "xlarge"]);
export const scale = integer({ min: 1, max: 20 });
export const publicDomainNames = map(list(string()));
export const privateRegistryAccess = structure({
  ecrImagePullerRole: structure({ isActive: boolean() }),
});

/** Whether it was deleted, though nothing was written since then that would have dropped it. */
export const isGone = ({ transition }: ContainerServiceRecord, now: number): boolean =>
  transition.during === "DELETING" && now >= transition.until;

/** The service of this name, unless it is gone by now. */
export function findService(
  { state, now }: Pick<ReadContext, "state" | "now">,
  name: string,
): ContainerServiceRecord {
  const service = state.get("ContainerService", name);
  if (isGone(service, now)) throw notFound("ContainerService", name);
  return service;
}

export type ServiceState =
  | "PENDING"
  | "READY"
  | "DEPLOYING"
  | "RUNNING"
  | "UPDATING"
  | "DISABLED"
  | "DELETING";

export function serviceState(service: ContainerServiceRecord, now: number): ServiceState {
  const state = stateAt(service, now);
  if (state !== "READY") return state;
  if (service.isDisabled) return "DISABLED";
  if (nextDeployment(service, now) !== undefined) return "DEPLOYING";
  return activeDeployment(service, now) === undefined ? "READY" : "RUNNING";
}

/** The newest that did not fail; a failed one leaves its predecessor active. */
export const activeDeployment = (
  { deployments }: ContainerServiceRecord,
  now: number,
): DeploymentRecord | undefined =>
  deployments.findLast(({ doneAt, failure }) => now >= doneAt && failure === undefined);

export const nextDeployment = (
  { deployments }: ContainerServiceRecord,
  now: number,
): DeploymentRecord | undefined => deployments.findLast(({ doneAt }) => now < doneAt);

/** The service, refused while it is still busy with something else. */
export function settledService({ state, now }: WriteContext, name: string): ContainerServiceRecord {
  const service = state.get("ContainerService", name);
  const current = serviceState(service, now);
  if (current === "READY" || current === "RUNNING" || current === "DISABLED") return service;
  throw invalidInput(
    `The container service ${name} is ${current}. Please try again in a few minutes.`,
    "InvalidResourceState",
  );
}

/**
 * `present` with what is asked for: an empty list takes a certificate away, one that is not named
 * stays. Each certificate has to be issued, and to cover its names.
 */
export function mergeDomains(
  present: ContainerServiceRecord["domains"],
  wanted: Readonly<Record<string, string[]>>,
  { state, now }: ReadContext,
): ContainerServiceRecord["domains"] {
  const certificates = Object.keys(wanted).filter((name) => wanted[name]?.length !== 0);
  const unknown = certificates.filter((name) => state.find("Certificate", name) === undefined);
  if (unknown.length > 0) {
    throw new ServiceError(
      "NotFoundException",
      `The specified certificates do not exist: ${unknown.join(", ")}`,
      { code: "DoesNotExist", tip: "Create the certificates first, or use those that exist." },
    );
  }
  for (const name of certificates) {
    const certificate = state.get("Certificate", name);
    if (certificateStatus(certificate, now) !== "ISSUED") {
      throw invalidInput(`The certificate is not validated: ${name}`);
    }
    const strange = wanted[name]?.find((domain) => !isCovered(domain, certificate.names));
    if (strange !== undefined) {
      throw invalidInput(`The certificate ${name} does not cover the domain name ${strange}.`);
    }
  }
  const merged = Object.entries({ ...present, ...wanted }).filter(([, names]) => names.length > 0);
  if (merged.flatMap(([, names]) => names).length > MAX_DOMAINS) {
    throw invalidInput(`A container service can have ${MAX_DOMAINS} public domain names at most.`);
  }
  return Object.fromEntries(merged);
}

/** Domain names are the same in capitals. */
function isCovered(domain: string, names: readonly string[]): boolean {
  const covering = new Set(names.map((name) => name.toLowerCase()));
  const wanted = domain.toLowerCase();
  return covering.has(wanted) || covering.has(wanted.replace(/^[^.]+/, "*"));
}

/** Digits and letters that stay the same for the same text. */
const token = (text: string, length: number): string =>
  BigInt(`0x${createHash("sha256").update(text).digest("hex")}`)
    .toString(32)
    .padStart(length, "0")
    .slice(-length);

/** The host of a service's public endpoint; its middle is the account's own in a region. */
export const publicHost = (
  { account, region }: Pick<ReadContext, "account" | "region">,
  name: string,
): string =>
  `${name}.${token(`${account} ${region.name}`, 13)}.${region.name}.cs.amazonlightsail.com`;

export const serviceRole = (
  { region }: Pick<ReadContext, "region">,
  { name, id }: ContainerServiceRecord,
  part = "",
): string =>
  shadowRole(
    `amazon/lightsail/${region.name}/containers/${name}/${part}${token(`${id} ${part}`, 52)}`,
  );
