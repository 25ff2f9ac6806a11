import {
  type CreateRelationalDatabaseCommandInput,
  DeleteRelationalDatabaseCommand,
  type DeleteRelationalDatabaseCommandInput,
  GetRelationalDatabaseBlueprintsCommand,
  GetRelationalDatabaseBundlesCommand,
  GetRelationalDatabaseSnapshotCommand,
  GetRelationalDatabasesCommand,
  RebootRelationalDatabaseCommand,
  StartRelationalDatabaseCommand,
  StopRelationalDatabaseCommand,
  TagResourceCommand,
} from "@aws-sdk/client-lightsail";
import { describe, expect, test } from "vitest";
import { databaseSetUp, DATABASE, relationalDatabaseName } from "./database-setup.ts";
import { call } from "./harness.ts";

const DAY = 86_400_000;

describe("a database", () => {
  test("is created after a while, in the service's form", async () => {
    const { clock, create, database } = await databaseSetUp({ isMade: false });
    const { operations } = await create({ tags: [{ key: "Team", value: "quants" }] });
    expect(operations).toMatchObject([
      {
        ...{ operationType: "CreateRelationalDatabase", resourceType: "RelationalDatabase" },
        ...{ status: "Started", location: { availabilityZone: "us-east-1b" } },
      },
    ]);
    expect(await database()).toMatchObject({ state: "creating" });
    expect(await database()).not.toHaveProperty("masterEndpoint");
    await clock.advance(2_000);
    expect(await database()).toEqual({
      ...{ name: relationalDatabaseName, resourceType: "RelationalDatabase", state: "available" },
      arn: expect.stringMatching(/:RelationalDatabase\/[0-9a-f-]{36}$/),
      createdAt: new Date("2026-01-15T12:00:00Z"),
      supportCode: expect.stringMatching(/^\d{12}\/ls-[0-9a-f]{40}$/),
      location: { availabilityZone: "us-east-1b", regionName: "us-east-1" },
      tags: [{ key: "Team", value: "quants" }],
      relationalDatabaseBlueprintId: "postgres_16",
      relationalDatabaseBundleId: "micro_2_0",
      ...{ masterDatabaseName: "trades", masterUsername: "keeper", publiclyAccessible: false },
      ...{ engine: "postgres", engineVersion: "16.10", parameterApplyStatus: "in-sync" },
      hardware: { cpuCount: 2, diskSizeInGb: 40, ramSizeInGb: 1 },
      ...{ backupRetentionEnabled: true, pendingModifiedValues: {}, pendingMaintenanceActions: [] },
      preferredBackupWindow: "16:00-16:30",
      preferredMaintenanceWindow: "Tue:17:00-Tue:17:30",
      masterEndpoint: {
        port: 5432,
        address: expect.stringMatching(
          /^ls-[0-9a-f]{40}\.[a-z]{12}\.us-east-1\.rds\.amazonaws\.com$/,
        ),
      },
      caCertificateIdentifier: "rds-ca-rsa2048-g1",
    });
  });

  test.each<[Partial<CreateRelationalDatabaseCommandInput>, string]>([
    [{ relationalDatabaseName }, "already in use: books"],
    [{ relationalDatabaseBlueprintId: "oracle_19" }, "blueprint does not exist: oracle_19"],
    [{ relationalDatabaseBundleId: "huge_2_0" }, "bundle does not exist: huge_2_0"],
    [{ availabilityZone: "us-east-1z" }, "us-east-1z is not valid in the us-east-1 Region"],
    [{ masterDatabaseName: "1st" }, "begin with a letter: 1st"],
    [{ masterUsername: "rdsadmin" }, "not be a reserved word of PostgreSQL: rdsadmin"],
    [
      { masterUsername: "a".repeat(17), relationalDatabaseBlueprintId: "mysql_8_4" },
      "must be 1 to 16 letters",
    ],
    [{ masterUserPassword: "short" }, "must have 8 to 128 characters"],
    [{ masterUserPassword: "with a/slash" }, "printable ASCII"],
    [{ preferredBackupWindow: "16:00-16:20" }, "at least 30 minutes: 16:00-16:20"],
    [{ preferredBackupWindow: "16h" }, "must be hh24:mi-hh24:mi"],
    [{ preferredMaintenanceWindow: "Day:17:00-Day:17:30" }, "must be ddd:hh24:mi-ddd:hh24:mi"],
    [
      { preferredBackupWindow: "16:45-17:15", preferredMaintenanceWindow: "Tue:17:00-Tue:17:30" },
      "must not overlap",
    ],
  ])("that can't be is refused: %j", async (input, message) => {
    const { client, create } = await databaseSetUp();
    await expect(create({ relationalDatabaseName: "other", ...input })).rejects.toThrow(message);
    const { relationalDatabases } = await client.send(new GetRelationalDatabasesCommand({}));
    expect(relationalDatabases?.map(({ name }) => name)).toEqual([relationalDatabaseName]);
  });

  test("has windows that leave each other alone where nobody chose them", async () => {
    const { create, database } = await databaseSetUp();
    for (let index = 0; index < 20; index += 1) {
      const name = `chosen-${index}`;
      await create({
        ...{ relationalDatabaseName: name, preferredBackupWindow: undefined },
        preferredMaintenanceWindow: undefined,
      });
      const { preferredBackupWindow: backup = "", preferredMaintenanceWindow: maintenance = "" } =
        await database(name);
      // The block of us-east-1.
      expect(backup).toMatch(/^(0[3-9]|10):[03]0-(0[3-9]|1[01]):[03]0$/);
      expect(maintenance).toMatch(/^([a-z]{3}):(0[3-9]|10):[03]0-\1:(0[3-9]|1[01]):[03]0$/);
      expect(maintenance.slice(4, 9)).not.toBe(backup.slice(0, 5));
    }
  });

  test("with high availability has another one in another zone", async () => {
    const { create, database } = await databaseSetUp({ isMade: false });
    await create({ relationalDatabaseBundleId: "small_ha_1_0", availabilityZone: undefined });
    expect(await database()).toMatchObject({
      location: { availabilityZone: "us-east-1a" },
      secondaryAvailabilityZone: "us-east-1b",
      hardware: { cpuCount: 1, diskSizeInGb: 80, ramSizeInGb: 2 },
    });
  });

  test("is stopped and started, by itself after a week", async () => {
    const { client, clock, database, events } = await databaseSetUp();
    const stop = () => client.send(new StopRelationalDatabaseCommand({ relationalDatabaseName }));
    const start = () => client.send(new StartRelationalDatabaseCommand({ relationalDatabaseName }));
    const state = async () => (await database()).state;
    await expect(start()).rejects.toThrow("The state of this database is: available");
    await stop();
    expect(await state()).toBe("stopping");
    await expect(stop()).rejects.toThrow("You can't stop this database right now");
    await clock.advance(1_000);
    expect(await state()).toBe("stopped");
    await start();
    expect(await state()).toBe("starting");
    await clock.advance(1_000);
    expect(await state()).toBe("available");
    await stop();
    await clock.advance(1_000 + 7 * DAY - 1);
    expect(await state()).toBe("stopped");
    await clock.advance(1);
    expect(await state()).toBe("available");
    expect((await events(60)).at(-1)).toBe(
      "Relational Database is being started due to it exceeding the maximum allowed time being stopped.",
    );
  });

  test("is rebooted, and takes nothing else meanwhile", async () => {
    const { client, clock, database, events } = await databaseSetUp();
    const reboot = () =>
      client.send(new RebootRelationalDatabaseCommand({ relationalDatabaseName }));
    const { operations } = await reboot();
    expect(operations).toMatchObject([{ operationDetails: "", status: "Started" }]);
    expect(await database()).toMatchObject({ state: "rebooting" });
    await expect(reboot()).rejects.toThrow("The state of this database is: rebooting");
    await clock.advance(1_000);
    expect(await database()).toMatchObject({ state: "available" });
    expect((await events(60)).slice(-2)).toEqual([
      "Relational Database shutdown",
      "Relational Database restarted",
    ]);
  });

  test("is deleted with a last snapshot, unless that is not wanted", async () => {
    const { client, clock, database, create } = await databaseSetUp();
    const remove = (input: Partial<DeleteRelationalDatabaseCommandInput> = {}) =>
      client.send(new DeleteRelationalDatabaseCommand({ relationalDatabaseName, ...input }));
    const last = { finalRelationalDatabaseSnapshotName: "last" };
    await expect(remove({ ...last, skipFinalSnapshot: true })).rejects.toThrow(
      "can't be given with skipFinalSnapshot",
    );
    const { operations } = await remove(last);
    expect(operations).toMatchObject([
      { operationType: "DeleteRelationalDatabase", status: "Started" },
      { resourceName: relationalDatabaseName, operationDetails: "last" },
      { resourceType: "RelationalDatabaseSnapshot", operationDetails: relationalDatabaseName },
    ]);
    await expect(database()).rejects.toThrow("The RelationalDatabase does not exist: books");
    const final = await client.send(
      new GetRelationalDatabaseSnapshotCommand({ relationalDatabaseSnapshotName: "last" }),
    );
    expect(final.relationalDatabaseSnapshot).toMatchObject({ state: "creating", sizeInGb: 40 });
    await create();
    await expect(remove()).rejects.toThrow("You can't create a final snapshot of this database");
    await clock.advance(2_000);
    const unnamed = await remove();
    expect(unnamed.operations?.[2]?.resourceName).toMatch(/^books-FinalSnapshot-\d{13}$/);
    await create();
    expect((await remove({ skipFinalSnapshot: true })).operations).toHaveLength(1);
  });

  test("is listed and tagged", async () => {
    const { sandbox, client, create } = await databaseSetUp();
    await create({ relationalDatabaseName: "books-2" });
    const tags = [{ key: "Team", value: "quants" }];
    const tagged = await client.send(new TagResourceCommand({ resourceName: "books-2", tags }));
    expect(tagged.operations).toMatchObject([
      { resourceType: "RelationalDatabase", location: { availabilityZone: "us-east-1b" } },
    ]);
    const { relationalDatabases } = await client.send(new GetRelationalDatabasesCommand({}));
    expect(relationalDatabases?.map((it) => [it.name, it.tags])).toEqual([
      ["books", []],
      ["books-2", tags],
    ]);
    expect(await call(sandbox, "GetRelationalDatabases", { pageToken: "x" })).toMatchObject({
      body: { code: "InvalidPageToken" },
    });
  });
});

describe("the catalogue of databases", () => {
  test("lists a default of each engine, and no retired version", async () => {
    const { client } = await databaseSetUp({ isMade: false });
    const { blueprints = [] } = await client.send(new GetRelationalDatabaseBlueprintsCommand({}));
    expect(blueprints.filter((it) => it.isEngineDefault).map((it) => it.engine)).toEqual([
      "mysql",
      "postgres",
    ]);
    expect(blueprints).toContainEqual({
      ...{ blueprintId: "mysql_8_0", engine: "mysql", engineVersion: "8.0.43" },
      ...{ isEngineDefault: false, engineDescription: "MySQL Community Edition" },
      engineVersionDescription: "MySQL 8.0.43",
    });
    expect(blueprints.map((it) => it.blueprintId)).not.toContain("mysql_5_6");
  });

  test("has retired plans on request, which can still be used", async () => {
    const { client, create, database } = await databaseSetUp({ isMade: false });
    const list = async (includeInactive?: boolean) =>
      (await client.send(new GetRelationalDatabaseBundlesCommand({ includeInactive }))).bundles;
    expect((await list())?.map(({ bundleId, price }) => [bundleId, price])).toEqual([
      ["micro_2_0", 15],
      ["micro_ha_2_0", 30],
      ["small_2_0", 30],
      ["small_ha_2_0", 60],
      ["medium_2_0", 60],
      ["medium_ha_2_0", 120],
      ["large_2_0", 115],
      ["large_ha_2_0", 230],
    ]);
    expect(await list(true)).toHaveLength(16);
    expect((await list(true))?.find((it) => it.bundleId === "micro_1_0")).toEqual({
      ...{ bundleId: "micro_1_0", name: "Micro", price: 15, ramSizeInGb: 1, diskSizeInGb: 40 },
      ...{ transferPerMonthInGb: 100, cpuCount: 1, isEncrypted: false, isActive: false },
    });
    const old = { ...DATABASE, relationalDatabaseBlueprintId: "mysql_5_6" };
    await create({ ...old, relationalDatabaseBundleId: "micro_1_0" });
    expect(await database()).toMatchObject({ engine: "mysql", engineVersion: "5.6.44" });
  });
});
