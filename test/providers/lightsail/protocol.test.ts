import { Readable } from "node:stream";
import { AwsJson1_1Protocol } from "@aws-sdk/core/protocols";
import { NormalizedSchema, operation as operationOf } from "@smithy/core/schema";
import { HttpResponse } from "@smithy/core/transport";
import { LightsailClient } from "@aws-sdk/client-lightsail";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COMMANDS } from "../../../src/providers/lightsail/operations.ts";
import { collectBody, LightsailProtocol } from "../../../src/providers/lightsail/protocol.ts";

type Settings = ConstructorParameters<typeof AwsJson1_1Protocol>[0];
type Operation = Parameters<AwsJson1_1Protocol["deserializeResponse"]>[0];
type StaticOperation = readonly [number, ...Parameters<typeof operationOf>];
type SchemaRef = Parameters<typeof NormalizedSchema.of>[0];

const operations = Object.entries(COMMANDS).map(([name, Command]) => {
  const { schema } = new (Command as new (input: object) => { schema: StaticOperation })({});
  const [, namespace, own, traits, input, output] = schema;
  return { name, operation: operationOf(namespace, own, traits, input, output) as Operation };
});

const config = new LightsailClient({ region: "us-east-1" }).config as unknown as {
  protocolSettings: Settings;
  protocol: AwsJson1_1Protocol;
};
const context = { ...config, streamCollector: collectBody };

async function answer(
  Protocol: typeof AwsJson1_1Protocol,
  operation: Operation,
  body: string,
  statusCode = 200,
): Promise<unknown> {
  const protocol = new Protocol(config.protocolSettings);
  protocol.setSerdeContext(context as never);
  const response = new HttpResponse({
    statusCode,
    headers: { "X-Amzn-RequestId": "1" },
    body: Readable.from([Buffer.from(body)]),
  });
  try {
    return { output: await protocol.deserializeResponse(operation, context as never, response) };
  } catch (error) {
    const { name, message, ...rest } = error as Error;
    return { error: { name, message, ...rest } };
  }
}

/** The two protocols' answers, ours first. */
function both(operation: Operation, body: string, status?: number): Promise<[unknown, unknown]> {
  return Promise.all([
    answer(LightsailProtocol as typeof AwsJson1_1Protocol, operation, body, status),
    answer(AwsJson1_1Protocol, operation, body, status),
  ]);
}

const scalar = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constantFrom(null, "NaN", "Infinity", "-Infinity", "", 0, 1.6e9, "2026-01-01T00:00:00Z"),
);
const anything = fc.oneof(scalar, fc.array(scalar), fc.dictionary(fc.string(), scalar));

/** JSON of that schema, with what a service might also send strewn in. */
function jsonOf(ref: SchemaRef, depth = 0): fc.Arbitrary<unknown> {
  const ns = NormalizedSchema.of(ref);
  const odd = { arbitrary: anything, weight: 1 };
  const usual = (arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
    fc.oneof({ arbitrary, weight: 12 }, odd);
  if (depth > 6) return scalar;
  if (ns.isStructSchema()) {
    const members = [...ns.structIterator()].map(([name, member]): [string, never] => [
      name,
      jsonOf(member, depth + 1) as never,
    ]);
    const record = fc.record(Object.fromEntries(members), { requiredKeys: [] });
    const extra = fc.option(
      fc.oneof(
        fc.record({ unheardOf: anything }),
        fc.record({ __type: fc.constant("x#Y"), unheardOf: anything }),
        fc.record({ __type: fc.integer() }),
      ),
      { freq: 8, nil: {} },
    );
    return usual(
      fc.tuple(record, extra).map(([known, more]) => ({ ...(known as object), ...more })),
    );
  }
  if (ns.isListSchema()) {
    return usual(fc.array(jsonOf(ns.getValueSchema(), depth + 1), { maxLength: 4 }));
  }
  if (ns.isTimestampSchema()) return usual(fc.double({ min: 0, max: 4e9, noNaN: true }));
  if (ns.isBooleanSchema()) return usual(fc.boolean());
  if (ns.isNumericSchema()) return usual(fc.oneof(fc.integer(), fc.double({ noNaN: true })));
  if (ns.isStringSchema()) return usual(fc.string());
  return anything;
}

describe("the quicker way through an answer gives what the SDK's gives", () => {
  test.each(operations)("$name", async ({ operation }) => {
    await fc.assert(
      fc.asyncProperty(jsonOf(operation.output), async (value) => {
        const [ours, theirs] = await both(operation, JSON.stringify(value));
        expect(ours).toStrictEqual(theirs);
      }),
      { numRuns: 60 },
    );
  });

  const instances = operations.find(({ name }) => name === "GetInstances")?.operation as Operation;

  test.each([
    "{}",
    "[]",
    "null",
    "7",
    '"text"',
    "{",
    "<html>",
    '{"instances":{}}',
    '{"instances":[null,[],{"createdAt":"soon"},{"createdAt":null}]}',
    '{"instances":[{"createdAt":1766000000.123,"name":null,"__proto__":{"x":1}}],"nextPageToken":""}',
    '\uFEFF{"instances":[]}',
  ])("for %j", async (body) => {
    const [ours, theirs] = await both(instances, body);
    expect(ours).toStrictEqual(theirs);
  });

  test("but an empty answer is refused, which to the SDK is an empty list", async () => {
    const [ours, theirs] = await both(instances, "");
    expect(theirs).toMatchObject({ output: { $metadata: { httpStatusCode: 200 } } });
    expect(ours).toMatchObject({ error: { message: "The answer is not Lightsail's." } });
  });

  test.each([400, 404, 500, 503])("for an error of status %i", async (status) => {
    for (const body of [
      '{"__type":"NotFoundException","code":"DoesNotExist","message":"none","docs":"d","tip":"t"}',
      '{"__type":"Unheard","message":"of"}',
      "{}",
      "",
      "<html>",
    ]) {
      const [ours, theirs] = await both(instances, body, status);
      expect(ours).toStrictEqual(theirs);
    }
  });
});

test("dates are dates", async () => {
  const instances = operations.find(({ name }) => name === "GetInstances")?.operation as Operation;
  const body = '{"instances":[{"name":"a","createdAt":1766000000.5}]}';
  expect(await answer(LightsailProtocol as never, instances, body)).toMatchObject({
    output: { instances: [{ name: "a", createdAt: new Date(1_766_000_000_500) }] },
  });
});

test("a body that breaks off is an error", async () => {
  const body = new Readable({ read() {} });
  const collected = collectBody(body);
  body.push("half");
  body.destroy(new Error("aborted"));
  await expect(collected).rejects.toThrow("aborted");
});
