import { fault, members, result } from "../../answers.ts";
import type { Answer, Call, Fill } from "../../call.ts";
import { type Form, formOf, listOf } from "../../form.ts";
import { arnOf, type Place, type ReplicationGroup, tagsIn } from "./model.ts";
import { nodesOf, shownGroup, shownNode } from "./shown.ts";

/** What a form asks for; what it does not name stays as it was. */
function asked(form: Form, before: ReplicationGroup): ReplicationGroup {
  const given = (name: string, otherwise: string): string => form.get(name) ?? otherwise;
  const switched = (name: string, otherwise: boolean): boolean =>
    given(name, String(otherwise)) === "true";
  const securityGroups = listOf(form, "SecurityGroupIds.SecurityGroupId");
  return {
    ...before,
    description: given("ReplicationGroupDescription", before.description),
    failover: switched("AutomaticFailoverEnabled", before.failover),
    multiAz: switched("MultiAZEnabled", before.multiAz),
    nodeType: given("CacheNodeType", before.nodeType),
    engineVersion: given("EngineVersion", before.engineVersion),
    parameterGroup: given("CacheParameterGroupName", before.parameterGroup),
    securityGroups: securityGroups.length > 0 ? securityGroups : before.securityGroups,
    maintenance: given("PreferredMaintenanceWindow", before.maintenance),
    minorUpgrades: switched("AutoMinorVersionUpgrade", before.minorUpgrades),
    retention: given("SnapshotRetentionLimit", before.retention),
    window: given("SnapshotWindow", before.window),
  };
}

function created(form: Form, { parameterGroups }: Place): ReplicationGroup {
  const group = form.get("CacheParameterGroupName") ?? "";
  const nodes = Number(form.get("NumCacheClusters") ?? 1);
  const defaults: ReplicationGroup = {
    id: form.get("ReplicationGroupId") ?? "",
    description: "",
    shards: Number(form.get("NumNodeGroups") ?? 1),
    replicas: Number(form.get("ReplicasPerNodeGroup") ?? nodes - 1),
    clusterMode: parameterGroups.get(group)?.values.get("cluster-enabled") === "yes",
    failover: false,
    multiAz: false,
    nodeType: "",
    engineVersion: "7.1",
    parameterGroup: group,
    subnetGroup: form.get("CacheSubnetGroupName") ?? "",
    securityGroups: [],
    maintenance: "sun:05:00-sun:06:00",
    minorUpgrades: true,
    retention: "0",
    window: "03:00-04:00",
    tls: form.get("TransitEncryptionEnabled") === "true",
    atRest: form.get("AtRestEncryptionEnabled") === "true",
    kmsKey: form.get("KmsKeyId") ?? undefined,
  };
  return asked(form, defaults);
}

/** Replication groups, of which moto keeps too little to be planned again. */
export function replicationGroups(placeOf: (call: Call) => Place): Record<string, Fill> {
  const withGroup =
    (answer: (call: Call, group: ReplicationGroup, form: Form) => Answer): Fill =>
    (call) => {
      const form = formOf(call);
      const group = placeOf(call).replicationGroups.get(form.get("ReplicationGroupId") ?? "");
      if (group === undefined) return fault("ReplicationGroupNotFoundFault", "There is none.");
      return answer(call, group, form);
    };
  const keep = (call: Call, group: ReplicationGroup): Answer => {
    placeOf(call).replicationGroups.set(group.id, group);
    return result(call, { ReplicationGroup: shownGroup(call, group) });
  };
  const resized = withGroup((call, group, form) =>
    keep(call, {
      ...group,
      shards: Number(form.get("NodeGroupCount") ?? group.shards),
      replicas: Number(form.get("NewReplicaCount") ?? group.replicas),
    }),
  );
  return {
    CreateReplicationGroup: (call) => {
      const form = formOf(call);
      const group = created(form, placeOf(call));
      placeOf(call).tags.set(arnOf(call, "replicationgroup", group.id), tagsIn(form));
      return keep(call, group);
    },
    DescribeReplicationGroups: withGroup((call, group) => {
      const groups = members("ReplicationGroup", [shownGroup(call, group)]);
      return result(call, { ReplicationGroups: groups });
    }),
    // One of an hour ago for each shard, where any are kept.
    DescribeSnapshots: withGroup((call, { id, retention, shards }) => {
      const SnapshotCreateTime = new Date(Date.now() - 3_600_000).toISOString();
      const nodes = Array.from({ length: shards }, (_, index) => ({
        CacheClusterId: `${id}-000${index + 1}-001`,
        SnapshotCreateTime,
      }));
      const snapshot = { SnapshotName: `automatic.${id}`, SnapshotStatus: "available" };
      const shown = { ...snapshot, NodeSnapshots: members("NodeSnapshot", nodes) };
      const kept = retention === "0" ? [] : [shown];
      return result(call, { Snapshots: members("Snapshot", kept) });
    }),
    ModifyReplicationGroup: withGroup((call, group, form) => keep(call, asked(form, group))),
    ModifyReplicationGroupShardConfiguration: resized,
    IncreaseReplicaCount: resized,
    DecreaseReplicaCount: resized,
    DeleteReplicationGroup: withGroup((call, group) => {
      placeOf(call).replicationGroups.delete(group.id);
      return result(call, { ReplicationGroup: shownGroup(call, group) });
    }),
    DescribeCacheClusters: (call) => {
      const id = formOf(call).get("CacheClusterId") ?? "";
      const groups = [...placeOf(call).replicationGroups.values()];
      const group = groups.find((it) => nodesOf(it).includes(id));
      if (group === undefined) return fault("CacheClusterNotFound", "There is none.");
      const nodes = members("CacheCluster", [shownNode(call, group, id)]);
      return result(call, { CacheClusters: nodes });
    },
  };
}
