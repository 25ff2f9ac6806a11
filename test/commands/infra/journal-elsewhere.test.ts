import { faultyCli } from "../../helpers/faults.ts";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeCli } from "../../helpers/cli.ts";

let cli: ReturnType<typeof makeCli>;
beforeEach(() => {
  cli = makeCli();
});
afterEach(() => cli.dispose());

/** Leaves a change of several firewalls unfinished: no one command undoes that. */
async function leaveSeveralFirewalls(): Promise<void> {
  const rule = { operation: "OpenInstancePublicPorts", fault: "expired_credentials", calls: [2] };
  const failing = faultyCli(cli, [rule]);
  const argv = ["infra", "ports", "open", "https@world", "--name", "web-*", "--yes"];
  expect(await failing(...argv)).toMatchObject({ status: 6 });
}

test.each([
  ["manage", ["infra", "manage", "--name", "web-1", "--action", "stop"]],
  ["ports set", ["infra", "ports", "set", "--none", "--name", "web-1", "--yes"]],
  ["tag set", ["infra", "tag", "set", "--name", "web-1", "--tag", "a=b"]],
  ["create", ["infra", "create", "--name", "other"]],
])(
  "what is unfinished elsewhere changes neither the status nor the errors of %s (#11.16)",
  async (_, argv) => {
    await cli("infra create --name web-1 --name web-2 --name web-3");
    await leaveSeveralFirewalls();
    const { status, stderr } = await cli(...argv);
    expect(status).toBe(0);
    expect(stderr).not.toContain("error:");
  },
);

test("an older entry that nobody can make sense of costs a warning at most (#11.16)", async () => {
  await cli("infra create --name web-1 --name web-2");
  await leaveSeveralFirewalls();
  const folder = join(cli.directory, "state", "journal");
  for (const name of readdirSync(folder)) {
    const text = readFileSync(join(folder, name), "utf8");
    writeFileSync(join(folder, name), text.replaceAll(/"firewalls":\[.*?\]\}\]/g, '"firewalls":7'));
  }
  const argv = ["infra", "manage", "--name", "web-1", "--action", "stop"];
  const { status, stderr } = await cli(...argv);
  expect(status).toBe(0);
  expect(stderr.match(/^warning: what earlier commands left/gm)?.length ?? 0).toBeLessThan(2);
  expect(stderr).not.toContain("error:");
});
