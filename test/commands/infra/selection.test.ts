import { faultyCli } from "../../helpers/faults.ts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";

let cli: Cli & { dispose: () => void };
beforeEach(async () => {
  cli = makeCli();
  const tag = (...tags: string[]): string[] => tags.flatMap((it) => ["--tag", it]);
  const dev = tag("Environment=dev", "Service=collector");
  await cli("infra create --name dev-1 --name dev-2", ...dev);
  await cli("infra create --name dev-mon", ...tag("Environment=dev", "Service=monitor"));
  const prod = tag("Environment=prod", "CriticalLevel=critical");
  await cli("infra create --name prod-1 --static-ip", ...prod);
  await cli("infra create --name eu-1 --region eu-west-1", ...dev);
});
afterEach(() => cli.dispose());

const names = async (...argv: string[]): Promise<string[]> => {
  const { stdout } = await cli("infra list --output name", ...argv);
  return stdout.split("\n").filter((line) => line !== "");
};

describe("which instances", () => {
  test.each([
    [
      ["--name", "dev-*"],
      ["dev-1", "dev-2", "dev-mon"],
    ],
    [
      ["--name", "dev-?"],
      ["dev-1", "dev-2"],
    ],
    [
      ["--name", "dev-1", "--name", "prod-1"],
      ["dev-1", "prod-1"],
    ],
    [
      ["--selector", "Environment=dev,Service!=monitor"],
      ["dev-1", "dev-2"],
    ],
    [["--selector", "Environment=dev", "--selector", "name=*-mon"], ["dev-mon"]],
    [
      ["--selector", "Environment=dev", "--region", "all", "--name", "*-1"],
      ["dev-1", "eu-1"],
    ],
    [["--status", "stopped"], []],
  ])("list %j", async (argv, expected) => {
    expect(await names(...argv)).toEqual(expected);
  });

  test("what is no selector is refused before any call", async () => {
    const result = await cli("infra list --selector Environment");
    expect(result).toMatchObject({ status: 2, stdout: "" });
    expect(result.stderr).toContain('"Environment" is not a filter');
  });

  test("one name gives an object, a pattern an array, even of one", async () => {
    const one = await cli("infra info --name dev-1 --output json");
    expect(one.json()).toMatchObject({ name: "dev-1" });
    const all = await cli("infra info --name dev-1* --output json");
    expect(all.json()).toMatchObject([{ name: "dev-1" }]);
  });

  test("one name in two regions means both, and each has its result", async () => {
    await cli("infra create --name dev-1 --region eu-west-1");
    const stop = ["--name", "dev-1", "--region", "all", "--action", "stop"];
    const both = await cli("infra manage", ...stop, "-o", "json");
    expect(both.json()).toMatchObject([
      { region: "ap-northeast-1", status: "stopped" },
      { region: "eu-west-1", status: "stopped" },
    ]);
    const close = ["ports", "set", "--none", "--name", "dev-1", "--region", "all", "--yes"];
    expect((await cli("infra", ...close, "-o", "name")).stdout).toBe("dev-1\ndev-1\n");
  });

  test("when a region does not answer nothing is done, which is no partial failure", async () => {
    const rules = [{ operation: "*", region: "eu-west-1", fault: "server_error" }];
    const shaky = faultyCli(cli, rules);
    const destroy = ["--selector", "Environment=dev", "--region", "all", "--yes", "-o", "json"];
    const result = await shaky("infra destroy", ...destroy);
    expect(result).toMatchObject({ status: 8, stdout: "" });
    expect(result.error()["message"]).toMatch(/1 of \d+ regions did not answer.*nothing was done/);
    expect(await names("--region", "all")).toHaveLength(5);
  });

  test("what only reads shows those of the regions that answer", async () => {
    const rules = [{ operation: "*", region: "eu-west-1", fault: "server_error" }];
    const shaky = faultyCli(cli, rules);
    const info = (...argv: string[]) => shaky("infra info --region all", ...argv);
    const one = await info("--name", "dev-1", "-o", "json");
    expect(one).toMatchObject({ status: 6 });
    expect(one.json()).toMatchObject({ name: "dev-1" });
    expect(one.error()).toMatchObject({
      message: expect.stringMatching(/^1 of \d+ regions failed/),
    });
    const table = await info("--selector", "Environment=dev");
    expect(table.status).toBe(6);
    expect(table.stdout).toContain("dev-1");
    const nobody = await info("--name", "nobody");
    expect(nobody).toMatchObject({ status: 6, stdout: "" });
    expect(nobody.stderr).toContain("No instance matches in the regions that answered. 1 of ");
    const field = await info("--name", "dev-1", "--field", "status");
    expect(field).toMatchObject({ status: 8, stdout: "" });
    expect(field.stderr).toContain("did not answer, so the selection is not complete");
  });

  test("without any choice nothing is meant", async () => {
    for (const verb of [["info"], ["destroy", "--yes"], ["manage", "--action", "stop"]]) {
      const result = await cli("infra", ...verb);
      expect(result).toMatchObject({ status: 2, stdout: "" });
      expect(result.stderr).toContain("No instance is selected");
    }
    expect(await names()).toHaveLength(4);
  });

  test("a selection that meets nothing, and a name that is not there, are not found", async () => {
    const none = await cli("infra manage --action stop --selector Team=x");
    expect(none).toMatchObject({ status: 3, stdout: "" });
    const argv = ["--region", "all", "--name", "dev-1", "--name", "dve-2"];
    const missing = await cli("infra manage --action stop", ...argv);
    expect(missing).toMatchObject({ status: 3, stdout: "" });
    expect(missing.stderr).toContain("no instance dve-2");
    expect(await names("--status", "stopped")).toEqual([]);
  });
});

describe("many at once", () => {
  test("all are tried, each has a result, and the status says that some failed", async () => {
    await cli("infra manage --name dev-2 --action stop");
    const result = await cli("infra manage --name dev-* --action reboot -o json");
    expect(result.status).toBe(6);
    expect(result.json()).toMatchObject([
      { name: "dev-1", changed: true, status: "running" },
      { name: "dev-2", changed: false, error: { code: "invalid_state" } },
      { name: "dev-mon", changed: true },
    ]);
    expect(result.error()).toMatchObject({
      code: "partial_failure",
      errors: [{ resource: "dev-2" }],
    });
    const table = await cli("infra manage --name dev-* --action reboot");
    expect(table.stdout).toMatch(/^dev-2 +failed: invalid_state +- +-/m);
  });

  test("a protected instance is left alone unless it is named", async () => {
    const all = await cli("infra manage --name *-1 --action stop -o json");
    expect(all.status).toBe(6);
    expect(all.json()).toMatchObject([
      { name: "dev-1", status: "stopped" },
      { name: "prod-1", error: { code: "protected" } },
    ]);
    const named = await cli("infra manage --name prod-1 --action stop");
    expect(named.status).toBe(0);
  });

  test("destroying many asks for their number, and leaves the protected one", async () => {
    const terminal = cli.with({ terminal: 100, stdin: "4\n" });
    const wrong = await terminal("infra destroy --name *");
    expect(wrong.status).toBe(2);
    expect(wrong.stderr).toContain("not touched: prod-1 is protected by CriticalLevel=critical");
    expect(await names()).toHaveLength(4);
    const right = await cli.with({ terminal: 100, stdin: "3\n" })("infra destroy --name *");
    expect(right.status).toBe(6);
    expect(await names("--region", "all")).toEqual(["eu-1", "prod-1"]);
  });
});

describe("--dry-run", () => {
  const dry = (...argv: string[]): ReturnType<Cli> =>
    cli("infra", ...argv, "--dry-run", "-o", "json");

  test("destroy says what would go, and asks nothing", async () => {
    const result = await dry("destroy", "--name", "prod-1");
    expect(result.status).toBe(0);
    expect(result.json()).toMatchObject({
      dry_run: true,
      changes: [
        { action: "delete", kind: "instance", name: "prod-1" },
        { action: "release", kind: "static_ip", name: "prod-1-static-ip" },
      ],
    });
    expect(await names()).toContain("prod-1");
  });

  test("manage and create", async () => {
    const stop = await dry("manage", "--name", "dev-*", "--action", "stop");
    expect(stop.json()).toMatchObject({ changes: [{}, {}, {}] });
    const start = await dry("manage", "--name", "dev-*", "--action", "start");
    expect(start.json()).toMatchObject({ changes: [] });
    const create = await dry("create", "--name", "new-1", "--static-ip", "--port", "tcp/22@world");
    expect(create.json()).toMatchObject({
      changes: [
        { action: "create", name: "new-1" },
        { action: "set", kind: "firewall" },
        { action: "allocate", name: "new-1-static-ip" },
        { action: "attach" },
      ],
    });
    const taken = await dry("create", "--name", "dev-1");
    expect(taken.status).toBe(5);
    expect(await names()).toHaveLength(4);
    expect((await cli("infra log --output json")).json()).toHaveLength(4);
  });
});

describe("a dry run that is refused (#11.21)", () => {
  test("of a name in use says so, and not that there is nothing to change", async () => {
    await cli("infra create --name taken-1 --no-wait");
    const { status, stdout, stderr } = await cli("infra create --name taken-1 --dry-run");
    expect(status).toBe(5);
    expect(stdout).not.toContain("nothing to change");
    expect(stderr).toContain('The name "taken-1" is in use');
    const json = await cli("infra create --name taken-1 --name free-1 --dry-run -o json");
    expect(json.json()).toMatchObject({ complete: false, changes: [{ name: "free-1" }] });
    expect(json.status).toBe(6);
    expect(json.error()["hint"]).toContain("nothing was changed");
    expect(json.error()["hint"]).not.toContain("the others are done");
  });
});

test.each([
  ["us-esat-1", "us-east-1"],
  ["eu-wset-1", "eu-west-1"],
  ["ap-northeast1", "ap-northeast-1"],
])("the region %s is a slip for %s (#11.24)", async (region, meant) => {
  for (const argv of [["infra", "list"], ["infra", "create", "--name", "web-1"], ["cost"]]) {
    const { status, stdout, stderr } = await cli(...argv, "--region", region);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(`Did you mean ${meant}?`);
  }
});
