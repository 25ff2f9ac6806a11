import { afterEach, beforeEach, expect, test } from "vitest";
import { type Cli, makeCli } from "../../../helpers/cli.ts";
import { faultyCli } from "../../../helpers/faults.ts";

let cli: Cli & { dispose: () => void };
beforeEach(async () => {
  cli = makeCli();
  await cli("infra create --name one --port ssh@203.0.113.0/24");
  await cli("infra disk create data --size 64 --attach-to one --path /dev/xvdh");
  await cli("infra snapshot create --name one --snapshot-name copy");
});
afterEach(() => cli.dispose());

const RESTORE = "infra snapshot restore --snapshot copy --name two --like one";
const disks = async (): Promise<unknown> => (await cli("infra disk list -o json")).json();

test("a new instance gets disks of its own, at the same paths, and names them", async () => {
  expect((await cli(`${RESTORE} --dry-run -o json`)).json()).toMatchObject({
    changes: [
      { action: "create", kind: "instance", name: "two" },
      { action: "set", kind: "firewall" },
      { kind: "disk", name: "data-two", detail: "64 GB at /dev/xvdh, of data", monthly_usd: 6.4 },
    ],
    monthly_usd: 18.4,
  });
  const { status, json } = await cli(`${RESTORE} -o json`);
  expect(status).toBe(0);
  expect(json()).toMatchObject({ name: "two", changed: true, disks: ["data-two"] });
  expect(await disks()).toMatchObject([
    { name: "data", attached_to: "one" },
    { name: "data-two", attached_to: "two", path: "/dev/xvdh", size_gb: 64 },
  ]);
  const again = await cli(`${RESTORE} --if-not-exists -o json`);
  expect(again.json()).toMatchObject({ changed: false, disks: ["data-two"] });
});

test("--disk names them, and a name that is taken is refused before anything is made", async () => {
  const taken = await cli(`${RESTORE} --disk data=data -o json`);
  expect(taken.error()).toMatchObject({
    ...{ code: "name_in_use", resource: "data" },
    hint: "Name the new one otherwise: --disk data=OTHER",
  });
  const unknown = await cli(`${RESTORE} --disk logs=logs-2 -o json`);
  expect(unknown.error()["message"]).toBe("The snapshot copy has no disk logs.");
  expect((await cli(`${RESTORE} --disk data -o json`)).status).toBe(2);
  expect(await disks()).toHaveLength(1);
  const named = await cli(`${RESTORE} --disk data=data-2 -o json`);
  expect(named.json()).toMatchObject({ disks: ["data-2"] });
});

test("an interrupted one goes on with the same disks; undone, they are kept and named", async () => {
  const faulty = faultyCli(cli, [
    { operation: "PutInstancePublicPorts", fault: "expired_credentials" },
  ]);
  expect((await faulty(`${RESTORE} -o json`)).json()).toMatchObject({ disks: ["data-two"] });
  expect((await cli("infra resume --yes -o json")).json()).toMatchObject({ disks: ["data-two"] });
  await cli("infra destroy --name two --yes");
  await cli("infra disk delete data-two --yes");
  expect((await faulty(RESTORE)).status).toBe(4);
  const undone = await cli("infra resume --undo --yes -o json");
  expect(undone.json()).toMatchObject({ name: "two", kept_disks: ["data-two"] });
});
