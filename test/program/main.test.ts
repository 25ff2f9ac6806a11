import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { columnsOf } from "../../src/program/completion/listed.ts";
import { type CommandSpec, type GroupSpec } from "../../src/commands/definition/command.ts";
import { COMMANDS } from "../../src/program/registry.ts";
import { isCommand } from "../../src/commands/definition/group.ts";
import { type Cli, makeCli } from "../helpers/cli.ts";

let cli: Cli & { dispose: () => void };
beforeEach(() => {
  cli = makeCli();
});
afterEach(() => cli.dispose());

describe("help", () => {
  test("stands on stdout with status 0, for the program, a group and a command", async () => {
    for (const argv of [
      [],
      ["--help"],
      ["help"],
      ["infra"],
      ["infra", "--help"],
      ["infra", "create", "--help"],
      ["help", "infra"],
      ["help", "infra", "ip", "move"],
    ]) {
      const { status, stdout, stderr } = await cli(...argv);
      expect({ argv, status, stderr }).toEqual({ argv, status: 0, stderr: "" });
      expect(stdout).toMatch(/^Usage: quants-ctl/);
    }
  });

  test("of words is the help of the command that they lead to, and never runs it", async () => {
    const asked = await cli("help infra ip move 198.51.100.1");
    expect(asked.stdout).toMatch(/^Usage: quants-ctl infra ip move /);
    expect((await cli("help sandbox reset --yes")).stdout).toMatch(/^Usage: /);
    const { status, stderr } = await cli("help infra mvoe");
    expect(status).toBe(2);
    expect(stderr).toContain("Unknown command 'mvoe'");
  });

  test.each([
    ["--provider sandbox dns --help", "dns <command>"],
    ["--provider sandbox dns", "dns <command>"],
    ["-ojson -q infra --provider sandbox disk --help", "infra disk <command>"],
    ["--provider=sandbox help infra ip move", "infra ip move "],
    ["--quiet help", "<command>"],
    ["infra --quiet list --help", "infra list|ls "],
  ])("is the same behind global options: %s", async (line, usage) => {
    const { status, stdout, stderr } = await cli(line);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain(`Usage: quants-ctl ${usage}`);
  });

  test.each([40, 80, 200])(
    "fits into %d columns, but for what is to be typed",
    async (terminal) => {
      const narrow = cli.with({ terminal });
      for (const argv of [
        [],
        ["infra"],
        ["infra", "create"],
        ["infra", "ports", "open"],
        ["cost"],
      ]) {
        const { stdout } = await narrow(...argv, "--help");
        const [text = ""] = stdout.replace(/^Usage: .*/, "").split("Examples:");
        expect(text.split("\n").filter((line) => line.length > terminal)).toEqual([]);
      }
    },
  );

  test("of every command has examples", () => {
    const without = (nodes: readonly (GroupSpec | CommandSpec)[], above: string): string[] =>
      nodes.flatMap((node) => {
        const path = `${above} ${node.name}`.trim();
        const lacks = isCommand(node) && node.hidden !== true && node.examples === undefined;
        return [...(lacks ? [path] : []), ...without(node.commands ?? [], path)];
      });
    expect(without(COMMANDS, "")).toEqual([]);
  });

  test("needs no credentials and no readable settings", async () => {
    const bare = cli.with({
      env: { QUANTS_CTL_PROVIDER: "lightsail", QUANTS_CTL_CONFIG: "nowhere.yml" },
    });
    expect((await bare("infra list --help")).status).toBe(0);
  });

  test("of create names every option, in the words of the published command line", async () => {
    const { stdout } = await cli.with({ terminal: 200 })("infra create --help");
    const flags = [...stdout.matchAll(/^ {2}(-\w, )?(--[a-z-]+)/gm)].map((match) => match[2]);
    expect(flags).toEqual([
      "--name",
      "--bundle",
      "--blueprint",
      "--region",
      "--az",
      "--key-pair",
      "--static-ip",
      "--tag",
      "--port",
      "--user-data",
      "--ip-address-type",
      "--if-not-exists",
      "--dry-run",
      "--wait",
      "--no-wait",
      "--timeout",
      "--poll-interval",
      "--help",
      "--config",
      "--no-config",
      "--provider",
      "--profile",
      "--endpoint-url",
      "--output",
      "--field",
      "--quiet",
      "--debug",
    ]);
  });
});

test.each(["--version", "-V"])("%s prints the version", async (flag) => {
  expect(await cli(flag)).toMatchObject({ status: 0, stdout: "0.0.0-test\n" });
});

describe("usage errors are status 2 and say what was meant (#11.31)", () => {
  test.each([
    [["infr"], "Unknown command 'infr'", "Did you mean infra?"],
    [["infra", "lst"], "Unknown command 'lst'", "Did you mean list?"],
    [["infra", "creat", "--name", "x"], "Unknown command 'creat'", "Did you mean create?"],
    [["infra", "list", "--ouput", "json"], "Unknown option '--ouput'", "Did you mean --output?"],
    [["infra", "regions", "stray"], "Too many arguments", "See: quants-ctl infra regions --help"],
    [["list"], "Unknown command 'list'", "Did you mean infra list?"],
    [["infra", "delete"], "Unknown command 'delete'", "Did you mean destroy?"],
    [["delete"], "Unknown command 'delete'", "Did you mean infra destroy?"],
    [["infra", "list", "--format", "json"], "Unknown option '--format'", "Did you mean --output?"],
    [["infra", "list", "--json"], "Unknown option '--json'", "Did you mean --output json?"],
    [["infra", "destry", "--help"], "Unknown command 'destry'", "Did you mean destroy?"],
    [["infra", "zzz", "-h"], "Unknown command 'zzz'", "See: quants-ctl infra --help"],
    [["zzz", "--help"], "Unknown command 'zzz'", "See: quants-ctl --help"],
    [["--quiet", "zzz"], "Unknown command 'zzz'", "See: quants-ctl --help"],
    [["infra", "-q", "zzz"], "Unknown command 'zzz'", "See: quants-ctl infra --help"],
    [["--verbose"], "Unknown option '--verbose'", ""],
    [["infra", "--verbose"], "Unknown option '--verbose'", ""],
    [["completion", "tcsh"], "tcsh", "bash, zsh, fish"],
    [["infra", "info"], "No instance is selected", "--name NAME"],
  ])("%j", async (argv, message, hint) => {
    const { status, stdout, stderr } = await cli(...argv);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
  });

  test.each([
    [["infra", "list", "--ouput", "x", "--output", "json"], {}],
    [["infra", "list", "--ouput", "x", "--output=json"], {}],
    [["infra", "list", "--ouput", "x", "-o", "json"], {}],
    [["infra", "list", "--ouput", "x"], { QUANTS_CTL_OUTPUT: "json" }],
  ])("%j is one JSON object on stderr", async (argv, env) => {
    const { status, stderr } = await cli.with({ env })(...argv);
    expect(status).toBe(2);
    expect(JSON.parse(stderr)).toEqual({
      error: {
        code: "usage",
        message: "Unknown option '--ouput'.",
        hint: "Did you mean --output?",
        docs: null,
        request_id: null,
        resource: null,
        retryable: false,
      },
    });
  });
});

describe("names and aliases (#11.15, #11.34)", () => {
  const names = async (): Promise<string> => (await cli("infra ls -o name")).stdout;

  test("a name needs no flag where it can be nothing else", async () => {
    await cli("sandbox seed --instances 4");
    expect((await cli("infra info seed-1 --field name")).stdout).toBe("seed-1\n");
    expect((await cli("infra show seed-[0-9] -o json")).status).not.toBe(0);
    expect((await cli("infra list seed-1 seed-2 -o name")).stdout).toBe("seed-1\nseed-2\n");
    const tagged = await cli("infra tag set seed-1 --tag A=b -o json");
    expect(tagged.json()).toMatchObject({ tags: { A: "b" } });
    expect((await cli("infra destroy seed-1 --name seed-2 --yes")).status).toBe(0);
    expect((await cli("infra rm seed-3 --yes -o json")).json()).toMatchObject({
      name: "seed-3",
    });
    expect(await names()).toBe("seed-4\n");
  });

  test("of static IPs as well, and two of one are refused", async () => {
    const ip = (...argv: string[]) => cli("infra ip", ...argv, "-o", "json");
    expect((await ip("allocate", "ip-a")).json()).toMatchObject({ name: "ip-a" });
    expect(await ip("allocate", "ip-a", "--name", "ip-b")).toMatchObject({ status: 2, stdout: "" });
    expect((await ip("release", "ip-a", "--yes")).status).toBe(0);
  });

  test.each(["start", "stop", "reboot"])("infra %s is manage with that action", async (action) => {
    await cli("sandbox seed --instances 1");
    if (action === "start") await cli("infra stop seed-1");
    const { status, json } = await cli("infra", action, "seed-1", "-o", "json");
    expect(status).toBe(0);
    expect(json()).toMatchObject({ name: "seed-1", action, changed: true });
    const [last] = (await cli("infra log -o json")).json() as { command: string }[];
    expect(last).toMatchObject({ command: "infra manage" });
  });

  test("values are taken in any case, and columns and forms by other names", async () => {
    await cli("sandbox seed --instances 1");
    const { json } = await cli("infra list --status Running -o JSON");
    expect(json()).toHaveLength(1);
    expect((await cli("infra list -o yml")).stdout).toContain("- ");
    const titled = await cli("infra list --columns 'Name,Public IP,usd/month'");
    expect(titled.stdout.split("\n")[0]).toBe("NAME    PUBLIC IP     USD/MONTH");
  });
});

describe("settings", () => {
  function config(text: string): string {
    writeFileSync(join(cli.directory, "quants.yml"), text);
    return "quants.yml";
  }
  const created = async (...argv: string[]): Promise<unknown> =>
    (await cli("infra create --name web-1 --output json", ...argv)).json();

  test("a config file supplies options, by the command's section over the top level", async () => {
    const file = config(
      "region: us-east-1\ninfra:\n  create:\n    bundle: nano_3_0\n    tag: {Environment: dev}\n    static_ip: true\n    wait: running\n",
    );
    expect(await created("--config", file)).toMatchObject({
      region: "us-east-1",
      bundle_id: "nano_3_0",
      tags: { Environment: "dev" },
      is_static_ip: true,
    });
  });

  test("a flag wins over the environment, which wins over the file", async () => {
    const file = config("region: us-east-1\ninfra: {create: {bundle: nano_3_0}}\n");
    const regionOf = async (client: Cli, ...argv: string[]): Promise<string> => {
      const { stdout } = await client(
        "infra",
        "bundles",
        "--config",
        file,
        "--output",
        "name",
        ...argv,
      );
      return stdout.includes("_3_2") ? "sydney" : stdout.includes("_3_1") ? "mumbai" : "elsewhere";
    };
    expect(await regionOf(cli)).toBe("elsewhere");
    const withEnv = cli.with({ env: { AWS_REGION: "ap-south-1" } });
    expect(await regionOf(withEnv)).toBe("mumbai");
    expect(await regionOf(withEnv, "--region", "ap-southeast-2")).toBe("sydney");
    expect(await created("--config", file, "--bundle", "micro_3_0")).toMatchObject({
      bundle_id: "micro_3_0",
    });
  });

  test("AWS_DEFAULT_REGION counts, after AWS_REGION", async () => {
    const both = { AWS_REGION: "us-east-1", AWS_DEFAULT_REGION: "eu-west-1" };
    const region = async (env: Record<string, string>): Promise<string> =>
      (await cli.with({ env })("infra list")).stderr;
    expect(await region({ AWS_DEFAULT_REGION: "eu-west-1" })).toContain(
      "No instances in eu-west-1.",
    );
    expect(await region(both)).toContain("No instances in us-east-1.");
    expect(await region({ AWS_REGION: "" })).toContain("No instances in ap-northeast-1.");
  });

  test("QUANTS_CTL_CONFIG names the file, and a faulty one stops every command", async () => {
    config("bundel: x\n");
    const { status, stderr } = await cli.with({ env: { QUANTS_CTL_CONFIG: "quants.yml" } })(
      "infra list",
    );
    expect(status).toBe(4);
    expect(stderr).toContain("unknown key");
  });

  test("a value in the file is checked like a flag", async () => {
    const file = config("infra: {create: {tag: {'aws:x': y}}}\n");
    const { status, stderr } = await cli("infra create --name web-1 --config", file);
    expect(status).toBe(2);
    expect(stderr).toContain("reserved");
  });

  test("the Python tool's provider name is taken", async () => {
    const file = config("provider: aws_lightsail\n");
    const { QUANTS_CTL_PROVIDER: _, ...env } = { QUANTS_CTL_PROVIDER: "" };
    const plain = cli.with({
      env: {
        ...env,
        QUANTS_CTL_PROVIDER: "",
        AWS_ENDPOINT_URL: "http://127.0.0.1:9",
        AWS_ACCESS_KEY_ID: "x",
        AWS_SECRET_ACCESS_KEY: "y",
        AWS_MAX_ATTEMPTS: "1",
      },
    });
    expect((await plain("infra list --config", file)).status).toBe(8);
  });
});

describe("credentials and endpoints", () => {
  const aws = (env: Record<string, string>): Cli =>
    cli.with({
      env: { QUANTS_CTL_PROVIDER: "lightsail", AWS_EC2_METADATA_DISABLED: "true", ...env },
    });

  test("no credentials", async () => {
    const { status, stdout, error } = await aws({})("infra", "list", "--output", "json");
    expect({ status, stdout }).toEqual({ status: 4, stdout: "" });
    expect(error()).toMatchObject({
      code: "credentials_missing",
      hint: expect.stringContaining("sandbox"),
    });
  });

  test("a profile that is not there", async () => {
    const { status, error } = await aws({})(
      "infra",
      "list",
      "--profile",
      "nobody",
      "--output",
      "json",
    );
    expect(status).toBe(4);
    expect(error()).toMatchObject({
      code: "profile_not_found",
      message: expect.stringContaining("nobody"),
    });
  });

  test("an endpoint that refuses", async () => {
    const keys = { AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "very-secret" };
    const { status, stderr, error } = await aws(keys)(
      ...[
        "infra",
        "create",
        "--name",
        "web-1",
        "--endpoint-url",
        "http://127.0.0.1:9",
        "--output",
        "json",
      ],
    );
    expect(status).toBe(8);
    expect(error()).toMatchObject({
      code: "endpoint_unreachable",
      message: expect.stringContaining("127.0.0.1:9"),
    });
    expect(stderr).not.toContain("very-secret");
  });

  test.each(["ftp://x", "127.0.0.1:9", "nonsense"])("%s is no endpoint", async (url) => {
    expect((await aws({})("infra", "list", "--endpoint-url", url)).status).toBe(2);
  });

  test("an endpoint with a password is refused, and not repeated", async () => {
    const url = "http://user:word-of-pass@127.0.0.1:9";
    const { status, stderr } = await aws({})("infra", "list", "--endpoint-url", url);
    expect(status).toBe(2);
    expect(stderr).not.toContain("word-of-pass");
  });
});

describe("completion", () => {
  test("knows the columns of every command that takes some", () => {
    const taking = (nodes: readonly (GroupSpec | CommandSpec)[], above: string): string[] =>
      nodes.flatMap((node) => {
        const path = `${above} ${node.name}`.trim();
        const takes = isCommand(node) && node.options.some((it) => /--columns/.test(it.flags));
        return [...(takes ? [path] : []), ...taking(node.commands ?? [], path)];
      });
    const paths = taking(COMMANDS, "");
    expect(paths).toContain("infra list");
    expect(paths.filter((path) => columnsOf(path).length === 0)).toEqual([]);
  });

  test.each(["completion bash", "complete -- inf"])(
    "%s is for a shell: an output format asked of every command is not for it (#11.25)",
    async (line) => {
      writeFileSync(join(cli.directory, "json.yml"), "output: json\n");
      const { stdout } = await cli(...line.split(" "));
      for (const output of ["json", "yaml", "no-format"]) {
        const same = await cli.with({ env: { QUANTS_CTL_OUTPUT: output } })(...line.split(" "));
        expect(same).toMatchObject({ status: 0, stdout });
      }
      const [name = "", ...rest] = line.split(" ");
      expect(await cli(name, "--config", "json.yml", ...rest)).toMatchObject({ status: 0, stdout });
    },
  );

  test.each(["bash", "zsh", "fish"])("%s gets a script", async (shell) => {
    const { status, stdout } = await cli("completion", shell);
    expect(status).toBe(0);
    expect(stdout).toContain("quants-ctl complete --");
    expect(stdout).not.toContain("eval");
  });

  test.each([
    [["inf"], ["infra"]],
    [
      ["infra", "d"],
      ["destroy", "disk", "doctor"],
    ],
    [["infra", "create", "--st"], ["--static-ip"]],
    [
      ["infra", "manage", "--action", "st"],
      ["start", "stop"],
    ],
    [["infra", "list", "--output", "j"], ["json"]],
    [
      ["completion", ""],
      ["bash", "zsh", "fish"],
    ],
    [["nonsense", ""], []],
    [["help", "infra", "ip", "m"], ["move"]],
    [["infra", "list", "--output=j"], ["--output=json"]],
    [["infra", "list", "--output", "=", "j"], ["json"]],
    [
      ["infra", "list", "--status", "running,st"],
      ["running,stopping", "running,stopped"],
    ],
    [["infra", "list", "--columns", "name,cpu"], ["name,cpu_count"]],
    [["cost", "waste", "--sort", "mon"], ["monthly_usd"]],
    [["infra", "ssh", "web-1", "--", ""], []],
    [["infra", "info", "web-1", "--output", "js"], ["json"]],
  ])("%j offers %j", async (words, offers) => {
    const { stdout } = await cli("complete --", ...words);
    expect(
      stdout
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => line.split("\t")[0]),
    ).toEqual(offers);
  });
});

describe("a command that has commands below it", () => {
  test("shows them in its help and names the near one", async () => {
    const { stdout } = await cli("inventory --help");
    expect(stdout).toMatch(/^Commands:\n {2}known-hosts /m);
    const { status, stderr } = await cli("inventory dif");
    expect(status).toBe(2);
    expect(stderr).toContain("Unknown command 'dif'");
    expect(stderr).toContain("Did you mean diff?");
  });

  test("takes no option from in front of their names, which would be lost", async () => {
    const { status, stderr } = await cli("inventory --region us-east-1 diff");
    expect(status).toBe(2);
    expect(stderr).toContain("'--region' stands before 'diff'");
  });

  test("offers them to the shell, beside its options", async () => {
    const { stdout } = await cli("complete -- inventory ''");
    expect(stdout).toMatch(/^known-hosts\t/m);
    expect(stdout).toMatch(/^--list\t/m);
    expect((await cli("complete -- inventory diff --fail")).stdout).toMatch(/^--fail-on-drift\t/);
  });
});
