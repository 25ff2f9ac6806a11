import {
  AllocateStaticIpCommand,
  CreateInstancesCommand,
  GetInstanceCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-lightsail";
import { expect, test } from "vitest";
import { harness, newInstances } from "./harness.ts";

async function tagged() {
  const { client } = harness();
  await client.send(
    new CreateInstancesCommand({ ...newInstances("web-1"), tags: [{ key: "A", value: "1" }] }),
  );
  return {
    client,
    tag: (tags: { key?: string; value?: string }[], resourceArn?: string) =>
      client.send(new TagResourceCommand({ resourceName: "web-1", tags, resourceArn })),
    untag: (...tagKeys: string[]) =>
      client.send(new UntagResourceCommand({ resourceName: "web-1", tagKeys })),
    instance: async () =>
      (await client.send(new GetInstanceCommand({ instanceName: "web-1" }))).instance,
  };
}

test("tags merge by key, in case, and go by key", async () => {
  const { instance, tag, untag } = await tagged();
  const { operations } = await tag([
    { key: "A", value: "2" },
    { key: "a", value: "" },
    { key: "B" },
  ]);
  expect(operations).toMatchObject([{ operationType: "TagResource", status: "Succeeded" }]);
  expect((await instance())?.tags).toEqual([
    { key: "A", value: "2" },
    { key: "a", value: "" },
    { key: "B" },
  ]);
  await untag("A", "missing");
  expect((await instance())?.tags?.map((entry) => entry.key)).toEqual(["a", "B"]);
});

test("refuses reserved keys, too many and too long ones", async () => {
  const { instance, tag, untag } = await tagged();
  await expect(tag([{ key: "AWS:x" }])).rejects.toThrow(/reserved/);
  await expect(untag("aws:x")).rejects.toThrow(/reserved/);
  await expect(tag([{ key: "k".repeat(129) }])).rejects.toThrow(/128/);
  await expect(tag([{ key: "k", value: "v".repeat(257) }])).rejects.toThrow(/256/);
  await expect(tag(Array.from({ length: 50 }, (_, i) => ({ key: `k${i}` })))).rejects.toThrow(/50/);
  expect((await instance())?.tags).toEqual([{ key: "A", value: "1" }]);
});

test("an ARN must be the resource's own", async () => {
  const { instance, tag } = await tagged();
  const arn = (await instance())?.arn ?? "";
  await tag([{ key: "B" }], arn);
  await expect(tag([{ key: "C" }], arn.replace(/.$/, "_"))).rejects.toThrow(/pattern/);
  await expect(tag([{ key: "C" }], "arn:aws:lightsail:us-east-1:1:Instance/0")).rejects.toThrow(
    /not that of web-1/,
  );
});

test("static IPs can't be tagged", async () => {
  const { client } = await tagged();
  await client.send(new AllocateStaticIpCommand({ staticIpName: "ip-1" }));
  const tags = [{ key: "A" }];
  await expect(client.send(new TagResourceCommand({ resourceName: "ip-1", tags }))).rejects.toThrow(
    /StaticIp can't be tagged/,
  );
  await expect(client.send(new TagResourceCommand({ resourceName: "none", tags }))).rejects.toThrow(
    "The Resource does not exist: none",
  );
});
