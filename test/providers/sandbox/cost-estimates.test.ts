import {
  CreateContainerServiceCommand,
  CreateDiskCommand,
  CreateInstancesCommand,
  CreateKeyPairCommand,
  CreateRelationalDatabaseCommand,
  CreateRelationalDatabaseSnapshotCommand,
  DeleteContainerServiceCommand,
  GetBundlesCommand,
  GetCostEstimateCommand,
  GetProfileCommand,
  UpdateContainerServiceCommand,
} from "@aws-sdk/client-lightsail";
import { expect, test } from "vitest";
import { fakeClock } from "../../helpers/fake-clock.ts";
import { call, harness, newInstances, ZONE } from "./harness.ts";

const DAY_MS = 86_400_000;

test("costs are told by days, from the resource's creation on (#16.1)", async () => {
  const clock = fakeClock();
  const { client } = harness({ clock });
  const midnight = Math.ceil(clock.now() / DAY_MS) * DAY_MS;
  await clock.advance(midnight + DAY_MS / 4 - clock.now());
  const bundleId = "nano_3_0";
  await client.send(new CreateInstancesCommand({ ...newInstances("web-1"), bundleId }));
  await client.send(
    new CreateDiskCommand({ diskName: "data-1", availabilityZone: ZONE, sizeInGb: 31 }),
  );
  await client.send(new CreateKeyPairCommand({ keyPairName: "key-1" }));
  const { bundles = [] } = await client.send(new GetBundlesCommand({}));
  const price = bundles.find((it) => it.bundleId === bundleId)?.price ?? Number.NaN;
  const of = async (resourceName: string) => {
    const { resourcesBudgetEstimate } = await client.send(
      new GetCostEstimateCommand({
        resourceName,
        startTime: new Date(midnight),
        endTime: new Date(midnight + 2 * DAY_MS),
      }),
    );
    return resourcesBudgetEstimate;
  };
  const period = (day: number) => ({
    start: new Date(midnight + day * DAY_MS),
    end: new Date(midnight + (day + 1) * DAY_MS),
  });
  const hours = (unit: number, day: number) => ({
    ...{ pricingUnit: "Hrs", unit, currency: "USD", timePeriod: period(day) },
    usageCost: expect.closeTo((unit * price) / 744, 9),
  });
  expect(await of("web-1")).toEqual([
    {
      resourceName: "web-1",
      resourceType: "Instance",
      costEstimates: [{ usageType: "BundleUsage", resultsByTime: [hours(18, 0), hours(24, 1)] }],
      startTime: new Date(midnight),
      endTime: new Date(midnight + 2 * DAY_MS),
    },
  ]);
  // 31 GB for a day of a month of 31 days.
  expect((await of("data-1"))?.[0]?.costEstimates?.[0]?.resultsByTime?.[1]).toMatchObject({
    ...{ pricingUnit: "GB-Mo", unit: expect.closeTo(1, 9), usageCost: expect.closeTo(0.1, 9) },
  });
  expect(await of("key-1")).toMatchObject([{ resourceType: "KeyPair", costEstimates: [] }]);
});

test("an estimate that makes no sense is refused (#16.1)", async () => {
  const sandbox = harness();
  const now = sandbox.clock.now() / 1_000;
  await call(sandbox, "CreateInstances", newInstances("web-1"));
  const refused = async (resourceName: string, startTime: number, endTime: number) =>
    (await call(sandbox, "GetCostEstimate", { resourceName, startTime, endTime })).body["message"];
  const [start, end] = [now - 1_000, now + 1_000];
  expect(await refused("no-1", start, end)).toBe("The Resource does not exist: no-1");
  expect(await refused("web-1", end, start)).toBe("The start time must be before the end time.");
  expect(await refused("web-1", now + 500, end)).toBe("The start time must not be in the future.");
  expect(await refused("web-1", 0, end)).toBe("An estimate covers a year at most.");
});

test("the account is nobody's partner (#16.1)", async () => {
  const { $metadata: _, ...profile } = await harness().client.send(new GetProfileCommand({}));
  expect(profile).toEqual({ profileType: "Lightsailor" });
});

test("databases cost their plan, and their snapshots what their disk holds", async () => {
  const clock = fakeClock();
  const { client } = harness({ clock });
  const relationalDatabaseName = "books";
  const relationalDatabaseSnapshotName = "books-1";
  await client.send(
    new CreateRelationalDatabaseCommand({
      ...{ relationalDatabaseName, masterDatabaseName: "trades", masterUsername: "keeper" },
      relationalDatabaseBlueprintId: "mysql_8_4",
      relationalDatabaseBundleId: "micro_2_0",
    }),
  );
  await client.send(
    new CreateRelationalDatabaseSnapshotCommand({
      ...{ relationalDatabaseName, relationalDatabaseSnapshotName },
    }),
  );
  const startTime = new Date(clock.now());
  await clock.advance(DAY_MS / 24);
  const cost = async (resourceName: string) => {
    const { resourcesBudgetEstimate } = await client.send(
      new GetCostEstimateCommand({ resourceName, startTime, endTime: new Date(clock.now()) }),
    );
    return resourcesBudgetEstimate?.[0]?.costEstimates?.[0]?.resultsByTime?.[0]?.usageCost;
  };
  expect(await cost(relationalDatabaseName)).toBeCloseTo(15 / 744, 9);
  expect(await cost(relationalDatabaseSnapshotName)).toBeCloseTo((40 * 0.05) / 744, 9);
});

test("a container service costs its nodes, disabled or not, until it is gone", async () => {
  const clock = fakeClock();
  const { client } = harness({ clock });
  const serviceName = "site";
  await client.send(new CreateContainerServiceCommand({ serviceName, power: "micro", scale: 3 }));
  await client.send(new UpdateContainerServiceCommand({ serviceName, isDisabled: true }));
  const startTime = new Date(clock.now());
  await clock.advance(DAY_MS / 24);
  const estimate = async () => {
    const { resourcesBudgetEstimate } = await client.send(
      new GetCostEstimateCommand({
        ...{ resourceName: serviceName, startTime, endTime: new Date(clock.now()) },
      }),
    );
    return resourcesBudgetEstimate?.[0]?.costEstimates?.[0]?.resultsByTime?.[0];
  };
  expect(await estimate()).toMatchObject({
    ...{ unit: expect.closeTo(3, 9), usageCost: expect.closeTo((3 * 10) / 744, 9) },
  });
  await client.send(new DeleteContainerServiceCommand({ serviceName }));
  await expect(estimate()).rejects.toThrow("The Resource does not exist: site");
});
