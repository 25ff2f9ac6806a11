import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readConfigFile } from "../../../src/commands/config-file/read.ts";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { makeWorkplace } from "../../helpers/process.ts";
import { describeWith, tool } from "../../helpers/tools.ts";

let cli: Cli & { dispose: () => void };
let file: string;
beforeEach(() => {
  cli = makeCli();
  file = join(cli.directory, "quants-ctl.yml");
});
afterEach(() => cli.dispose());

describe("init", () => {
  test("writes what its options say and the defaults, for the user alone, and it counts (#11.38)", async () => {
    const { status, json } = await cli(
      "init --yes --region eu-west-1 --profile",
      "${x} 'y'",
      "--output",
      "json",
    );
    expect(status).toBe(0);
    const config = {
      provider: "sandbox",
      region: "eu-west-1",
      profile: "${x} 'y'",
      output: "table",
      infra: { create: { bundle: "small_3_0", blueprint: "ubuntu_22_04" } },
    };
    expect(json()).toEqual({ file, place: "folder", changed: true, replaced: null, config });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await readConfigFile(file, { cwd: "/", env: {}, isOnlyFound: true })).toEqual(config);
    expect((await cli("infra list")).stderr).toContain("No instances in eu-west-1.");
  });

  test("never overwrites without --force, in whatever form the file is (#11.38)", async () => {
    const other = join(cli.directory, "quants-ctl.json");
    writeFileSync(other, "{}");
    const refused = await cli("init --yes --output json");
    expect(refused.status).toBe(5);
    expect(refused.error()).toMatchObject({ code: "conflict", resource: other });
    const forced = await cli("init --yes --force");
    expect(forced.status).toBe(0);
    expect(forced.stderr).toContain(`${other} no longer counts`);
    expect(readFileSync(other, "utf8")).toBe("{}");
  });

  test("a link that leads nowhere is in the way as well (#11.38)", async () => {
    symlinkSync("gone.yml", file);
    expect((await cli("init --yes")).status).toBe(5);
  });

  test("writes the user's file with --user, making its folder (#11.38)", async () => {
    const home = cli.with({ env: { HOME: join(cli.directory, "home") } });
    mkdirSync(join(cli.directory, "home"));
    const { stdout } = await home("init --user --yes --output name");
    const path = join(cli.directory, "home", ".config", "quants-ctl", "config.yml");
    expect(stdout).toBe(`${path}\n`);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test.each([
    [["--region", "us-esat-1"], "Did you mean us-east-1?"],
    [["--bundle", "a b"], '"a b" is not the id of a plan.'],
    [["--blueprint", "../x"], '"../x" is not the id of an image.'],
    [["--default-output", "xml"], "--default-output"],
  ])("refuses %j, and writes nothing (#11.38)", async (argv, why) => {
    const { status, stderr } = await cli("init --yes", ...argv);
    expect(status).toBe(2);
    expect(stderr).toContain(why);
    expect(statSync(file, { throwIfNoEntry: false })).toBeUndefined();
  });

  test("without a terminal needs --yes (#11.38)", async () => {
    const { status, error } = await cli("init --output json");
    expect(status).toBe(2);
    expect(error()).toMatchObject({ code: "confirmation_required" });
  });
});

describeWith("script", { script: tool("script") }, () => {
  test("init asks for what no option says, again when the answer is none (#11.38)", async () => {
    const here = makeWorkplace({ QUANTS_CTL_PROVIDER: "" });
    try {
      const running = here.terminal("quants-ctl init --bundle nano_3_0");
      for (const [question, answer] of [
        [/sandbox\?[^\n]*\(lightsail\)/, "sandbx"],
        [/"sandbx" is not a provider\. Did you mean sandbox\?[^]*\(lightsail\)/, "sandbox"],
        [/Region[^\n]*\(ap-northeast-1\)/, "eu-west-1"],
        [/Image[^\n]*\(ubuntu_22_04\)/, ""],
        [/Output[^\n]*\(table\)/, "json"],
      ] as const) {
        await running.until(question);
        running.type(`${answer}\n`);
      }
      expect((await running.ended).status).toBe(0);
      const text = readFileSync(join(here.directory, "quants-ctl.yml"), "utf8");
      expect(text.split("\n").slice(1).join("\n")).toBe(
        "provider: sandbox\nregion: eu-west-1\noutput: json\ninfra:\n  create:\n    bundle: nano_3_0\n    blueprint: ubuntu_22_04\n",
      );
    } finally {
      await here.dispose();
    }
  });
});
