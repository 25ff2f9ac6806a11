import { afterAll, beforeAll, expect, test } from "vitest";
import { makeWorkplace, type Workplace } from "../process.ts";
import { describeWith } from "../tools.ts";
import { readCall } from "./call.ts";
import { clientOf } from "./client.ts";
import { type Emulator, emulatorTools, startEmulator } from "./emulator.ts";

const SIGNED = "AWS4-HMAC-SHA256 Credential=222222222222/20260101/eu-west-1/ecs/aws4_request, x";

test.each([
  [{ "x-amz-target": "AmazonEC2ContainerServiceV20141113.ListClusters" }, "", "ListClusters"],
  [{}, "Version=2016-11-15&Action=DescribeVpcs", "DescribeVpcs"],
  [{}, "{}", "PUT /tags/a%2Fb"],
])("a call with %j and %j is %s", (headers, body, operation) => {
  const request = { method: "PUT", url: "/tags/a%2Fb?x=1", headers };
  expect(readCall(request, Buffer.from(body))).toMatchObject({ operation, search: "x=1" });
});

test("region, service and account are those of the signature", () => {
  const { account, region, service } = readCall(
    { headers: { authorization: SIGNED } },
    Buffer.alloc(0),
  );
  expect({ account, region, service }).toEqual({
    account: "222222222222",
    region: "eu-west-1",
    service: "ecs",
  });
});

test("a request in absolute form, as to an HTTP proxy, is read by its path", () => {
  const url = "http://api.127.0.0.1:4000/environments/x?y=z";
  expect(readCall({ url, headers: {} }, Buffer.alloc(0))).toMatchObject({
    path: "/environments/x",
    search: "y=z",
  });
});

describeWith("the emulated AWS", emulatorTools(), () => {
  let workplace: Workplace;
  let emulator: Emulator;

  beforeAll(async () => {
    workplace = makeWorkplace();
    emulator = await startEmulator(workplace);
  });
  afterAll(async () => {
    await emulator.stop();
    await workplace.dispose();
  });

  test("lists are answered while they grow, as moto alone does not always", async () => {
    const { ask } = clientOf(emulator.endpoint, "333333333333");
    const target = (operation: string): string => `AmazonSSM.${operation}`;
    // Makes the list long: moto counts AWS's own among them, once one of these is asked for.
    const Path = "/aws/service/global-infrastructure/regions";
    await ask("ssm", { target: target("GetParametersByPath"), input: { Path } });
    const answers = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const input = { Name: `/p/${index}`, Value: "v", Type: "String" };
        const put = await ask("ssm", { target: target("PutParameter"), input });
        const list = await ask("ssm", { target: target("DescribeParameters"), input: {} });
        return [put.status, list.status];
      }),
    );
    expect(answers.flat().filter((status) => status !== 200)).toEqual([]);
  });

  test("accounts don't see each other's resources", async () => {
    const first = clientOf(emulator.endpoint, "111111111111");
    const second = clientOf(emulator.endpoint, "222222222222");
    const queue = { action: "CreateQueue", version: "2012-11-05", form: { QueueName: "mine" } };
    const list = { action: "ListQueues", version: "2012-11-05" };
    await first.ask("sqs", queue);
    expect((await first.ask("sqs", list)).text).toContain("/111111111111/mine");
    expect((await second.ask("sqs", list)).text).not.toContain("mine");
  });

  test("what moto can't do is refused at once, by name, and not answered with 500", async () => {
    const target = "AWSShineFrontendService_20170701.NoSuchOperation";
    const client = clientOf(emulator.endpoint, "111111111111");
    const { status, text } = await client.ask("ecs", { target, input: {} });
    expect(status).toBe(400);
    expect(text).toContain("NoSuchOperation");
  });
});
