import type { Client } from "../client.ts";
import { element, type Gap } from "./gap.ts";

const ask = async (client: Client, action: string, form = {}): Promise<string> =>
  (await client.ask("elasticache", { action, version: "2015-02-02", form })).text;

const GROUP = { CacheParameterGroupName: "p" };
const PARAMETER = {
  "ParameterNameValues.ParameterNameValue.1.ParameterName": "cluster-enabled",
  "ParameterNameValues.ParameterNameValue.1.ParameterValue": "yes",
};

async function parameterGroup(client: Client): Promise<void> {
  const family = { CacheParameterGroupFamily: "redis7", Description: "d" };
  await ask(client, "CreateCacheParameterGroup", { ...GROUP, ...family });
  await ask(client, "ModifyCacheParameterGroup", { ...GROUP, ...PARAMETER });
}

/** A cluster of two shards, each with a replica. */
async function cluster(client: Client): Promise<void> {
  await parameterGroup(client);
  await ask(client, "CreateReplicationGroup", {
    ReplicationGroupId: "r",
    ReplicationGroupDescription: "d",
    CacheParameterGroupName: "p",
    NumNodeGroups: "2",
    ReplicasPerNodeGroup: "1",
    TransitEncryptionEnabled: "true",
    "SecurityGroupIds.SecurityGroupId.1": "sg-1",
  });
}

export const elasticache: readonly Gap[] = [
  {
    title: "ElastiCache has no parameter groups",
    filled: "yes",
    async look(client) {
      await parameterGroup(client);
      return element(await ask(client, "DescribeCacheParameters", GROUP), "ParameterValue");
    },
  },
  {
    title: "ElastiCache does not reset parameters",
    filled: false,
    async look(client) {
      await parameterGroup(client);
      await ask(client, "ResetCacheParameterGroup", { ...GROUP, ...PARAMETER });
      const found = await ask(client, "DescribeCacheParameters", GROUP);
      return found.includes("NotImplemented") || !found.includes("<Parameters>")
        ? undefined
        : found.includes("cluster-enabled");
    },
  },
  {
    title: "ElastiCache does not change subnet groups",
    filled: "subnet-2",
    async look(client) {
      const group = { CacheSubnetGroupName: "s", CacheSubnetGroupDescription: "d" };
      const subnets = (id: string) => ({ ...group, "SubnetIds.SubnetIdentifier.1": id });
      await ask(client, "CreateCacheSubnetGroup", subnets("subnet-1"));
      await ask(client, "ModifyCacheSubnetGroup", subnets("subnet-2"));
      return element(await ask(client, "DescribeCacheSubnetGroups", group), "SubnetIdentifier");
    },
  },
  {
    title: "ElastiCache makes no cluster of what its parameters enable as one",
    filled: "clustercfg.r.emulated.cache.amazonaws.com",
    async look(client) {
      await cluster(client);
      const found = await ask(client, "DescribeReplicationGroups", { ReplicationGroupId: "r" });
      return element(found.replace(/<NodeGroups>[\s\S]*<\/NodeGroups>/, ""), "Address");
    },
  },
  {
    title: "ElastiCache does not change replication groups",
    filled: "cache.r7g.large",
    async look(client) {
      await cluster(client);
      const change = { ReplicationGroupId: "r", CacheNodeType: "cache.r7g.large" };
      await ask(client, "ModifyReplicationGroup", change);
      const found = await ask(client, "DescribeReplicationGroups", { ReplicationGroupId: "r" });
      return element(found, "CacheNodeType");
    },
  },
  {
    title: "ElastiCache makes no snapshots",
    filled: "automatic.r",
    async look(client) {
      await cluster(client);
      const form = { ReplicationGroupId: "r", SnapshotRetentionLimit: "7" };
      await ask(client, "ModifyReplicationGroup", form);
      const found = await ask(client, "DescribeSnapshots", { ReplicationGroupId: "r" });
      return element(found, "SnapshotName");
    },
  },
  {
    title: "ElastiCache does not add shards and replicas",
    filled: 9,
    async look(client) {
      await cluster(client);
      const shards = { ReplicationGroupId: "r", NodeGroupCount: "3" };
      await ask(client, "ModifyReplicationGroupShardConfiguration", shards);
      const replicas = { ReplicationGroupId: "r", NewReplicaCount: "2" };
      await ask(client, "IncreaseReplicaCount", replicas);
      const found = await ask(client, "DescribeReplicationGroups", { ReplicationGroupId: "r" });
      return found.match(/<ClusterId>/g)?.length;
    },
  },
  {
    title: "ElastiCache shows no nodes of replication groups",
    filled: "sg-1",
    async look(client) {
      await cluster(client);
      const found = await ask(client, "DescribeCacheClusters", { CacheClusterId: "r-0002-002" });
      return element(found, "SecurityGroupId");
    },
  },
  {
    title: "ElastiCache has no tags for parameter groups",
    filled: "v",
    async look(client) {
      await parameterGroup(client);
      const resource = {
        ResourceName: "arn:aws:elasticache:us-east-1:123456789012:parametergroup:p",
      };
      const tag = { "Tags.Tag.1.Key": "k", "Tags.Tag.1.Value": "v" };
      await ask(client, "AddTagsToResource", { ...resource, ...tag });
      return element(await ask(client, "ListTagsForResource", resource), "Value");
    },
  },
];
