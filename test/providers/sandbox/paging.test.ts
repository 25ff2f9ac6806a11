import * as fc from "fast-check";
import { expect, test } from "vitest";
import { page } from "../../../src/providers/sandbox/paging.ts";
import { call, harness } from "./harness.ts";

const LIST = ["GetInstances", "us-east-1"] as const;

const items = (sequences: readonly number[]) =>
  [...new Set(sequences)].toSorted((a, b) => a - b).map((sequence) => ({ sequence }));

const sequences = fc.array(fc.nat(1_000_000), { maxLength: 60 }).map(items);

test("all pages together are the list, in order, none twice", () => {
  fc.assert(
    fc.property(sequences, fc.integer({ min: 1, max: 20 }), (all, size) => {
      const seen = [];
      let token: string | undefined;
      do {
        const answer = page(all, token, LIST, size);
        expect(answer.items.length).toBeLessThanOrEqual(size);
        seen.push(...answer.items);
        token = answer.nextPageToken;
      } while (token !== undefined);
      expect(seen).toEqual(all);
    }),
  );
});

test("what is removed meanwhile neither hides nor repeats another item", () => {
  fc.assert(
    fc.property(sequences, fc.infiniteStream(fc.boolean()), (all, keep) => {
      const first = page(all, undefined, LIST, 5);
      const kept = all.filter(() => keep.next().value as boolean);
      if (first.nextPageToken === undefined) return;
      const rest = page(kept, first.nextPageToken, LIST, 1_000);
      const last = first.items.at(-1)?.sequence ?? 0;
      expect(rest.items).toEqual(kept.filter((item) => item.sequence > last));
    }),
  );
});

test("a foreign token is refused", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (token) => {
      expect(() => page(items([1, 2, 3]), token, LIST)).toThrow("The page token is not valid.");
    }),
  );
});

test("a hundred instances a page", async () => {
  const sandbox = harness();
  const seeded = await sandbox.control.seed({ instances: 250, region: "us-east-1", prefix: "web" });
  const names: string[] = [];
  const sizes: number[] = [];
  let pageToken: unknown;
  do {
    const { body } = await call(sandbox, "GetInstances", { pageToken });
    const instances = body["instances"] as { name: string }[];
    sizes.push(instances.length);
    names.push(...instances.map((instance) => instance.name));
    pageToken = body["nextPageToken"];
  } while (pageToken !== undefined);
  expect(sizes).toEqual([100, 100, 50]);
  expect(names).toEqual(seeded);
});

test("a token is of one list: another operation, region or filter refuses it (#11.55)", async () => {
  const sandbox = harness();
  await sandbox.control.seed({ instances: 150, region: "us-east-1", prefix: "web" });
  await sandbox.control.seed({ instances: 150, region: "eu-west-1", prefix: "web" });
  const pageToken = (await call(sandbox, "GetInstances")).body["nextPageToken"];
  expect((await call(sandbox, "GetInstances", { pageToken })).body["instances"]).toHaveLength(50);

  const refused = { status: 400, body: { code: "InvalidPageToken" } };
  expect(await call(sandbox, "GetInstances", { pageToken }, "eu-west-1")).toMatchObject(refused);
  const others = ["GetActiveNames", "GetBlueprints", "GetBundles", "GetInstanceSnapshots"];
  for (const operation of [...others, "GetKeyPairs", "GetOperations", "GetStaticIps"]) {
    expect(await call(sandbox, operation, { pageToken })).toMatchObject(refused);
  }
  const names = (await call(sandbox, "GetActiveNames")).body["nextPageToken"];
  expect(await call(sandbox, "GetInstances", { pageToken: names })).toMatchObject(refused);
});

test("with another filter a list is another one (#11.55)", () => {
  const { nextPageToken } = page(
    items([1, 2, 3]),
    undefined,
    ["GetBundles", "us-east-1", "all"],
    1,
  );
  for (const filter of ["active", undefined]) {
    const list =
      filter === undefined
        ? (["GetBundles", "us-east-1"] as const)
        : (["GetBundles", "us-east-1", filter] as const);
    expect(() => page(items([1, 2, 3]), nextPageToken, list)).toThrow("not valid");
  }
});
