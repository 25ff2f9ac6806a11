import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { VerifiedRecord } from "../../../src/core/records/verified.ts";
import { unfolded } from "../../helpers/terraform.ts";
import { describeWith } from "../../helpers/tools.ts";
import { type Applied, INPUT, type Mwaa, mwaaTools, openMwaa } from "./mwaa-stack.ts";

interface Statement {
  Sid: string;
  Action: string | string[];
  Resource?: string | string[];
  Condition?: Record<string, Record<string, string>>;
}

// By the real Terraform and provider. Steps of one life, in order.
describeWith("the stack mwaa", mwaaTools, () => {
  let mwaa: Mwaa;
  beforeAll(async () => {
    mwaa = await openMwaa();
  });
  afterAll(() => mwaa.close());
  /** Files that have the text in them, whatever they are. */
  const filesWith = async (text: string, folder: string): Promise<string[]> => {
    const { stdout } = await mwaa.here.spawn("grep", ["-rlaF", "-e", text, folder]).ended;
    return stdout.trim().split("\n");
  };

  test("refuses what can't be, before anything is changed, all faults at once (#13)", async () => {
    const gpu = INPUT.gpu_servers["gpu-1"];
    const cases: [changes: object, key: string, words: string[]][] = [
      [
        {
          zones: ["a", "a"],
          airflow_version: "2.7.1",
          vpn: {},
          gpu_servers: { a: { ...gpu, host_key: "AAAA" } },
          repositories: ["git@example.com:x"],
          nat_gateways: "none",
        },
        "ssh-ed25519 AAAA hunter2",
        [
          "two different zones",
          "does not offer this version",
          "A VPN needs server_address",
          "a login could be to anybody",
          "begins with https:// or ssh://",
          "Without a NAT gateway",
          "ssh_private_key is no private key",
        ],
      ],
      [
        { vpn: null, gpu_servers: { a: { ...gpu, user: "root" } }, ssh_key_version: 0 },
        mwaa.pem,
        ["There is one way to the servers", "and not root", "belong together"],
      ],
      [
        { direct_connect: true, gpu_servers: {} },
        mwaa.pem.replaceAll("OPENSSH", "ENCRYPTED"),
        ["There is one way to the servers", "Name at least one server", "is no private key"],
      ],
    ];
    for (const [changes, key, words] of cases) {
      mwaa.write(changes);
      const { status, stderr } = await mwaa.stack(["plan"], { TF_VAR_ssh_private_key: key });
      expect(status).not.toBe(0);
      for (const it of words) expect(unfolded(stderr)).toContain(it);
      expect(stderr).not.toContain("hunter2");
    }
    mwaa.write();
  });

  test("applies from nothing (#13)", async () => {
    const applied = await mwaa.done("apply", "--yes");
    expect(applied).toMatchObject({ changed: true, change: 0, destroy: 0, replace: 0 });
    expect(applied.add).toBeGreaterThan(60);
  });

  test("is what the module promises: closed, encrypted, by two zones (#13)", async () => {
    const made = await mwaa.environment();
    expect(made).toMatchObject({ Status: "AVAILABLE", MaxWorkers: 5 });
    expect(Object.values(made.LoggingConfiguration).every((it) => it.Enabled)).toBe(true);
    const { Subnets: subnets } = await mwaa.aws<{
      Subnets: { AvailabilityZone: string; MapPublicIpOnLaunch: boolean }[];
    }>("ec2", "describe-subnets", "--subnet-ids", ...made.NetworkConfiguration.SubnetIds);
    expect(subnets.map((it) => it.AvailabilityZone).toSorted()).toEqual([
      "us-east-1a",
      "us-east-1b",
    ]);
    expect(subnets.some((it) => it.MapPublicIpOnLaunch)).toBe(false);
    const { logGroups: groups } = await mwaa.aws<{
      logGroups: { logGroupName: string; retentionInDays?: number }[];
    }>("logs", "describe-log-groups", "--log-group-name-prefix", "airflow-gpu-ci-");
    const wanted = Object.values(made.LoggingConfiguration).map((it) => it.CloudWatchLogGroupArn);
    expect(wanted.map((it) => it.split(":").at(-1)).toSorted()).toEqual(
      groups.map((it) => it.logGroupName).toSorted(),
    );
    expect(groups.every((it) => it.retentionInDays === 30)).toBe(true);
    const name = made.ExecutionRoleArn.split("/").at(-1) ?? "";
    const { Role: role } = await mwaa.aws<{
      Role: { AssumeRolePolicyDocument: { Statement: Statement[] } };
    }>("iam", "get-role", "--role-name", name);
    expect(role.AssumeRolePolicyDocument.Statement[0]?.Condition).toEqual({
      StringEquals: { "aws:SourceAccount": "123456789012" },
      ArnLike: {
        "aws:SourceArn": "arn:aws:airflow:us-east-1:123456789012:environment/gpu-ci",
      },
    });
    const { PolicyDocument: policy } = await mwaa.aws<{
      PolicyDocument: { Statement: Statement[] };
    }>(...["iam", "get-role-policy", "--role-name", name, "--policy-name", "run-airflow"]);
    const everything = policy.Statement.filter((it) => it.Resource === "*").flatMap(
      (it) => it.Action,
    );
    expect(everything.toSorted()).toEqual([
      "cloudwatch:PutMetricData",
      "logs:DescribeLogGroups",
      "s3:GetAccountPublicAccessBlock",
    ]);
    const secrets = policy.Statement.find((it) => it.Sid === "Secrets")?.Resource;
    expect(secrets).toEqual([expect.stringContaining(":secret:gpu-ci/gpu-server-ssh-key-")]);
  });

  test("has the DAGs in the bucket as they are here, with what Airflow installs by version (#13)", async () => {
    const bucket = "gpu-ci-airflow-123456789012-us-east-1";
    const { Contents: objects } = await mwaa.aws<{ Contents: { Key: string }[] }>(
      ...["s3api", "list-objects-v2", "--bucket", bucket],
    );
    const folder = join(mwaa.folder, "dags");
    const files = readdirSync(folder).map((file) => `dags/${file}`);
    const keys = objects.map((it) => it.Key).toSorted();
    expect(keys).toEqual(
      [...files, "config/requirements.txt", "dags/gpu_settings.json"].toSorted(),
    );
    const get = async (key: string): Promise<string> => {
      const path = `/${bucket}/${key}`;
      return (await mwaa.client.ask("s3", { method: "GET", path })).text;
    };
    for (const file of readdirSync(folder)) {
      expect(await get(`dags/${file}`)).toBe(readFileSync(join(folder, file), "utf8"));
    }
    expect(JSON.parse(await get("dags/gpu_settings.json"))).toMatchObject({
      region: "us-east-1",
      repositories: INPUT.repositories,
      servers: { "gpu-1": { user: "ci", port: 22 }, "gpu-2": { user: "runner", port: 2222 } },
    });
    const made = await mwaa.environment();
    const { VersionId: version } = await mwaa.aws<{ VersionId: string }>(
      ...["s3api", "head-object", "--bucket", bucket, "--key", "config/requirements.txt"],
    );
    expect(made.RequirementsS3ObjectVersion).toBe(version);
  });

  test("keeps the key in the secret, and nowhere else (#13)", async () => {
    const { SecretString: kept } = await mwaa.aws<{ SecretString: string }>(
      ...["secretsmanager", "get-secret-value", "--secret-id", "gpu-ci/gpu-server-ssh-key"],
    );
    expect(kept.trim()).toBe(mwaa.pem.trim());
    const [, body = ""] = /KEY-----\s+(\S{40,})/.exec(mwaa.pem) ?? [];
    expect(body).not.toBe("");
    // The sandbox's folder has the state and the copy of the stack; this process's home the journal.
    const found = await filesWith(body, mwaa.here.directory);
    expect(found).toEqual([join(mwaa.here.directory, "gpu_key")]);
    expect(mwaa.said.join("\n")).not.toContain(body);
    // Those of the tunnels are in Secrets Manager too.
    const [file = ""] = await filesWith('"type": "aws_vpn_connection"', mwaa.here.sandbox);
    const state = readFileSync(file, "utf8");
    expect(state).not.toContain("Iw2IAN9XUsQeYUrkMGP3kP59ugFDkfHg");
    expect(state).toMatch(/"tunnel1_preshared_key": "REDACTED"/);
  });

  test("verify finds all well but what nothing here can make so (#13)", async () => {
    const ended = await mwaa.stack(["verify", "--output", "json"]);
    expect(ended.status).toBe(5);
    const { checks } = ended.json<VerifiedRecord>();
    const of = (wanted: string) =>
      checks.filter(({ status }) => (status === "good") === (wanted === "good"));
    expect(of("not").map(({ status, check }) => `${status} ${check}`)).toEqual([
      "bad mwaa.arriving",
      "bad vpn.tunnels",
    ]);
    expect(of("good").map(({ check }) => check)).toEqual(
      expect.arrayContaining([
        ...["mwaa.available", "mwaa.subnets", "mwaa.route", "mwaa.logs", "mwaa.dags", "mwaa.role"],
        ...["secret.value", "secret.readers", "s3.private", "alarm.actions", "network.public"],
      ]),
    );
  });

  test("stays as it is (#13)", async () => {
    const planned = await mwaa.done("plan");
    expect(planned).toMatchObject({ changed: false, resources: [] });
  });

  test("changes in place: workers, an alarm's threshold (#13)", async () => {
    mwaa.write({ workers: { min: 2, max: 8 } });
    // The key from a file this time: Terraform wants it again when it applies the plan.
    const file = join(mwaa.here.directory, "key.tfvars.json");
    writeFileSync(file, JSON.stringify({ ssh_private_key: mwaa.pem, worker_cpu_alarm: 70 }));
    const argv = ["apply", "--yes", "--var-file", file, "--var", "queued_tasks_alarm=20"];
    const ended = await mwaa.stack([...argv, "--output", "json"]);
    expect(ended).toMatchObject({ status: 0 });
    const applied = ended.json<Applied>();
    expect(applied.resources.map((it) => [it.address, ...it.actions]).toSorted()).toEqual([
      ["module.airflow.aws_mwaa_environment.this", "update"],
      ['module.alarms.aws_cloudwatch_metric_alarm.this["additional-worker-cpu"]', "update"],
      ['module.alarms.aws_cloudwatch_metric_alarm.this["worker-cpu"]', "update"],
    ]);
    const changed = await mwaa.environment();
    expect(changed).toMatchObject({ Status: "AVAILABLE", MinWorkers: 2, MaxWorkers: 8 });
  });

  test("is destroyed and leaves nothing (#13)", async () => {
    const destroyed = await mwaa.done("destroy", "--yes");
    expect(destroyed.destroy).toBeGreaterThan(60);
    expect(await mwaa.aws("mwaa", "list-environments")).toEqual({ Environments: [] });
    expect(await mwaa.aws("s3api", "list-buckets", "--query", "Buckets")).toEqual([]);
    const vpcs = ["ec2", "describe-vpcs", "--filters", "Name=is-default,Values=false"];
    expect(await mwaa.aws(...vpcs, "--query", "Vpcs")).toEqual([]);
    expect(await mwaa.aws("secretsmanager", "list-secrets", "--query", "SecretList")).toEqual([]);
    expect(await mwaa.aws("logs", "describe-log-groups", "--query", "logGroups")).toEqual([]);
  });
});
