import * as fc from "fast-check";
import { expect, test } from "vitest";
import { page } from "../../../src/providers/sandbox/paging.ts";
import { call, harness } from "./harness.ts";

const items = (sequences: readonly number[]) =>
  [...new Set(sequences)].toSorted((a, b) => a - b).map((sequence) => ({ sequence }));

const sequences = fc.array(fc.nat(1_000_000), { maxLength: 60 }).map(items);

test("all pages together are the list, in order, none twice", () => {
  fc.assert(
    fc.property(sequences, fc.integer({ min: 1, max: 20 }), (all, size) => {
      const seen = [];
      let token: string | undefined;
      do {
        const answer = page(all, token, size);
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
      const first = page(all, undefined, 5);
      const kept = all.filter(() => keep.next().value as boolean);
      if (first.nextPageToken === undefined) return;
      const rest = page(kept, first.nextPageToken, 1_000);
      const last = first.items.at(-1)?.sequence ?? 0;
      expect(rest.items).toEqual(kept.filter((item) => item.sequence > last));
    }),
  );
});

test("a foreign token is refused", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (token) => {
      expect(() => page(items([1, 2, 3]), token)).toThrow("The page token is not valid.");
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
