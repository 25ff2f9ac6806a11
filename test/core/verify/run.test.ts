import { expect, test } from "vitest";
import type { CheckedType, FactReader } from "../../../src/core/contracts/stack-facts.ts";
import { QuantsError } from "../../../src/core/errors.ts";
import { verify } from "../../../src/core/verify/run.ts";

const resource = (type: string, name: string) => ({
  ...{ address: `${type}.${name}`, type, identifiers: {}, secretReferences: [] },
});

const ALL = [
  resource("aws_vpc", "this"),
  resource("aws_s3_bucket", "a"),
  resource("constructor", "b"),
];

function reader(answer: (type: CheckedType) => unknown): FactReader {
  return { read: async (type) => answer(type) as never };
}

const run = (it: FactReader, signal = new AbortController().signal) =>
  verify(ALL, it, { now: 0, signal });

test("only resources that have checks are looked at", async () => {
  const good = reader(() => ({ versioned: true, blocked: false, encrypted: true }));
  expect((await run(good)).map(({ address, check, status }) => [address, check, status])).toEqual([
    ["aws_s3_bucket.a", "s3.private", "bad"],
    ["aws_s3_bucket.a", "s3.versioned", "good"],
    ["aws_s3_bucket.a", "s3.encrypted", "good"],
  ]);
});

test.each([
  ["not_found", "bad", "does not exist"],
  ["access_denied", "unknown", "Not allowed"],
  ["endpoint_unreachable", "unknown", "Not allowed"],
] as const)("what is %s is %s", async (code, status, found) => {
  const failing = reader(() => {
    throw new QuantsError(code, "Not allowed.");
  });
  const checks = await run(failing);
  expect(checks).toHaveLength(3);
  for (const it of checks) {
    expect(it).toMatchObject({ status, found: expect.stringContaining(found) as string });
  }
});

test("an interrupt ends it", async () => {
  const controller = new AbortController();
  const interrupted = new QuantsError("interrupted", "Interrupted.");
  const it = reader(() => {
    controller.abort(interrupted);
    throw interrupted;
  });
  await expect(run(it, controller.signal)).rejects.toBe(interrupted);
});
