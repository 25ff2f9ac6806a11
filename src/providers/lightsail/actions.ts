import type { ServiceAction } from "../../core/contracts/service-action.ts";
import { ownValue } from "../../core/text/own-value.ts";

/** The actions of Lightsail's operations that change something. */
const ACTIONS: Readonly<Record<string, ServiceAction>> = {
  CreateInstances: "create_instance",
  CreateInstancesFromSnapshot: "create_instance",
  // The name of the operation that either request starts.
  CreateInstance: "create_instance",
  DeleteInstance: "delete_instance",
  StartInstance: "start_instance",
  StopInstance: "stop_instance",
  RebootInstance: "reboot_instance",
  TagResource: "set_tags",
  UntagResource: "remove_tags",
  OpenInstancePublicPorts: "open_ports",
  CloseInstancePublicPorts: "close_ports",
  PutInstancePublicPorts: "replace_firewall",
  AllocateStaticIp: "allocate_static_ip",
  ReleaseStaticIp: "release_static_ip",
  AttachStaticIp: "attach_static_ip",
  DetachStaticIp: "detach_static_ip",
  CreateInstanceSnapshot: "create_snapshot",
  DeleteInstanceSnapshot: "delete_snapshot",
  CopySnapshot: "copy_snapshot",
  CreateDisk: "create_disk",
  CreateDiskFromSnapshot: "create_disk",
  DeleteDisk: "delete_disk",
  AttachDisk: "attach_disk",
  DetachDisk: "detach_disk",
  CreateDiskSnapshot: "create_disk_snapshot",
  DeleteDiskSnapshot: "delete_disk_snapshot",
  CreateDomain: "create_domain",
  DeleteDomain: "delete_domain",
  CreateDomainEntry: "create_dns_entry",
  UpdateDomainEntry: "change_dns_entry",
  DeleteDomainEntry: "delete_dns_entry",
  EnableAddOn: "set_auto_snapshot",
  DisableAddOn: "set_auto_snapshot",
  SetIpAddressType: "set_address_type",
  ImportKeyPair: "import_key_pair",
  CreateKeyPair: "create_key_pair",
  DeleteKeyPair: "delete_key_pair",
  PutAlarm: "put_alarm",
  TestAlarm: "test_alarm",
  DeleteAlarm: "delete_alarm",
  CreateContactMethod: "create_contact",
  SendContactMethodVerification: "verify_contact",
  DeleteContactMethod: "delete_contact",
};

export function actionOf(operation: string): ServiceAction | null {
  return ownValue(ACTIONS, operation) ?? null;
}
