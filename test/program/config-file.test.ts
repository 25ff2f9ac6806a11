import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Cli, makeCli } from "../helpers/cli.ts";

let cli: Cli & { dispose: () => void };
/** Without a word in the environment of where instances live, and with a home of its own. */
let bare: Cli;
beforeEach(() => {
  cli = makeCli();
  bare = cli.with({ env: { QUANTS_CTL_PROVIDER: "", HOME: cli.directory, AWS_REGION: "" } });
});
afterEach(() => cli.dispose());

const inFolder = (text: string, name = "quants-ctl.yml"): void =>
  writeFileSync(join(cli.directory, name), text, { mode: 0o600 });
const ofUser = (text: string): string => {
  const folder = join(cli.directory, ".config", "quants-ctl");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "config.yml");
  writeFileSync(file, text, { mode: 0o600 });
  return file;
};

describe("a settings file that nobody named", () => {
  test("counts when it lies in the working folder, and that is told (#11.38)", async () => {
    inFolder("provider: sandbox\nregion: eu-west-1\n");
    const { status, stderr } = await bare("infra", "list");
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: "using the settings in quants-ctl.yml from this folder\nNo instances in eu-west-1.\n",
    });
    expect((await bare("infra", "list", "-q")).stderr).toBe("No instances in eu-west-1.\n");
    expect((await bare("infra", "list", "--output", "json")).stderr).toBe("");
  });

  test("counts when it is the user's own, and gives way to the folder's (#11.38)", async () => {
    const file = ofUser("provider: sandbox\nregion: eu-west-1\n");
    expect((await bare("infra", "list")).stderr).toBe("No instances in eu-west-1.\n");
    const explained = await bare("config", "explain", "--output", "json");
    expect(explained.json()).toContainEqual({
      setting: "--config",
      value: file,
      source: "found",
      where: "in the user's settings",
      fault: null,
    });
    inFolder("provider: sandbox\nregion: us-east-1\n");
    expect((await bare("infra", "list")).stderr).toContain("No instances in us-east-1.");
  });

  test.each([
    ["--no-config", ["--no-config"], {}],
    ["QUANTS_CTL_CONFIG=none", [], { QUANTS_CTL_CONFIG: "none" }],
    ["--config", ["--config", "other.yml"], {}],
    ["QUANTS_CTL_CONFIG", [], { QUANTS_CTL_CONFIG: "other.yml" }],
  ])("does not count with %s (#11.38)", async (_, argv, env) => {
    inFolder("region: eu-west-1\n");
    ofUser("region: eu-west-2\n");
    inFolder("region: ap-northeast-1\n", "other.yml");
    const { stderr } = await cli.with({ env: { HOME: cli.directory, ...env } })(
      ...["infra", "list", ...argv],
    );
    expect(stderr).toBe("No instances in ap-northeast-1.\n");
  });

  test("is refused when others may have written it, with a way on (#11.38)", async () => {
    inFolder("provider: sandbox\n");
    chmodSync(join(cli.directory, "quants-ctl.yml"), 0o646);
    const { status, error } = await bare("infra", "list", "--output", "json");
    expect(status).toBe(4);
    expect(error()).toMatchObject({ code: "config_invalid", resource: "quants-ctl.yml" });
    expect(error()["hint"]).toMatch(/chmod o-w .*--config.*--no-config/);
    expect((await cli("infra list --no-config")).status).toBe(0);
  });

  test.each([
    ["endpoint_url", "endpoint_url: http://127.0.0.1:1\n"],
    ["stack", "stack: { binary: ./evil }\n"],
    ["deploy", "deploy: { ansible_dir: . }\n"],
    ["global_vars", "global_vars: { ansible_connection: local }\n"],
    ["infra.create.user_data", "infra: { create: { user_data: /etc/passwd } }\n"],
    ["infra.create.tag.Team", "infra: { create: { tag: { Team: '${AWS_SECRET_ACCESS_KEY}' } } }\n"],
  ])("in the working folder may not say %s: it is only found (#11.38)", async (path, text) => {
    inFolder(text);
    const { status, stderr } = await cli("infra list");
    expect(status).toBe(4);
    expect(stderr).toContain(`\n  ${path}: `);
    expect(stderr).toContain("give it with --config to allow it");
    // Of the user's own file, and of one that is named, they are taken as ever.
    expect((await cli("infra list --config quants-ctl.yml")).stderr).not.toContain(
      "name the file with --config",
    );
  });

  test("is in the way of neither completion nor init (#11.38)", async () => {
    inFolder("no: such: yaml\n");
    expect((await cli("complete -- infra li")).stdout).toContain("list");
    expect((await cli("init --yes --force")).status).toBe(0);
  });
});

describe("a command that is printed reaches the same account", () => {
  const hint = async (using: Cli, ...argv: string[]): Promise<unknown> =>
    (await using("infra", "info", "-n", "no-1", "-o", "json", ...argv)).error()["hint"];

  test("says again what the folder's file said, as another folder has none (#11.38)", async () => {
    inFolder("provider: sandbox\nprofile: prod\n");
    expect(await hint(bare)).toContain(
      "quants-ctl infra list --provider sandbox --profile prod --region all",
    );
    ofUser("profile: other\n");
    expect(await hint(bare)).toContain(
      "quants-ctl infra list --provider sandbox --profile prod --no-config --region all",
    );
  });

  test("says nothing of what the user's own file says everywhere (#11.38)", async () => {
    ofUser("provider: sandbox\n");
    expect(await hint(bare)).toContain("quants-ctl infra list --region all");
  });

  test("says --no-config where a file would be found again (#11.38)", async () => {
    expect(await hint(cli, "--no-config")).toContain("quants-ctl infra list --region all");
    inFolder("profile: prod\n");
    expect(await hint(cli, "--no-config")).toContain(
      "quants-ctl infra list --no-config --region all",
    );
  });
});

test("help of the program lists what every command takes (#11.38)", async () => {
  const { stdout } = await cli("--help");
  expect(stdout).toContain("\n\nOptions of every command:\n  -c, --config <file>");
  expect(stdout).toMatch(/\n {2}-q, --quiet +no progress messages/);
});
