import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import {
  CreateBucketAccessKeyCommand,
  CreateBucketCommand,
  CreateInstancesCommand,
  DeleteBucketAccessKeyCommand,
  DeleteBucketCommand,
  DeleteInstanceCommand,
  GetBucketAccessKeysCommand,
  GetBucketBundlesCommand,
  GetBucketMetricDataCommand,
  GetBucketsCommand,
  SetResourceAccessForBucketCommand,
  TagResourceCommand,
  UpdateBucketBundleCommand,
  UpdateBucketCommand,
  type UpdateBucketCommandInput,
} from "@aws-sdk/client-lightsail";
import { describe, expect, test } from "vitest";
import { fakeClock } from "../../helpers/fake-clock.ts";
import { call, harness, newInstances } from "./harness.ts";

const bucketName = "data-1";

async function setUp() {
  const clock = fakeClock();
  const sandbox = harness({ clock });
  const { client } = sandbox;
  const made = await client.send(new CreateBucketCommand({ bucketName, bundleId: "small_1_0" }));
  return {
    ...{ clock, sandbox, client, made },
    bucket: async (included = {}) =>
      (await client.send(new GetBucketsCommand({ bucketName, ...included }))).buckets?.[0],
    update: (input: Partial<UpdateBucketCommandInput>) =>
      client.send(new UpdateBucketCommand({ bucketName, ...input })),
    remove: (forceDelete?: boolean) =>
      client.send(new DeleteBucketCommand({ bucketName, forceDelete })),
  };
}

describe("a bucket", () => {
  test("is private and empty, in the service's form", async () => {
    const { client, made, bucket } = await setUp();
    expect(made.operations).toMatchObject([
      { operationType: "CreateBucket", resourceType: "Bucket", status: "Succeeded" },
    ]);
    expect(await bucket()).toEqual({
      ...{ name: bucketName, resourceType: "Bucket", bundleId: "small_1_0" },
      arn: expect.stringMatching(/:Bucket\/[0-9a-f-]{36}$/),
      createdAt: expect.any(Date),
      supportCode: expect.any(String),
      location: { availabilityZone: "all", regionName: "us-east-1" },
      url: "https://data-1.s3.us-east-1.amazonaws.com/",
      accessRules: { getObject: "private", allowPublicOverrides: false },
      ...{ tags: [], objectVersioning: "NeverEnabled", ableToUpdateBundle: true },
      ...{ readonlyAccessAccounts: [], state: { code: "OK" } },
      accessLogConfig: { enabled: false },
    });
    expect(made.bucket).toEqual(await bucket());
    const day = 86_400_000;
    const { metricData } = await client.send(
      new GetBucketMetricDataCommand({
        ...{ bucketName, metricName: "NumberOfObjects", unit: "Count", period: 86_400 },
        ...{ startTime: new Date("2026-01-15T12:00:00Z"), statistics: ["Average"] },
        endTime: new Date(Date.parse("2026-01-15T12:00:00Z") + day),
      }),
    );
    expect(metricData).toEqual([]);
  });

  test.each([
    [{ bucketName: "Data", bundleId: "small_1_0" }, "regular expression pattern"],
    [{ bucketName: "data-1", bundleId: "small_1_0" }, "already in use: data-1"],
    [{ bucketName: "data-2", bundleId: "huge_1_0" }, "bundle does not exist: huge_1_0"],
  ])("that can't be is refused: %j", async (input, message) => {
    const { client } = await setUp();
    await expect(client.send(new CreateBucketCommand(input))).rejects.toThrow(message);
  });

  test("is changed where something is said", async () => {
    const { client, bucket, update } = await setUp();
    await client.send(new CreateBucketCommand({ bucketName: "logs", bundleId: "small_1_0" }));
    await update({ accessRules: { getObject: "public" }, versioning: "Enabled" });
    await update({ readonlyAccessAccounts: ["111122223333"] });
    const rule = { allowedMethods: ["GET"], allowedOrigins: ["*"], maxAgeSeconds: 60 };
    await update({
      accessLogConfig: { enabled: true, destination: "logs", prefix: "data/" },
      cors: { rules: [rule] },
    });
    const changed = {
      ...{ objectVersioning: "Enabled", readonlyAccessAccounts: ["111122223333"] },
      accessRules: { getObject: "public", allowPublicOverrides: false },
      accessLogConfig: { enabled: true, destination: "logs", prefix: "data/" },
    };
    expect(await bucket({ includeCors: true })).toMatchObject({
      ...changed,
      cors: { rules: [rule] },
    });
    expect(await bucket()).not.toHaveProperty("cors");
    await update({ accessLogConfig: { enabled: false } });
    expect(await bucket()).toMatchObject({ ...changed, accessLogConfig: { enabled: false } });
    for (const [input, message] of [
      [{ versioning: "Off" }, "must be Enabled or Suspended: Off"],
      [{ readonlyAccessAccounts: ["1"] }, "1 is not an AWS account id."],
      [{ accessLogConfig: { enabled: true } }, "The log needs a destination."],
      [{ accessLogConfig: { enabled: true, destination: "nowhere" } }, "does not exist: nowhere"],
    ] as const) {
      await expect(update(input as Partial<UpdateBucketCommandInput>)).rejects.toThrow(message);
    }
  });

  test("changes its bundle once a month", async () => {
    const { client, clock, bucket } = await setUp();
    const { bundles } = await client.send(new GetBucketBundlesCommand({}));
    expect(bundles?.map(({ bundleId, price }) => [bundleId, price])).toEqual([
      ["small_1_0", 1],
      ["medium_1_0", 3],
      ["large_1_0", 5],
    ]);
    const change = (bundleId: string) =>
      client.send(new UpdateBucketBundleCommand({ bucketName, bundleId }));
    await change("large_1_0");
    expect(await bucket()).toMatchObject({ bundleId: "large_1_0", ableToUpdateBundle: false });
    await expect(change("small_1_0")).rejects.toThrow("can be changed once a month: data-1");
    await clock.advance(17 * 86_400_000);
    await change("small_1_0");
  });

  test("has two keys, whose secrets are told once and kept nowhere", async () => {
    const { sandbox, client, remove } = await setUp();
    const create = async () =>
      (await client.send(new CreateBucketAccessKeyCommand({ bucketName }))).accessKey;
    const key = await create();
    expect(key).toMatchObject({
      accessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]{16}$/),
      secretAccessKey: expect.stringMatching(/^[A-Za-z0-9+/]{40}$/),
      status: "Active",
    });
    await create();
    await expect(create()).rejects.toThrow("access keys of a bucket : 2");
    const keys = async () =>
      (await client.send(new GetBucketAccessKeysCommand({ bucketName }))).accessKeys;
    expect(await keys()).toHaveLength(2);
    for (const file of readdirSync(sandbox.directory)) {
      const text = readFileSync(join(sandbox.directory, file), "utf8");
      expect(text).not.toContain(key?.secretAccessKey);
    }
    const drop = () =>
      client.send(new DeleteBucketAccessKeyCommand({ bucketName, accessKeyId: key?.accessKeyId }));
    await drop();
    await expect(drop()).rejects.toThrow("The AccessKey does not exist");
    expect(await keys()).toHaveLength(1);
    await expect(remove()).rejects.toThrow("Use forceDelete.");
    await remove(true);
    await expect(keys()).rejects.toThrow("The Bucket does not exist: data-1");
  });

  test("lets instances in, as long as they are there", async () => {
    const { client, bucket, remove } = await setUp();
    await client.send(new CreateInstancesCommand(newInstances("web-1", "web-2")));
    const set = (resourceName: string, access: "allow" | "deny") =>
      client.send(new SetResourceAccessForBucketCommand({ bucketName, resourceName, access }));
    expect((await set("web-1", "allow")).operations).toMatchObject([
      { resourceName: bucketName, operationDetails: "web-1" },
      { resourceName: "web-1", operationDetails: bucketName },
    ]);
    await set("web-1", "allow");
    await set("web-2", "allow");
    const connected = async () =>
      (await bucket({ includeConnectedResources: true }))?.resourcesReceivingAccess;
    expect(await connected()).toEqual([
      { name: "web-1", resourceType: "Instance" },
      { name: "web-2", resourceType: "Instance" },
    ]);
    expect(await bucket()).not.toHaveProperty("resourcesReceivingAccess");
    await set("web-2", "deny");
    await client.send(new DeleteInstanceCommand({ instanceName: "web-1" }));
    expect(await connected()).toEqual([]);
    await expect(set("web-1", "allow")).rejects.toThrow("The Instance does not exist: web-1");
    await remove();
  });

  test("is listed and tagged, twenty in a region", async () => {
    const { sandbox, client } = await setUp();
    for (let index = 2; index <= 20; index += 1) {
      await client.send(
        new CreateBucketCommand({ bucketName: `data-${index}`, bundleId: "small_1_0" }),
      );
    }
    await expect(
      client.send(new CreateBucketCommand({ bucketName: "data-21", bundleId: "small_1_0" })),
    ).rejects.toThrow("maximum limit of Lightsail buckets : 20");
    await client.send(
      new TagResourceCommand({ resourceName: "data-2", tags: [{ key: "A", value: "1" }] }),
    );
    const { buckets } = await client.send(new GetBucketsCommand({}));
    expect(buckets).toHaveLength(20);
    expect(buckets?.[1]?.tags).toEqual([{ key: "A", value: "1" }]);
    expect(await call(sandbox, "GetBuckets", { pageToken: "x" })).toMatchObject({
      body: { code: "InvalidPageToken" },
    });
  });
});
