import { describe, expect, test } from "vitest";
import type { Sandbox } from "../../../src/providers/sandbox/index.ts";
import { authorization, harness, tempDirectory } from "./harness.ts";

const ROLE = "arn:aws:iam::123456789012:role/airflow";
const ARN = "arn:aws:airflow:us-east-1:123456789012:environment/ci";

/** The least that CreateEnvironment takes. */
const least = {
  ExecutionRoleArn: ROLE,
  SourceBucketArn: "arn:aws:s3:::dags",
  DagS3Path: "dags",
  NetworkConfiguration: { SubnetIds: ["subnet-a", "subnet-b"], SecurityGroupIds: ["sg-1"] },
};

interface Environment {
  Status: string;
  LastUpdate: { Status: string };
  LoggingConfiguration: Record<string, object>;
  [name: string]: unknown;
}

interface Answer {
  status: number;
  type: string | undefined;
  body: {
    message?: string;
    Arn?: string;
    Environment?: Environment;
    Environments?: string[];
    NextToken?: string;
    Tags?: Record<string, string>;
  };
}

async function ask(
  { dispatch }: Pick<Sandbox, "dispatch">,
  line: string,
  input?: object,
  region = "us-east-1",
): Promise<Answer> {
  const [method = "", path = ""] = line.split(" ");
  const answer = await dispatch({
    method,
    path,
    headers: { authorization: authorization(region, "airflow") },
    body: input === undefined ? "" : JSON.stringify(input),
  });
  if (answer === "reset") throw new TypeError("the connection was reset");
  const type = answer.headers["x-amzn-errortype"];
  return { status: answer.status, type, body: JSON.parse(answer.body) as Answer["body"] };
}

const get = async (sandbox: Sandbox, name = "ci"): Promise<Environment> => {
  const { body } = await ask(sandbox, `GET /environments/${name}`);
  if (body.Environment === undefined) throw new TypeError(JSON.stringify(body));
  return body.Environment;
};

describe("an environment of MWAA", () => {
  test("goes from CREATING to AVAILABLE by the clock, and is shown with every default (#13)", async () => {
    const sandbox = harness({ pace: "real" });
    const created = await ask(sandbox, "PUT /environments/ci", { ...least, Tags: { Team: "ml" } });
    expect(created).toMatchObject({ status: 200, body: { Arn: ARN } });
    expect(await get(sandbox)).toMatchObject({
      Status: "CREATING",
      LastUpdate: { Status: "PENDING" },
    });
    await sandbox.clock.advance(24 * 60_000);
    expect((await get(sandbox)).Status).toBe("CREATING");
    await sandbox.clock.advance(60_000);
    const environment = await get(sandbox);
    expect(environment).toMatchObject({
      ...least,
      Name: "ci",
      Arn: ARN,
      Status: "AVAILABLE",
      CreatedAt: Date.parse("2026-01-15T12:00:00Z") / 1000,
      AirflowVersion: "3.0.6",
      EnvironmentClass: "mw1.small",
      MinWorkers: 1,
      MaxWorkers: 10,
      MinWebservers: 2,
      MaxWebservers: 2,
      Schedulers: 2,
      WebserverAccessMode: "PRIVATE_ONLY",
      EndpointManagement: "SERVICE",
      LastUpdate: { Status: "SUCCESS" },
      Tags: { Team: "ml" },
    });
    expect(environment.LoggingConfiguration).toMatchObject({
      TaskLogs: {
        Enabled: true,
        LogLevel: "INFO",
        CloudWatchLogGroupArn: "arn:aws:logs:us-east-1:123456789012:log-group:airflow-ci-Task",
      },
      DagProcessingLogs: {
        Enabled: false,
        LogLevel: "WARNING",
        CloudWatchLogGroupArn:
          "arn:aws:logs:us-east-1:123456789012:log-group:airflow-ci-DAGProcessing",
      },
    });
    expect(Object.keys(environment.LoggingConfiguration)).toHaveLength(5);
  });

  test("is updated in what is given and keeps the rest (#13)", async () => {
    const sandbox = harness({ pace: "fast" });
    await ask(sandbox, "PUT /environments/ci", { ...least, AirflowVersion: "2.10.3" });
    await sandbox.clock.advance(60_000);
    const before = await get(sandbox);
    await ask(sandbox, "PATCH /environments/ci", {
      MaxWorkers: 5,
      NetworkConfiguration: { SecurityGroupIds: ["sg-2"] },
      LoggingConfiguration: { WorkerLogs: { Enabled: true, LogLevel: "ERROR" } },
      WorkerReplacementStrategy: "GRACEFUL",
    });
    expect(await get(sandbox)).toMatchObject({
      Status: "UPDATING",
      LastUpdate: { Status: "PENDING" },
    });
    const during = await ask(sandbox, "PATCH /environments/ci", { MaxWorkers: 6 });
    expect(during).toMatchObject({ status: 400, type: "ValidationException" });
    expect(during.body.message).toBe("Environments with UPDATING status cannot be updated.");
    expect((await ask(sandbox, "DELETE /environments/ci")).type).toBe("ValidationException");
    await sandbox.clock.advance(60_000);
    const after = await get(sandbox);
    expect(after).toMatchObject({
      Status: "AVAILABLE",
      MaxWorkers: 5,
      NetworkConfiguration: { SubnetIds: ["subnet-a", "subnet-b"], SecurityGroupIds: ["sg-2"] },
      LastUpdate: { Status: "SUCCESS", WorkerReplacementStrategy: "GRACEFUL" },
    });
    expect(after.LoggingConfiguration["WorkerLogs"]).toMatchObject({ LogLevel: "ERROR" });
    expect(after.LoggingConfiguration["TaskLogs"]).toEqual(before.LoggingConfiguration["TaskLogs"]);
    expect(after["WebserverUrl"]).toBe(before["WebserverUrl"]);
  });

  test("is DELETING and then not found; its name can be used again (#13)", async () => {
    const sandbox = harness({ pace: "fast" });
    await ask(sandbox, "PUT /environments/ci", least);
    await sandbox.clock.advance(60_000);
    expect((await ask(sandbox, "DELETE /environments/ci")).status).toBe(200);
    expect((await get(sandbox)).Status).toBe("DELETING");
    expect((await ask(sandbox, "PUT /environments/ci", least)).type).toBe("ValidationException");
    await sandbox.clock.advance(60_000);
    const gone = await ask(sandbox, "GET /environments/ci");
    expect(gone).toMatchObject({ status: 404, type: "ResourceNotFoundException" });
    expect((await ask(sandbox, `GET /tags/${ARN}`)).status).toBe(404);
    expect((await ask(sandbox, "GET /environments")).body.Environments).toEqual([]);
    expect((await ask(sandbox, "PUT /environments/ci", least)).status).toBe(200);
  });

  test("survives its process, and is of one region (#13)", async () => {
    const directory = tempDirectory();
    await ask(harness({ directory }), "PUT /environments/ci", least);
    expect((await get(harness({ directory }))).Status).toBe("AVAILABLE");
    const elsewhere = await ask(
      harness({ directory }),
      "GET /environments",
      undefined,
      "eu-west-1",
    );
    expect(elsewhere.body.Environments).toEqual([]);
    expect((await ask(harness({ directory }), "GET /environments", {}, "mars-1")).status).toBe(403);
  });

  test.each([
    [{}, /'ExecutionRoleArn'.*'SourceBucketArn'.*'DagS3Path'.*'NetworkConfiguration'/],
    [{ ...least, AirflowVersion: "2.7.1" }, /Airflow version 2.7.1 is not supported\. .*2\.7\.2, /],
    [{ ...least, EnvironmentClass: "mw1.huge" }, /EnvironmentClass/],
    [{ ...least, MinWorkers: 5, MaxWorkers: 2 }, /MinWorkers \(5\) must not be greater/],
    [{ ...least, Schedulers: 1 }, /Schedulers of mw1.small must be from 2 to 5/],
    [{ ...least, EnvironmentClass: "mw1.micro", Schedulers: 2 }, /mw1.micro must be from 1 to 1/],
    [{ ...least, PluginsS3Path: "plugins.zip" }, /PluginsS3Path needs PluginsS3ObjectVersion/],
    [{ ...least, ExecutionRoleArn: "airflow" }, /ExecutionRoleArn/],
    [{ ...least, WeeklyMaintenanceWindowStart: "SUN:03:15" }, /WeeklyMaintenanceWindowStart/],
    [{ ...least, Tags: { "aws:x": "y" } }, /reserved/],
    [
      { ...least, NetworkConfiguration: { SubnetIds: ["subnet-a"], SecurityGroupIds: ["sg-1"] } },
      /SubnetIds.*length greater than or equal to 2/,
    ],
    [
      {
        ...least,
        NetworkConfiguration: { SubnetIds: ["subnet-a", "subnet-a"], SecurityGroupIds: ["sg-1"] },
      },
      /two different subnets/,
    ],
    [
      { ...least, LoggingConfiguration: { TaskLogs: { Enabled: true } } },
      /LoggingConfiguration.TaskLogs.LogLevel/,
    ],
  ])("is refused as a whole for %j (#13)", async (input, message) => {
    const sandbox = harness();
    const { status, type, body } = await ask(sandbox, "PUT /environments/ci", input);
    expect([status, type]).toEqual([400, "ValidationException"]);
    expect(body.message).toMatch(message);
    expect((await ask(sandbox, "GET /environments")).body.Environments).toEqual([]);
  });

  test("has no other name than the service would take, and none twice (#13)", async () => {
    const sandbox = harness();
    expect((await ask(sandbox, "PUT /environments/1st", least)).type).toBe("ValidationException");
    await ask(sandbox, "PUT /environments/ci", least);
    const twice = await ask(sandbox, "PUT /environments/ci", least);
    expect(twice.body.message).toContain("already exists");
  });

  test("changes its major version from 2.11 alone (#13)", async () => {
    const sandbox = harness();
    await ask(sandbox, "PUT /environments/ci", { ...least, AirflowVersion: "2.10.3" });
    const direct = await ask(sandbox, "PATCH /environments/ci", { AirflowVersion: "3.0.6" });
    expect(direct.body.message).toContain("only 2.11 leads to 3");
    for (const version of ["2.11.0", "3.0.6", "2.11.0", "2.9.2"]) {
      expect(
        await ask(sandbox, "PATCH /environments/ci", { AirflowVersion: version }),
      ).toMatchObject({ status: 200 });
    }
  });
});

describe("tags of an environment", () => {
  test.each([ARN, encodeURIComponent(ARN)])("are had under %s (#13)", async (arn) => {
    const sandbox = harness();
    await ask(sandbox, "PUT /environments/ci", { ...least, Tags: { a: "1", b: "2" } });
    await ask(sandbox, `POST /tags/${arn}`, { Tags: { b: "3", "c/d": "4" } });
    await ask(sandbox, `DELETE /tags/${arn}?tagKeys=a&tagKeys=c%2Fd&tagKeys=none`);
    expect((await ask(sandbox, `GET /tags/${arn}`)).body.Tags).toEqual({ b: "3" });
    expect((await get(sandbox))["Tags"]).toEqual({ b: "3" });
  });

  test("are refused beyond fifty, and of what is not there (#13)", async () => {
    const sandbox = harness();
    await ask(sandbox, "PUT /environments/ci", { ...least, Tags: { first: "1" } });
    const Tags = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`k${at}`, "v"]));
    expect((await ask(sandbox, `POST /tags/${ARN}`, { Tags })).body.message).toContain("50 tags");
    const elsewhere = ARN.replace("123456789012", "111122223333");
    expect((await ask(sandbox, `GET /tags/${elsewhere}`)).status).toBe(404);
    expect((await ask(sandbox, "GET /tags/x")).type).toBe("ValidationException");
    expect((await ask(sandbox, "GET /tags/%E0%A4%A")).type).toBe("ValidationException");
  });
});

test("environments are listed in pages, in the order of their names (#13)", async () => {
  const sandbox = harness();
  for (const name of ["c", "a", "b"]) await ask(sandbox, `PUT /environments/${name}`, least);
  const first = await ask(sandbox, "GET /environments?MaxResults=2");
  expect(first.body.Environments).toEqual(["a", "b"]);
  const token = first.body.NextToken ?? "";
  const second = await ask(sandbox, `GET /environments?MaxResults=2&NextToken=${token}`);
  expect(second.body).toEqual({ Environments: ["c"] });
  for (const query of ["MaxResults=26", "MaxResults=x", "NextToken=x"]) {
    expect((await ask(sandbox, `GET /environments?${query}`)).type).toBe("ValidationException");
  }
});

test.each(["POST /clitoken/ci", "POST /restapi/ci", "POST /environments/ci", "GET /constructor"])(
  "%s is refused by name, as it is not built (#13)",
  async (line) => {
    const { status, type, body } = await ask(harness(), line);
    expect([status, type]).toEqual([400, "UnknownOperationException"]);
    expect(body.message).toContain(`does not build airflow:${line}`);
  },
);

test.each(["{", "[]", "null"])("a body of %s is no input (#13)", async (body) => {
  const answer = await harness().dispatch({
    method: "PUT",
    path: "/environments/ci",
    headers: { authorization: authorization("us-east-1", "airflow") },
    body,
  });
  expect(answer).toMatchObject({ status: 400 });
});
