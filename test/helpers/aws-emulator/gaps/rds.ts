import type { Client } from "../client.ts";
import { element, type Gap } from "./gap.ts";

const ask = async (client: Client, action: string, form = {}): Promise<string> =>
  (await client.ask("rds", { action, version: "2014-10-31", form })).text;

export const rds: readonly Gap[] = [
  {
    title: "RDS refuses IAM authentication for Neptune",
    filled: "true",
    async look(client) {
      const cluster = { DBClusterIdentifier: "c", Engine: "neptune" };
      const iam = { EnableIAMDatabaseAuthentication: "true" };
      await ask(client, "CreateDBCluster", { ...cluster, ...iam });
      const found = await ask(client, "DescribeDBClusters", { DBClusterIdentifier: "c" });
      return element(found, "IAMDatabaseAuthenticationEnabled");
    },
  },
  {
    title: "RDS forgets how an instance is watched",
    filled: ["60", "true", "7"],
    async look(client) {
      await ask(client, "CreateDBInstance", {
        DBInstanceIdentifier: "i",
        Engine: "postgres",
        DBInstanceClass: "db.r7g.large",
        AllocatedStorage: "20",
        MasterUsername: "u",
        MasterUserPassword: "emulated-0123",
        MonitoringInterval: "60",
        EnablePerformanceInsights: "true",
        PerformanceInsightsRetentionPeriod: "7",
      });
      const found = await ask(client, "DescribeDBInstances", { DBInstanceIdentifier: "i" });
      return [
        element(found, "MonitoringInterval"),
        element(found, "PerformanceInsightsEnabled"),
        element(found, "PerformanceInsightsRetentionPeriod"),
      ];
    },
  },
  {
    title: "RDS shows parameters without their source",
    filled: "user",
    async look(client) {
      const group = { DBParameterGroupName: "p" };
      const family = { DBParameterGroupFamily: "postgres16", Description: "d" };
      await ask(client, "CreateDBParameterGroup", { ...group, ...family });
      await ask(client, "ModifyDBParameterGroup", {
        ...group,
        "Parameters.Parameter.1.ParameterName": "rds.force_ssl",
        "Parameters.Parameter.1.ParameterValue": "1",
        "Parameters.Parameter.1.ApplyMethod": "immediate",
      });
      return element(await ask(client, "DescribeDBParameters", group), "Source");
    },
  },
];
