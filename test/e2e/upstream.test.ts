import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Emulator, emulatorTools, startEmulator } from "../helpers/aws-emulator/emulator.ts";
import { makeWorkplace, type Workplace } from "../helpers/process.ts";
import { type SandboxServer, startSandbox } from "../helpers/sandbox-server.ts";
import { describeWith, pythonWith, tool } from "../helpers/tools.ts";

const SCRIPT = fileURLToPath(new URL("fixtures/drive_upstream.py", import.meta.url));
const python = pythonWith("boto3");
const aws = tool("aws");

interface Driven {
  sent: string;
  back: string;
  presigned: string;
  created: string;
  [what: string]: unknown;
}

describeWith("moto behind the sandbox", { boto3: python, aws, ...emulatorTools() }, () => {
  let here: Workplace;
  let moto: Emulator;
  let server: SandboxServer;
  let seen: Driven;
  beforeAll(async () => {
    here = makeWorkplace();
    await here.run(["sandbox", "seed", "--instances", "2", "--region", "us-east-1"]);
    moto = await startEmulator(here);
    server = await startSandbox(here, { region: "us-east-1", upstream: moto.plain });
    const ended = await here.spawn(python ?? "", ["-B", SCRIPT, server.endpoint], {
      env: server.env,
    }).ended;
    if (ended.status !== 0) throw new Error(ended.stderr);
    seen = ended.json<Driven>();
  });
  afterAll(() => here.dispose());

  test("boto3 keeps objects of S3 in moto, byte by byte (#13)", () => {
    expect(seen.back).toBe(seen.sent);
    expect(seen).toMatchObject({
      metadata: true,
      keys: ["many parts", "plug ins/ü.zip"],
      missing: "NoSuchKey",
    });
  });

  test("a URL that was signed in advance works as it is (#13)", async () => {
    const answer = await fetch(seen.presigned);
    expect(answer.status).toBe(200);
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(10_000_000);
  });

  test("EC2 is moto's, Lightsail and the caller are the sandbox's (#13)", () => {
    expect(seen).toMatchObject({
      vpcs: ["10.0.0.0/16"],
      account: "123456789012",
      instances: ["seed-1", "seed-2"],
    });
  });

  test("boto3 leads an environment of MWAA from nothing to nothing (#13)", () => {
    expect(seen).toMatchObject({
      no_environment: 404,
      not_updated: "ResourceNotFoundException",
      environment: {
        Status: "AVAILABLE",
        MaxWorkers: 3,
        Tags: { Stage: "test" },
        AirflowVersion: "3.0.6",
      },
      environments: ["ci"],
      tags: { Stage: "test" },
      left: [],
    });
    expect(Date.parse(seen.created)).toBeGreaterThan(Date.parse("2026-01-01"));
  });

  test("the AWS CLI needs nothing but what `sandbox env` prints (#13)", async () => {
    writeFileSync(join(here.directory, "body.bin"), Buffer.from([0, 255, 254, 10, 13]));
    const ended = await here.shell(
      'eval "$(quants-ctl sandbox env --region us-east-1)" || exit\n' +
        "aws s3 cp body.bin s3://dags/cli.bin >/dev/null && aws s3 cp s3://dags/cli.bin back.bin >/dev/null &&\n" +
        "cmp body.bin back.bin && aws mwaa list-environments --output json &&\n" +
        "aws ec2 describe-vpcs --query 'length(Vpcs)'",
    );
    expect(ended).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/"Environments": \[\]/),
    });
  });

  test("without moto, a client hears so at once (#13)", async () => {
    await moto.stop();
    const ended = await here.shell(
      'eval "$(quants-ctl sandbox env)" || exit\naws s3api head-bucket --bucket dags; aws ec2 describe-vpcs',
      { env: { AWS_MAX_ATTEMPTS: "3" } },
    );
    expect(ended.status).not.toBe(0);
    expect(ended.stderr).toContain("(UpstreamUnreachable)");
    expect(ended.stderr).toContain(`The sandbox's upstream ${moto.plain} is not running`);
    expect(ended.stderr).not.toContain("reached max retries");
  });
});
