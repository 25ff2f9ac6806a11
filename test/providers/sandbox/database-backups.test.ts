import {
  CreateRelationalDatabaseFromSnapshotCommand,
  type CreateRelationalDatabaseFromSnapshotCommandInput,
  CreateRelationalDatabaseSnapshotCommand,
  DeleteRelationalDatabaseCommand,
  DeleteRelationalDatabaseSnapshotCommand,
  GetRelationalDatabaseMasterUserPasswordCommand,
  GetRelationalDatabaseSnapshotCommand,
  GetRelationalDatabaseSnapshotsCommand,
  StopRelationalDatabaseCommand,
  UpdateRelationalDatabaseCommand,
} from "@aws-sdk/client-lightsail";
import { describe, expect, test } from "vitest";
import { databaseSetUp, relationalDatabaseName } from "./database-setup.ts";

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const relationalDatabaseSnapshotName = "before";

async function setUp(...options: Parameters<typeof databaseSetUp>) {
  const made = await databaseSetUp(...options);
  const { client } = made;
  return {
    ...made,
    snapshot: () =>
      client.send(
        new CreateRelationalDatabaseSnapshotCommand({
          ...{ relationalDatabaseName, relationalDatabaseSnapshotName },
          tags: [{ key: "Keep" }],
        }),
      ),
    stored: async () => {
      const answer = await client.send(
        new GetRelationalDatabaseSnapshotCommand({ relationalDatabaseSnapshotName }),
      );
      return answer.relationalDatabaseSnapshot;
    },
    restore: (input: Partial<CreateRelationalDatabaseFromSnapshotCommandInput> = {}) =>
      client.send(
        new CreateRelationalDatabaseFromSnapshotCommand({
          ...{ relationalDatabaseName: "copy", ...input },
        }),
      ),
    passwordOf: async (name: string) => {
      const input = { relationalDatabaseName: name };
      const answer = await client.send(new GetRelationalDatabaseMasterUserPasswordCommand(input));
      return answer.masterUserPassword;
    },
  };
}

describe("a snapshot of a database", () => {
  test("grows while the database is backed up, in the service's form", async () => {
    const { client, clock, database, events, snapshot, stored } = await setUp();
    const { operations } = await snapshot();
    const operationType = "CreateRelationalDatabaseSnapshot";
    expect(operations).toMatchObject([
      {
        ...{ operationType, resourceName: "before", operationDetails: "books" },
        ...{ resourceType: "RelationalDatabaseSnapshot", location: { availabilityZone: "all" } },
      },
      {
        ...{ operationType, resourceName: "books", operationDetails: "before" },
        location: { availabilityZone: "us-east-1b" },
      },
    ]);
    expect(await database()).toMatchObject({ state: "backing-up" });
    await expect(snapshot()).rejects.toThrow("You can't create a snapshot of this database");
    expect(await stored()).toMatchObject({ state: "creating" });
    await clock.advance(1_000);
    expect(await database()).toMatchObject({ state: "available" });
    await expect(snapshot()).rejects.toThrow("already in use: before");
    const { arn } = await database();
    expect(await stored()).toEqual({
      ...{ name: "before", resourceType: "RelationalDatabaseSnapshot", state: "available" },
      arn: expect.stringMatching(/:RelationalDatabaseSnapshot\/[0-9a-f-]{36}$/),
      createdAt: new Date("2026-01-15T12:00:02Z"),
      supportCode: expect.stringMatching(/\/ls-[0-9a-f]{40}$/),
      location: { availabilityZone: "all", regionName: "us-east-1" },
      ...{ tags: [{ key: "Keep" }], engine: "postgres", engineVersion: "16.10", sizeInGb: 40 },
      ...{ fromRelationalDatabaseName: "books", fromRelationalDatabaseArn: arn },
      fromRelationalDatabaseBundleId: "micro_2_0",
      fromRelationalDatabaseBlueprintId: "postgres_16",
    });
    expect((await events()).slice(-2)).toEqual([
      "Creating manual snapshot",
      "Manual snapshot created",
    ]);
    const { relationalDatabaseSnapshots } = await client.send(
      new GetRelationalDatabaseSnapshotsCommand({}),
    );
    expect(relationalDatabaseSnapshots).toEqual([await stored()]);
    await client.send(
      new DeleteRelationalDatabaseSnapshotCommand({ relationalDatabaseSnapshotName }),
    );
    await expect(stored()).rejects.toThrow("The RelationalDatabaseSnapshot does not exist: before");
  });

  test("makes another database, also when its own is gone", async () => {
    const { client, clock, database, passwordOf, restore, snapshot } = await setUp();
    await snapshot();
    await expect(restore({ relationalDatabaseSnapshotName })).rejects.toThrow(
      "You can't use this snapshot right now",
    );
    await clock.advance(1_000);
    await client.send(
      new UpdateRelationalDatabaseCommand({
        relationalDatabaseName,
        masterUserPassword: "later-on",
      }),
    );
    await client.send(
      new DeleteRelationalDatabaseCommand({ relationalDatabaseName, skipFinalSnapshot: true }),
    );
    const { operations } = await restore({
      ...{ relationalDatabaseSnapshotName, relationalDatabaseBundleId: "small_ha_2_0" },
      ...{ publiclyAccessible: true, tags: [{ key: "Restored" }] },
    });
    expect(operations).toMatchObject([
      { operationType: "CreateRelationalDatabaseFromSnapshot", resourceName: "copy" },
    ]);
    await clock.advance(2_000);
    expect(await database("copy")).toMatchObject({
      ...{ state: "available", masterUsername: "keeper", masterDatabaseName: "trades" },
      ...{ relationalDatabaseBlueprintId: "postgres_16", publiclyAccessible: true },
      ...{ relationalDatabaseBundleId: "small_ha_2_0", tags: [{ key: "Restored" }] },
    });
    expect(await passwordOf("copy")).toBe("first-password");
  });

  test("can be made as its database is stopped", async () => {
    const { client, database, stored } = await setUp();
    const { operations } = await client.send(
      new StopRelationalDatabaseCommand({
        ...{ relationalDatabaseName, relationalDatabaseSnapshotName },
      }),
    );
    expect(operations?.map((it) => it.operationType)).toEqual([
      "StopRelationalDatabase",
      "CreateRelationalDatabaseSnapshot",
      "CreateRelationalDatabaseSnapshot",
    ]);
    expect(await database()).toMatchObject({ state: "stopping" });
    expect(await stored()).toMatchObject({ state: "creating" });
  });

  test("is no source beside another one, nor of a smaller database", async () => {
    const { clock, restore, snapshot } = await setUp({
      input: { relationalDatabaseBundleId: "small_2_0" },
    });
    await snapshot();
    await clock.advance(1_000);
    const from = { relationalDatabaseSnapshotName };
    for (const [input, message] of [
      [{}, "Give either relationalDatabaseSnapshotName or"],
      [{ ...from, sourceRelationalDatabaseName: "books" }, "Give either"],
      [{ ...from, useLatestRestorableTime: true }, "A snapshot has one time"],
      [{ relationalDatabaseSnapshotName: "nothing" }, "does not exist: nothing"],
      [{ ...from, relationalDatabaseBundleId: "micro_2_0" }, "smaller than that of the source"],
      [{ ...from, relationalDatabaseName: "books" }, "already in use: books"],
    ] as const) {
      await expect(restore(input)).rejects.toThrow(message);
    }
  });
});

describe("a point in time", () => {
  const source = { sourceRelationalDatabaseName: relationalDatabaseName };

  test("can be restored once there is a backup, in steps of five minutes", async () => {
    const { clock, database, passwordOf, restore } = await setUp();
    await expect(restore({ ...source, useLatestRestorableTime: true })).rejects.toThrow(
      "no backup to restore from yet: books",
    );
    await clock.advance(7 * MINUTE);
    expect(await database()).toMatchObject({
      latestRestorableTime: new Date("2026-01-15T12:05:00Z"),
    });
    await restore({ ...source, restoreTime: new Date("2026-01-15T12:04:00Z") });
    await clock.advance(2_000);
    const copy = await database("copy");
    expect(copy).toMatchObject({
      ...{ state: "available", engine: "postgres", relationalDatabaseBundleId: "micro_2_0" },
    });
    expect(copy).not.toHaveProperty("latestRestorableTime");
    expect(await passwordOf("copy")).toBe("first-password");
    await restore({
      ...{ ...source, relationalDatabaseName: "copy-2", useLatestRestorableTime: true },
    });
  });

  test("is one of the last seven days, while backups are kept", async () => {
    const { client, clock, restore } = await setUp();
    await clock.advance(10 * DAY);
    const at = (restoreTime: string) => restore({ ...source, restoreTime: new Date(restoreTime) });
    await expect(at("2026-01-18T11:59:00Z")).rejects.toThrow(
      "to times from 2026-01-18T12:00:02.000Z to 2026-01-25T12:00:00.000Z.",
    );
    await expect(at("2026-01-25T12:00:01Z")).rejects.toThrow("can be restored to times from");
    await expect(restore({ ...source })).rejects.toThrow("Give either restoreTime or");
    await expect(
      restore({ ...source, useLatestRestorableTime: true, restoreTime: new Date(0) }),
    ).rejects.toThrow("Give either restoreTime or");
    await client.send(
      new UpdateRelationalDatabaseCommand({
        ...{ relationalDatabaseName, disableBackupRetention: true, applyImmediately: true },
      }),
    );
    await clock.advance(1_000);
    await expect(at("2026-01-20T12:00:00Z")).rejects.toThrow("no backup to restore from yet");
  });

  test("is none of those at which the database stood", async () => {
    const { client, clock, database } = await setUp();
    await clock.advance(60 * MINUTE);
    await client.send(new StopRelationalDatabaseCommand({ relationalDatabaseName }));
    await clock.advance(60 * MINUTE);
    expect(await database()).toMatchObject({
      ...{ state: "stopped", latestRestorableTime: new Date("2026-01-15T13:00:00Z") },
    });
  });
});
