import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeWorkplace, type Workplace } from "../helpers/process.ts";
import { startSandbox } from "../helpers/sandbox-server.ts";
import { describeWith, pythonWith } from "../helpers/tools.ts";

const SCRIPT = fileURLToPath(new URL("fixtures/drive.py", import.meta.url));
const python = pythonWith("boto3");

interface Seen {
  pages: number[];
  names: string[];
  created_at: string;
  ports: object[];
  operations: string[];
  refusals: Record<string, object | null>;
  [what: string]: unknown;
}

describeWith("boto3 drives the sandbox", { boto3: python }, () => {
  let here: Workplace;
  let seen: Seen;
  beforeAll(async () => {
    here = makeWorkplace();
    await here.run(["sandbox", "seed", "--instances", "250"]);
    const server = await startSandbox(here);
    const ended = await here.spawn(python ?? "", ["-B", SCRIPT, server.endpoint], {
      env: server.env,
    }).ended;
    if (ended.status !== 0) throw new Error(ended.stderr);
    seen = ended.json<Seen>();
  });
  afterAll(() => here.dispose());

  test("reads every page, each instance once", () => {
    expect(seen.pages.length).toBeGreaterThan(1);
    expect(seen.names).toHaveLength(250);
    expect(new Set(seen.names).size).toBe(250);
  });

  test("has a paginator for every list", () => {
    expect(seen["get_active_names"]).toBeGreaterThanOrEqual(250);
    expect(seen["get_bundles"]).toBeGreaterThan(20);
    expect(seen["get_blueprints"]).toBeGreaterThan(10);
    expect(seen).toMatchObject({ get_static_ips: 0, get_instance_snapshots: 0 });
  });

  test("creates what quants-ctl then shows", async () => {
    expect(seen["created"]).toEqual({
      operationType: "CreateInstance",
      resourceName: "from-boto3",
      status: expect.stringMatching(/^(Started|Succeeded)$/) as string,
    });
    expect(seen["tags"]).toEqual([{ key: "By", value: "boto3" }]);
    expect(seen["attached"]).toEqual(["StaticIp", "Instance"]);
    const shown = await here.run(["infra", "info", "--name", "from-boto3", "--output", "json"]);
    const record = shown.json<Record<string, unknown>>();
    expect(record).toMatchObject({
      blueprint_id: "debian_12",
      bundle_id: "nano_3_0",
      is_static_ip: true,
      static_ip_name: "fixed",
      tags: { By: "boto3" },
      firewall_rules: [{ protocol: "tcp", from_port: 22, cidrs: ["192.0.2.0/24"] }],
    });
    expect(Date.parse(seen.created_at)).toBe(Date.parse(String(record["created_at"])));
    expect(seen.ports).toEqual([
      {
        fromPort: 22,
        toPort: 22,
        protocol: "tcp",
        state: "open",
        cidrs: ["192.0.2.0/24"],
        ipv6Cidrs: [],
        cidrListAliases: [],
      },
    ]);
  });

  test("finds what was done among the operations", () => {
    expect(seen.operations).toEqual(
      expect.arrayContaining(["AllocateStaticIp", "AttachStaticIp", "CreateInstance"]),
    );
  });

  test("meets refusals in the form and with the codes of the service", () => {
    expect(seen.refusals).toMatchObject({
      absent: {
        class: "NotFoundException",
        code: "NotFoundException",
        message: "The Instance does not exist: absent",
        lightsail_code: "DoesNotExist",
        status: 400,
      },
      taken: {
        code: "InvalidInputException",
        message: "Some names are already in use: from-boto3",
        lightsail_code: "NameExists",
      },
      wrong_token: { code: "InvalidInputException", status: 400 },
      unbuilt: { code: "InvalidInputException", lightsail_code: "UnsupportedOperation" },
      missing: { class: "ParamValidationError" },
    });
    expect(seen.refusals["second_address"]).not.toBeNull();
    expect(seen["modelled"]).toBe(true);
  });

  test("meets other services' refusals in their own forms, and assumes a role (#11.8)", () => {
    expect(seen["others"]).toMatchObject({
      s3: { code: "NotImplemented" },
      dynamodb: { code: "UnknownOperationException" },
      lambda: { code: "UnknownOperationException" },
      // In CBOR or as a query, by boto3's version.
      cloudwatch: { code: expect.stringMatching(/^(UnknownOperationException|InvalidAction)$/) },
      ec2: { code: "InvalidAction" },
      iam: { code: "InvalidAction" },
      route53: { code: "InvalidAction" },
    });
    expect(seen["role"]).toBe("arn:aws:sts::444455556666:assumed-role/ops/me");
  });

  test("learns who it is", () => {
    expect(seen["identity"]).toMatch(/^\d{12}$/);
  });
});
