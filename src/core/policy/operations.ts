export const AREAS = ["fleet", "fleet-plan", "infra", "backup"] as const;
export type Area = (typeof AREAS)[number];

/**
 * The operations of Lightsail that an area's commands call: a test runs them on the sandbox, with
 * every answer to a change lost once, and compares.
 */
export const OPERATIONS: Readonly<Record<Area, readonly string[]>> = {
  fleet: [
    "AllocateStaticIp",
    "AttachStaticIp",
    "CreateInstanceSnapshot",
    "CreateInstances",
    "CreateInstancesFromSnapshot",
    "CreateKeyPair",
    "DeleteInstance",
    "DeleteInstanceSnapshot",
    "DeleteKeyPair",
    "DetachStaticIp",
    "DisableAddOn",
    "EnableAddOn",
    "GetBlueprints",
    "GetBundles",
    "GetDomain",
    "GetDomains",
    "GetInstance",
    "GetInstancePortStates",
    "GetInstanceSnapshot",
    "GetInstanceSnapshots",
    "GetInstances",
    "GetKeyPair",
    "GetKeyPairs",
    "GetOperationsForResource",
    "GetRegions",
    "GetStaticIp",
    "GetStaticIps",
    "ImportKeyPair",
    "PutInstancePublicPorts",
    "ReleaseStaticIp",
    "SetIpAddressType",
    "StopInstance",
    "TagResource",
    "UntagResource",
    "UpdateDomainEntry",
  ],
  "fleet-plan": ["GetBundles", "GetInstances", "GetKeyPairs", "GetStaticIps"],
  infra: [
    "AllocateStaticIp",
    "AttachStaticIp",
    "CloseInstancePublicPorts",
    "CreateInstanceSnapshot",
    "CreateInstances",
    "CreateInstancesFromSnapshot",
    "DeleteInstance",
    "DeleteInstanceSnapshot",
    "DetachStaticIp",
    "GetBlueprints",
    "GetBundles",
    "GetInstance",
    "GetInstanceAccessDetails",
    "GetInstanceMetricData",
    "GetInstancePortStates",
    "GetInstanceSnapshot",
    "GetInstanceSnapshots",
    "GetInstances",
    "GetOperationsForResource",
    "GetRegions",
    "GetStaticIp",
    "GetStaticIps",
    "OpenInstancePublicPorts",
    "PutInstancePublicPorts",
    "RebootInstance",
    "ReleaseStaticIp",
    "StartInstance",
    "StopInstance",
    "TagResource",
    "UntagResource",
  ],
  backup: [
    "CopySnapshot",
    "CreateInstanceSnapshot",
    "DeleteInstanceSnapshot",
    "GetInstanceSnapshot",
    "GetInstanceSnapshots",
    "GetInstances",
    "TagResource",
  ],
};

/** Asked for only when Lightsail does not end a change of a firewall at once, as the sandbox does. */
export const AFTER_FIREWALL = "GetOperation";
export const FIREWALL = "PutInstancePublicPorts";

export function isRead(operation: string): boolean {
  return operation.startsWith("Get");
}
