import { faultyCli } from "../helpers/faults.ts";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Cli, makeCli } from "../helpers/cli.ts";

let cli: Cli & { dispose: () => void };
let elsewhere: Cli;
beforeEach(() => {
  cli = makeCli();
  elsewhere = cli.with({ env: { QUANTS_CTL_PROVIDER: "" } });
});
afterEach(() => cli.dispose());

const SANDBOX = ["--provider", "sandbox", "--profile", "prod desk"];
const SAID = "--provider sandbox --profile 'prod desk'";

function faulty(on: Cli): Cli {
  const rules = [{ operation: "AttachStaticIp", fault: "expired_credentials", calls: [1] }];
  return faultyCli(on, rules);
}

describe("a command that is printed says what only this command line said of the account", () => {
  test("in the error, for people and in JSON, and in the record", async () => {
    const create = ["infra", "create", "--name", "one", "--static-ip", ...SANDBOX];
    const { json, error } = await faulty(elsewhere)(...create, "--output", "json");
    const finish = `quants-ctl infra create ${SAID} --name one --region ap-northeast-1 --static-ip --if-not-exists`;
    expect(json()).toMatchObject({ finish_with: finish });
    expect(error()["hint"]).toBe(
      `Finish with: ${finish}\nOr undo with: quants-ctl infra destroy ${SAID} --name one --region ap-northeast-1`,
    );
    const thrown = await elsewhere("infra", "manage", "-n", "no-1", "-a", "stop", ...SANDBOX);
    expect(thrown.stderr).toContain(`\`quants-ctl infra list ${SAID} --region all\``);
  });

  test("in the list of what costs money for nothing", async () => {
    await cli("infra ip allocate --name spare-1");
    const waste = await elsewhere("cost", "waste", ...SANDBOX, "--output", "json");
    expect((waste.json() as { remove: string }[]).map(({ remove }) => remove)).toEqual([
      `quants-ctl infra ip release ${SAID} --name spare-1 --region ap-northeast-1`,
    ]);
  });

  test("in the record of a target that failed", async () => {
    const { stdout } = await elsewhere(
      ...["infra", "manage", "-n", "no-1", "-n", "no-2", "-a", "stop", "--output", "json"],
      ...SANDBOX,
    );
    const records = JSON.parse(stdout) as { error: { hint: string } }[];
    expect(records).toHaveLength(2);
    for (const { error } of records) expect(error.hint).toContain(`infra list ${SAID} --region`);
  });

  test("or the config file that it named", async () => {
    writeFileSync(join(cli.directory, "fleet.yml"), "provider: sandbox\n");
    const { stderr } = await elsewhere("infra", "info", "-n", "no-1", "-c", "fleet.yml");
    expect(stderr).toContain("quants-ctl infra list --provider sandbox --region all");
  });

  test("and nothing of what the environment says", async () => {
    const { stderr } = await cli("infra info -n no-1");
    expect(stderr).toContain("quants-ctl infra list --region all");
  });
});
