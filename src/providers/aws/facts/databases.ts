import {
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  RDSClient,
} from "@aws-sdk/client-rds";
import type { FactsByType } from "../../../core/contracts/stack-facts.ts";
import type { StackResource } from "../../../core/contracts/terraform-control.ts";
import type { CallContext } from "../attempt.ts";
import { RDS } from "../services.ts";
import { callsTo, distinct, identifier, type Source, theOne, timeOf } from "./source.ts";

export async function databaseInstance(
  source: Source,
  resource: StackResource,
  call: CallContext,
): Promise<FactsByType["aws_db_instance"]> {
  const DBInstanceIdentifier = identifier(resource, "identifier");
  const { DBInstances: instances } = await callsTo(source, RDS, RDSClient).read(
    "DescribeDBInstances",
    (client, options) =>
      client.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier }), options),
    call,
  );
  const it = theOne(instances, resource);
  return {
    status: it.DBInstanceStatus ?? "unknown",
    zones: it.MultiAZ === true ? 2 : 1,
    encrypted: it.StorageEncrypted === true,
    backupDays: it.BackupRetentionPeriod ?? 0,
    restorable: timeOf(it.LatestRestorableTime),
    deletionProtection: it.DeletionProtection === true,
    isPublic: it.PubliclyAccessible === true,
  };
}

/** Neptune's management speaks RDS's own language, at RDS's own address. */
export async function neptuneCluster(
  source: Source,
  resource: StackResource,
  call: CallContext,
): Promise<FactsByType["aws_neptune_cluster"]> {
  const calls = callsTo(source, RDS, RDSClient);
  const DBClusterIdentifier = identifier(resource, "cluster_identifier");
  const { DBClusters: clusters } = await calls.read(
    "DescribeDBClusters",
    (client, options) =>
      client.send(new DescribeDBClustersCommand({ DBClusterIdentifier }), options),
    call,
  );
  const it = theOne(clusters, resource);
  const { DBInstances: instances = [] } = await calls.read(
    "DescribeDBInstances",
    (client, options) =>
      client.send(
        new DescribeDBInstancesCommand({
          Filters: [{ Name: "db-cluster-id", Values: [DBClusterIdentifier] }],
        }),
        options,
      ),
    call,
  );
  const own = instances.filter(({ DBClusterIdentifier: id }) => id === DBClusterIdentifier);
  return {
    status: it.Status ?? "unknown",
    zones: distinct(own.map(({ AvailabilityZone: zone }) => zone)).length,
    encrypted: it.StorageEncrypted === true,
    backupDays: it.BackupRetentionPeriod ?? 0,
    restorable: timeOf(it.LatestRestorableTime),
    deletionProtection: it.DeletionProtection === true,
    iamAuthentication: it.IAMDatabaseAuthenticationEnabled === true,
  };
}
