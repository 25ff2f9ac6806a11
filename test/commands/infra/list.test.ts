import { faultyCli } from "../../helpers/faults.ts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";

let cli: Cli & { dispose: () => void };
beforeEach(() => {
  cli = makeCli();
});
afterEach(() => cli.dispose());

function withFaults({ rules }: { rules: readonly object[] }): Cli {
  return faultyCli(cli, rules);
}

async function threeInstances(): Promise<void> {
  await cli("infra create --name web-2 --bundle nano_3_0");
  await cli("infra create --name web-10 --bundle large_3_0");
  await cli("infra create --name syd-1 --bundle nano_3_2 --region ap-southeast-2");
  await cli("infra manage --name web-2 --action stop");
}

test("an empty account is an empty array and success", async () => {
  expect(await cli("infra list --output json")).toMatchObject({
    status: 0,
    stdout: "[]\n",
    stderr: "",
  });
  expect(await cli("infra list --output yaml")).toMatchObject({
    status: 0,
    stdout: "[]\n",
  });
  expect(await cli("infra list --output name")).toMatchObject({ status: 0, stdout: "" });
  const table = await cli("infra list");
  expect(table).toMatchObject({
    status: 0,
    stdout: "",
    stderr: "No instances in ap-northeast-1.\n",
  });
});

test("the table, as a person sees it", async () => {
  await threeInstances();
  expect((await cli("infra list --region all")).stdout).toBe(
    [
      "NAME    STATUS   PUBLIC IP     ADDRESS  PRIVATE IP   BUNDLE     BLUEPRINT     ZONE             USD/MONTH",
      "syd-1   running  198.51.100.3  dynamic  172.26.0.17  nano_3_2   ubuntu_22_04  ap-southeast-2a      $5.00",
      "web-2   stopped  -             none     172.26.0.17  nano_3_0   ubuntu_22_04  ap-northeast-1a      $5.00",
      "web-10  running  198.51.100.2  dynamic  172.26.0.19  large_3_0  ubuntu_22_04  ap-northeast-1a     $44.00",
      "",
    ].join("\n"),
  );
});

test("filter, columns in the asked order, sort in both directions", async () => {
  await threeInstances();
  const list = async (...argv: string[]): Promise<string[]> =>
    (await cli("infra list --region all", ...argv)).stdout.trimEnd().split("\n");
  expect(await list("--status", "running", "--output", "name")).toEqual(["syd-1", "web-10"]);
  expect(await list("--status", "stopped,running", "--output", "name")).toHaveLength(3);
  expect(await list("--columns", "region,name", "--sort", "-monthly_price_usd")).toEqual([
    "REGION          NAME",
    "ap-northeast-1  web-10",
    "ap-southeast-2  syd-1",
    "ap-northeast-1  web-2",
  ]);
});

test("what is absent stands last, whichever way it is sorted", async () => {
  await threeInstances();
  for (const sort of ["public_ip", "-public_ip"]) {
    const { stdout } = await cli("infra list --sort", sort, "--output", "name", "--region", "all");
    expect(stdout.trimEnd().split("\n").at(-1)).toBe("web-2");
  }
});

test("several regions by name", async () => {
  await threeInstances();
  const { json } = await cli("infra list --region us-east-1,ap-southeast-2 --output json");
  expect((json() as { name: string }[]).map((it) => it.name)).toEqual(["syd-1"]);
});

test("a region that fails is told, the others are listed, and the status says partial", async () => {
  await threeInstances();
  const broken = withFaults({
    rules: [
      {
        operation: "GetInstances",
        region: "ap-southeast-2",
        fault: "server_error",
        probability: 1,
      },
    ],
  });
  const { status, json, error } = await broken("infra list --region all --output json");
  expect(status).toBe(6);
  expect((json() as { name: string }[]).map((it) => it.name)).toEqual(["web-2", "web-10"]);
  expect(error()).toMatchObject({
    code: "partial_failure",
    errors: [{ code: "service_unavailable" }],
  });
  expect(JSON.stringify(error())).toContain("ap-southeast-2");
});

test("a region that the account has not enabled is named, not an error, unless it was asked for", async () => {
  await threeInstances();
  const partly = withFaults({
    rules: [{ operation: "*", region: "ap-southeast-2", fault: "region_disabled" }],
  });
  const all = await partly("infra list --region all --output name");
  expect(all).toMatchObject({ status: 0, stdout: "web-2\nweb-10\n" });
  expect(all.stderr).toContain("not enabled for this account, so not listed: ap-southeast-2");
  const asked = await partly("infra list --region ap-northeast-1,ap-southeast-2");
  expect(asked.status).toBe(6);
});

test("expired credentials are told once, with status 4 and nothing on stdout", async () => {
  const expired = withFaults({ rules: [{ operation: "*", fault: "expired_credentials" }] });
  for (const region of ["us-east-1", "all", "us-east-1,eu-west-1"]) {
    const { status, stdout, error } = await expired(
      "infra list --region",
      region,
      "--output",
      "json",
    );
    expect({ status, stdout }).toEqual({ status: 4, stdout: "" });
    expect(error()).toMatchObject({ code: "credentials_expired", hint: expect.any(String) });
  }
});

test("prices that can't be had are null, with a warning", async () => {
  await threeInstances();
  const broken = withFaults({
    rules: [{ operation: "GetBundles", fault: "server_error", probability: 1 }],
  });
  const { status, json, stderr } = await broken("infra list --output json");
  expect(status).toBe(0);
  expect(json()).toMatchObject([{ monthly_price_usd: null }, { monthly_price_usd: null }]);
  expect(stderr).toContain('"prices are missing');
});

describe("on a terminal", () => {
  test("columns that have no room are left out, never shortened, and named", async () => {
    await threeInstances();
    const { stdout, stderr } = await cli.with({ terminal: 60, env: { NO_COLOR: "1" } })(
      "infra list",
    );
    expect(stdout.split("\n")[0]).toBe("NAME    STATUS   PUBLIC IP     BUNDLE     ZONE");
    expect(stderr).toContain("(no room for ");
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(60);
  });

  test("--wide and -o wide show all columns whole, --no-header no titles (#11.14, #11.22)", async () => {
    const name = `prod-${"x".repeat(67)}-eu-1`;
    await cli("infra create --name", name, "--no-wait");
    const narrow = cli.with({ terminal: 60, env: { NO_COLOR: "1" } });
    const cut = (await narrow("infra list")).stdout;
    expect(cut).not.toContain(name);
    for (const line of cut.split("\n")) expect(line.length).toBeLessThanOrEqual(60);
    for (const flags of [["--wide"], ["-o", "wide"], ["--output", "WIDE"]]) {
      const { stdout, stderr } = await narrow("infra list", ...flags);
      expect(stdout).toContain(name);
      expect(stdout).toContain("USD/MONTH");
      expect(stderr).toBe("1 instance, 0 running, $12.00 a month\n");
    }
    const bare = await cli("infra list --no-header --columns name");
    expect(bare.stdout).toBe(`${name}\n`);
  });

  test("asked columns are all shown, however narrow it is", async () => {
    await threeInstances();
    const narrow = cli.with({ terminal: 10, env: { NO_COLOR: "1" } });
    const { stdout } = await narrow("infra list --columns name,created_at");
    expect(stdout.split("\n")[0]).toBe("NAME    CREATED");
  });

  test("colour only where it is wanted", async () => {
    await threeInstances();
    const coloured = async (options: {
      terminal?: number;
      env?: Record<string, string>;
    }): Promise<boolean> => (await cli.with(options)("infra list")).stdout.includes("\u001b[");
    expect(await coloured({})).toBe(false);
    expect(await coloured({ terminal: 120 })).toBe(true);
    expect(await coloured({ terminal: 120, env: { NO_COLOR: "1" } })).toBe(false);
    expect(await coloured({ terminal: 120, env: { CLICOLOR: "0" } })).toBe(false);
    expect(await coloured({ terminal: 120, env: { TERM: "dumb" } })).toBe(false);
    expect(await coloured({ env: { FORCE_COLOR: "1" } })).toBe(true);
    expect(await coloured({ env: { CLICOLOR_FORCE: "1" } })).toBe(true);
  });
});

test.each([
  [["--columns", "name,statu"], 2, 'no column "statu"'],
  [["--sort", "price"], 2, 'no column "price"'],
  [["--status", "gone"], 2, '"gone"'],
  [["--region", "all,us-east-1"], 2, "stands alone"],
  [["--region", "europe"], 2, "not a region"],
  [["--output", "json", "--columns", "name"], 2, "--columns is for tables"],
])("%j is refused", async (argv, status, why) => {
  const result = await cli("infra list", ...argv);
  expect(result).toMatchObject({ status, stdout: "" });
  expect(result.stderr).toContain(why);
});

test("hostile tags can't move the cursor, colour, or break a line", async () => {
  await cli("infra create --name web-1 --tag", "A=\u001b[2J\u0007\u202edlrow\nnext");
  const { stdout } = await cli("infra list --columns name,tags");
  expect(stdout.split("\n")).toHaveLength(3);
  // eslint-disable-next-line no-control-regex
  expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  expect(stdout).toContain("\\x1b[2J\\x07\\u202edlrow\\x0anext");
});

describe("--field", () => {
  test("prints one value of each record, by its path or as a column (#11.14, #11.36)", async () => {
    await threeInstances();
    const field = async (path: string): Promise<string> =>
      (await cli("infra list --field", path)).stdout;
    expect((await field("name")).split("\n")).toEqual(["web-2", "web-10", ""]);
    expect(await field("hardware.cpu_count")).toBe("2\n2\n");
    expect(await field("cpu_count")).toBe("2\n2\n");
    expect(await field("tags.Nowhere")).toBe("\n\n");
    expect(await field("firewall_rules.0.protocol")).toBe("tcp\ntcp\n");
    const unknown = await cli("infra list --field nam");
    expect(unknown).toMatchObject({ status: 2, stdout: "" });
    expect(unknown.stderr).toContain("Did you mean name?");
  });

  test("of what a command did; it is shown whole when there is no such field", async () => {
    const made = await cli("infra create --name one --field public_ip");
    expect(made.stdout).toMatch(/^198\.51\.100\.\d+\n$/);
    const wrong = await cli("infra create --name two --field adress");
    expect(wrong.status).toBe(2);
    expect(wrong.stdout).toMatch(/Name +two/);
    expect(wrong.stderr).toContain('The result has no field "adress"');
  });
});
