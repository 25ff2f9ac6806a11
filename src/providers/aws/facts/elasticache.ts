import {
  DescribeReplicationGroupsCommand,
  DescribeSnapshotsCommand,
  ElastiCacheClient,
} from "@aws-sdk/client-elasticache";
import type { FactsByType } from "../../../core/contracts/stack-facts.ts";
import type { StackResource } from "../../../core/contracts/terraform-control.ts";
import type { CallContext } from "../attempt.ts";
import { ELASTICACHE } from "../services.ts";
import { callsTo, identifier, type Source, theOne, timeOf } from "./source.ts";

export async function replicationGroup(
  source: Source,
  resource: StackResource,
  call: CallContext,
): Promise<FactsByType["aws_elasticache_replication_group"]> {
  const calls = callsTo(source, ELASTICACHE, ElastiCacheClient);
  const ReplicationGroupId = identifier(resource, "id");
  const { ReplicationGroups: groups } = await calls.read(
    "DescribeReplicationGroups",
    (client, options) =>
      client.send(new DescribeReplicationGroupsCommand({ ReplicationGroupId }), options),
    call,
  );
  const group = theOne(groups, resource);
  const { Snapshots: snapshots = [] } = await calls.read(
    "DescribeSnapshots",
    (client, options) => client.send(new DescribeSnapshotsCommand({ ReplicationGroupId }), options),
    call,
  );
  const times = snapshots
    .flatMap(({ NodeSnapshots: nodes = [] }) => nodes)
    .map(({ SnapshotCreateTime: at }) => timeOf(at) ?? 0);
  return {
    status: group.Status ?? "unknown",
    multiAz: group.MultiAZ === "enabled",
    failover: group.AutomaticFailover === "enabled",
    encryptedInTransit: group.TransitEncryptionEnabled === true,
    encryptedAtRest: group.AtRestEncryptionEnabled === true,
    snapshotDays: group.SnapshotRetentionLimit ?? 0,
    lastSnapshot: times.length === 0 ? null : Math.max(...times),
  };
}
