import { randomBytes } from "node:crypto";
import { DISTRIBUTION_BUNDLES } from "./catalogue/distribution-bundles.ts";
import { certificateStatus } from "./certificates.ts";
import { isGone } from "./container-services.ts";
import type { ReadContext, WriteContext } from "./context.ts";
import { checkFirewall, wafRules } from "./distribution-firewall.ts";
import { checkErrorPages, customErrorResponses } from "./error-pages.ts";
import { invalidInput, ServiceError } from "./protocol/service-error.ts";
import { recordOperation } from "./record-operation.ts";
import { boolean, enumeration, type Infer, list, string, structure } from "./shapes.ts";
import type { DistributionRecord } from "./state/distribution-record.ts";
import { operationView } from "./views/operation.ts";

const DISTRIBUTION_REGION = "us-east-1";

export const behavior = enumeration(["cache", "dont-cache"]);
export const cacheBehaviors = list(structure({ path: string(), behavior }));

/** Members that creating and changing have in common, of what belongs to one call only. */
export const extras = {
  viewerMinimumTlsProtocolVersion: enumeration([
    ...["TLSv1.1_2016", "TLSv1.2_2018", "TLSv1.2_2019", "TLSv1.2_2021"],
  ]),
  enablePrivateOriginAccess: boolean(),
  defaultRootObject: string(),
  customErrorResponses,
  enableWaf: boolean(),
  wafRules,
};

const extraShape = structure(extras);

/** Puts what was said of these into the distribution, whose bundle and origin are set. */
export function setExtras(record: DistributionRecord, input: Infer<typeof extraShape>): void {
  const { viewerMinimumTlsProtocolVersion: version, defaultRootObject: root } = input;
  if (version !== undefined) record.tlsVersion = version;
  if (root !== undefined && root.startsWith("/")) {
    throw invalidInput(`The default root object must not begin with a slash: ${root}`);
  }
  if (root === "") delete record.rootObject;
  else if (root !== undefined) record.rootObject = root;
  if (input.customErrorResponses !== undefined) {
    record.errorPages = checkErrorPages(input.customErrorResponses);
  }
  record.firewall = checkFirewall(record.firewall, record.bundleId, {
    enableWaf: input.enableWaf,
    wafRules: input.wafRules,
  });
  const reads = input.enablePrivateOriginAccess ?? record.readsPrivately ?? false;
  if (reads && record.origin.resourceType !== "Bucket") {
    throw invalidInput("Private origin access is for buckets alone.");
  }
  if (reads) record.readsPrivately = true;
  else delete record.readsPrivately;
}

/** Every call about distributions but tagging asks this first. */
export function assertDistributionRegion({ region }: Pick<ReadContext, "region">): void {
  if (region.name === DISTRIBUTION_REGION) return;
  throw new ServiceError(
    "InvalidInputException",
    "Distribution-related APIs are only available in the us-east-1 Region. Please set your Region configuration to us-east-1 to create, view, or edit distribution resources.",
    { code: "UnsupportedOperation", tip: "Set the Region to us-east-1, and try again." },
  );
}

/** The distribution; the model lets its name be left out where the service can't. */
export function distributionOf(context: ReadContext, name: string | undefined): DistributionRecord {
  assertDistributionRegion(context);
  if (name === undefined) throw invalidInput("A distribution name is required.");
  return context.state.get("Distribution", name);
}

export const newDomainName = (): string => `d${letters(13).toLowerCase()}.cloudfront.net`;
export const newDistributionId = (): string => `E${letters(13)}`;

const letters = (length: number): string =>
  Array.from(randomBytes(length), (byte) => ALPHABET[byte % ALPHABET.length]).join("");
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

export function assertDistributionBundle(bundleId: string | undefined): string {
  const bundle = DISTRIBUTION_BUNDLES.find((it) => it.bundleId === bundleId);
  if (bundle !== undefined) return bundle.bundleId;
  throw invalidInput(`The specified bundle does not exist: ${bundleId ?? "(none)"}`);
}

export function assertAddressType(
  type: DistributionRecord["ipAddressType"],
): DistributionRecord["ipAddressType"] {
  if (type !== "ipv6") return type;
  throw invalidInput("The IP address type of a distribution must be dualstack or ipv4.");
}

/** Every path once. */
export function checkBehaviors(
  given: readonly { path?: string | undefined; behavior?: "cache" | "dont-cache" | undefined }[],
): DistributionRecord["behaviors"] {
  const behaviors = given.map((it) => {
    if (it.path === undefined || !/^\S+$/.test(it.path) || it.behavior === undefined) {
      throw invalidInput("A cache behavior needs a path and a behavior.");
    }
    return { path: it.path, behavior: it.behavior };
  });
  const twice = behaviors.find(
    (it, index) => behaviors.findIndex((o) => o.path === it.path) < index,
  );
  if (twice === undefined) return behaviors;
  throw invalidInput(`There is more than one cache behavior for the path ${twice.path}.`);
}

/** The certificate's name, if it can be attached. */
export function assertAttachable({ state, now }: ReadContext, name: string): string {
  const certificate = state.get("Certificate", name);
  if (certificateStatus(certificate, now) === "ISSUED") return name;
  throw invalidInput("Sorry, you can only attach a validated certificate to a distribution.");
}

/** Distributions and container services that a certificate is attached to. */
export const usersOfCertificate = (
  { state, now }: Pick<ReadContext, "state" | "now">,
  name: string,
): string[] => [
  ...state
    .list("Distribution")
    .filter(({ certificate }) => certificate === name)
    .map((it) => it.name),
  ...state
    .list("ContainerService")
    .filter((it) => !isGone(it, now) && Object.hasOwn(it.domains, name))
    .map((it) => it.name),
];

/** Distributions that take their content from a resource of this region. */
export const distributionsOf = (
  { state, stateOf, region }: WriteContext,
  resourceType: DistributionRecord["origin"]["resourceType"],
  name: string,
): DistributionRecord[] => {
  const home = region.name === DISTRIBUTION_REGION ? state : stateOf(DISTRIBUTION_REGION);
  return home
    .list("Distribution")
    .filter(
      ({ origin }) =>
        origin.name === name &&
        origin.resourceType === resourceType &&
        origin.regionName === region.name,
    );
};

/** Everything but its address type and its cache is rolled out anew. */
export function rollOut({ now, durations }: WriteContext): DistributionRecord["transition"] {
  return { during: "InProgress", after: "Deployed", until: now + durations.distribution };
}

/** The one operation of a change, which is over once the distribution is deployed. */
export const distributionOutput = (
  context: WriteContext,
  operationType: string,
  { name, transition }: DistributionRecord,
  { details, doneAt = transition.until }: { details?: string; doneAt?: number } = {},
): { operation: object } => ({
  operation: operationView(
    recordOperation(context, {
      ...{ operationType, resourceName: name, resourceType: "Distribution", details },
      doneAt: Math.max(doneAt, context.now),
    }),
    context,
  ),
});
