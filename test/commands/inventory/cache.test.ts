import { faultyCli } from "../../helpers/faults.ts";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { instance, raw } from "../../providers/terraform/states.ts";
import { describeWith, tool } from "../../helpers/tools.ts";
import { type FakeClock, fakeClock } from "../../helpers/fake-clock.ts";

let clock: FakeClock;
let cli: Cli & { dispose: () => void };
beforeEach(async () => {
  clock = fakeClock({ auto: true });
  cli = makeCli({ clock });
  await create("web-1");
});
afterEach(() => cli.dispose());

const MINUTE = 60_000;
const at = (...names: string[]): string => join(cli.directory, ...names);
const folder = (): string => at("cache", "inventory");
/** As somebody else does, of whom this user's cache knows nothing. */
const create = (name: string): unknown =>
  cli.with({ env: { QUANTS_CTL_CACHE_DIR: at("theirs") } })(
    "infra create --name",
    name,
    "--bundle",
    "nano_3_0",
  );

function onlyFile(): string {
  const [name = "", ...others] = readdirSync(folder());
  expect(others).toEqual([]);
  return join(folder(), name);
}

async function hosts(...argv: string[]): Promise<string[]> {
  return namesIn(await cli("inventory", ...argv));
}

function namesIn(result: { json: () => unknown }): string[] {
  return Object.keys((result.json() as { all: { hosts: object } }).all.hosts);
}

test("nothing is kept unless it is asked for", async () => {
  await hosts();
  await hosts("--cache-ttl", "0");
  expect(existsSync(at("cache"))).toBe(false);
});

test("an answer is good for its time, and stderr tells how old it is", async () => {
  expect(await hosts("--cache-ttl", "5m")).toEqual(["web-1"]);
  await create("web-2");
  await clock.advance(2 * MINUTE);
  const { stderr, json } = await cli("inventory --cache-ttl 5m");
  expect(stderr).toMatch(/^lightsail: as it was 1\d\d s ago, from the cache\n$/);
  expect(namesIn({ json })).toEqual(["web-1"]);
  expect(await hosts()).toEqual(["web-1", "web-2"]);
  expect(await hosts("--cache-ttl", "1m")).toEqual(["web-1", "web-2"]);
  expect(await hosts("--cache-ttl", "5m")).toEqual(["web-1", "web-2"]);
});

describe("what this user changes is in the next answer", () => {
  beforeEach(async () => {
    await hosts("--cache-ttl", "1h");
    await clock.advance(1_000);
  });
  /** Between commands some time goes by. */
  const cached = async (): Promise<string[]> => {
    await clock.advance(1_000);
    return hosts("--cache-ttl", "1h");
  };

  test("at once, and once only is it asked for", async () => {
    await cli("infra create --name web-2 --bundle nano_3_0");
    expect(await cached()).toEqual(["web-1", "web-2"]);
    await create("web-3");
    expect(await cached()).toEqual(["web-1", "web-2"]);
  });

  test("when it fails half-way", async () => {
    const rules = [{ operation: "AttachStaticIp", fault: "server_error" }];
    const faulty = faultyCli(cli, rules);
    const { status } = await faulty("infra create --name web-2 --static-ip");
    expect(status).not.toBe(0);
    expect(await cached()).toEqual(["web-1", "web-2"]);
  });

  test("when the sandbox is filled or emptied", async () => {
    await cli("sandbox seed --instances 2");
    expect(await cached()).toEqual(["seed-1", "seed-2", "web-1"]);
    await cli("sandbox reset --yes");
    expect((await cli("inventory --cache-ttl 1h")).status).toBe(3);
  });

  test("but not because of what only reads, or is a dry run", async () => {
    await create("web-2");
    await cli("infra list");
    await cli("infra destroy --name web-1 --dry-run");
    expect(await cached()).toEqual(["web-1"]);
  });

  test("whatever was made of the mark", async () => {
    const change = (): unknown => cli("infra tag set --name web-1 --tag a=b");
    const mark = join(folder(), "changed");
    for (const make of [() => symlinkSync(at(), mark), () => mkdirSync(mark)]) {
      rmSync(mark, { force: true });
      make();
      await change();
      await create("web-2");
      expect(await cached()).toContain("web-2");
    }
  });
});

test("--refresh asks, and later runs have what it got", async () => {
  await hosts("--cache-ttl", "1h");
  await create("web-2");
  expect(await hosts("--cache-ttl", "1h")).toEqual(["web-1"]);
  expect(await hosts("--cache-ttl", "1h", "--refresh")).toEqual(["web-1", "web-2"]);
  expect(await hosts("--cache-ttl", "1h")).toEqual(["web-1", "web-2"]);
  expect(await cli("inventory --refresh")).toMatchObject({ status: 2, stdout: "" });
});

test("every form, --list and --host share it; a script's answers come without a word", async () => {
  await hosts("--cache-ttl", "1h");
  await create("web-2");
  const list = await cli("inventory --list --cache-ttl 1h");
  expect(list).toMatchObject({ status: 0, stderr: "" });
  expect(list.stdout).not.toContain("web-2");
  const host = await cli("inventory --host web-1 --cache-ttl 1h");
  expect(host).toMatchObject({ status: 0, stderr: "" });
  expect((await cli("inventory --host web-2 --cache-ttl 1h")).status).toBe(3);
  await cli("inventory --cache-ttl 1h --output hosts.ini");
  expect(readFileSync(at("hosts.ini"), "utf8")).not.toContain("web-2");
  const filter = ["--filter", "name=web-*", "--group-by", "region"];
  expect(await hosts("--cache-ttl", "1h", ...filter)).toEqual(["web-1"]);
});

test("an answer that failed is not kept", async () => {
  const faulty = faultyCli(cli, [{ operation: "*", fault: "throttle" }]);
  expect((await faulty("inventory --cache-ttl 1h")).status).toBe(8);
  expect(readdirSync(folder())).toEqual([]);
});

describe("another answer's place is", () => {
  const other: Record<string, () => Promise<unknown>> = {
    "another region's": () => cli("inventory --region us-east-1 --cache-ttl 1h"),
    "another sandbox's": () =>
      cli.with({ env: { QUANTS_CTL_SANDBOX_DIR: at("other") } })(
        "inventory --cache-ttl 1h --allow-empty",
      ),
  };
  test.each(Object.entries(other))("%s", async (_, ask) => {
    await hosts("--cache-ttl", "1h");
    expect((await ask()) as { stdout: string }).not.toMatchObject({
      stdout: expect.stringContaining("web-1") as unknown,
    });
  });

  test("another account's, profile's, endpoint's or provider's", async () => {
    const server = await import("../../../src/providers/sandbox/index.ts");
    const { control } = server.createSandbox({ directory: at("sandbox"), clock });
    const { endpoint, stop } = await control.start({ port: 0, pace: "instant" });
    try {
      writeFileSync(at("config"), "[profile a]\n[profile b]\n");
      const keys = (id: string) => `aws_access_key_id = ${id}\naws_secret_access_key = s3cr3t\n`;
      const credentials = `[default]\n${keys("D")}[a]\n${keys("A")}[b]\n${keys("B")}`;
      writeFileSync(at("credentials"), credentials);
      const env = {
        QUANTS_CTL_PROVIDER: "lightsail",
        AWS_CONFIG_FILE: at("config"),
        AWS_SHARED_CREDENTIALS_FILE: at("credentials"),
        AWS_ENDPOINT_URL: endpoint,
        AWS_ACCESS_KEY_ID: "AKIDONE",
        AWS_SECRET_ACCESS_KEY: "s3cr3t",
        AWS_SESSION_TOKEN: "t0k3n",
      };
      const run = async (more: Record<string, string>, ...argv: string[]): Promise<number> => {
        const one = cli.with({ env: { ...env, ...more } });
        const result = await one("inventory --cache-ttl 1h", ...argv);
        expect(result).toMatchObject({ status: 0 });
        return readdirSync(folder()).length;
      };
      expect(await run({})).toBe(1);
      expect(await run({})).toBe(1);
      expect(await run({ AWS_ACCESS_KEY_ID: "AKIDTWO" })).toBe(2);
      expect(await run({}, "--endpoint-url", endpoint)).toBe(3);
      expect(await run({ AWS_ENDPOINT_URL: `${endpoint}/` })).toBe(4);
      writeFileSync(at("credentials"), `${credentials}\n`);
      expect(await run({})).toBe(5);
      const texts = readdirSync(folder()).map(
        (name) => name + readFileSync(join(folder(), name), "utf8"),
      );
      for (const text of texts) expect(text).not.toMatch(/AKID|s3cr3t|t0k3n|127\.0\.0\.1/);
    } finally {
      await stop();
    }
  });
});

describe("the file", () => {
  test("is its owner's alone, in a folder that is", async () => {
    await hosts("--cache-ttl", "1h");
    expect(statSync(folder()).mode & 0o777).toBe(0o700);
    expect(statSync(onlyFile()).mode & 0o777).toBe(0o600);
  });

  const spoilt: Record<string, (path: string) => void> = {
    "cut off": (path) => writeFileSync(path, readFileSync(path, "utf8").slice(0, -9)),
    "no JSON": (path) => writeFileSync(path, "\u0000"),
    "of another key": (path) =>
      writeFileSync(path, readFileSync(path, "utf8").replace(/"key":"./, '"key":"x')),
    "with a member too many": (path) =>
      writeFileSync(path, readFileSync(path, "utf8").replace('"tags":', '"evil":1,"tags":')),
    "open to others": (path) => chmodSync(path, 0o640),
    "a link": (path) => {
      writeFileSync(at("elsewhere"), readFileSync(path), { mode: 0o600 });
      rmSync(path);
      symlinkSync(at("elsewhere"), path);
    },
  };
  test.each(Object.entries(spoilt))(
    "that is %s is told, not used, and replaced",
    async (_, spoil) => {
      await hosts("--cache-ttl", "1h");
      const path = onlyFile();
      spoil(path);
      await create("web-2");
      const result = await cli("inventory --cache-ttl 1h");
      expect(result.stderr).toMatch(/^warning: a cached answer is not used: .*\n$/);
      expect(namesIn(result)).toEqual(["web-1", "web-2"]);
      const again = await cli("inventory --cache-ttl 1h");
      expect(again.stderr).toMatch(/^lightsail: as it was \d+ s ago/);
      expect(statSync(onlyFile()).mode & 0o777).toBe(0o600);
    },
  );

  test("from the future is not used", async () => {
    await hosts("--cache-ttl", "1h");
    const path = onlyFile();
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace(/"asked_at":\d+/, `"asked_at":${clock.now() + MINUTE}`));
    await create("web-2");
    expect(await hosts("--cache-ttl", "1h")).toEqual(["web-1", "web-2"]);
  });

  test("holds untrusted text all the same", async () => {
    await cli("infra create --name evil-1 --tag 'Note={{ 7 * 6 }}'");
    await hosts("--cache-ttl", "1h");
    const path = onlyFile();
    writeFileSync(
      path,
      readFileSync(path, "utf8").replace(/"username":"[^"]*"/, '"username":"-oProxyCommand=x"'),
    );
    const { stdout, stderr } = await cli("inventory --cache-ttl 1h");
    expect(stdout).toContain('"__ansible_unsafe": "{{ 7 * 6 }}"');
    expect(stdout).not.toContain("ProxyCommand");
    expect(stderr).toContain('the login name "-oProxyCommand=x" of lightsail is not valid');
  });
});

describe("a folder", () => {
  const runs = async (): Promise<string> => {
    const result = await cli("inventory --cache-ttl 1h");
    expect(result.status).toBe(0);
    expect(namesIn(result)).toEqual(["web-1"]);
    return result.stderr;
  };

  test("that others can look into is not used", async () => {
    mkdirSync(folder(), { recursive: true, mode: 0o755 });
    expect(await runs()).toContain("the cache is not used: ");
    expect(readdirSync(folder())).toEqual([]);
  });

  test("that can't be is told", async () => {
    writeFileSync(at("cache"), "");
    expect(await runs()).toContain("the cache is not used: ");
  });

  test("that can't be keeps no other command from its work", async () => {
    writeFileSync(at("cache"), "");
    const argv = ["infra", "tag", "set", "--name", "web-1", "--tag", "a=b"];
    expect(await cli(...argv)).toMatchObject({ status: 0 });
    const home = { HOME: "/nowhere", QUANTS_CTL_CACHE_DIR: "" };
    expect(await cli.with({ env: home })(...argv)).toMatchObject({ status: 0 });
  });

  test.skipIf(process.getuid?.() !== 0)("of another user is not used", async () => {
    mkdirSync(folder(), { recursive: true, mode: 0o700 });
    chownSync(folder(), 65_534, 65_534);
    expect(await runs()).toContain("it is owned by another user");
    expect(readdirSync(folder())).toEqual([]);
  });
});

describeWith("the state of a stack", { terraform: tool("terraform") }, () => {
  test("is kept until it is applied again, another workspace is selected, or time is up", async () => {
    const state = (...names: string[]): string =>
      raw(names.map((name) => instance(name, {}, { name: name.replace("-", "_") })));
    mkdirSync(at("stack"));
    writeFileSync(at("stack", "main.tf"), "terraform {}\n");
    writeFileSync(at("stack", "terraform.tfstate"), state("a-1"));
    const env = {
      QUANTS_CTL_PROVIDER: "lightsail",
      PATH: process.env["PATH"] ?? "",
      HOME: cli.directory,
    };
    const run = async (...argv: string[]): Promise<string> => {
      const result = await cli.with({ env })(
        "inventory --source terraform --terraform-dir stack",
        ...["--allow-empty", "--cache-ttl", "1h", ...argv],
      );
      expect(result).toMatchObject({ status: 0 });
      return `${namesIn(result).join()} ${/as it was/.test(result.stderr) ? "kept" : "asked"}`;
    };
    expect(await run()).toBe("a-1 asked");
    expect(await run()).toBe("a-1 kept");
    expect(await run("--refresh")).toBe("a-1 asked");
    writeFileSync(at("stack", "terraform.tfstate"), state("a-1", "b-1"));
    expect(await run()).toBe("a-1,b-1 asked");
    mkdirSync(at("stack", "terraform.tfstate.d", "other"), { recursive: true });
    expect(await run("--workspace", "other")).toBe(" asked");
    expect(await run("--workspace", "other")).toBe(" kept");
    expect(await run()).toBe("a-1,b-1 kept");
    await clock.advance(60 * MINUTE);
    expect(await run()).toBe("a-1,b-1 asked");
    for (const name of readdirSync(folder())) {
      expect(readFileSync(join(folder(), name), "utf8")).not.toContain("hunter2");
    }
  });
});

test("the wrapper keeps the time, and a config file may give it", async () => {
  await cli("inventory --write-wrapper hosts --cache-ttl 5m");
  expect(readFileSync(at("hosts"), "utf8")).toContain(' --cache-ttl 300s "$@"');
  writeFileSync(at("c.json"), JSON.stringify({ inventory: { cache_ttl: "1h" } }));
  await hosts("-c", "c.json");
  await create("web-2");
  expect(await hosts("-c", "c.json")).toEqual(["web-1"]);
});

test.each(["soon", "25h", "-1"])("a time of %s is refused", async (time) => {
  expect(await cli("inventory", `--cache-ttl=${time}`)).toMatchObject({ status: 2, stdout: "" });
});
