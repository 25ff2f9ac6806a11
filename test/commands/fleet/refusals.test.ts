import { afterEach, beforeEach, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { fleetOf, writeFleet } from "./fleet.ts";

let cli: Cli & { dispose: () => void };
beforeEach(() => {
  cli = makeCli();
});
afterEach(() => cli.dispose());

const PRUNING = { name: "quants", on_absent: "prune" };
const names = async (): Promise<string[]> =>
  ((await cli("infra list --region all --output json")).json() as { name: string }[]).map(
    ({ name }) => name,
  );

test.each([
  ["without instances", { instances: [] }],
  ["of another region", { region: "us-east-1" }],
])("a file %s that would delete all is refused, with what it would delete", async (_, more) => {
  writeFleet(cli, fleetOf({ fleet: PRUNING }));
  expect((await cli("fleet apply --yes")).status).toBe(0);
  const before = await names();
  writeFleet(cli, fleetOf({ fleet: PRUNING, ...more, instances: [] }));
  const { status, stderr } = await cli("fleet apply --yes");
  expect(status).toBe(5);
  expect(stderr).toContain("2 of 2 instances would be deleted, or lose their address");
  for (const name of before) expect(stderr).toContain(name);
  expect(stderr).toContain("Is it the right file, region and account?");
  expect(await names()).toEqual(before);
});

test.each(["plan", "apply --yes", "drift"])(
  "credentials of another account than the fleet's do nothing: %s",
  async (verb) => {
    writeFleet(cli, fleetOf({ fleet: { name: "quants", account: "999999999999" } }));
    const { status, stderr } = await cli(`fleet ${verb}`);
    expect(status).toBe(4);
    expect(stderr).toContain("the fleet quants is in 999999999999");
    expect(await names()).toEqual([]);
  },
);

test("an entry whose tags leave no room for the fleet's own is a fault", async () => {
  const tags = Object.fromEntries(Array.from({ length: 49 }, (_, at) => [`t${at}`, "x"]));
  writeFleet(cli, fleetOf({ instances: [{ name: "web", tags }] }));
  const { status, stderr } = await cli("fleet validate");
  expect(status).toBe(4);
  expect(stderr).toContain("51 tags are too many for one resource");
});

test("a plan and a drift are whole on a terminal of any width", async () => {
  writeFleet(cli, fleetOf());
  expect((await cli("fleet apply --yes")).status).toBe(0);
  await cli("infra ports set ssh@world --name exec-1 --yes");
  for (const verb of ["plan", "drift"]) {
    const plain = (await cli(`fleet ${verb}`)).stdout;
    for (const terminal of [0, 1, 40]) {
      const { status, stdout } = await cli.with({ terminal, env: { NO_COLOR: "1" } })(
        `fleet ${verb}`,
      );
      expect({ verb, terminal, status, stdout }).toEqual({
        verb,
        terminal,
        status: 0,
        stdout: plain,
      });
    }
  }
});
