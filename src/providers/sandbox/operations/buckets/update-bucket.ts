import { bucketName, bucketOperation } from "../../buckets.ts";
import { nonEmptyString } from "../../common-shapes.ts";
import { writes } from "../../operation.ts";
import { invalidInput, notFound } from "../../protocol/service-error.ts";
import { boolean, enumeration, integer, list, required, string, structure } from "../../shapes.ts";
import type { BucketRecord } from "../../state/bucket-record.ts";
import type { RegionState } from "../../state/region-state.ts";
import { bucketView } from "../../views/bucket.ts";
import { operationsOutput } from "../../views/operation.ts";

const MAX_ACCOUNTS = 10;
const MAX_RULES = 20;

const corsRule = structure({
  id: string({ max: 255 }),
  allowedMethods: required(list(string({ pattern: /^(DELETE|GET|HEAD|POST|PUT)$/ }))),
  allowedOrigins: required(list(string())),
  allowedHeaders: list(string()),
  exposeHeaders: list(string()),
  maxAgeSeconds: integer(),
});

const logConfig = structure({
  enabled: required(boolean()),
  destination: bucketName,
  prefix: string({ pattern: /^[\w/!.*')(-]+$/, min: 1, max: 100 }),
});

/** What is not said stays as it is. */
export const updateBucket = writes(
  structure({
    bucketName: required(bucketName),
    accessRules: structure({
      getObject: enumeration(["public", "private"]),
      allowPublicOverrides: boolean(),
    }),
    versioning: nonEmptyString,
    readonlyAccessAccounts: list(nonEmptyString),
    accessLogConfig: logConfig,
    cors: structure({ rules: list(corsRule) }),
  }),
  (context, input) => {
    const bucket = context.state.get("Bucket", input.bucketName);
    const { accessRules, versioning, readonlyAccessAccounts: accounts, cors } = input;
    if (accessRules?.getObject !== undefined) bucket.isPublic = accessRules.getObject === "public";
    bucket.allowsPublicObjects = accessRules?.allowPublicOverrides ?? bucket.allowsPublicObjects;
    if (versioning !== undefined) bucket.versioning = versioningOf(versioning);
    if (accounts !== undefined) bucket.accounts = checkedAccounts(accounts);
    if (input.accessLogConfig !== undefined) setLog(bucket, input.accessLogConfig, context.state);
    if (cors !== undefined) {
      const { rules = [] } = cors;
      if (rules.length > MAX_RULES) throw invalidInput(`${MAX_RULES} CORS rules at most.`);
      bucket.cors = rules;
    }
    return {
      bucket: bucketView(bucket, context, { cors: true }),
      ...operationsOutput([bucketOperation(context, "UpdateBucket", bucket.name)], context),
    };
  },
);

function versioningOf(text: string): BucketRecord["versioning"] {
  if (text === "Enabled" || text === "Suspended") return text;
  throw invalidInput(`The versioning must be Enabled or Suspended: ${text}`);
}

function checkedAccounts(accounts: readonly string[]): string[] {
  const wrong = accounts.find((it) => !/^\d{12}$/.test(it));
  if (wrong !== undefined) throw invalidInput(`${wrong} is not an AWS account id.`);
  if (accounts.length > MAX_ACCOUNTS) throw invalidInput(`${MAX_ACCOUNTS} accounts at most.`);
  return [...new Set(accounts)];
}

function setLog(
  bucket: BucketRecord,
  log: { enabled: boolean; destination?: string | undefined; prefix?: string | undefined },
  state: RegionState,
): void {
  if (!log.enabled) {
    delete bucket.log;
    return;
  }
  const { destination, prefix = "" } = log;
  if (destination === undefined) throw invalidInput("The log needs a destination.");
  if (state.find("Bucket", destination) === undefined) throw notFound("Bucket", destination);
  bucket.log = { destination, prefix };
}
