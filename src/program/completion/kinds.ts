import { type NameKind } from "../../commands/definition/option.ts";

/** Commands whose lists are kept so that the shell can offer the names. */
export const KIND_OF_LIST: Readonly<Record<string, NameKind>> = {
  "infra list": "instances",
  "infra ip list": "static_ips",
  "infra snapshot list": "snapshots",
  "infra disk list": "disks",
  "infra disk snapshot list": "disk_snapshots",
  "dns zones": "zones",
  "key list": "key_pairs",
  "alarm list": "alarms",
  "infra regions": "regions",
  "infra bundles": "bundles",
  "infra blueprints": "blueprints",
  "stack list": "stacks",
  deploy: "services",
};
