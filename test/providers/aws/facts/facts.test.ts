import { ACMClient, RequestCertificateCommand } from "@aws-sdk/client-acm";
import { CloudWatchClient, PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
} from "@aws-sdk/client-cloudwatch-logs";
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
import { expect, test } from "vitest";
import { failure } from "../../../contract/infra-manager.contract.ts";
import { emulatorTools } from "../../../helpers/aws-emulator/emulator.ts";
import { describeWith } from "../../../helpers/tools.ts";
import { emptyAccount } from "./set-up.ts";

describeWith("facts, read from moto by the real SDK", emulatorTools(), () => {
  const account = emptyAccount();

  test("a bucket, before and after it is closed", async () => {
    const s3 = new S3Client({ ...account.config, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: "facts" }));
    const open = await account.read("aws_s3_bucket", { bucket: "facts" });
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
    expect(await account.read("aws_s3_bucket", { bucket: "facts" })).toMatchObject({
      versioned: true,
      blocked: true,
    });
    expect((await failure(account.read("aws_s3_bucket", { bucket: "none-such" }))).code).toBe(
      "not_found",
    );
  });

  test("a log group, and what was written to it", async () => {
    const logs = new CloudWatchLogsClient(account.config);
    const logGroupName = "/facts";
    await logs.send(new CreateLogGroupCommand({ logGroupName }));
    const resource = { name: logGroupName };
    expect(await account.read("aws_cloudwatch_log_group", resource)).toEqual({
      retentionDays: null,
      lastEvent: null,
    });
    await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 7 }));
    await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName: "a" }));
    const timestamp = Date.now();
    const logEvents = [{ timestamp, message: "here" }];
    await logs.send(new PutLogEventsCommand({ logGroupName, logStreamName: "a", logEvents }));
    expect(await account.read("aws_cloudwatch_log_group", resource)).toEqual({
      retentionDays: 7,
      lastEvent: timestamp,
    });
    const longer = account.read("aws_cloudwatch_log_group", { name: "/fact" });
    expect((await failure(longer)).code).toBe("not_found");
  });

  test("an alarm", async () => {
    await new CloudWatchClient(account.config).send(
      new PutMetricAlarmCommand({
        ...{ AlarmName: "api-5xx", Namespace: "AWS/ApplicationELB", MetricName: "m" },
        ...{ ComparisonOperator: "GreaterThanThreshold", EvaluationPeriods: 1, Period: 60 },
        ...{ Threshold: 1, Statistic: "Sum", ActionsEnabled: true },
      }),
    );
    expect(
      await account.read("aws_cloudwatch_metric_alarm", { alarm_name: "api-5xx" }),
    ).toMatchObject({
      actionsEnabled: true,
      hasActions: false,
    });
    const gone = account.read("aws_cloudwatch_metric_alarm", { alarm_name: "gone" });
    expect((await failure(gone)).code).toBe("not_found");
  });

  test("a secret, of which the value is never asked", async () => {
    const secrets = new SecretsManagerClient(account.config);
    const { ARN = "" } = await secrets.send(
      new CreateSecretCommand({ Name: "facts", SecretString: "hunter2" }),
    );
    const there = await account.read("aws_secretsmanager_secret", { arn: ARN });
    expect(there).toEqual({ hasValue: true, isDeleted: false, needed: [], readers: [] });
    await secrets.send(new DeleteSecretCommand({ SecretId: ARN }));
    expect(await account.read("aws_secretsmanager_secret", { arn: ARN })).toMatchObject({
      isDeleted: true,
    });
  });

  test("a database and a certificate", async () => {
    await new RDSClient(account.config).send(
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
    expect(await account.read("aws_db_instance", { identifier: "facts" })).toMatchObject({
      ...{ status: "available", zones: 2, encrypted: true, backupDays: 3 },
      ...{ deletionProtection: false, isPublic: false },
    });
    expect((await failure(account.read("aws_db_instance", { identifier: "gone" }))).code).toBe(
      "not_found",
    );
    const { CertificateArn: arn = "" } = await new ACMClient(account.config).send(
      new RequestCertificateCommand({ DomainName: "api.example.com", ValidationMethod: "DNS" }),
    );
    expect(await account.read("aws_acm_certificate", { arn })).toMatchObject({
      status: expect.stringMatching(/^(ISSUED|PENDING_VALIDATION)$/) as string,
    });
  });

  test("what the state does not tell is not asked for", async () => {
    const nameless = await failure(account.read("aws_s3_bucket", {}));
    expect(nameless).toMatchObject({ code: "failed" });
    expect(nameless.message).toContain("no bucket");
  });
});
