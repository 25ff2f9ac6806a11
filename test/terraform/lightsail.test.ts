import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeWorkplace, type Workplace } from "../helpers/process.ts";
import { type SandboxServer, startSandbox } from "../helpers/sandbox-server.ts";
import {
  attachProvider,
  type Terraform,
  terraformIn,
  terraformTools,
} from "../helpers/terraform.ts";
import { describeWith } from "../helpers/tools.ts";

/** What is changed in place later on. */
interface Options {
  size: string;
  team: string;
  path: string;
  address: string;
  seconds: string;
  storage: string;
}

const FIRST: Options = {
  ...{ size: "32", team: "quants", path: "/", address: "192.0.2.1", seconds: "900" },
  storage: "small_1_0",
};

const PROVIDER = `
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
`;

const stack = ({ size, team, path, address, seconds, storage }: Options): string => `
resource "aws_lightsail_instance" "web" {
  name              = "web"
  availability_zone = "us-east-1a"
  blueprint_id      = "ubuntu_24_04"
  bundle_id         = "micro_3_0"
}

resource "aws_lightsail_disk" "data" {
  name              = "data"
  size_in_gb        = ${size}
  availability_zone = "us-east-1a"
  tags              = { Team = "${team}", Empty = "" }
}

resource "aws_lightsail_disk_attachment" "data" {
  disk_name     = aws_lightsail_disk.data.name
  instance_name = aws_lightsail_instance.web.name
  disk_path     = "/dev/xvdf"
}

resource "aws_lightsail_lb" "front" {
  name              = "front"
  instance_port     = 80
  health_check_path = "${path}"
  tags              = { Team = "${team}" }
}

resource "aws_lightsail_lb_attachment" "web" {
  lb_name       = aws_lightsail_lb.front.name
  instance_name = aws_lightsail_instance.web.name
}

resource "aws_lightsail_lb_stickiness_policy" "front" {
  lb_name         = aws_lightsail_lb.front.name
  cookie_duration = ${seconds}
  enabled         = true
}

resource "aws_lightsail_lb_certificate" "front" {
  name                      = "front-certificate"
  lb_name                   = aws_lightsail_lb.front.name
  domain_name               = "example.com"
  subject_alternative_names = ["www.example.com"]
}

resource "aws_lightsail_lb_certificate_attachment" "front" {
  lb_name          = aws_lightsail_lb.front.name
  certificate_name = aws_lightsail_lb_certificate.front.name
}

resource "aws_lightsail_lb_https_redirection_policy" "front" {
  lb_name    = aws_lightsail_lb.front.name
  enabled    = true
  depends_on = [aws_lightsail_lb_certificate_attachment.front]
}

resource "aws_lightsail_domain" "zone" {
  domain_name = "example.com"
}

resource "aws_lightsail_domain_entry" "www" {
  domain_name = aws_lightsail_domain.zone.domain_name
  name        = "www"
  type        = "A"
  target      = "${address}"
}

resource "aws_lightsail_domain_entry" "apex" {
  domain_name = aws_lightsail_domain.zone.domain_name
  name        = ""
  type        = "TXT"
  target      = "\\"v=spf1 -all\\""
}

resource "aws_lightsail_domain_entry" "front" {
  domain_name = aws_lightsail_domain.zone.domain_name
  name        = "front"
  type        = "A"
  target      = aws_lightsail_lb.front.dns_name
  is_alias    = true
}

resource "aws_lightsail_certificate" "site" {
  name                      = "site"
  domain_name               = "example.com"
  subject_alternative_names = ["www.example.com"]
  tags                      = { Team = "${team}" }
}

resource "aws_lightsail_bucket" "archive" {
  name      = "quants-archive"
  bundle_id = "${storage}"
  tags      = { Team = "${team}" }
}

resource "aws_lightsail_bucket_access_key" "archive" {
  bucket_name = aws_lightsail_bucket.archive.name
}

resource "aws_lightsail_bucket_resource_access" "web" {
  bucket_name   = aws_lightsail_bucket.archive.name
  resource_name = aws_lightsail_instance.web.name
}
`;

/** The resources that can be imported, by the ids that the provider reads. */
const IMPORTS = `
import {
  to = aws_lightsail_disk.data
  id = "data"
}
import {
  to = aws_lightsail_disk_attachment.data
  id = "data,web"
}
import {
  to = aws_lightsail_lb.front
  id = "front"
}
import {
  to = aws_lightsail_lb_attachment.web
  id = "front,web"
}
import {
  to = aws_lightsail_lb_stickiness_policy.front
  id = "front"
}
import {
  to = aws_lightsail_lb_certificate.front
  id = "front,front-certificate"
}
import {
  to = aws_lightsail_lb_certificate_attachment.front
  id = "front,front-certificate"
}
import {
  to = aws_lightsail_lb_https_redirection_policy.front
  id = "front"
}
import {
  to = aws_lightsail_certificate.site
  id = "site"
}
import {
  to = aws_lightsail_bucket.archive
  id = "quants-archive"
}
import {
  to = aws_lightsail_bucket_resource_access.web
  id = "quants-archive,web"
}
import {
  to = aws_lightsail_domain_entry.www
  id = "www,example.com,A,192.0.2.2"
}
`;

describeWith("disks, load balancers, domains and buckets by Terraform", terraformTools(), () => {
  let workplace: Workplace;
  let sandbox: SandboxServer;
  let terraform: Terraform;

  const write = (name: string, text: string): void =>
    writeFileSync(join(terraform.directory, name), text);
  const apply = async (): Promise<string> =>
    (await terraform.run(["apply", "-auto-approve", "-no-color"])).stdout;
  const planIsEmpty = (): Promise<unknown> => terraform.run(["plan", "-detailed-exitcode"]);

  beforeAll(async () => {
    workplace = makeWorkplace();
    const faults = join(workplace.directory, "faults.json");
    writeFileSync(faults, JSON.stringify({ certificates: "issued" }));
    // Domains are only there.
    sandbox = await startSandbox(workplace, { region: "us-east-1", faults });
    const directory = join(workplace.directory, "root");
    mkdirSync(directory);
    terraform = terraformIn(workplace, directory, sandbox.env);
    write("provider.tf", PROVIDER);
    await terraform.run(["init"]);
    terraform = await attachProvider(workplace, terraform);
  });
  afterAll(() => workplace.dispose());

  test("are made, and then as they were meant", async () => {
    write("stack.tf", stack(FIRST));
    expect(await apply()).toContain("17 added, 0 changed, 0 destroyed");
    await planIsEmpty();
  });

  test("are changed in place, or made anew where they have to be", async () => {
    write(
      "stack.tf",
      stack({
        ...FIRST,
        team: "ops",
        path: "/up",
        address: "192.0.2.2",
        seconds: "60",
        storage: "medium_1_0",
      }),
    );
    // An entry is another one with another target.
    expect(await apply()).toContain("1 added, 5 changed, 1 destroyed");
    await planIsEmpty();
  });

  test("are taken over again after they were forgotten", async () => {
    const forgotten = [...IMPORTS.matchAll(/to = (\S+)/g)].map(([, address = ""]) => address);
    await terraform.run(["state", "rm", ...forgotten]);
    write("import.tf", IMPORTS);
    expect(await apply()).toContain(`${forgotten.length} imported, 0 added, 0 changed`);
    await planIsEmpty();
  });

  test("that vanished are made again", async () => {
    const aws = await fetch(sandbox.endpoint, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": "Lightsail_20161128.DeleteLoadBalancer",
        authorization:
          "AWS4-HMAC-SHA256 Credential=sandbox/20260115/us-east-1/lightsail/aws4_request, SignedHeaders=host, Signature=0",
      },
      body: JSON.stringify({ loadBalancerName: "front" }),
    });
    expect(aws.status).toBe(200);
    expect(await apply()).toMatch(/[67] added, 0 changed, [01] destroyed/);
    await planIsEmpty();
  });

  test("are destroyed", async () => {
    await terraform.run(["destroy", "-auto-approve"]);
    const { stdout } = await terraform.run(["state", "list"]);
    expect(stdout).toBe("");
    const left = await workplace.run([
      "infra",
      "list",
      "--region",
      "us-east-1",
      "--output",
      "json",
    ]);
    expect(left.json()).toEqual([]);
  });
});
