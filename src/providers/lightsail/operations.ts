import * as sdk from "@aws-sdk/client-lightsail";

/** The operations in use, and nothing else of the SDK. */
interface Operations {
  AllocateStaticIp: [sdk.AllocateStaticIpCommandInput, sdk.AllocateStaticIpCommandOutput];
  AttachStaticIp: [sdk.AttachStaticIpCommandInput, sdk.AttachStaticIpCommandOutput];
  CloseInstancePublicPorts: [
    sdk.CloseInstancePublicPortsCommandInput,
    sdk.CloseInstancePublicPortsCommandOutput,
  ];
  CreateInstanceSnapshot: [
    sdk.CreateInstanceSnapshotCommandInput,
    sdk.CreateInstanceSnapshotCommandOutput,
  ];
  CreateInstances: [sdk.CreateInstancesCommandInput, sdk.CreateInstancesCommandOutput];
  CreateInstancesFromSnapshot: [
    sdk.CreateInstancesFromSnapshotCommandInput,
    sdk.CreateInstancesFromSnapshotCommandOutput,
  ];
  DeleteInstance: [sdk.DeleteInstanceCommandInput, sdk.DeleteInstanceCommandOutput];
  DeleteInstanceSnapshot: [
    sdk.DeleteInstanceSnapshotCommandInput,
    sdk.DeleteInstanceSnapshotCommandOutput,
  ];
  DetachStaticIp: [sdk.DetachStaticIpCommandInput, sdk.DetachStaticIpCommandOutput];
  GetBlueprints: [sdk.GetBlueprintsCommandInput, sdk.GetBlueprintsCommandOutput];
  GetBundles: [sdk.GetBundlesCommandInput, sdk.GetBundlesCommandOutput];
  GetInstance: [sdk.GetInstanceCommandInput, sdk.GetInstanceCommandOutput];
  GetInstanceAccessDetails: [
    sdk.GetInstanceAccessDetailsCommandInput,
    sdk.GetInstanceAccessDetailsCommandOutput,
  ];
  GetInstanceMetricData: [
    sdk.GetInstanceMetricDataCommandInput,
    sdk.GetInstanceMetricDataCommandOutput,
  ];
  GetInstancePortStates: [
    sdk.GetInstancePortStatesCommandInput,
    sdk.GetInstancePortStatesCommandOutput,
  ];
  GetInstanceSnapshot: [sdk.GetInstanceSnapshotCommandInput, sdk.GetInstanceSnapshotCommandOutput];
  GetInstanceSnapshots: [
    sdk.GetInstanceSnapshotsCommandInput,
    sdk.GetInstanceSnapshotsCommandOutput,
  ];
  GetInstances: [sdk.GetInstancesCommandInput, sdk.GetInstancesCommandOutput];
  GetOperation: [sdk.GetOperationCommandInput, sdk.GetOperationCommandOutput];
  GetOperationsForResource: [
    sdk.GetOperationsForResourceCommandInput,
    sdk.GetOperationsForResourceCommandOutput,
  ];
  GetRegions: [sdk.GetRegionsCommandInput, sdk.GetRegionsCommandOutput];
  GetStaticIp: [sdk.GetStaticIpCommandInput, sdk.GetStaticIpCommandOutput];
  GetStaticIps: [sdk.GetStaticIpsCommandInput, sdk.GetStaticIpsCommandOutput];
  OpenInstancePublicPorts: [
    sdk.OpenInstancePublicPortsCommandInput,
    sdk.OpenInstancePublicPortsCommandOutput,
  ];
  PutInstancePublicPorts: [
    sdk.PutInstancePublicPortsCommandInput,
    sdk.PutInstancePublicPortsCommandOutput,
  ];
  RebootInstance: [sdk.RebootInstanceCommandInput, sdk.RebootInstanceCommandOutput];
  ReleaseStaticIp: [sdk.ReleaseStaticIpCommandInput, sdk.ReleaseStaticIpCommandOutput];
  StartInstance: [sdk.StartInstanceCommandInput, sdk.StartInstanceCommandOutput];
  StopInstance: [sdk.StopInstanceCommandInput, sdk.StopInstanceCommandOutput];
  CopySnapshot: [sdk.CopySnapshotCommandInput, sdk.CopySnapshotCommandOutput];
  CreateDisk: [sdk.CreateDiskCommandInput, sdk.CreateDiskCommandOutput];
  CreateDiskFromSnapshot: [
    sdk.CreateDiskFromSnapshotCommandInput,
    sdk.CreateDiskFromSnapshotCommandOutput,
  ];
  CreateDiskSnapshot: [sdk.CreateDiskSnapshotCommandInput, sdk.CreateDiskSnapshotCommandOutput];
  AttachDisk: [sdk.AttachDiskCommandInput, sdk.AttachDiskCommandOutput];
  DetachDisk: [sdk.DetachDiskCommandInput, sdk.DetachDiskCommandOutput];
  DeleteDisk: [sdk.DeleteDiskCommandInput, sdk.DeleteDiskCommandOutput];
  GetDisk: [sdk.GetDiskCommandInput, sdk.GetDiskCommandOutput];
  GetDisks: [sdk.GetDisksCommandInput, sdk.GetDisksCommandOutput];
  GetDiskSnapshot: [sdk.GetDiskSnapshotCommandInput, sdk.GetDiskSnapshotCommandOutput];
  DeleteDiskSnapshot: [sdk.DeleteDiskSnapshotCommandInput, sdk.DeleteDiskSnapshotCommandOutput];
  GetDiskSnapshots: [sdk.GetDiskSnapshotsCommandInput, sdk.GetDiskSnapshotsCommandOutput];
  CreateDomain: [sdk.CreateDomainCommandInput, sdk.CreateDomainCommandOutput];
  CreateDomainEntry: [sdk.CreateDomainEntryCommandInput, sdk.CreateDomainEntryCommandOutput];
  DeleteDomain: [sdk.DeleteDomainCommandInput, sdk.DeleteDomainCommandOutput];
  DeleteDomainEntry: [sdk.DeleteDomainEntryCommandInput, sdk.DeleteDomainEntryCommandOutput];
  PutAlarm: [sdk.PutAlarmCommandInput, sdk.PutAlarmCommandOutput];
  GetAlarms: [sdk.GetAlarmsCommandInput, sdk.GetAlarmsCommandOutput];
  TestAlarm: [sdk.TestAlarmCommandInput, sdk.TestAlarmCommandOutput];
  DeleteAlarm: [sdk.DeleteAlarmCommandInput, sdk.DeleteAlarmCommandOutput];
  GetRelationalDatabase: [
    sdk.GetRelationalDatabaseCommandInput,
    sdk.GetRelationalDatabaseCommandOutput,
  ];
  GetContactMethods: [sdk.GetContactMethodsCommandInput, sdk.GetContactMethodsCommandOutput];
  CreateContactMethod: [sdk.CreateContactMethodCommandInput, sdk.CreateContactMethodCommandOutput];
  DeleteContactMethod: [sdk.DeleteContactMethodCommandInput, sdk.DeleteContactMethodCommandOutput];
  SendContactMethodVerification: [
    sdk.SendContactMethodVerificationCommandInput,
    sdk.SendContactMethodVerificationCommandOutput,
  ];
  GetLoadBalancer: [sdk.GetLoadBalancerCommandInput, sdk.GetLoadBalancerCommandOutput];
  GetDomain: [sdk.GetDomainCommandInput, sdk.GetDomainCommandOutput];
  GetDomains: [sdk.GetDomainsCommandInput, sdk.GetDomainsCommandOutput];
  UpdateDomainEntry: [sdk.UpdateDomainEntryCommandInput, sdk.UpdateDomainEntryCommandOutput];
  CreateKeyPair: [sdk.CreateKeyPairCommandInput, sdk.CreateKeyPairCommandOutput];
  DeleteKeyPair: [sdk.DeleteKeyPairCommandInput, sdk.DeleteKeyPairCommandOutput];
  DisableAddOn: [sdk.DisableAddOnCommandInput, sdk.DisableAddOnCommandOutput];
  EnableAddOn: [sdk.EnableAddOnCommandInput, sdk.EnableAddOnCommandOutput];
  GetKeyPair: [sdk.GetKeyPairCommandInput, sdk.GetKeyPairCommandOutput];
  GetKeyPairs: [sdk.GetKeyPairsCommandInput, sdk.GetKeyPairsCommandOutput];
  ImportKeyPair: [sdk.ImportKeyPairCommandInput, sdk.ImportKeyPairCommandOutput];
  SetIpAddressType: [sdk.SetIpAddressTypeCommandInput, sdk.SetIpAddressTypeCommandOutput];
  TagResource: [sdk.TagResourceCommandInput, sdk.TagResourceCommandOutput];
  UntagResource: [sdk.UntagResourceCommandInput, sdk.UntagResourceCommandOutput];
}

export type OperationName = keyof Operations;
export type Input<K extends OperationName> = Operations[K][0];
export type Output<K extends OperationName> = Operations[K][1];

/** Operations that change something; each answer lists the operations it started. */
export type Change = {
  [K in OperationName]: Output<K> extends { operations?: unknown } | { operation?: unknown }
    ? K extends `Get${string}`
      ? never
      : K
    : never;
}[OperationName];

export const COMMANDS = {
  AllocateStaticIp: sdk.AllocateStaticIpCommand,
  AttachStaticIp: sdk.AttachStaticIpCommand,
  CloseInstancePublicPorts: sdk.CloseInstancePublicPortsCommand,
  CreateInstanceSnapshot: sdk.CreateInstanceSnapshotCommand,
  CreateInstances: sdk.CreateInstancesCommand,
  CreateInstancesFromSnapshot: sdk.CreateInstancesFromSnapshotCommand,
  DeleteInstance: sdk.DeleteInstanceCommand,
  DeleteInstanceSnapshot: sdk.DeleteInstanceSnapshotCommand,
  DetachStaticIp: sdk.DetachStaticIpCommand,
  GetBlueprints: sdk.GetBlueprintsCommand,
  GetBundles: sdk.GetBundlesCommand,
  GetInstance: sdk.GetInstanceCommand,
  GetInstanceAccessDetails: sdk.GetInstanceAccessDetailsCommand,
  GetInstanceMetricData: sdk.GetInstanceMetricDataCommand,
  GetInstancePortStates: sdk.GetInstancePortStatesCommand,
  GetInstanceSnapshot: sdk.GetInstanceSnapshotCommand,
  GetInstanceSnapshots: sdk.GetInstanceSnapshotsCommand,
  GetInstances: sdk.GetInstancesCommand,
  GetOperation: sdk.GetOperationCommand,
  GetOperationsForResource: sdk.GetOperationsForResourceCommand,
  GetRegions: sdk.GetRegionsCommand,
  GetStaticIp: sdk.GetStaticIpCommand,
  GetStaticIps: sdk.GetStaticIpsCommand,
  OpenInstancePublicPorts: sdk.OpenInstancePublicPortsCommand,
  PutInstancePublicPorts: sdk.PutInstancePublicPortsCommand,
  RebootInstance: sdk.RebootInstanceCommand,
  ReleaseStaticIp: sdk.ReleaseStaticIpCommand,
  StartInstance: sdk.StartInstanceCommand,
  StopInstance: sdk.StopInstanceCommand,
  CopySnapshot: sdk.CopySnapshotCommand,
  CreateDisk: sdk.CreateDiskCommand,
  CreateDiskFromSnapshot: sdk.CreateDiskFromSnapshotCommand,
  CreateDiskSnapshot: sdk.CreateDiskSnapshotCommand,
  AttachDisk: sdk.AttachDiskCommand,
  DetachDisk: sdk.DetachDiskCommand,
  DeleteDisk: sdk.DeleteDiskCommand,
  GetDisk: sdk.GetDiskCommand,
  GetDisks: sdk.GetDisksCommand,
  GetDiskSnapshot: sdk.GetDiskSnapshotCommand,
  DeleteDiskSnapshot: sdk.DeleteDiskSnapshotCommand,
  GetDiskSnapshots: sdk.GetDiskSnapshotsCommand,
  CreateDomain: sdk.CreateDomainCommand,
  CreateDomainEntry: sdk.CreateDomainEntryCommand,
  DeleteDomain: sdk.DeleteDomainCommand,
  DeleteDomainEntry: sdk.DeleteDomainEntryCommand,
  PutAlarm: sdk.PutAlarmCommand,
  GetAlarms: sdk.GetAlarmsCommand,
  TestAlarm: sdk.TestAlarmCommand,
  DeleteAlarm: sdk.DeleteAlarmCommand,
  GetRelationalDatabase: sdk.GetRelationalDatabaseCommand,
  GetContactMethods: sdk.GetContactMethodsCommand,
  CreateContactMethod: sdk.CreateContactMethodCommand,
  DeleteContactMethod: sdk.DeleteContactMethodCommand,
  SendContactMethodVerification: sdk.SendContactMethodVerificationCommand,
  GetLoadBalancer: sdk.GetLoadBalancerCommand,
  GetDomain: sdk.GetDomainCommand,
  GetDomains: sdk.GetDomainsCommand,
  UpdateDomainEntry: sdk.UpdateDomainEntryCommand,
  CreateKeyPair: sdk.CreateKeyPairCommand,
  DeleteKeyPair: sdk.DeleteKeyPairCommand,
  DisableAddOn: sdk.DisableAddOnCommand,
  EnableAddOn: sdk.EnableAddOnCommand,
  GetKeyPair: sdk.GetKeyPairCommand,
  GetKeyPairs: sdk.GetKeyPairsCommand,
  ImportKeyPair: sdk.ImportKeyPairCommand,
  SetIpAddressType: sdk.SetIpAddressTypeCommand,
  TagResource: sdk.TagResourceCommand,
  UntagResource: sdk.UntagResourceCommand,
} satisfies { [K in OperationName]: new (input: Input<K>) => { input: Input<K> } };
