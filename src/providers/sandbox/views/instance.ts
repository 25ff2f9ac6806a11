import { findBlueprint } from "../catalogue/blueprints.ts";
import { bundlesOf } from "../catalogue/bundles.ts";
import type { ReadContext } from "../context.ts";
import { attachedDisks } from "../disks.ts";
import { arn, seconds, supportCode } from "../identity.ts";
import { showsPublicIp, stateAt, stateView } from "../lifecycle.ts";
import type { InstanceRecord } from "../state/records.ts";
import { addOnViews } from "./add-on.ts";
import { diskView } from "./disk.ts";
import { networkingPort } from "./port.ts";

/** The public IPv4 address as of now, static or dynamic; undefined when there is none to see. */
export function publicIp(
  instance: InstanceRecord,
  { state, now }: ReadContext,
): string | undefined {
  if (instance.staticIp !== undefined) {
    return state.find("StaticIp", instance.staticIp)?.ipAddress;
  }
  return showsPublicIp(instance, now) ? instance.dynamicIp : undefined;
}

export function instanceView(instance: InstanceRecord, context: ReadContext): object {
  const { region, now } = context;
  const blueprint = findBlueprint(instance.blueprintId);
  const bundle = bundlesOf(region.name).get(instance.bundleId);
  const addOns = addOnViews(instance.addOns);
  return {
    name: instance.name,
    arn: arn(context, "Instance", instance.id),
    supportCode: supportCode(instance.hostId),
    createdAt: seconds(instance.createdAt),
    location: { availabilityZone: instance.zone, regionName: region.name },
    resourceType: "Instance",
    tags: instance.tags,
    blueprintId: instance.blueprintId,
    blueprintName: blueprint?.name,
    bundleId: instance.bundleId,
    addOns: addOns.length > 0 ? addOns : undefined,
    isStaticIp: instance.staticIp !== undefined,
    privateIpAddress: instance.privateIp,
    publicIpAddress: publicIp(instance, context),
    ipv6Addresses: instance.ipv6 === undefined ? [] : [instance.ipv6],
    ipAddressType: instance.ipAddressType,
    hardware: {
      cpuCount: bundle?.cpuCount,
      disks: [
        {
          createdAt: seconds(instance.createdAt),
          sizeInGb: bundle?.diskSizeInGb,
          isSystemDisk: true,
          iops: Math.max(100, (bundle?.diskSizeInGb ?? 0) * 3),
          path: blueprint?.platform === "WINDOWS" ? "/dev/sda1" : "/dev/xvda",
          attachedTo: instance.name,
          attachmentState: "attached",
        },
        ...attachedDisks(context, instance.name).map((disk) => diskView(disk, context)),
      ],
      ramSizeInGb: bundle?.ramSizeInGb,
    },
    networking: {
      monthlyTransfer: { gbPerMonthAllocated: bundle?.transferPerMonthInGb },
      ports: instance.ports.map(networkingPort),
    },
    state: stateView(stateAt(instance, now)),
    username: blueprint?.username,
    sshKeyName: instance.keyPairName,
    metadataOptions: {
      state: "applied",
      httpTokens: "optional",
      httpEndpoint: "enabled",
      httpPutResponseHopLimit: 1,
      httpProtocolIpv6: "disabled",
      ...instance.metadata,
    },
  };
}
