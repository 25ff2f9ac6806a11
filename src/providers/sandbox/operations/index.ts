import type { AnyOperation } from "../operation.ts";
import type { OperationName } from "../operation-names.ts";
import { account } from "./account/index.ts";
import { alarms } from "./alarms/index.ts";
import { allocateStaticIp } from "./allocate-static-ip.ts";
import { attachStaticIp } from "./attach-static-ip.ts";
import { buckets } from "./buckets/index.ts";
import { certificates } from "./certificates/index.ts";
import { closeInstancePublicPorts } from "./close-instance-public-ports.ts";
import { containerServices } from "./container-services/index.ts";
import { copySnapshot } from "./copy-snapshot.ts";
import { createDomainEntry } from "./create-domain-entry.ts";
import { createDomain } from "./create-domain.ts";
import { createInstanceSnapshot } from "./create-instance-snapshot.ts";
import { createInstances } from "./create-instances.ts";
import { createInstancesFromSnapshot } from "./create-instances-from-snapshot.ts";
import { createKeyPair } from "./create-key-pair.ts";
import { deleteDomainEntry } from "./delete-domain-entry.ts";
import { deleteAutoSnapshot } from "./delete-auto-snapshot.ts";
import { deleteDomain } from "./delete-domain.ts";
import { deleteInstance } from "./delete-instance.ts";
import { deleteInstanceSnapshot } from "./delete-instance-snapshot.ts";
import { deleteKnownHostKeys } from "./delete-known-host-keys.ts";
import { deleteKeyPair } from "./delete-key-pair.ts";
import { detachStaticIp } from "./detach-static-ip.ts";
import { databases } from "./databases/index.ts";
import { disks } from "./disks/index.ts";
import { disableAddOn } from "./disable-add-on.ts";
import { distributions } from "./distributions/index.ts";
import { downloadDefaultKeyPair } from "./download-default-key-pair.ts";
import { enableAddOn } from "./enable-add-on.ts";
import { snapshotExports } from "./exports/index.ts";
import { getActiveNames } from "./get-active-names.ts";
import { getAutoSnapshots } from "./get-auto-snapshots.ts";
import { getBlueprints } from "./get-blueprints.ts";
import { getBundles } from "./get-bundles.ts";
import { getDomain } from "./get-domain.ts";
import { getDomains } from "./get-domains.ts";
import { getInstance } from "./get-instance.ts";
import { getInstanceAccessDetails } from "./get-instance-access-details.ts";
import { getInstanceMetricData } from "./get-instance-metric-data.ts";
import { getInstancePortStates } from "./get-instance-port-states.ts";
import { getInstanceSnapshot } from "./get-instance-snapshot.ts";
import { getInstanceSnapshots } from "./get-instance-snapshots.ts";
import { getInstanceState } from "./get-instance-state.ts";
import { getInstances } from "./get-instances.ts";
import { getKeyPair } from "./get-key-pair.ts";
import { getKeyPairs } from "./get-key-pairs.ts";
import { getOperation } from "./get-operation.ts";
import { getOperations } from "./get-operations.ts";
import { getOperationsForResource } from "./get-operations-for-resource.ts";
import { getRegions } from "./get-regions.ts";
import { getStaticIp } from "./get-static-ip.ts";
import { getStaticIps } from "./get-static-ips.ts";
import { isVpcPeered } from "./is-vpc-peered.ts";
import { https } from "./https/index.ts";
import { getSubdomains } from "./get-subdomains.ts";
import { importKeyPair } from "./import-key-pair.ts";
import { loadBalancers } from "./load-balancers/index.ts";
import { openInstancePublicPorts } from "./open-instance-public-ports.ts";
import { peerVpc } from "./peer-vpc.ts";
import { putInstancePublicPorts } from "./put-instance-public-ports.ts";
import { rebootInstance } from "./reboot-instance.ts";
import { releaseStaticIp } from "./release-static-ip.ts";
import { setIpAddressType } from "./set-ip-address-type.ts";
import { startInstance } from "./start-instance.ts";
import { stopInstance } from "./stop-instance.ts";
import { tagResource } from "./tag-resource.ts";
import { unpeerVpc } from "./unpeer-vpc.ts";
import { untagResource } from "./untag-resource.ts";
import { updateInstanceMetadataOptions } from "./update-instance-metadata-options.ts";
import { updateDomainEntry } from "./update-domain-entry.ts";

/** The operations that are built. */
export const OPERATIONS = {
  ...account,
  ...alarms,
  ...buckets,
  ...certificates,
  ...containerServices,
  ...databases,
  ...disks,
  ...distributions,
  ...https,
  ...loadBalancers,
  ...snapshotExports,
  AllocateStaticIp: allocateStaticIp,
  AttachStaticIp: attachStaticIp,
  CloseInstancePublicPorts: closeInstancePublicPorts,
  CopySnapshot: copySnapshot,
  CreateDomain: createDomain,
  CreateDomainEntry: createDomainEntry,
  CreateInstanceSnapshot: createInstanceSnapshot,
  CreateInstances: createInstances,
  CreateInstancesFromSnapshot: createInstancesFromSnapshot,
  CreateKeyPair: createKeyPair,
  DeleteAutoSnapshot: deleteAutoSnapshot,
  DeleteDomain: deleteDomain,
  DeleteDomainEntry: deleteDomainEntry,
  DeleteInstance: deleteInstance,
  DeleteInstanceSnapshot: deleteInstanceSnapshot,
  DeleteKeyPair: deleteKeyPair,
  DeleteKnownHostKeys: deleteKnownHostKeys,
  DetachStaticIp: detachStaticIp,
  DisableAddOn: disableAddOn,
  DownloadDefaultKeyPair: downloadDefaultKeyPair,
  EnableAddOn: enableAddOn,
  GetActiveNames: getActiveNames,
  GetAutoSnapshots: getAutoSnapshots,
  GetBlueprints: getBlueprints,
  GetBundles: getBundles,
  GetDomain: getDomain,
  GetDomains: getDomains,
  GetInstance: getInstance,
  GetInstanceAccessDetails: getInstanceAccessDetails,
  GetInstanceMetricData: getInstanceMetricData,
  GetInstancePortStates: getInstancePortStates,
  GetInstanceSnapshot: getInstanceSnapshot,
  GetInstanceSnapshots: getInstanceSnapshots,
  GetInstanceState: getInstanceState,
  GetInstances: getInstances,
  GetKeyPair: getKeyPair,
  GetKeyPairs: getKeyPairs,
  GetOperation: getOperation,
  GetOperations: getOperations,
  GetOperationsForResource: getOperationsForResource,
  GetRegions: getRegions,
  GetStaticIp: getStaticIp,
  GetStaticIps: getStaticIps,
  GetSubdomains: getSubdomains,
  ImportKeyPair: importKeyPair,
  IsVpcPeered: isVpcPeered,
  OpenInstancePublicPorts: openInstancePublicPorts,
  PeerVpc: peerVpc,
  PutInstancePublicPorts: putInstancePublicPorts,
  RebootInstance: rebootInstance,
  ReleaseStaticIp: releaseStaticIp,
  SetIpAddressType: setIpAddressType,
  StartInstance: startInstance,
  StopInstance: stopInstance,
  TagResource: tagResource,
  UnpeerVpc: unpeerVpc,
  UntagResource: untagResource,
  UpdateDomainEntry: updateDomainEntry,
  UpdateInstanceMetadataOptions: updateInstanceMetadataOptions,
} satisfies Partial<Record<OperationName, AnyOperation>>;
