import { inEach, overlaid, text, textOf, withBody } from "../answers.ts";
import { type Fill, perPlace, type Service } from "../call.ts";
import { formOf, givenIn } from "../form.ts";

type Kept = Map<string, Record<string, string>>;

/** Parameters of an instance that moto drops, under the names that they are shown by. */
const OF_INSTANCES = {
  EnablePerformanceInsights: "PerformanceInsightsEnabled",
  PerformanceInsightsRetentionPeriod: "PerformanceInsightsRetentionPeriod",
  MonitoringInterval: "MonitoringInterval",
  MonitoringRoleArn: "MonitoringRoleArn",
};

const IAM = "EnableIAMDatabaseAuthentication";
const OF_CLUSTERS = { [IAM]: "IAMDatabaseAuthenticationEnabled" };

/** RDS, and Neptune, which is asked as if it were RDS. */
export function rds(): Service {
  const instances = perPlace<Kept>(() => new Map());
  const clusters = perPlace<Kept>(() => new Map());

  const instance: Fill = async (call, upstream) => {
    const form = formOf(call);
    const id = form.get("DBInstanceIdentifier") ?? "";
    if (call.operation !== "DescribeDBInstances") {
      instances(call).set(id, { ...instances(call).get(id), ...givenIn(form, OF_INSTANCES) });
    }
    const found = await upstream();
    const shown = inEach(text(found), "DBInstance", (inner) =>
      overlaid(inner, instances(call).get(textOf(inner, "DBInstanceIdentifier") ?? "") ?? {}),
    );
    return withBody(found, shown);
  };

  // moto takes IAM authentication for PostgreSQL and MySQL only, and so refuses Neptune's.
  const cluster: Fill = async (call, upstream) => {
    const form = formOf(call);
    const id = form.get("DBClusterIdentifier") ?? "";
    if (form.get("Engine") === "neptune") clusters(call).set(id, {});
    const kept = clusters(call).get(id);
    if (kept !== undefined) {
      clusters(call).set(id, { ...kept, ...givenIn(form, OF_CLUSTERS) });
      form.delete(IAM);
    }
    const found = await upstream(form.toString());
    const shown = inEach(text(found), "DBCluster", (inner) =>
      overlaid(inner, clusters(call).get(textOf(inner, "DBClusterIdentifier") ?? "") ?? {}),
    );
    return withBody(found, shown);
  };

  // Without a source, the provider takes a parameter for one of the engine's own.
  const parameters: Fill = async (_call, upstream) => {
    const found = await upstream();
    const shown = inEach(text(found), "Parameter", (inner) =>
      inner.includes("<Source>") ? inner : overlaid(inner, { Source: "user" }),
    );
    return withBody(found, shown);
  };

  return {
    name: "rds",
    fills: {
      CreateDBInstance: instance,
      ModifyDBInstance: instance,
      DescribeDBInstances: instance,
      CreateDBCluster: cluster,
      ModifyDBCluster: cluster,
      DescribeDBClusters: cluster,
      DescribeDBParameters: parameters,
    },
  };
}
