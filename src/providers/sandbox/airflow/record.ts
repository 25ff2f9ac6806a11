import type { Durations } from "../lifecycle.ts";

export const LOG_MODULES = ["DagProcessing", "Scheduler", "Task", "Webserver", "Worker"] as const;
export type LogModule = (typeof LOG_MODULES)[number];

export interface ModuleLogs {
  Enabled: boolean;
  LogLevel: string;
}

/** What a caller settles, under the service's own names; what was not given has its default. */
export interface EnvironmentSettings {
  ExecutionRoleArn: string;
  SourceBucketArn: string;
  DagS3Path: string;
  NetworkConfiguration: { SubnetIds: string[]; SecurityGroupIds: string[] };
  AirflowVersion: string;
  EnvironmentClass: string;
  MinWorkers: number;
  MaxWorkers: number;
  MinWebservers: number;
  MaxWebservers: number;
  Schedulers: number;
  WebserverAccessMode: string;
  EndpointManagement: string;
  WeeklyMaintenanceWindowStart: string;
  AirflowConfigurationOptions: Record<string, string>;
  KmsKey?: string | undefined;
  PluginsS3Path?: string | undefined;
  PluginsS3ObjectVersion?: string | undefined;
  RequirementsS3Path?: string | undefined;
  RequirementsS3ObjectVersion?: string | undefined;
  StartupScriptS3Path?: string | undefined;
  StartupScriptS3ObjectVersion?: string | undefined;
}

/** An environment of Amazon MWAA as it is stored; times are milliseconds since the epoch. */
export interface EnvironmentRecord {
  name: string;
  /** Part of the addresses that the service gives it. */
  id: string;
  createdAt: number;
  settings: EnvironmentSettings;
  logs: Record<LogModule, ModuleLogs>;
  tags: Record<string, string>;
  /** Until `until` it is in this status; from then on available, or gone. */
  during: "CREATING" | "UPDATING" | "DELETING";
  until: number;
  updatedAt: number;
  /** How the last update treats running workers, where it said so. */
  replacement?: string | undefined;
}

export type EnvironmentStatus = EnvironmentRecord["during"] | "AVAILABLE" | "GONE";

export function statusAt({ during, until }: EnvironmentRecord, now: number): EnvironmentStatus {
  if (now < until) return during;
  return during === "DELETING" ? "GONE" : "AVAILABLE";
}

const TIMES = {
  CREATING: "environmentCreate",
  UPDATING: "environmentUpdate",
  DELETING: "environmentDelete",
} as const;

export const underWay = (
  during: EnvironmentRecord["during"],
  now: number,
  durations: Durations,
): Pick<EnvironmentRecord, "during" | "until"> => ({
  during,
  until: now + durations[TIMES[during]],
});
