import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { type PlanJson, actionsOf, fleetOf, writeFleet } from "./fleet.ts";

let cli: Cli & { dispose: () => void };
beforeEach(() => {
  cli = makeCli();
});
afterEach(() => cli.dispose());

test("an address that could not be released is in the next plan, and goes with the next apply", async () => {
  writeFleet(cli, fleetOf());
  await cli("fleet apply --yes");
  writeFleet(cli, fleetOf({ removed: [{ instance: "exec-1", destroy: true }], instances: [] }));
  const faults = join(cli.directory, "faults.json");
  const rule = { operation: "ReleaseStaticIp", fault: "server_error", calls: [1, 2, 3, 4, 5, 6] };
  writeFileSync(faults, JSON.stringify({ rules: [rule] }));
  const failing = cli.with({ env: { QUANTS_CTL_SANDBOX_FAULTS: faults } });
  const { status, json } = await failing("fleet apply --yes --max-delete 1 --output json");
  expect(status).not.toBe(0);
  expect(json()).toMatchObject({
    not_done: [{ address: "instance.exec-1", action: "delete" }],
    finish_with: expect.stringContaining("fleet apply") as string,
  });
  const plan = (await cli("fleet plan --output json")).json() as PlanJson;
  expect(actionsOf(plan)).toEqual(["delete static_ip.exec-1-static-ip"]);
  expect((await cli("fleet apply --yes")).status).toBe(0);
  expect((await cli("infra ip list --output json")).json()).toEqual([]);
  expect((await cli("infra log --unfinished --output json")).json()).toEqual([]);
});

test("what was made is told, even if the record of it can't be kept", async () => {
  writeFleet(cli, fleetOf());
  mkdirSync(join(cli.directory, "state"));
  symlinkSync("nowhere", join(cli.directory, "state", "fleets"));
  const { status, json, error } = await cli("fleet apply --yes --output json");
  expect(status).toBe(1);
  expect(error()).toMatchObject({ code: "failed" });
  expect(json()).toMatchObject({
    done: [{ action: "create" }, { action: "create" }],
    not_done: [],
  });
});
