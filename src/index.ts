/** The public TypeScript API: `import { LightsailManager } from "quants-ctl"`. */
export type { CallObserver, ObservedAnswer, ObservedCall } from "./core/contracts/call-observer.ts";
export type { Clock } from "./core/clock.ts";
export {
  EXIT_STATUS,
  type ErrorCode,
  type ErrorDetails,
  type ErrorJson,
  QuantsError,
  UsageError,
  errorToJson,
} from "./core/errors.ts";
export type {
  BaseInfraManager,
  CreatedInstance,
  CreateFromSnapshotOptions,
  CreateInstanceOptions,
  WaitTarget,
} from "./core/infra-manager.ts";
export type {
  Metric,
  MetricPoint,
  MetricQuery,
  MetricSeries,
  MetricUnit,
} from "./core/instances/metrics.ts";
export type {
  Blueprint,
  Bundle,
  Disk,
  DiskSnapshot,
  DiskStatus,
  FirewallRule,
  Hardware,
  HostKey,
  Instance,
  InstanceExtras,
  InstanceStatus,
  KeyPair,
  Region,
  ResourceOperation,
  Snapshot,
  SnapshotDisk,
  SnapshotStatus,
  StaticIp,
} from "./core/model.ts";
export { LightsailManager } from "./providers/lightsail/manager.ts";
export type {
  LightsailCredentials,
  LightsailManagerOptions,
  LightsailSession,
  SessionOptions,
} from "./providers/lightsail/options.ts";
export type {
  AwsCredentials,
  AwsSessionOptions,
  RequestHandler,
} from "./providers/aws/session-options.ts";
export { openSession } from "./providers/lightsail/session.ts";
export type { Advice, PastedCommand, Wording } from "./core/text/advice.ts";
export type {
  Alarm,
  Alarms,
  AlarmSettings,
  AlarmState,
  ContactMethod,
  ContactMethods,
  ContactProtocol,
  Watched,
  WatchedKind,
} from "./core/contracts/alarms.ts";
export type { CallOptions } from "./core/contracts/call-options.ts";
export type { CreateDiskOptions, Disks } from "./core/contracts/disks.ts";
export type { Domain, DomainEntry, Domains, NewDomainEntry } from "./core/contracts/domains.ts";
export type { InstanceSettings } from "./core/contracts/instance-settings.ts";
export type { LoadBalancer, LoadBalancers } from "./core/contracts/load-balancers.ts";
export type { CreatedKeyPair, KeyPairs } from "./core/contracts/key-pairs.ts";
export type { CopySnapshotOptions, SnapshotCopies } from "./core/contracts/snapshot-copies.ts";
export type { WaitOptions } from "./core/contracts/wait-options.ts";
export type { ServiceAction } from "./core/contracts/service-action.ts";
