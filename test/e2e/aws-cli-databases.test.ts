import { afterAll, beforeAll, expect, test } from "vitest";
import { type AwsCli, awsPath, startAwsCli } from "../helpers/aws-cli.ts";
import { describeWith } from "../helpers/tools.ts";

const REGION = "us-west-2";

/** Members that every operation has, as the CLI's examples show them. */
const started = (operationType: string, more: object = {}): object => ({
  ...{ operationType, resourceName: "ledger", resourceType: "RelationalDatabase" },
  ...{ id: expect.any(String), isTerminal: expect.any(Boolean), status: expect.any(String) },
  ...{ createdAt: expect.anything(), statusChangedAt: expect.anything() },
  location: { availabilityZone: "us-west-2b", regionName: REGION },
  ...more,
});
const ofSnapshot = (resourceName: string): object => ({
  ...{ resourceName, resourceType: "RelationalDatabaseSnapshot" },
  location: { availabilityZone: "all", regionName: REGION },
});

/** Each step uses what the one before has made. */
describeWith("databases by the AWS CLI, after its own examples", { aws: awsPath }, () => {
  let cli: AwsCli;
  beforeAll(async () => {
    cli = await startAwsCli(REGION, { pace: "instant" });
  });
  afterAll(() => cli.dispose());
  const lightsail: AwsCli["lightsail"] = (line) => cli.lightsail(line);

  test("are chosen from plans and versions", async () => {
    const { blueprints } = await lightsail<{ blueprints: object[] }>(
      "get-relational-database-blueprints",
    );
    const { bundles } = await lightsail<{ bundles: object[] }>("get-relational-database-bundles");
    expect(blueprints).toContainEqual({
      ...{ blueprintId: "postgres_17", engine: "postgres", engineVersion: expect.any(String) },
      ...{ engineDescription: "PostgreSQL", isEngineDefault: true },
      engineVersionDescription: expect.stringMatching(/^PostgreSQL 17\./),
    });
    expect(bundles).toContainEqual({
      ...{ bundleId: "large_ha_2_0", name: "Large with High Availability", price: 230 },
      ...{ ramSizeInGb: 8, diskSizeInGb: 240, transferPerMonthInGb: 200, cpuCount: 2 },
      ...{ isEncrypted: true, isActive: true },
    });
  });

  test("are made of plans and versions that are not listed any more", async () => {
    const made = await lightsail(
      "create-relational-database --relational-database-name ledger --availability-zone us-west-2b " +
        "--relational-database-blueprint-id mysql_5_7 --relational-database-bundle-id micro_1_0 " +
        "--master-database-name accounts --master-username clerk --no-publicly-accessible",
    );
    expect(made).toEqual({ operations: [started("CreateRelationalDatabase")] });
  });

  test("are told by name, and all of them", async () => {
    const { relationalDatabase } = await lightsail(
      "get-relational-database --relational-database-name ledger",
    );
    expect(relationalDatabase).toMatchObject({
      arn: expect.stringMatching(/^arn:aws:lightsail:us-west-2:\d{12}:RelationalDatabase\//),
      ...{ name: "ledger", resourceType: "RelationalDatabase", tags: [], state: "available" },
      location: { availabilityZone: "us-west-2b", regionName: REGION },
      ...{ relationalDatabaseBlueprintId: "mysql_5_7", relationalDatabaseBundleId: "micro_1_0" },
      ...{ masterDatabaseName: "accounts", masterUsername: "clerk", publiclyAccessible: false },
      hardware: { cpuCount: 1, diskSizeInGb: 40, ramSizeInGb: 1 },
      ...{ backupRetentionEnabled: true, pendingModifiedValues: {}, engine: "mysql" },
      ...{ engineVersion: "5.7.44", parameterApplyStatus: "in-sync" },
      preferredBackupWindow: expect.stringMatching(/^[0-9:]{5}-[0-9:]{5}$/),
      preferredMaintenanceWindow: expect.stringMatching(/^[a-z]{3}:[0-9:]{5}-[a-z]{3}:[0-9:]{5}$/),
      masterEndpoint: {
        ...{ port: 3306, address: expect.stringMatching(/\.us-west-2\.rds\.amazonaws\.com$/) },
      },
      pendingMaintenanceActions: [],
    });
    expect(await lightsail("get-relational-databases")).toEqual({
      relationalDatabases: [relationalDatabase],
    });
  });

  test("tell their password, events, logs, metrics and parameters", async () => {
    const of = (line: string) => lightsail(`${line} --relational-database-name ledger`);
    expect(await of("get-relational-database-master-user-password")).toEqual({
      ...{ masterUserPassword: expect.stringMatching(/^\S{32}$/), createdAt: expect.anything() },
    });
    expect(await of("get-relational-database-events --duration-in-minutes 90")).toMatchObject({
      relationalDatabaseEvents: [
        {
          ...{ resource: "ledger", message: "Relational Database created" },
          ...{ createdAt: expect.anything(), eventCategories: ["creation"] },
        },
      ],
    });
    expect(await of("get-relational-database-log-streams")).toEqual({
      logStreams: ["audit", "error", "general", "slowquery"],
    });
    expect(
      await of(
        "get-relational-database-log-events --log-stream-name error --start-from-head " +
          "--start-time 1700000000 --end-time 4000000000",
      ),
    ).toEqual({
      resourceLogEvents: [{ createdAt: expect.anything(), message: expect.any(String) }],
      nextBackwardToken: expect.any(String),
      nextForwardToken: expect.any(String),
    });
    expect(
      await of(
        "get-relational-database-metric-data --metric-name DatabaseConnections --period 3600 " +
          "--start-time 1790000000 --end-time 1790864000 --unit Count --statistics Sum",
      ),
    ).toEqual({ metricName: "DatabaseConnections", metricData: expect.any(Array) });
    const { parameters } = await of("get-relational-database-parameters");
    expect(parameters).toContainEqual({
      ...{ allowedValues: "0,1", applyMethod: "pending-reboot", applyType: "static" },
      ...{ dataType: "boolean", isModifiable: false, parameterName: "allow-suspicious-udfs" },
      description: expect.any(String),
    });
  });

  test("are stopped, started and rebooted", async () => {
    for (const [verb, operationType, more] of [
      ["stop", "StopRelationalDatabase", {}],
      ["start", "StartRelationalDatabase", {}],
      ["reboot", "RebootRelationalDatabase", { operationDetails: "" }],
    ] as const) {
      const line = `${verb}-relational-database --relational-database-name ledger`;
      expect(await lightsail(line)).toEqual({ operations: [started(operationType, more)] });
    }
  });

  test("are changed, and their parameters", async () => {
    expect(
      await lightsail(
        "update-relational-database --relational-database-name ledger " +
          "--rotate-master-user-password --apply-immediately",
      ),
    ).toEqual({ operations: [started("UpdateRelationalDatabase")] });
    expect(
      await lightsail(
        "update-relational-database-parameters --relational-database-name ledger " +
          "--parameters parameterName=wait_timeout,parameterValue=600,applyMethod=immediate",
      ),
    ).toEqual({ operations: [started("UpdateRelationalDatabaseParameters")] });
  });

  test("have snapshots, of which others are made", async () => {
    const kept = "ledger-1700000000";
    const operationType = "CreateRelationalDatabaseSnapshot";
    expect(
      await lightsail(
        "create-relational-database-snapshot --relational-database-name ledger " +
          `--relational-database-snapshot-name ${kept}`,
      ),
    ).toEqual({
      operations: [
        started(operationType, { ...ofSnapshot(kept), operationDetails: "ledger" }),
        started(operationType, { operationDetails: kept }),
      ],
    });
    const { relationalDatabaseSnapshot } = await lightsail(
      `get-relational-database-snapshot --relational-database-snapshot-name ${kept}`,
    );
    expect(relationalDatabaseSnapshot).toEqual({
      ...{ name: kept, ...ofSnapshot(kept), resourceName: undefined, tags: [] },
      ...{ arn: expect.any(String), supportCode: expect.any(String) },
      ...{ createdAt: expect.anything(), engine: "mysql", engineVersion: "5.7.44" },
      ...{ sizeInGb: 40, state: "available", fromRelationalDatabaseName: "ledger" },
      fromRelationalDatabaseArn: expect.stringContaining(":RelationalDatabase/"),
      fromRelationalDatabaseBundleId: "micro_1_0",
      fromRelationalDatabaseBlueprintId: "mysql_5_7",
    });
    expect(await lightsail("get-relational-database-snapshots")).toEqual({
      relationalDatabaseSnapshots: [relationalDatabaseSnapshot],
    });
    expect(
      await lightsail(
        `create-relational-database-from-snapshot --relational-database-snapshot-name ${kept} ` +
          "--relational-database-name ledger-again --availability-zone us-west-2b " +
          "--relational-database-bundle-id small_1_0 --no-publicly-accessible",
      ),
    ).toEqual({
      operations: [
        started("CreateRelationalDatabaseFromSnapshot", { resourceName: "ledger-again" }),
      ],
    });
    expect(
      await lightsail(
        `delete-relational-database-snapshot --relational-database-snapshot-name ${kept}`,
      ),
    ).toEqual({
      operations: [
        started("DeleteRelationalDatabaseSnapshot", {
          ...{ ...ofSnapshot(kept), isTerminal: true, status: "Succeeded" },
        }),
      ],
    });
  });

  test("are deleted with a last snapshot of a name of its own", async () => {
    const operationType = "CreateRelationalDatabaseSnapshot";
    const last = expect.stringMatching(/^ledger-FinalSnapshot-\d{13}$/) as string;
    expect(await lightsail("delete-relational-database --relational-database-name ledger")).toEqual(
      {
        operations: [
          started("DeleteRelationalDatabase"),
          started(operationType, { operationDetails: last }),
          started(operationType, { ...ofSnapshot(last), operationDetails: "ledger" }),
        ],
      },
    );
  });
});
