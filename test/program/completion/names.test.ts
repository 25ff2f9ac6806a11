import {
  chmodSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { makeWorkplace } from "../../helpers/process.ts";
import { describeWith, tool } from "../../helpers/tools.ts";

let cli: Cli & { dispose: () => void };
beforeEach(() => {
  cli = makeCli();
});
afterEach(() => cli.dispose());

async function offers(using: Cli, ...words: string[]): Promise<string[]> {
  const { status, stdout, stderr } = await using("complete", "--", ...words);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split("\t")[0] ?? "");
}

const cacheFile = (): string => {
  const folder = join(cli.directory, "cache", "completion");
  const [name = ""] = readdirSync(folder);
  return join(folder, name);
};

describe("completion offers what was listed before", () => {
  test("instances, where one is meant and not where a new one is named (#11.35)", async () => {
    await cli("sandbox seed --instances 3");
    expect(await offers(cli, "infra", "stop", "se")).toEqual([]);
    await cli("infra list");
    const names = ["seed-1", "seed-2", "seed-3"];
    for (const words of [
      ["infra", "stop", "se"],
      ["infra", "info", "--name", "se"],
      ["infra", "resize", "se"],
      ["infra", "ssh", "se"],
      ["infra", "rm", "s"],
      ["infra", "ip", "move", "x", "--to", "se"],
      ["deploy", "--host", "se"],
    ]) {
      expect({ words, offers: await offers(cli, ...words) }).toEqual({ words, offers: names });
    }
    expect(await offers(cli, "infra", "stop", "seed-2", "se")).toEqual(["seed-1", "seed-3"]);
    expect(await offers(cli, "infra", "info", "--name=seed-1")).toEqual(["--name=seed-1"]);
    expect(await offers(cli, "deploy", "--host", "seed-1,seed-2")).toEqual(["seed-1,seed-2"]);
    expect(await offers(cli, "infra", "create", "--name", "se")).toEqual([]);
  });

  test("static IPs, snapshots, plans, images, regions, port services and commands (#11.35)", async () => {
    await cli("infra create -n web-1");
    await cli("infra ip allocate -n ip-1");
    await cli("infra snapshot create web-1 --snapshot-name snap-1");
    for (const list of ["ip list", "snapshot list", "bundles", "blueprints", "regions"]) {
      await cli("infra", ...list.split(" "));
    }
    expect(await offers(cli, "infra", "ip", "release", "")).toEqual(["ip-1"]);
    expect(await offers(cli, "infra", "ip", "move", "")).toEqual(["ip-1"]);
    expect(await offers(cli, "infra", "snapshot", "delete", "-n", "")).toEqual(["snap-1"]);
    expect(await offers(cli, "infra", "snapshot", "restore", "--snapshot", "s")).toEqual([
      "snap-1",
    ]);
    expect(await offers(cli, "infra", "create", "--bundle", "nano_3")).toEqual(["nano_3_0"]);
    expect(await offers(cli, "infra", "create", "--blueprint", "ubuntu_22")).toEqual([
      "ubuntu_22_04",
    ]);
    expect(await offers(cli, "infra", "list", "--region", "us-east-1,eu-west-3")).toEqual([
      "us-east-1,eu-west-3",
    ]);
    expect(await offers(cli, "infra", "ports", "open", "wire")).toEqual(["wireguard"]);
    expect(await offers(cli, "config", "explain", "infra", "crea")).toEqual(["create"]);
  });

  test("stacks and services of this folder only (#11.35)", async () => {
    mkdirSync(join(cli.directory, "terraform", "environments", "dev"), { recursive: true });
    writeFileSync(join(cli.directory, "terraform", "environments", "dev", "main.tf"), "");
    const stacks = await cli("stack list --output name");
    await cli("deploy --list");
    if (stacks.status === 0) expect(await offers(cli, "stack", "plan", "d")).toEqual(["dev"]);
    const services = await offers(cli, "deploy", "--service", "");
    expect(services).toContain("common");
    mkdirSync(join(cli.directory, "elsewhere"));
    const elsewhere = cli.with({ cwd: join(cli.directory, "elsewhere") });
    expect(await offers(elsewhere, "deploy", "--service", "")).toEqual([]);
    expect(await offers(elsewhere, "stack", "plan", "d")).toEqual([]);
  });

  test("a list of all takes the place of the one before, one of some is added (#11.35)", async () => {
    await cli("sandbox seed --instances 3");
    await cli("infra create -n far-1 --region us-east-1 --no-wait");
    await cli("infra list --region all");
    await cli("infra destroy seed-1 --yes");
    await cli("infra list seed-2");
    expect(await offers(cli, "infra", "info", "")).toContain("seed-1");
    await cli("infra list");
    expect(await offers(cli, "infra", "info", "")).toEqual(["seed-2", "seed-3", "far-1"]);
    expect(await offers(cli, "infra", "info", "--region", "us-east-1", "--name", "")).toEqual([
      "far-1",
    ]);
  });

  test("of the account that is meant, whether words, environment or file say it (#11.35)", async () => {
    await cli("sandbox seed --instances 1");
    await cli("infra list");
    const aws = cli.with({ env: { QUANTS_CTL_PROVIDER: "lightsail" } });
    expect(await offers(aws, "infra", "stop", "s")).toEqual([]);
    expect(await offers(aws, "infra", "stop", "--provider", "sandbox", "s")).toEqual(["seed-1"]);
    const bare = cli.with({ env: { QUANTS_CTL_PROVIDER: "" } });
    expect(await offers(bare, "infra", "stop", "s")).toEqual([]);
    writeFileSync(join(cli.directory, "quants-ctl.yml"), "provider: sandbox\n", { mode: 0o600 });
    expect(await offers(bare, "infra", "stop", "s")).toEqual(["seed-1"]);
    expect(await offers(bare, "infra", "stop", "--no-config", "s")).toEqual([]);
  });

  test("from a file that is the user's alone; what is damaged offers nothing (#11.35)", async () => {
    await cli("sandbox seed --instances 1");
    await cli("infra list");
    const file = cacheFile();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const place = "ap-northeast-1";
    for (const damage of [
      "",
      "{",
      "null",
      "[]",
      '{"instances":7}',
      '{"instances":[null,7,{"name":"seed-1"}]}',
      JSON.stringify({
        instances: [
          { name: "$(touch x)", place },
          { name: "a\tb\u001b", place },
        ],
      }),
    ]) {
      writeFileSync(file, damage, { mode: 0o600 });
      expect(await offers(cli, "infra", "stop", "s")).toEqual([]);
    }
    await cli("infra list");
    expect(await offers(cli, "infra", "stop", "s")).toEqual(["seed-1"]);
    chmodSync(file, 0o644);
    expect(await offers(cli, "infra", "stop", "s")).toEqual([]);
    rmSync(file);
    symlinkSync("/dev/zero", file);
    expect(await offers(cli, "infra", "stop", "s")).toEqual([]);
  });

  test("and a cache that can't be written is no fault of a list (#11.35)", async () => {
    writeFileSync(join(cli.directory, "cache"), "no folder");
    const { status, stderr } = await cli("infra list -q");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "No instances in ap-northeast-1.\n" });
    rmSync(join(cli.directory, "cache"));
    mkdirSync(join(cli.directory, "cache"));
  });
});

describe("options before a command", () => {
  test.each([
    [["-o", "js"], ["json"]],
    [["--provider=sa"], ["--provider=sandbox"]],
    [["--provider", "=", "sa"], ["sandbox"]],
    [
      ["--provider", "="],
      ["lightsail", "sandbox", "aws_lightsail"],
    ],
    [
      ["infra", "list", "--provider", "="],
      ["lightsail", "sandbox", "aws_lightsail"],
    ],
    [["--prov"], ["--provider"]],
    [
      ["-o", "json", "infra", "l"],
      ["list", "log"],
    ],
    [
      ["-q", "--output=json", "infra", "l"],
      ["list", "log"],
    ],
  ])("%j offers %j (#11.35)", async (words, expected) => {
    expect(await offers(cli, ...words)).toEqual(expected);
  });

  test.each([
    [["-o", "json", "infra", "list"], 0],
    [["-ojson", "infra", "list"], 0],
    [["--output=json", "-q", "infra", "list", "--region", "us-east-1"], 0],
    [["-x", "infra", "list"], 2],
    // Its --output is a file.
    [["-o", "json", "inventory"], 2],
  ])(
    "%j are taken as behind it, where they mean the same: status %d (#11.35)",
    async (argv, status) => {
      const result = await cli(...argv);
      expect(result.status).toBe(status);
      if (status === 0) expect(result.json()).toEqual([]);
    },
  );
});

describeWith("bash", { bash: tool("bash") }, () => {
  test("the script for bash offers names and values as they are typed (#11.35)", async () => {
    const here = makeWorkplace();
    try {
      await here.run(["sandbox", "seed", "--instances", "2"]);
      await here.run(["infra", "list"]);
      const complete = (...words: string[]): string =>
        `COMP_WORDS=(quants-ctl ${words.join(" ")}); COMP_CWORD=${words.length}; _quants_ctl; echo "\${COMPREPLY[*]}"`;
      const script = [
        'eval "$(quants-ctl completion bash)"',
        complete("infra", "stop", "see"),
        complete("infra", "list", "--provider", "="),
        complete("infra", "list", "--provider", "=", "sa"),
        complete("-o", "js"),
        complete("infra", "stop", "''"),
      ].join("\n");
      const { stdout, stderr } = await here.spawn("bash", ["-c", script]).ended;
      expect(stderr).toBe("");
      expect(stdout.trimEnd().split("\n")).toEqual([
        "seed-1 seed-2",
        "lightsail sandbox aws_lightsail",
        "sandbox",
        "json",
        "seed-1 seed-2",
      ]);
    } finally {
      await here.dispose();
    }
  });
});
