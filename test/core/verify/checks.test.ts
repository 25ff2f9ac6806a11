import { describe, expect, test } from "vitest";
import type { CheckedType, FactsByType } from "../../../src/core/contracts/stack-facts.ts";
import type { Check } from "../../../src/core/verify/check.ts";
import { CHECKS } from "../../../src/core/verify/checks/index.ts";

const NOW = Date.parse("2026-11-29T12:00:00Z");
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Facts with which every check of a type is good. */
const GOOD: FactsByType = {
  aws_ecs_service: {
    status: "ACTIVE",
    desired: 3,
    running: 3,
    zones: ["a", "b"],
    rollout: "COMPLETED",
  },
  aws_lb_target_group: { targets: [{ id: "10.0.1.2", state: "healthy", zone: "a" }] },
  aws_lb: {
    ...{ state: "active", isPublic: true, type: "application", zones: ["a", "b"] },
    listeners: [
      { port: 443, protocol: "HTTPS", redirects: false },
      { port: 80, protocol: "HTTP", redirects: true },
    ],
    answer: { url: "https://api.example.com/health", fault: null },
  },
  aws_acm_certificate: { status: "ISSUED", expires: NOW + 30 * DAY },
  aws_elasticache_replication_group: {
    ...{ status: "available", multiAz: true, failover: true, snapshotDays: 7 },
    ...{ encryptedInTransit: true, encryptedAtRest: true, lastSnapshot: NOW - 29 * HOUR },
  },
  aws_db_instance: {
    ...{ status: "available", zones: 2, encrypted: true, backupDays: 7, isPublic: false },
    ...{ restorable: NOW - 5 * 60_000, deletionProtection: true },
  },
  aws_neptune_cluster: {
    ...{ status: "available", zones: 2, encrypted: true, backupDays: 7, iamAuthentication: true },
    ...{ restorable: NOW - 5 * 60_000, deletionProtection: true },
  },
  aws_efs_file_system: { state: "available", encrypted: true, backedUp: true },
  aws_autoscaling_group: { desired: 3, inService: 3, zones: ["a", "b", "c"] },
  aws_s3_bucket: { versioned: true, blocked: true, encrypted: true },
  aws_cloudwatch_log_group: { retentionDays: 7, lastEvent: null },
  aws_cloudwatch_metric_alarm: { state: "OK", actionsEnabled: true, hasActions: true },
  aws_secretsmanager_secret: {
    ...{ hasValue: true, isDeleted: false },
    ...{ needed: ["arn:aws:iam::1:role/run"], readers: ["arn:aws:iam::1:role/run"] },
  },
  aws_security_group: { openToTheWorld: ["tcp 443", "tcp 80"], isForLoadBalancer: true },
  aws_mwaa_environment: {
    ...{ status: "AVAILABLE", lastUpdate: "SUCCESS", access: "PRIVATE_ONLY", zones: 2 },
    ...{ routes: ["192.168.10.0/24 by vgw-1"], blackholes: [], isLinked: true },
    ...{ publicSubnets: [], arriving: ["airflow-a-Task"], dags: 3, denied: [], excessive: [] },
    logs: ["DagProcessing", "Scheduler", "Task", "WebServer", "Worker"],
  },
  aws_vpn_connection: { state: "available", tunnelsUp: 2 },
};

type Bad = { [T in CheckedType]: Record<string, readonly Partial<FactsByType[T]>[]> };

const DATABASE = {
  available: [{ status: "backing-up" }],
  failover: [{ zones: 1 }],
  encrypted: [{ encrypted: false }],
  backups: [{ backupDays: 6 }, { restorable: NOW - 16 * 60_000 }, { restorable: null }],
  protected: [{ deletionProtection: false }],
};

const prefixed = <T>(prefix: string, cases: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(cases).map(([id, value]) => [`${prefix}.${id}`, value]));

/** For each check, facts with which it fails. */
const BAD: Bad = {
  aws_ecs_service: {
    "ecs.running": [
      { running: 2 },
      { running: 4 },
      { desired: 0, running: 0 },
      { status: "DRAINING" },
    ],
    "ecs.zones": [{ zones: ["a"] }, { zones: [] }],
    "ecs.rollout": [{ rollout: "IN_PROGRESS" }, { rollout: "FAILED" }],
  },
  aws_lb_target_group: {
    "lb.targets": [
      { targets: [] },
      { targets: [{ id: "a", state: "draining", zone: null }] },
      {
        targets: [
          { id: "a", state: "healthy", zone: null },
          { id: "b", state: "unhealthy", zone: null },
        ],
      },
    ],
  },
  aws_lb: {
    "lb.active": [{ state: "provisioning" }, { zones: ["a"] }],
    "lb.tls": [
      { listeners: [{ port: 80, protocol: "HTTP", redirects: false }] },
      { listeners: [] },
    ],
    "lb.reachable": [
      { answer: { url: "https://a/", fault: "it can't be reached (ECONNREFUSED)" } },
    ],
  },
  aws_acm_certificate: {
    "acm.valid": [
      { expires: NOW + 30 * DAY - 1 },
      { expires: NOW - DAY },
      { expires: null },
      { status: "PENDING_VALIDATION" },
    ],
  },
  aws_elasticache_replication_group: {
    "redis.available": [{ status: "modifying" }],
    "redis.failover": [{ multiAz: false }, { failover: false }],
    "redis.encrypted": [{ encryptedInTransit: false }, { encryptedAtRest: false }],
    "redis.backups": [
      { snapshotDays: 6 },
      { lastSnapshot: NOW - 31 * HOUR },
      { lastSnapshot: null },
    ],
  },
  aws_db_instance: { ...prefixed("rds", DATABASE), "rds.private": [{ isPublic: true }] },
  aws_neptune_cluster: {
    ...prefixed("neptune", DATABASE),
    "neptune.iam": [{ iamAuthentication: false }],
  },
  aws_efs_file_system: {
    "efs.encrypted": [{ encrypted: false }, { state: "creating" }],
    "efs.backups": [{ backedUp: false }],
  },
  aws_autoscaling_group: {
    "asg.in-service": [{ inService: 2 }, { desired: 0, inService: 0 }],
    "asg.zones": [{ zones: ["a"] }],
  },
  aws_s3_bucket: {
    "s3.private": [{ blocked: false }],
    "s3.versioned": [{ versioned: false }],
    "s3.encrypted": [{ encrypted: false }],
  },
  aws_cloudwatch_log_group: { "logs.retention": [{ retentionDays: null }] },
  aws_cloudwatch_metric_alarm: {
    "alarm.state": [{ state: "ALARM" }, { state: "INSUFFICIENT_DATA" }],
    "alarm.actions": [{ actionsEnabled: false }, { hasActions: false }],
  },
  aws_secretsmanager_secret: {
    "secret.value": [{ hasValue: false }, { isDeleted: true }],
    "secret.readers": [
      { readers: [] },
      { readers: ["arn:aws:iam::1:role/run", "arn:aws:iam::1:role/x"] },
    ],
  },
  aws_security_group: {
    "network.public": [
      { isForLoadBalancer: false },
      { openToTheWorld: ["tcp 443", "tcp 22"] },
      { openToTheWorld: ["all all"] },
      { openToTheWorld: ["udp 443"] },
    ],
  },
  aws_mwaa_environment: {
    "mwaa.available": [{ status: "UPDATING" }, { lastUpdate: "FAILED" }],
    "mwaa.subnets": [{ zones: 1 }, { publicSubnets: ["subnet-1"] }],
    "mwaa.route": [{ routes: [] }, { blackholes: ["192.168.10.0/24 by vgw-1"] }],
    "mwaa.logs": [{ logs: ["Task"] }],
    "mwaa.arriving": [{ arriving: [] }],
    "mwaa.dags": [{ dags: 0 }],
    "mwaa.role": [{ denied: ["s3:GetObject"] }, { excessive: ["iam:PassRole"] }],
  },
  aws_vpn_connection: { "vpn.tunnels": [{ tunnelsUp: 1 }, { state: "pending" }] },
};

const checksOf = (type: CheckedType): readonly Check<never>[] =>
  CHECKS[type] as readonly Check<never>[];

describe.each(Object.keys(CHECKS) as CheckedType[])("%s", (type) => {
  const bad = BAD[type] as Record<string, readonly object[]>;

  test("each check has facts here with which it fails", () => {
    expect(Object.keys(bad).toSorted()).toEqual(
      checksOf(type)
        .map(({ id }) => id)
        .toSorted(),
    );
  });

  test.each(checksOf(type).map((check) => [check.id, check] as const))("%s", (id, check) => {
    expect(check.judge(GOOD[type] as never, NOW)).toMatchObject({ good: true });
    for (const facts of bad[id] ?? []) {
      const judgement = check.judge({ ...GOOD[type], ...facts } as never, NOW);
      expect({ facts, good: judgement?.good }).toEqual({ facts, good: false });
      expect(judgement?.found).not.toBe("");
    }
    for (const text of [check.title, check.why, check.cure]) expect(text).not.toBe("");
  });
});

test("a check that is not for a resource says nothing", () => {
  const byId = (type: CheckedType, id: string) => checksOf(type).find((it) => it.id === id);
  const single = { ...GOOD.aws_ecs_service, desired: 1, running: 1, zones: ["a"] };
  expect(byId("aws_ecs_service", "ecs.zones")?.judge(single as never, NOW)).toBeNull();
  const internal = { ...GOOD.aws_lb, isPublic: false, listeners: [] };
  expect(byId("aws_lb", "lb.tls")?.judge(internal as never, NOW)).toBeNull();
  const unasked = { ...GOOD.aws_lb, answer: null };
  expect(byId("aws_lb", "lb.reachable")?.judge(unasked as never, NOW)).toBeNull();
  const alone = { ...GOOD.aws_mwaa_environment, isLinked: false, routes: [] };
  expect(byId("aws_mwaa_environment", "mwaa.route")?.judge(alone as never, NOW)).toBeNull();
});

test("no two checks have the same name", () => {
  const ids = (Object.keys(CHECKS) as CheckedType[]).flatMap((type) =>
    checksOf(type).map(({ id }) => id),
  );
  expect(ids).toHaveLength(new Set(ids).size);
});
