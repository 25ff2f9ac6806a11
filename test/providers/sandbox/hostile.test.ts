import * as fc from "fast-check";
import { expect, test } from "vitest";
import { OPERATIONS } from "../../../src/providers/sandbox/operations/index.ts";
import type { Shape } from "../../../src/providers/sandbox/shapes.ts";
import { call, harness, newInstances } from "./harness.ts";

const names = ["web-1", "ip-1", "snap-1", "LightsailDefaultKeyPair", "__proto__", "constructor"];

type Kind<K extends Shape["kind"]> = Extract<Shape, { kind: K }>;

const FITTING: { [K in Shape["kind"]]: (shape: Kind<K>) => fc.Arbitrary<unknown> } = {
  string: (shape) =>
    fc.oneof(
      fc.constantFrom(...names, ...(shape.enum ?? [])),
      fc.constantFrom("us-east-1a", "small_3_0", "ubuntu_22_04", "10.0.0.0/8", "::/0", "06:00"),
      fc.string({ unit: "binary", maxLength: 20 }),
    ),
  integer: () =>
    fc.oneof(fc.integer({ min: -2, max: 65_537 }), fc.constant(Number.MAX_SAFE_INTEGER)),
  number: () => fc.double(),
  boolean: () => fc.boolean(),
  timestamp: () =>
    fc.oneof(fc.integer({ min: 1_768_000_000, max: 1_768_600_000 }), fc.double({ noNaN: true })),
  list: (shape) => fc.array(fitting(shape.of), { maxLength: 3 }),
  map: (shape) => fc.dictionary(fc.string({ maxLength: 5 }), fitting(shape.of), { maxKeys: 2 }),
  structure: (shape) =>
    fc.record(
      Object.fromEntries(
        Object.entries(shape.members).map(([name, member]) => [
          name,
          fc.oneof({ weight: 8, arbitrary: fitting(member) }, fc.jsonValue({ maxDepth: 2 })),
        ]),
      ),
      { requiredKeys: [] },
    ),
};

/** Values that fit the shape by type, more or less. */
const fitting = (shape: Shape): fc.Arbitrary<unknown> =>
  (FITTING[shape.kind] as (shape: Shape) => fc.Arbitrary<unknown>)(shape);

async function populated() {
  const sandbox = harness();
  await call(sandbox, "CreateInstances", newInstances("web-1"));
  await call(sandbox, "AllocateStaticIp", { staticIpName: "ip-1" });
  await call(sandbox, "CreateInstanceSnapshot", {
    instanceSnapshotName: "snap-1",
    instanceName: "web-1",
  });
  return sandbox;
}

// Making an RSA key takes longer than all the rest.
const slow = new Set(["CreateKeyPair"]);

test.each(Object.entries(OPERATIONS))("%s never fails from its input", async (name, { input }) => {
  const sandbox = await populated();
  await fc.assert(
    fc.asyncProperty(fc.oneof(fitting(input), fc.jsonValue()), async (value) => {
      const { status, body } = await call(sandbox, name, value);
      expect([200, 400]).toContain(status);
      if (status === 400) expect(body["message"]).toEqual(expect.any(String));
    }),
    { numRuns: slow.has(name) ? 10 : 60 },
  );
  // Whatever was sent, the state can still be read by somebody else.
  const other = harness({ directory: sandbox.directory });
  expect((await call(other, "GetInstances")).status).toBe(200);
});

test("deep nesting is no harm", async () => {
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  const sandbox = harness();
  for (const body of [`{"tags":${deep}}`, `{"unknown":${deep}}`, deep]) {
    expect((await call(sandbox, "CreateInstances", body)).status).toBe(400);
  }
});

test("a huge list of faults makes a short answer", async () => {
  const { body } = await call(harness(), "CreateInstances", {
    ...newInstances(),
    instanceNames: Array.from({ length: 100_000 }, () => 1),
  });
  expect(String(body["message"]).length).toBeLessThan(2_000);
});

test("members named like those of Object.prototype are plain names", async () => {
  const sandbox = harness();
  const body = '{"__proto__":{"instanceName":"web-1"}}';
  expect((await call(sandbox, "GetInstance", body)).body["message"]).toMatch(/must not be null/);
  await call(sandbox, "CreateInstances", newInstances("constructor", "toString"));
  const { body: answer } = await call(sandbox, "GetActiveNames");
  expect(answer).toEqual({ activeNames: ["constructor", "toString"] });
});
