import { adviceResource } from "../../core/fields/advice.ts";
import { alarmPlanResource } from "../../core/fields/alarm-plan.ts";
import { alarmResource } from "../../core/fields/alarms.ts";
import { autoSnapshotResource } from "../../core/fields/auto-snapshots.ts";
import { backupPlanResource } from "../../core/fields/backups.ts";
import { blueprintResource, bundleResource, regionResource } from "../../core/fields/catalogue.ts";
import { contactResource } from "../../core/fields/contacts.ts";
import { diskSnapshotResource } from "../../core/fields/disk-snapshots.ts";
import { diskResource } from "../../core/fields/disks.ts";
import { hostSummaryResource } from "../../core/fields/deployments.ts";
import { dnsEntryResource, zoneResource } from "../../core/fields/dns.ts";
import type { Field } from "../../core/fields/field.ts";
import {
  exposedRuleResource,
  ruleDifferenceResource,
  ruleResource,
} from "../../core/fields/firewall.ts";
import { instanceResource, stateInstanceResource } from "../../core/fields/instances.ts";
import { keyPairResource } from "../../core/fields/key-pairs.ts";
import { operationResource } from "../../core/fields/operations.ts";
import { settingResource } from "../../core/fields/settings.ts";
import { sleepResource } from "../../core/fields/sleep.ts";
import { snapshotResource } from "../../core/fields/snapshots.ts";
import { stackResource } from "../../core/fields/stacks.ts";
import { staticIpResource } from "../../core/fields/static-ips.ts";
import { tenantRouteResource } from "../../core/fields/tenant-routes.ts";
import { tenantResource, workerResource } from "../../core/fields/tenants.ts";
import { wasteResource } from "../../core/fields/waste.ts";
import { differenceResource } from "../../core/inventory/differences.ts";
import { ownValue } from "../../core/text/own-value.ts";

/** What is known of a column without a record. */
type Column = Pick<Field<never>, "key" | "about">;

/**
 * What each command with `--columns` lists. Kept here for completion and documents, so that specs
 * need not load it.
 */
const LISTED: Readonly<Record<string, { fields: readonly Column[] }>> = {
  "alarm contacts list": contactResource,
  "alarm list": alarmResource,
  "alarm plan": alarmPlanResource,
  "backup plan": backupPlanResource,
  "config explain": settingResource,
  "cost waste": wasteResource,
  deploy: hostSummaryResource,
  "dns list": dnsEntryResource,
  "dns zones": zoneResource,
  "infra advise": adviceResource,
  "infra blueprints": blueprintResource,
  "infra bundles": bundleResource,
  "infra disk list": diskResource,
  "infra disk snapshot list": diskSnapshotResource,
  "infra ip list": staticIpResource,
  "infra list": instanceResource,
  "infra log": operationResource,
  "infra ports audit": exposedRuleResource,
  "infra ports diff": ruleDifferenceResource,
  "infra ports list": ruleResource,
  "infra regions": regionResource,
  "infra snapshot auto list": autoSnapshotResource,
  "infra snapshot list": snapshotResource,
  "inventory diff": differenceResource(["lightsail", "terraform", "config"]),
  "key list": keyPairResource,
  "stack instances": stateInstanceResource,
  "stack list": stackResource,
  "tenant hibernate run": sleepResource,
  "tenant list": tenantResource,
  "tenant routes": tenantRouteResource,
  "worker list": workerResource,
};

/** The columns of a command's list; empty if it has none. */
export function columnsOf(path: string): readonly Column[] {
  return ownValue(LISTED, path)?.fields ?? [];
}
