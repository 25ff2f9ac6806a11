import type { FactsByType } from "../../contracts/stack-facts.ts";
import { ageText, type Check, DAY_MS, judged } from "../check.ts";

type Facts<T extends keyof FactsByType> = readonly Check<FactsByType[T]>[];

const BACKUP_DAYS = 7;
/** A day, and the hours that a backup may take. */
const LATEST_BACKUP_MS = 1.25 * DAY_MS;
/** The promise of the systems: at most five minutes of data are lost; the service lags as long. */
const LATEST_RESTORE_MS = 15 * 60_000;

type Database = FactsByType["aws_db_instance"] | FactsByType["aws_neptune_cluster"];

const databaseChecks = (id: string): readonly Check<Database>[] => [
  {
    id: `${id}.available`,
    title: "the database is available",
    why: "What it holds can't be read or written otherwise.",
    cure: "See its events in RDS or Neptune.",
    judge: ({ status }) => judged(status === "available", `it is ${status}`),
  },
  {
    id: `${id}.failover`,
    title: "a second zone can take over",
    why: "Without one, the failure of a zone lasts as long as a restore takes.",
    cure: "Turn Multi-AZ on, or add a reader in another zone.",
    judge: ({ zones }) => judged(zones >= 2, `in ${zones} zones`),
  },
  {
    id: `${id}.encrypted`,
    title: "its storage is encrypted",
    why: "Storage and backups can be read by whoever gets hold of them otherwise.",
    cure: "Encryption can't be turned on later: restore an encrypted copy of a snapshot.",
    judge: ({ encrypted }) => judged(encrypted, encrypted ? "encrypted" : "not encrypted"),
  },
  {
    id: `${id}.backups`,
    title: `backups are kept for ${BACKUP_DAYS} days, and are recent`,
    why: "A backup that is not there, or is old, is noticed when it is needed.",
    cure: "Set the retention, and see the database's events for failed backups.",
    judge: ({ backupDays, restorable }, now) => {
      const isRecent = restorable !== null && now - restorable <= LATEST_RESTORE_MS;
      return judged(
        backupDays >= BACKUP_DAYS && isRecent,
        `kept for ${backupDays} days, restorable to ${ageText(restorable, now)}`,
      );
    },
  },
  {
    id: `${id}.protected`,
    title: "it is protected from deletion",
    why: "One wrong destroy takes the data with it.",
    cure: "Turn deletion protection on.",
    judge: ({ deletionProtection: on }) => judged(on, on ? "protected" : "not protected"),
  },
];

export const DATABASE: Facts<"aws_db_instance"> = [
  ...databaseChecks("rds"),
  {
    id: "rds.private",
    title: "it has no public address",
    why: "Only the API needs to reach it.",
    cure: "Turn public access off.",
    judge: ({ isPublic }) => judged(!isPublic, isPublic ? "public" : "private"),
  },
];

export const NEPTUNE: Facts<"aws_neptune_cluster"> = [
  ...databaseChecks("neptune"),
  {
    id: "neptune.iam",
    title: "it asks for IAM authentication",
    why: "Without it, whoever reaches the port reads and writes the graph.",
    cure: "Turn IAM authentication on.",
    judge: ({ iamAuthentication: on }) => judged(on, on ? "on" : "off"),
  },
];

export const REDIS: Facts<"aws_elasticache_replication_group"> = [
  {
    id: "redis.available",
    title: "Redis is available",
    why: "The API keeps its state there.",
    cure: "See its events in ElastiCache.",
    judge: ({ status }) => judged(status === "available", `it is ${status}`),
  },
  {
    id: "redis.failover",
    title: "a replica in another zone takes over by itself",
    why: "Without automatic failover, somebody has to notice and to promote one.",
    cure: "Turn automatic failover and Multi-AZ on; both need a replica.",
    judge: ({ multiAz, failover }) =>
      judged(
        multiAz && failover,
        `automatic failover ${failover ? "on" : "off"}, Multi-AZ ${multiAz ? "on" : "off"}`,
      ),
  },
  {
    id: "redis.encrypted",
    title: "it is encrypted, at rest and on the way",
    why: "Passwords and data cross the network otherwise.",
    cure: "Neither can be turned on later without a new group: make one, and copy.",
    judge: ({ encryptedAtRest: rest, encryptedInTransit: transit }) =>
      judged(
        rest && transit,
        `at rest: ${rest ? "yes" : "no"}, in transit: ${transit ? "yes" : "no"}`,
      ),
  },
  {
    id: "redis.backups",
    title: `snapshots are kept for ${BACKUP_DAYS} days, and are recent`,
    why: "A snapshot that is not there, or is old, is noticed when it is needed.",
    cure: "Set the snapshot retention, and see the group's events.",
    judge: ({ snapshotDays, lastSnapshot }, now) => {
      const isRecent = lastSnapshot !== null && now - lastSnapshot <= LATEST_BACKUP_MS;
      return judged(
        snapshotDays >= BACKUP_DAYS && isRecent,
        `kept for ${snapshotDays} days, the last ${ageText(lastSnapshot, now)}`,
      );
    },
  },
];

export const FILE_SYSTEM: Facts<"aws_efs_file_system"> = [
  {
    id: "efs.encrypted",
    title: "the file system is available and encrypted",
    why: "It holds the vectors, and the keys to them.",
    cure: "Encryption can't be turned on later: make a new file system, and copy.",
    judge: ({ state, encrypted }) =>
      judged(
        state === "available" && encrypted,
        `${state}, ${encrypted ? "encrypted" : "not encrypted"}`,
      ),
  },
  {
    id: "efs.backups",
    title: "it is backed up every day",
    why: "What is deleted on it is gone at once.",
    cure: "Turn automatic backups on.",
    judge: ({ backedUp }) => judged(backedUp, backedUp ? "on" : "off"),
  },
];

export const BUCKET: Facts<"aws_s3_bucket"> = [
  {
    id: "s3.private",
    title: "all public access to the bucket is blocked",
    why: "One wrong policy or ACL shows its objects to everybody otherwise.",
    cure: "Turn all four settings of the public access block on.",
    judge: ({ blocked }) => judged(blocked, blocked ? "blocked" : "not blocked"),
  },
  {
    id: "s3.versioned",
    title: "it keeps versions",
    why: "Backups that are overwritten or deleted are gone otherwise.",
    cure: "Turn versioning on.",
    judge: ({ versioned }) => judged(versioned, versioned ? "on" : "off"),
  },
  {
    id: "s3.encrypted",
    title: "it encrypts what it keeps",
    why: "Backups hold everything that the stores hold.",
    cure: "Set a default encryption.",
    judge: ({ encrypted }) => judged(encrypted, encrypted ? "on" : "off"),
  },
];
