import { members, type Xml } from "../../answers.ts";
import type { Call } from "../../call.ts";
import { arnOf, type ReplicationGroup } from "./model.ts";

const PORT = 6379;
const SLOTS = 16_384;
const padded = (number: number, digits: number): string => String(number).padStart(digits, "0");
const flag = (value: boolean): string => (value ? "enabled" : "disabled");
const counted = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

const nodeId = ({ id, clusterMode }: ReplicationGroup, shard: number, node: number): string =>
  `${id}-${clusterMode ? `${padded(shard + 1, 4)}-` : ""}${padded(node + 1, 3)}`;

export const nodesOf = (group: ReplicationGroup): string[] =>
  counted(group.shards).flatMap((shard) =>
    counted(group.replicas + 1).map((node) => nodeId(group, shard, node)),
  );

function shownShard({ region }: Call, group: ReplicationGroup, index: number): Xml {
  const first = (at: number): number => Math.floor((SLOTS * at) / group.shards);
  const endpoint = (role: string): Xml => ({
    Address: `${role}.${group.id}.emulated.cache.amazonaws.com`,
    Port: PORT,
  });
  const nodes = counted(group.replicas + 1).map((node) => ({
    CacheClusterId: nodeId(group, index, node),
    CacheNodeId: "0001",
    PreferredAvailabilityZone: `${region}${"abc"[node % 3]}`,
  }));
  return {
    NodeGroupId: padded(index + 1, 4),
    Status: "available",
    Slots: group.clusterMode ? `${first(index)}-${first(index + 1) - 1}` : undefined,
    PrimaryEndpoint: group.clusterMode ? undefined : endpoint("master"),
    ReaderEndpoint: group.clusterMode ? undefined : endpoint("replica"),
    NodeGroupMembers: members("NodeGroupMember", nodes),
  };
}

export const shownGroup = (call: Call, group: ReplicationGroup): Xml => ({
  ReplicationGroupId: group.id,
  Description: group.description,
  Status: "available",
  MemberClusters: members("ClusterId", nodesOf(group)),
  NodeGroups: members(
    "NodeGroup",
    counted(group.shards).map((index) => shownShard(call, group, index)),
  ),
  ConfigurationEndpoint: group.clusterMode
    ? { Address: `clustercfg.${group.id}.emulated.cache.amazonaws.com`, Port: PORT }
    : undefined,
  AutomaticFailover: flag(group.failover),
  MultiAZ: flag(group.multiAz),
  SnapshotRetentionLimit: group.retention,
  SnapshotWindow: group.window,
  ClusterEnabled: group.clusterMode,
  ClusterMode: flag(group.clusterMode),
  CacheNodeType: group.nodeType,
  AuthTokenEnabled: false,
  TransitEncryptionEnabled: group.tls,
  TransitEncryptionMode: group.tls ? "required" : undefined,
  AtRestEncryptionEnabled: group.atRest,
  KmsKeyId: group.kmsKey,
  ARN: arnOf(call, "replicationgroup", group.id),
  DataTiering: "disabled",
  AutoMinorVersionUpgrade: group.minorUpgrades,
  NetworkType: "ipv4",
  IpDiscovery: "ipv4",
  Engine: "redis",
});

export const shownNode = (call: Call, group: ReplicationGroup, id: string): Xml => ({
  CacheClusterId: id,
  Engine: "redis",
  // Asked for as 7.1, it is one of the patches.
  EngineVersion: group.engineVersion.replace(/^(\d+\.\d+)$/, "$1.0"),
  CacheNodeType: group.nodeType,
  CacheClusterStatus: "available",
  NumCacheNodes: 1,
  PreferredMaintenanceWindow: group.maintenance,
  CacheParameterGroup: {
    CacheParameterGroupName: group.parameterGroup,
    ParameterApplyStatus: "in-sync",
  },
  CacheSubnetGroupName: group.subnetGroup,
  SecurityGroups: members(
    "member",
    group.securityGroups.map((SecurityGroupId) => ({ SecurityGroupId, Status: "active" })),
  ),
  ReplicationGroupId: group.id,
  SnapshotRetentionLimit: group.retention,
  SnapshotWindow: group.window,
  AutoMinorVersionUpgrade: group.minorUpgrades,
  ARN: arnOf(call, "cluster", id),
  TransitEncryptionEnabled: group.tls,
  TransitEncryptionMode: group.tls ? "required" : undefined,
  AtRestEncryptionEnabled: group.atRest,
});
