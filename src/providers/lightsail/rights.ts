import type { Right, TriedRead } from "../../core/contracts/account-probe.ts";

const OPERATIONS = {
  getFirewall: "GetInstancePortStates",
  getHostKeys: "GetInstanceAccessDetails",
  getInstance: "GetInstance",
  listBlueprints: "GetBlueprints",
  listBundles: "GetBundles",
  listInstances: "GetInstances",
  listRegions: "GetRegions",
  listSnapshots: "GetInstanceSnapshots",
  listStaticIps: "GetStaticIps",
} satisfies Record<TriedRead, string>;

export const RIGHTS = Object.fromEntries(
  Object.entries(OPERATIONS).map(([read, operation]) => [
    read,
    { operation, permission: `lightsail:${operation}` },
  ]),
) as Record<TriedRead, Right>;
