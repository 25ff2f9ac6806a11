import { ACMClient, RequestCertificateCommand } from "@aws-sdk/client-acm";
import { CloudWatchClient, PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import {
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { CreateDBInstanceCommand, RDSClient } from "@aws-sdk/client-rds";
import {
  CreateBucketCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CheckedType, FactsByType } from "../../../src/core/contracts/stack-facts.ts";
import { factReader } from "../../../src/providers/aws/facts/reader.ts";
import { AwsSession } from "../../../src/providers/aws/session.ts";
import { failure } from "../../contract/infra-manager.contract.ts";
import {
  type Emulator,
  emulatorTools,
  startEmulator,
} from "../../helpers/aws-emulator/emulator.ts";
import { fakeClock } from "../../helpers/fake-clock.ts";
import { makeWorkplace, type Workplace } from "../../helpers/process.ts";
import { describeWith } from "../../helpers/tools.ts";

const REGION = "us-east-1";

describeWith("facts, read from moto by the real SDK", emulatorTools(), () => {
  let workplace: Workplace;
  let emulator: Emulator;
  let config: {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
  };

  beforeAll(async () => {
    workplace = makeWorkplace();
    emulator = await startEmulator(workplace);
    const credentials = { accessKeyId: "111122223333", secretAccessKey: "emulator" };
    config = { endpoint: emulator.endpoint, region: REGION, credentials };
  });
  afterAll(async () => {
    await emulator.stop();
    await workplace.dispose();
  });

  function read<T extends CheckedType>(
    type: T,
    identifiers: Record<string, string>,
    address = `${type}.this`,
    all: readonly string[] = [],
  ): Promise<FactsByType[T]> {
    const { endpoint, credentials } = config;
    const session = new AwsSession({ endpoint, credentials, env: { AWS_MAX_ATTEMPTS: "1" } });
    const reader = factReader({ session, region: REGION, clock: fakeClock({ auto: true }) });
    const resource = { address, type, identifiers, secretReferences: [] };
    const others = all.map((it) => ({
      ...{ address: it, type: it.split(".").at(-2) ?? "", identifiers: {}, secretReferences: [] },
    }));
    return reader.read(type, resource, [resource, ...others], {});
  }

  test("a bucket, before and after it is closed", async () => {
    const s3 = new S3Client({ ...config, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: "facts" }));
    const open = await read("aws_s3_bucket", { bucket: "facts" });
    expect(open).toMatchObject({ versioned: false, blocked: false });
    await s3.send(
      new PutBucketVersioningCommand({
        Bucket: "facts",
        VersioningConfiguration: { Status: "Enabled" },
      }),
    );
    await s3.send(
      new PutPublicAccessBlockCommand({
        Bucket: "facts",
        PublicAccessBlockConfiguration: {
          ...{ BlockPublicAcls: true, BlockPublicPolicy: true },
          ...{ IgnorePublicAcls: true, RestrictPublicBuckets: true },
        },
      }),
    );
    expect(await read("aws_s3_bucket", { bucket: "facts" })).toMatchObject({
      versioned: true,
      blocked: true,
    });
    expect((await failure(read("aws_s3_bucket", { bucket: "none-such" }))).code).toBe("not_found");
  });

  test("a log group, and what was written to it", async () => {
    const logs = new CloudWatchLogsClient(config);
    const logGroupName = "/facts";
    await logs.send(new CreateLogGroupCommand({ logGroupName }));
    const resource = { name: logGroupName };
    expect(await read("aws_cloudwatch_log_group", resource)).toEqual({
      retentionDays: null,
      lastEvent: null,
    });
    await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 7 }));
    await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName: "a" }));
    const timestamp = Date.now();
    const logEvents = [{ timestamp, message: "here" }];
    await logs.send(new PutLogEventsCommand({ logGroupName, logStreamName: "a", logEvents }));
    expect(await read("aws_cloudwatch_log_group", resource)).toEqual({
      retentionDays: 7,
      lastEvent: timestamp,
    });
    const longer = read("aws_cloudwatch_log_group", { name: "/fact" });
    expect((await failure(longer)).code).toBe("not_found");
  });

  test("an alarm", async () => {
    await new CloudWatchClient(config).send(
      new PutMetricAlarmCommand({
        ...{ AlarmName: "api-5xx", Namespace: "AWS/ApplicationELB", MetricName: "m" },
        ...{ ComparisonOperator: "GreaterThanThreshold", EvaluationPeriods: 1, Period: 60 },
        ...{ Threshold: 1, Statistic: "Sum", ActionsEnabled: true },
      }),
    );
    expect(await read("aws_cloudwatch_metric_alarm", { alarm_name: "api-5xx" })).toMatchObject({
      actionsEnabled: true,
      hasActions: false,
    });
    const gone = read("aws_cloudwatch_metric_alarm", { alarm_name: "gone" });
    expect((await failure(gone)).code).toBe("not_found");
  });

  test("a secret, of which the value is never asked", async () => {
    const secrets = new SecretsManagerClient(config);
    const { ARN = "" } = await secrets.send(
      new CreateSecretCommand({ Name: "facts", SecretString: "hunter2" }),
    );
    const there = await read("aws_secretsmanager_secret", { arn: ARN });
    expect(there).toEqual({ hasValue: true, isDeleted: false, needed: [], readers: [] });
    await secrets.send(new DeleteSecretCommand({ SecretId: ARN }));
    expect(await read("aws_secretsmanager_secret", { arn: ARN })).toMatchObject({
      isDeleted: true,
    });
  });

  test("a network: a group that is open, a load balancer, targets", async () => {
    const ec2 = new EC2Client(config);
    const { Vpc: vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
    const VpcId = vpc?.VpcId ?? "";
    const subnets = [];
    for (const [index, zone] of ["a", "b"].entries()) {
      const { Subnet: made } = await ec2.send(
        new CreateSubnetCommand({
          ...{ VpcId, CidrBlock: `10.0.${index}.0/24`, AvailabilityZone: `${REGION}${zone}` },
        }),
      );
      subnets.push(made?.SubnetId ?? "");
    }
    const { GroupId = "" } = await ec2.send(
      new CreateSecurityGroupCommand({ GroupName: "facts", Description: "facts", VpcId }),
    );
    const group = { id: GroupId };
    expect(await read("aws_security_group", group)).toMatchObject({ openToTheWorld: [] });
    await ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId,
        IpPermissions: [
          { IpProtocol: "tcp", FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: "0.0.0.0/0" }] },
          { IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: "10.0.0.0/8" }] },
        ],
      }),
    );
    expect(
      await read("aws_security_group", group, "module.lb.aws_security_group.this", [
        "module.lb.aws_lb.this",
      ]),
    ).toEqual({ openToTheWorld: ["tcp 443"], isForLoadBalancer: true });
    expect(
      await read("aws_security_group", group, "module.db.aws_security_group.this", [
        "module.lb.aws_lb.this",
      ]),
    ).toMatchObject({ isForLoadBalancer: false });

    const balancing = new ElasticLoadBalancingV2Client(config);
    const { LoadBalancers: balancers } = await balancing.send(
      new CreateLoadBalancerCommand({ Name: "facts", Subnets: subnets, Scheme: "internal" }),
    );
    const arn = balancers?.[0]?.LoadBalancerArn ?? "";
    expect(await read("aws_lb", { arn })).toMatchObject({
      isPublic: false,
      zones: [`${REGION}a`, `${REGION}b`],
      listeners: [],
    });
    const { TargetGroups: groups } = await balancing.send(
      new CreateTargetGroupCommand({
        Name: "facts",
        Protocol: "HTTP",
        Port: 80,
        VpcId,
        TargetType: "ip",
      }),
    );
    const target = { arn: groups?.[0]?.TargetGroupArn ?? "" };
    expect(await read("aws_lb_target_group", target)).toEqual({ targets: [] });
    const gone = read("aws_lb", { arn: arn.replace(/\w+$/, "0000000000000000") });
    expect((await failure(gone)).code).toBe("not_found");
  });

  test("a database and a certificate", async () => {
    await new RDSClient(config).send(
      new CreateDBInstanceCommand({
        ...{ DBInstanceIdentifier: "facts", DBInstanceClass: "db.t4g.small", Engine: "postgres" },
        ...{
          AllocatedStorage: 20,
          MultiAZ: true,
          BackupRetentionPeriod: 3,
          StorageEncrypted: true,
        },
        ...{
          MasterUsername: "root",
          MasterUserPassword: "not-a-secret",
          PubliclyAccessible: false,
        },
      }),
    );
    expect(await read("aws_db_instance", { identifier: "facts" })).toMatchObject({
      ...{ status: "available", zones: 2, encrypted: true, backupDays: 3 },
      ...{ deletionProtection: false, isPublic: false },
    });
    expect((await failure(read("aws_db_instance", { identifier: "gone" }))).code).toBe("not_found");
    const { CertificateArn: arn = "" } = await new ACMClient(config).send(
      new RequestCertificateCommand({ DomainName: "api.example.com", ValidationMethod: "DNS" }),
    );
    expect(await read("aws_acm_certificate", { arn })).toMatchObject({
      status: expect.stringMatching(/^(ISSUED|PENDING_VALIDATION)$/) as string,
    });
  });

  test("what the state does not tell is not asked for", async () => {
    const nameless = await failure(read("aws_s3_bucket", {}));
    expect(nameless).toMatchObject({ code: "failed" });
    expect(nameless.message).toContain("no bucket");
  });
});
