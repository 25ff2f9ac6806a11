import {
  boolean,
  enumeration,
  integer,
  list,
  map,
  required,
  string,
  structure,
} from "../shapes.ts";
import { CLASSES } from "./catalogue.ts";

const path = string({ min: 1, max: 1024 });
const objectVersion = string({ min: 1, max: 1024 });
const count = integer({ min: 1 });
const moduleLogs = structure({
  Enabled: required(boolean()),
  LogLevel: required(enumeration(["CRITICAL", "ERROR", "WARNING", "INFO", "DEBUG"])),
});
const roleArn = string({
  pattern: /^arn:aws(-[a-z]+)?:iam::\d{12}:role\/?[a-zA-Z_0-9+=,.@\-_/]+$/,
});
const bucketArn = string({ pattern: /^arn:aws(-[a-z]+)?:s3:::[a-z0-9.-]+$/ });
const securityGroups = list(string({ pattern: /^sg-[a-zA-Z0-9\-._]+$/ }), { min: 1, max: 5 });

/** What both creating and updating may set. */
const common = {
  AirflowConfigurationOptions: map(string({ pattern: /^[ -~]+$/, min: 1, max: 65_536 })),
  AirflowVersion: string({ pattern: /^[0-9a-z.]+$/, min: 1, max: 32 }),
  EnvironmentClass: enumeration(CLASSES),
  LoggingConfiguration: structure({
    DagProcessingLogs: moduleLogs,
    SchedulerLogs: moduleLogs,
    TaskLogs: moduleLogs,
    WebserverLogs: moduleLogs,
    WorkerLogs: moduleLogs,
  }),
  MaxWebservers: count,
  MaxWorkers: count,
  MinWebservers: count,
  MinWorkers: count,
  PluginsS3ObjectVersion: objectVersion,
  PluginsS3Path: path,
  RequirementsS3ObjectVersion: objectVersion,
  RequirementsS3Path: path,
  Schedulers: integer({ max: 5 }),
  StartupScriptS3ObjectVersion: objectVersion,
  StartupScriptS3Path: path,
  WebserverAccessMode: enumeration(["PRIVATE_ONLY", "PUBLIC_ONLY", "PUBLIC_AND_PRIVATE"]),
  WeeklyMaintenanceWindowStart: string({
    pattern: /^(MON|TUE|WED|THU|FRI|SAT|SUN):([01]\d|2[0-3]):(00|30)$/,
  }),
};

const environmentName = string({ pattern: /^[a-zA-Z][0-9a-zA-Z\-_]*$/, min: 1, max: 80 });
const tagMap = map(string({ min: 1, max: 256, pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u }));

export const createInput = structure({
  ...common,
  Name: required(environmentName),
  ExecutionRoleArn: required(roleArn),
  SourceBucketArn: required(bucketArn),
  DagS3Path: required(path),
  NetworkConfiguration: required(
    structure({
      SubnetIds: required(
        list(string({ pattern: /^subnet-[a-zA-Z0-9\-._]+$/ }), { min: 2, max: 2 }),
      ),
      SecurityGroupIds: required(securityGroups),
    }),
  ),
  EndpointManagement: enumeration(["CUSTOMER", "SERVICE"]),
  KmsKey: string({ min: 1, max: 1224 }),
  Tags: tagMap,
});

export const updateInput = structure({
  ...common,
  Name: required(environmentName),
  ExecutionRoleArn: roleArn,
  SourceBucketArn: bucketArn,
  DagS3Path: path,
  NetworkConfiguration: structure({ SecurityGroupIds: required(securityGroups) }),
  WorkerReplacementStrategy: enumeration(["FORCED", "GRACEFUL"]),
});

export const nameInput = structure({ Name: required(environmentName) });
export const listInput = structure({
  MaxResults: integer({ min: 1, max: 25 }),
  NextToken: string(),
});
export const arnInput = structure({ ResourceArn: required(string()) });
export const tagInput = structure({ ResourceArn: required(string()), Tags: required(tagMap) });
export const untagInput = structure({
  ResourceArn: required(string()),
  tagKeys: required(list(string(), { max: 50 })),
});
