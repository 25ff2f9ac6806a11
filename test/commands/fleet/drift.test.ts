import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { fleetOf, writeFleet } from "./fleet.ts";

let cli: Cli & { dispose: () => void };
beforeEach(() => {
  cli = makeCli();
});
afterEach(() => cli.dispose());

interface DriftJson {
  has_drift: boolean;
  applied_at: string | null;
  drift: { kind: string; name: string; attributes: { path: string }[] }[];
  pending: { kind: string; name: string; attributes: { path: string }[] }[] | null;
}

async function drift(options = ""): Promise<DriftJson & { texts: string[] }> {
  const found = (await cli(`fleet drift ${options} --output json`)).json() as DriftJson;
  const text = (it: DriftJson["drift"][number]): string =>
    [it.kind, it.name, ...it.attributes.map(({ path }) => path)].join(" ");
  return { ...found, texts: [...found.drift, ...(found.pending ?? [])].map(text) };
}

test("what others changed is drift, and what the file says since is pending", async () => {
  writeFleet(cli, fleetOf());
  await cli("fleet apply --yes");
  expect(await drift()).toMatchObject({ has_drift: false, drift: [], pending: [] });
  await cli("infra create --name by-hand");
  await cli("infra ports set ssh@world --name exec-1 --yes");
  await cli("infra destroy --name collector-1 --yes");
  writeFleet(
    cli,
    fleetOf({
      instances: [
        { name: "exec-1", static_ip: true, firewall: ["ssh@198.51.100.0/24"] },
        { name: "new-1" },
      ],
    }),
  );
  expect((await drift()).texts).toEqual([
    "changed exec-1 firewall",
    "missing collector-1",
    "unmanaged by-hand",
    "changed exec-1 firewall tags",
    "added new-1",
    "removed collector-1",
  ]);
  expect((await drift("--ignore-unmanaged")).drift).toHaveLength(2);
  const failing = await cli("fleet drift --fail-on-drift");
  expect(failing.status).toBe(5);
  expect(failing.stdout).toContain("missing");
  expect((await cli("fleet drift")).status).toBe(0);
});

test("where nobody knows what was applied, the files count, and that is said", async () => {
  writeFleet(cli, fleetOf());
  await cli("fleet apply --yes");
  const folder = join(cli.directory, "state", "fleets");
  expect(readdirSync(folder)).toHaveLength(1);
  rmSync(folder, { recursive: true });
  writeFleet(cli, fleetOf({ defaults: { bundle: "medium_3_0", blueprint: "ubuntu_24_04" } }));
  const found = await drift();
  expect(found).toMatchObject({ applied_at: null, pending: null, has_drift: true });
  expect((await cli("fleet drift")).stderr).toContain("is not known");
});

test("it makes no changing call, and no answer is never no drift", async () => {
  writeFleet(cli, fleetOf());
  await cli("fleet apply --yes");
  const journals = (): string[] => readdirSync(join(cli.directory, "state", "journal"));
  const before = journals();
  await cli("infra destroy --name collector-1 --yes");
  const between = journals();
  expect(between.length).toBe(before.length + 1);
  await cli("fleet drift --fail-on-drift");
  // The first changing request of a command would have begun one.
  expect(journals()).toEqual(between);
  const dead = cli.with({
    env: { QUANTS_CTL_PROVIDER: "lightsail", AWS_ACCESS_KEY_ID: "x", AWS_SECRET_ACCESS_KEY: "y" },
  });
  const { status, stdout } = await dead(
    "fleet drift --endpoint-url http://127.0.0.1:9 --output json",
  );
  expect(status).toBe(8);
  expect(stdout).toBe("");
});
