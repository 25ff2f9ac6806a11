import { randomBytes } from "node:crypto";
import { certificateNames, issueTime } from "./certificates.ts";
import type { WriteContext } from "./context.ts";
import { newId } from "./identity.ts";
import { assertNewNames } from "./names.ts";
import { invalidInput, notFound, quotaReached } from "./protocol/service-error.ts";
import { recordOperation } from "./record-operation.ts";
import type {
  LoadBalancerCertificateRecord,
  LoadBalancerRecord,
} from "./state/load-balancer-records.ts";
import type { OperationRecord } from "./state/records.ts";
import type { RegionState } from "./state/region-state.ts";
import { mergeTags } from "./tags.ts";

const MAX_CERTIFICATES = 2;

/** As the load balancers behind the service are called. */
export const newDnsName = (region: string): string =>
  `${randomBytes(16).toString("hex")}-${randomBytes(4).readUInt32BE()}.${region}.elb.amazonaws.com`;

export const certificatesOf = (
  state: RegionState,
  loadBalancer: string,
): LoadBalancerCertificateRecord[] =>
  state.listWhere("LoadBalancerTlsCertificate", (it) => it.loadBalancer === loadBalancer);

/** The certificate, if it is the load balancer's. */
export function certificateOf(
  state: RegionState,
  loadBalancer: LoadBalancerRecord,
  name: string,
): LoadBalancerCertificateRecord {
  const certificate = state.find("LoadBalancerTlsCertificate", name);
  if (certificate?.loadBalancer === loadBalancer.name) return certificate;
  throw notFound("LoadBalancerTlsCertificate", name);
}

export interface NewCertificate {
  certificateName: string;
  certificateDomainName: string;
  certificateAlternativeNames?: readonly string[] | undefined;
  tags?: readonly { key?: string | undefined; value?: string | undefined }[] | undefined;
}

/** Asks for a certificate for a load balancer; two operations, over at once. */
export function makeCertificate(
  context: WriteContext,
  loadBalancer: LoadBalancerRecord,
  options: NewCertificate,
): OperationRecord[] {
  const { state, now } = context;
  const { certificateName, certificateDomainName, certificateAlternativeNames, tags } = options;
  assertNewNames(state, [certificateName]);
  if (certificatesOf(state, loadBalancer.name).length >= MAX_CERTIFICATES) {
    throw quotaReached("certificates of a load balancer", MAX_CERTIFICATES);
  }
  const named = certificateNames(certificateDomainName, certificateAlternativeNames);
  const certificate: LoadBalancerCertificateRecord = {
    resourceType: "LoadBalancerTlsCertificate",
    name: certificateName,
    id: newId(),
    sequence: state.nextSequence(),
    createdAt: now,
    loadBalancer: loadBalancer.name,
    ...named,
    tags: mergeTags([], tags),
    ...issueTime(context, named.names),
  };
  state.add(certificate);
  return certificateOperations(
    context,
    "CreateLoadBalancerTlsCertificate",
    loadBalancer.name,
    certificate.name,
  );
}

export const certificateOperations = (
  context: WriteContext,
  operationType: string,
  loadBalancer: string,
  certificate: string,
): OperationRecord[] => [
  recordOperation(context, {
    ...{ operationType, resourceName: certificate, resourceType: "LoadBalancerTlsCertificate" },
    details: loadBalancer,
  }),
  recordOperation(context, {
    ...{ operationType, resourceName: loadBalancer, resourceType: "LoadBalancer" },
    details: certificate,
  }),
];

/** These do not say which belongs to which, and take a while. */
export const certificateDeletion = (
  context: WriteContext,
  loadBalancer: string,
  certificate: string,
): OperationRecord[] => {
  const rest = {
    operationType: "DeleteLoadBalancerTlsCertificate",
    doneAt: context.now + context.durations.loadBalancer,
  };
  return [
    recordOperation(context, {
      ...{ ...rest, resourceName: certificate, resourceType: "LoadBalancerTlsCertificate" },
    }),
    recordOperation(context, { ...rest, resourceName: loadBalancer, resourceType: "LoadBalancer" }),
  ];
};

/** Two operations for each instance that comes or goes. */
export const targetOperations = (
  context: WriteContext,
  operationType: string,
  loadBalancer: LoadBalancerRecord,
  instanceNames: readonly string[],
): OperationRecord[] => {
  const doneAt = context.now + context.durations.loadBalancer;
  return instanceNames.flatMap((name) => [
    recordOperation(context, {
      ...{ operationType, resourceName: loadBalancer.name, resourceType: "LoadBalancer" },
      ...{ details: name, doneAt },
    }),
    // Their place is "all", as the AWS CLI's examples show them.
    recordOperation(context, {
      ...{ operationType, resourceName: name, resourceType: "Instance" },
      ...{ details: loadBalancer.name, doneAt },
    }),
  ]);
};

/** Names, each once, of instances that there are. */
export function assertTargets(state: RegionState, instanceNames: readonly string[]): string[] {
  if (instanceNames.length === 0) throw invalidInput("At least one instance name is required.");
  for (const name of instanceNames) state.get("Instance", name);
  return [...new Set(instanceNames)];
}

/** A path that is asked for to see how an instance is. */
export function checkPath(path: string): string {
  if (/^\/[\x21-\x7e]*$/.test(path)) return path;
  throw invalidInput(`The health check path is not valid: ${path}`);
}
