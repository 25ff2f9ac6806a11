import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Cli, makeCli } from "../../../helpers/cli.ts";

let cli: Cli & { dispose: () => void };
beforeEach(async () => {
  cli = makeCli();
  await cli("infra create --name web-1");
  await cli("infra create --name web-2 --region us-east-1 --port tcp/443@world");
});
afterEach(() => cli.dispose());

const ports = (...argv: string[]): ReturnType<Cli> =>
  cli("infra ports", ...argv, "--output", "json");

describe("list", () => {
  test("shows each rule, of all instances or of those that are meant", async () => {
    const here = await ports("list");
    expect(here.json()).toHaveLength(2);
    expect((here.json() as object[])[0]).toEqual({
      instance: "web-1",
      region: "ap-northeast-1",
      rule: "tcp/22",
      service: "ssh",
      protocol: "tcp",
      from_port: 22,
      to_port: 22,
      cidrs: ["0.0.0.0/0"],
      ipv6_cidrs: ["::/0"],
      cidr_list_aliases: [],
      open_to_world: true,
    });
    expect((await ports("list", "--region", "all", "--name", "web-2")).json()).toMatchObject([
      { instance: "web-2", rule: "tcp/443" },
    ]);
    expect((await ports("list", "--name", "nobody")).status).toBe(3);
  });

  test("an empty list is [] and a note", async () => {
    await ports("set", "--none", "--name", "web-1", "--yes");
    expect((await ports("list")).stdout).toBe("[]\n");
    expect((await cli("infra ports list")).stderr).toContain("No port is open");
  });
});

describe("audit", () => {
  test("asks all regions, the worst first", async () => {
    const { status, stdout } = await cli("infra ports audit --columns severity,instance,rule");
    expect(status).toBe(0);
    expect(stdout.split("\n").slice(1, 4)).toEqual([
      "critical  web-1     tcp/22",
      "low       web-1     tcp/80",
      "low       web-2     tcp/443",
    ]);
    const elsewhere = cli.with({ env: { AWS_REGION: "eu-west-1" } });
    expect((await elsewhere("infra ports audit -o json")).json()).toHaveLength(3);
    expect((await ports("audit", "--region", "us-east-1")).json()).toHaveLength(1);
  });

  test("--fail-on-open is status 5 when there is any of the severity", async () => {
    const found = await ports("audit", "--severity", "critical", "--fail-on-open");
    expect(found.status).toBe(5);
    expect(found.json()).toMatchObject([{ severity: "critical", status: "running" }]);
    await ports("set", "ssh@203.0.113.0/24", "--name", "web-1", "--yes");
    expect((await ports("audit", "--severity", "critical", "--fail-on-open")).status).toBe(0);
  });

  test("takes one call for each region, and one for which there are", async () => {
    writeFileSync(
      join(cli.directory, "faults.json"),
      JSON.stringify({ rules: [{ operation: "GetInstancePortStates", fault: "server_error" }] }),
    );
    const faulty = cli.with({
      env: { QUANTS_CTL_SANDBOX_FAULTS: join(cli.directory, "faults.json") },
    });
    expect((await faulty("infra ports audit")).status).toBe(0);
  });
});

describe("diff", () => {
  test("names what is missing, what is too much and other sources", async () => {
    const { status, json } = await ports(
      ...["diff", "ssh@203.0.113.0/24", "wireguard@world", "--name", "web-1"],
    );
    expect(status).toBe(0);
    expect(json()).toMatchObject([
      {
        rule: "tcp/22",
        difference: "sources",
        missing_sources: ["203.0.113.0/24"],
        extra_sources: ["0.0.0.0/0", "::/0"],
      },
      { rule: "tcp/80", difference: "extra" },
      { rule: "udp/51820", service: "wireguard", difference: "missing" },
    ]);
  });

  test("--fail-on-drift is status 5, and 0 when all is as wanted", async () => {
    writeFileSync(join(cli.directory, "rules.yml"), "[ssh@world, http@world]\n");
    expect((await ports("diff", "--rules", "rules.yml", "--fail-on-drift")).status).toBe(0);
    const all = await ports("diff", "--rules", "rules.yml", "--fail-on-drift", "--region", "all");
    expect(all.status).toBe(5);
    expect(all.json()).toHaveLength(3);
  });
});

describe("a region that does not answer", () => {
  beforeEach(() => {
    const rules = [{ operation: "*", region: "eu-west-1", fault: "server_error" }];
    writeFileSync(join(cli.directory, "faults.json"), JSON.stringify({ rules }));
  });
  const broken = (...argv: string[]): ReturnType<Cli> =>
    cli.with({ env: { QUANTS_CTL_SANDBOX_FAULTS: join(cli.directory, "faults.json") } })(
      ...["infra", "ports", ...argv, "--output", "json"],
    );

  test.each([
    [["audit"], 3],
    [["audit", "--name", "web-*"], 3],
    [["audit", "--name", "web-2"], 1],
    [["list", "--region", "all", "--status", "running"], 3],
    [["diff", "ssh@world", "http@world", "--region", "all", "--selector", "a!=b"], 3],
  ])("%j shows what the others have, and fails", async (argv, items) => {
    const { status, json, error } = await broken(...argv);
    expect(status).toBe(6);
    expect(json()).toHaveLength(items);
    expect(error()["message"]).toMatch(/1 of \d+ regions/);
    expect(error()["hint"]).toBe(
      "Each failure is listed; the other regions are shown. Repeat the command when those answer.",
    );
  });

  test("is all that was asked: nothing is shown", async () => {
    const { status, stdout } = await broken("list", "--region", "eu-west-1", "--status", "running");
    expect(status).toBe(8);
    expect(stdout).toBe("");
  });

  test("a name that none of the others has may be there", async () => {
    const { status, json, error } = await broken("list", "--region", "all", "--name", "web-x");
    expect(status).toBe(6);
    expect(json()).toEqual([]);
    expect(error()["message"]).toMatch(/regions/);
  });
});

test("of several names, those that are there are shown beside what is missing", async () => {
  const { status, json, error } = await ports("list", "--name", "web-1", "--name", "web-x");
  expect(status).toBe(6);
  expect(json()).toMatchObject([{ instance: "web-1" }, { instance: "web-1" }]);
  expect(error()).toMatchObject({ errors: [{ code: "not_found", resource: "web-x" }] });
  expect((await ports("list", "--name", "web-x")).status).toBe(3);
});
