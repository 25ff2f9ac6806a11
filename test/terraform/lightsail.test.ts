import { afterAll, beforeAll, expect, test } from "vitest";
import { type LightsailStack, startLightsailStack } from "../helpers/lightsail-stack.ts";
import { makeWorkplace, type Workplace } from "../helpers/process.ts";
import { terraformTools } from "../helpers/terraform.ts";
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
  let on: LightsailStack;

  beforeAll(async () => {
    workplace = makeWorkplace();
    on = await startLightsailStack(workplace);
  });
  afterAll(() => workplace.dispose());

  test("are made, and then as they were meant", async () => {
    on.write("stack.tf", stack(FIRST));
    expect(await on.apply()).toContain("17 added, 0 changed, 0 destroyed");
    await on.planIsEmpty();
  });

  test("are changed in place, or made anew where they have to be", async () => {
    on.write(
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
    expect(await on.apply()).toContain("1 added, 5 changed, 1 destroyed");
    await on.planIsEmpty();
  });

  test("are taken over again after they were forgotten", async () => {
    const forgotten = [...IMPORTS.matchAll(/to = (\S+)/g)].map(([, address = ""]) => address);
    await on.terraform.run(["state", "rm", ...forgotten]);
    on.write("import.tf", IMPORTS);
    expect(await on.apply()).toContain(`${forgotten.length} imported, 0 added, 0 changed`);
    await on.planIsEmpty();
  });

  test("that vanished are made again", async () => {
    await on.call("DeleteLoadBalancer", { loadBalancerName: "front" });
    expect(await on.apply()).toMatch(/[67] added, 0 changed, [01] destroyed/);
    await on.planIsEmpty();
    await on.call("DeleteDomain", { domainName: "example.com" });
    await on.call("DeleteCertificate", { certificateName: "site" });
    await on.call("DeleteBucket", { bucketName: "quants-archive", forceDelete: true });
    await on.call("StopInstance", { instanceName: "web" });
    await on.call("DetachDisk", { diskName: "data" });
    await on.call("DeleteDisk", { diskName: "data" });
    await on.call("StartInstance", { instanceName: "web" });
    // The domain with its three entries, the bucket with its key and access, the disk attached again.
    expect(await on.apply()).toContain("10 added, 0 changed, 0 destroyed");
    await on.planIsEmpty();
  });

  test("are destroyed", async () => {
    await on.terraform.run(["destroy", "-auto-approve"]);
    const { stdout } = await on.terraform.run(["state", "list"]);
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
