import type { TargetRef } from "../journal/target.ts";

/** The aspect of its object that an action changes; `made` and `removed` change all of it. */
export type Respect =
  | "made"
  | "removed"
  | "power"
  | "tags"
  | "firewall"
  | "snapshots"
  | "addresses"
  | "attachment"
  | "weights"
  | "settings"
  | "state"
  | "data";

/** What a request to a service changes, in this program's terms. */
export type ServiceAction =
  | "create_instance"
  | "delete_instance"
  | "start_instance"
  | "stop_instance"
  | "reboot_instance"
  | "set_tags"
  | "remove_tags"
  | "open_ports"
  | "close_ports"
  | "replace_firewall"
  | "allocate_static_ip"
  | "release_static_ip"
  | "attach_static_ip"
  | "detach_static_ip"
  | "create_snapshot"
  | "copy_snapshot"
  | "delete_snapshot"
  | "create_disk"
  | "delete_disk"
  | "attach_disk"
  | "detach_disk"
  | "create_disk_snapshot"
  | "delete_disk_snapshot"
  | "create_domain"
  | "delete_domain"
  | "create_dns_entry"
  | "change_dns_entry"
  | "delete_dns_entry"
  | "set_auto_snapshot"
  | "set_address_type"
  | "import_key_pair"
  | "create_key_pair"
  | "delete_key_pair"
  | "put_alarm"
  | "test_alarm"
  | "delete_alarm"
  | "create_contact"
  | "verify_contact"
  | "delete_contact"
  | "shift_traffic"
  | "load_data"
  | "make_tenant"
  | "change_tenant"
  | "remove_tenant"
  | "change_worker"
  | "remove_worker";

/** The object and the aspect that each changes; a provider maps its operations to these. */
export const SERVICE_ACTIONS = {
  create_instance: ["instance", "made"],
  delete_instance: ["instance", "removed"],
  start_instance: ["instance", "power"],
  stop_instance: ["instance", "power"],
  reboot_instance: ["instance", "power"],
  set_tags: ["instance", "tags"],
  remove_tags: ["instance", "tags"],
  open_ports: ["instance", "firewall"],
  close_ports: ["instance", "firewall"],
  replace_firewall: ["instance", "firewall"],
  allocate_static_ip: ["static_ip", "made"],
  release_static_ip: ["static_ip", "removed"],
  attach_static_ip: ["static_ip", "attachment"],
  detach_static_ip: ["static_ip", "attachment"],
  create_snapshot: ["snapshot", "made"],
  copy_snapshot: ["snapshot", "made"],
  delete_snapshot: ["snapshot", "removed"],
  create_disk: ["disk", "made"],
  delete_disk: ["disk", "removed"],
  attach_disk: ["disk", "attachment"],
  detach_disk: ["disk", "attachment"],
  create_disk_snapshot: ["snapshot", "made"],
  delete_disk_snapshot: ["snapshot", "removed"],
  create_domain: ["dns_record", "made"],
  delete_domain: ["dns_record", "removed"],
  create_dns_entry: ["dns_record", "made"],
  change_dns_entry: ["dns_record", "addresses"],
  delete_dns_entry: ["dns_record", "removed"],
  set_auto_snapshot: ["instance", "snapshots"],
  set_address_type: ["instance", "addresses"],
  import_key_pair: ["key_pair", "made"],
  create_key_pair: ["key_pair", "made"],
  delete_key_pair: ["key_pair", "removed"],
  put_alarm: ["alarm", "settings"],
  test_alarm: ["alarm", "state"],
  delete_alarm: ["alarm", "removed"],
  create_contact: ["contact", "made"],
  verify_contact: ["contact", "state"],
  delete_contact: ["contact", "removed"],
  shift_traffic: ["dns_record", "weights"],
  load_data: ["database", "data"],
  make_tenant: ["tenant", "made"],
  change_tenant: ["tenant", "power"],
  remove_tenant: ["tenant", "removed"],
  change_worker: ["worker", "power"],
  remove_worker: ["worker", "removed"],
} as const satisfies Record<ServiceAction, readonly [TargetRef["kind"], Respect]>;

/** The action of an operation, by the provider's name for it; null if it is none. */
export type ActionOf = (operation: string) => ServiceAction | null;
