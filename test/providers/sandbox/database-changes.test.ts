import {
  GetRelationalDatabaseMasterUserPasswordCommand,
  GetRelationalDatabaseParametersCommand,
  RebootRelationalDatabaseCommand,
  type RelationalDatabaseParameter,
  type RelationalDatabasePasswordVersion,
  UpdateRelationalDatabaseCommand,
  type UpdateRelationalDatabaseCommandInput,
  UpdateRelationalDatabaseParametersCommand,
} from "@aws-sdk/client-lightsail";
import { describe, expect, test } from "vitest";
import { databaseSetUp, relationalDatabaseName } from "./database-setup.ts";

/** The database's next maintenance window. */
const WINDOW = Date.parse("2026-01-20T17:00:00Z");

async function setUp(...options: Parameters<typeof databaseSetUp>) {
  const made = await databaseSetUp(...options);
  const { client } = made;
  return {
    ...made,
    update: (input: Partial<UpdateRelationalDatabaseCommandInput>) =>
      client.send(new UpdateRelationalDatabaseCommand({ relationalDatabaseName, ...input })),
    password: async (passwordVersion?: RelationalDatabasePasswordVersion) => {
      const input = { relationalDatabaseName, passwordVersion };
      const answer = await client.send(new GetRelationalDatabaseMasterUserPasswordCommand(input));
      return answer.masterUserPassword;
    },
    set: (...parameters: RelationalDatabaseParameter[]) =>
      client.send(
        new UpdateRelationalDatabaseParametersCommand({ relationalDatabaseName, parameters }),
      ),
    parameter: async (name: string) => {
      const { parameters = [] } = await client.send(
        new GetRelationalDatabaseParametersCommand({ relationalDatabaseName }),
      );
      return parameters.find((it) => it.parameterName === name);
    },
  };
}

describe("a change of a database", () => {
  test("that harms nobody comes soon, and after its operation", async () => {
    const { clock, database, update } = await setUp();
    const { operations } = await update({ publiclyAccessible: true });
    expect(operations).toMatchObject([
      { operationType: "UpdateRelationalDatabase", status: "Started" },
    ]);
    await clock.advance(999);
    expect(await database()).toMatchObject({ state: "modifying", publiclyAccessible: false });
    await expect(update({ publiclyAccessible: false })).rejects.toThrow(
      "You can't update this database right now. The state of this database is: modifying",
    );
    await clock.advance(1);
    expect(await database()).toMatchObject({ state: "available", publiclyAccessible: true });
    await update({
      preferredBackupWindow: "01:00-02:00",
      preferredMaintenanceWindow: "Sun:23:50-Mon:00:30",
      caCertificateIdentifier: "rds-ca-ecc384-g1",
    });
    await clock.advance(1_000);
    expect(await database()).toMatchObject({
      preferredBackupWindow: "01:00-02:00",
      preferredMaintenanceWindow: "Sun:23:50-Mon:00:30",
      caCertificateIdentifier: "rds-ca-ecc384-g1",
    });
  });

  test("that means an outage waits for the maintenance window", async () => {
    const { clock, database, events, update } = await setUp();
    await update({
      ...{ disableBackupRetention: true, relationalDatabaseBlueprintId: "postgres_17" },
    });
    expect(await database()).toMatchObject({
      ...{ state: "available", engineVersion: "16.10", backupRetentionEnabled: true },
      pendingModifiedValues: { engineVersion: "17.6", backupRetentionEnabled: false },
    });
    await clock.advance(WINDOW - clock.now() - 1);
    expect(await database()).toMatchObject({ engineVersion: "16.10" });
    await clock.advance(1);
    const changed = await database();
    expect(changed).toMatchObject({
      ...{ relationalDatabaseBlueprintId: "postgres_17", engineVersion: "17.6" },
      ...{ backupRetentionEnabled: false, pendingModifiedValues: {} },
    });
    expect(changed).not.toHaveProperty("latestRestorableTime");
    expect(await events(1)).toEqual([
      "Automated backups of the Relational Database are disabled",
      "Relational Database engine version upgraded",
    ]);
  });

  test("that is made immediately takes along what was waiting", async () => {
    const { clock, database, update } = await setUp();
    await update({ relationalDatabaseBlueprintId: "postgres_17" });
    await update({ disableBackupRetention: true, applyImmediately: true });
    expect(await database()).toMatchObject({ state: "modifying", engineVersion: "16.10" });
    await clock.advance(1_000);
    expect(await database()).toMatchObject({
      ...{ state: "available", engineVersion: "17.6", backupRetentionEnabled: false },
    });
  });

  test("takes the place of one that was waiting", async () => {
    const { clock, database, update } = await setUp();
    await update({ disableBackupRetention: true });
    await update({ enableBackupRetention: true });
    expect(await database()).toMatchObject({
      pendingModifiedValues: { backupRetentionEnabled: true },
    });
    await clock.advance(WINDOW - clock.now());
    expect(await database()).toMatchObject({ backupRetentionEnabled: true });
  });

  test.each<[Partial<UpdateRelationalDatabaseCommandInput>, string]>([
    [{ enableBackupRetention: true, disableBackupRetention: true }, "Give either enable"],
    [{ masterUserPassword: "second-one", rotateMasterUserPassword: true }, "Give either master"],
    [{ masterUserPassword: 'with"quote' }, "printable ASCII"],
    [{ preferredBackupWindow: "17:00-17:30" }, "must not overlap: 17:00-17:30"],
    [{ caCertificateIdentifier: "rds-ca-2015" }, "must be one of rds-ca-rsa2048-g1"],
    [{ relationalDatabaseBlueprintId: "postgres_15" }, "can't be brought to postgres_15"],
    [{ relationalDatabaseBlueprintId: "mysql_8_4" }, "can't be brought to mysql_8_4"],
    [{ relationalDatabaseName: "nowhere" }, "The RelationalDatabase does not exist: nowhere"],
  ])("that can't be is refused, and changes nothing: %j", async (input, message) => {
    const { database, update } = await setUp();
    const before = await database();
    const more = { publiclyAccessible: true, applyImmediately: true };
    await expect(update({ ...more, ...input })).rejects.toThrow(message);
    expect(await database()).toEqual(before);
  });
});

describe("the master user's password", () => {
  test("is the one that was given, then another, and the former one", async () => {
    const { clock, database, events, password, update } = await setUp();
    expect(await password()).toBe("first-password");
    await expect(password("PREVIOUS")).rejects.toThrow(
      "The PREVIOUS master user password does not exist: books",
    );
    await update({ masterUserPassword: "second-password" });
    expect(await database()).toMatchObject({
      pendingModifiedValues: { masterUserPassword: "****" },
    });
    expect(await password("PENDING")).toBe("second-password");
    expect(await password("CURRENT")).toBe("first-password");
    await clock.advance(1_000);
    expect(await password()).toBe("second-password");
    expect(await password("PREVIOUS")).toBe("first-password");
    await expect(password("PENDING")).rejects.toThrow("does not exist");
    expect((await events()).at(-1)).toBe("Reset master credentials");
  });

  test("is made up where none was given, and when it is rotated", async () => {
    const { clock, password, update } = await setUp({ input: { masterUserPassword: undefined } });
    const first = await password();
    expect(first).toMatch(/^[!#-.0-?A-~]{32}$/);
    await update({ rotateMasterUserPassword: true });
    await clock.advance(1_000);
    expect(await password()).toMatch(/^[!#-.0-?A-~]{32}$/);
    expect(await password()).not.toBe(first);
    expect(await password("PREVIOUS")).toBe(first);
  });
});

describe("a parameter of a database", () => {
  test("is set at once, or with the next start", async () => {
    const { client, database, parameter, set } = await setUp();
    expect(await parameter("work_mem")).toEqual({
      ...{ parameterName: "work_mem", dataType: "integer", applyType: "dynamic" },
      ...{ allowedValues: "64-2147483647", applyMethod: "pending-reboot", isModifiable: true },
      description: expect.any(String),
    });
    const memory = { parameterName: "work_mem", parameterValue: "8192" };
    const { operations } = await set({ ...memory, applyMethod: "immediate" });
    expect(operations).toMatchObject([
      { operationType: "UpdateRelationalDatabaseParameters", status: "Succeeded" },
    ]);
    expect(await parameter("work_mem")).toMatchObject({ ...memory, applyMethod: "immediate" });
    expect(await database()).toMatchObject({ parameterApplyStatus: "in-sync" });
    await set({ parameterName: "max_connections", parameterValue: "200" });
    expect(await database()).toMatchObject({ parameterApplyStatus: "pending-reboot" });
    await client.send(new RebootRelationalDatabaseCommand({ relationalDatabaseName }));
    expect(await database()).toMatchObject({ parameterApplyStatus: "in-sync" });
    expect(await parameter("max_connections")).toMatchObject({ parameterValue: "200" });
  });

  test.each<[RelationalDatabaseParameter, string]>([
    [{ parameterName: "warp_speed", parameterValue: "9" }, "does not exist: warp_speed"],
    [{ parameterName: "port", parameterValue: "1" }, "can't be modified: port"],
    [{ parameterName: "work_mem" }, "needs a value: work_mem"],
    [{ parameterName: "work_mem", parameterValue: "63" }, "must be one of 64-2147483647: 63"],
    [{ parameterName: "work_mem", parameterValue: "99.5" }, "must be one of 64-2147483647: 99.5"],
    [{ parameterName: "log_statement", parameterValue: "some" }, "none,ddl,mod,all: some"],
    [
      { parameterName: "shared_preload_libraries", parameterValue: "pgaudit,nothing" },
      "pgaudit: pgaudit,nothing",
    ],
    [
      { parameterName: "max_connections", parameterValue: "200", applyMethod: "immediate" },
      "takes effect with a reboot alone: max_connections",
    ],
    [
      { parameterName: "work_mem", parameterValue: "8192", applyMethod: "soon" },
      "must be immediate or pending-reboot: soon",
    ],
  ])("that can't be is refused, with all beside it: %j", async (wrong, message) => {
    const { parameter, set } = await setUp();
    await expect(
      set({ parameterName: "lock_timeout", parameterValue: "5000" }, wrong),
    ).rejects.toThrow(message);
    expect(await parameter("lock_timeout")).not.toHaveProperty("parameterValue");
  });

  test("may be of its plan's memory, negative, broken or many", async () => {
    const { parameter, set } = await setUp();
    for (const [parameterName, parameterValue] of [
      ["shared_buffers", "{DBInstanceClassMemory/65536}"],
      ["max_connections", "LEAST({DBInstanceClassMemory/9531392},300)"],
      ["log_temp_files", "-1"],
      ["random_page_cost", "1.1"],
      ["shared_preload_libraries", "pgaudit,pg_cron"],
      ["search_path", "trades, public"],
    ] as const) {
      await set({ parameterName, parameterValue });
      expect(await parameter(parameterName)).toMatchObject({ parameterValue });
    }
    await expect(set()).rejects.toThrow("Give 1 to 20 parameters: 0");
  });
});
