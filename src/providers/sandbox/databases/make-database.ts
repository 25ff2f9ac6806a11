import { createHash, randomBytes } from "node:crypto";
import { DATABASE_ENGINES, findDatabaseBlueprint } from "../catalogue/database-blueprints.ts";
import { findDatabaseBundle, isHighlyAvailable } from "../catalogue/database-bundles.ts";
import type { DatabaseBlueprintInfo } from "../catalogue/database-blueprints.ts";
import type { DatabaseBundleInfo } from "../catalogue/database-bundles.ts";
import { zoneNames } from "../catalogue/regions.ts";
import type { tagList } from "../common-shapes.ts";
import type { ReadContext, WriteContext } from "../context.ts";
import { newId } from "../identity.ts";
import { assertZone } from "../launch.ts";
import { assertNewNames } from "../names.ts";
import { invalidInput } from "../protocol/service-error.ts";
import type { Infer } from "../shapes.ts";
import type { DatabaseContent, DatabaseRecord } from "../state/database-records.ts";
import { mergeTags } from "../tags.ts";
import { DEFAULT_CA_CERTIFICATE } from "./ca-certificates.ts";
import type { DatabaseEventKind } from "./event-kinds.ts";
import { chooseWindows } from "./windows.ts";

export interface NewDatabase {
  name: string;
  zone: string | undefined;
  content: DatabaseContent;
  isPublic: boolean | undefined;
  tags: Infer<typeof tagList> | undefined;
  kind: DatabaseEventKind;
  backupWindow?: string | undefined;
  maintenanceWindow?: string | undefined;
}

/** Makes a database, empty or from a backup. */
export function makeDatabase(context: WriteContext, options: NewDatabase): DatabaseRecord {
  const { state, now, durations, region } = context;
  const { name, content } = options;
  assertNewNames(state, [name]);
  const zones = zoneNames(region);
  const zone = options.zone ?? zones[0] ?? "";
  assertZone(region, zone);
  const secondaryZone = isHighlyAvailable(content.bundleId)
    ? zones.find((it) => it !== zone)
    : undefined;
  const windows = chooseWindows(region.name, {
    ...(options.backupWindow !== undefined && { backup: options.backupWindow }),
    ...(options.maintenanceWindow !== undefined && { maintenance: options.maintenanceWindow }),
  });
  const until = now + durations.databaseCreate;
  const database: DatabaseRecord = {
    resourceType: "RelationalDatabase",
    name,
    id: newId(),
    sequence: state.nextSequence(),
    createdAt: now,
    hostId: newHostId(),
    zone,
    ...(secondaryZone !== undefined && { secondaryZone }),
    ...content,
    password: { value: content.password.value, since: now },
    backupWindow: windows.backup,
    maintenanceWindow: windows.maintenance,
    backupsSince: until,
    publiclyAccessible: options.isPublic ?? false,
    caCertificate: DEFAULT_CA_CERTIFICATE,
    parameters: {},
    needsRestart: false,
    changes: [],
    events: [{ at: until, kind: options.kind }],
    tags: mergeTags([], options.tags),
    transition: { during: "creating", after: "available", until },
  };
  state.add(database);
  return database;
}

/** As the databases behind the service are called. */
export const newHostId = (): string => `ls-${randomBytes(20).toString("hex")}`;

const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** Where the database is reached; the middle belongs to the account in the region. */
export function addressOf(
  { hostId }: Pick<DatabaseRecord, "hostId">,
  { account, region }: Pick<ReadContext, "account" | "region">,
): string {
  const digest = createHash("sha256").update(`${account} ${region.name}`).digest();
  const middle = Array.from(digest.subarray(0, 12), (byte) => LETTERS.charAt(byte % 26));
  return `${hostId}.${middle.join("")}.${region.name}.rds.amazonaws.com`;
}

export function blueprintNamed(blueprintId: string): DatabaseBlueprintInfo {
  const blueprint = findDatabaseBlueprint(blueprintId);
  if (blueprint !== undefined) return blueprint;
  throw invalidInput(`The database blueprint does not exist: ${blueprintId}`);
}

export function databaseBundleNamed(bundleId: string): DatabaseBundleInfo {
  const bundle = findDatabaseBundle(bundleId);
  if (bundle !== undefined) return bundle;
  throw invalidInput(`The database bundle does not exist: ${bundleId}`);
}

/** Names of RDS's own users. */
const RESERVED = new Set(["rdsadmin", "rdsrepladmin", "rds_superuser", "rds_replication"]);

/** Refuses names that the engine does not take for the master user and its database. */
export function assertNames(
  { engine }: DatabaseBlueprintInfo,
  { user, database }: { user: string; database: string },
): void {
  const { userLength, nameLength, description } = DATABASE_ENGINES[engine];
  const isUser = /^[a-z][a-z0-9_]*$/i.test(user) && user.length <= userLength;
  if (!isUser || RESERVED.has(user.toLowerCase())) {
    throw invalidInput(
      `The master user name must be 1 to ${userLength} letters, digits and underscores, begin with a letter and not be a reserved word of ${description}: ${user}`,
    );
  }
  if (/^[a-z][a-z0-9_]*$/i.test(database) && database.length <= nameLength) return;
  throw invalidInput(
    `The master database name must be 1 to ${nameLength} letters, digits and underscores, and begin with a letter: ${database}`,
  );
}
